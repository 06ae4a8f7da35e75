//! Follows brackets, to find what a parsed document does not tell any more: fields that stand twice in an input object
//! (GraphQL, section 5.6.3), and parentheses with nothing in them (section 2.6). Knows tokens and no grammar.

use std::collections::HashSet;

use super::scanner::{Kind, ScanError};

/// An open bracket.
#[derive(Debug)]
enum Open<'a> {
    Parentheses,
    /// The braces of an input object, with its fields: they stand somewhere in parentheses.
    Object(HashSet<&'a str>),
    Other,
}

/// The brackets that are open.
#[derive(Debug, Default)]
pub(super) struct Objects<'a> {
    open: Vec<Open<'a>>,
    /// How many of them are parentheses.
    parentheses: usize,
    /// The token before.
    before: Option<(Kind, &'a str)>,
}

impl<'a> Objects<'a> {
    /// How many brackets are open.
    pub(super) fn open(&self) -> usize {
        self.open.len()
    }

    /// Looks at a token.
    pub(super) fn see(&mut self, kind: Kind, written: &'a str) -> Result<(), ScanError> {
        match kind {
            Kind::Opening(bracket) => self.begin(bracket),
            Kind::Closing(bracket) => self.end(bracket)?,
            Kind::Other if written == ":" => self.field()?,
            Kind::Name | Kind::Number | Kind::Text | Kind::Other => {}
        }
        self.before = Some((kind, written));
        Ok(())
    }

    fn begin(&mut self, bracket: u8) {
        self.open.push(match bracket {
            b'(' => {
                self.parentheses += 1;
                Open::Parentheses
            }
            b'{' if self.parentheses > 0 => Open::Object(HashSet::new()),
            _ => Open::Other,
        });
    }

    fn end(&mut self, bracket: u8) -> Result<(), ScanError> {
        let before = self.before.map(|(kind, _)| kind);
        if bracket == b')' && before == Some(Kind::Opening(b'(')) {
            return Err(ScanError::EmptyParentheses);
        }
        if let Some(Open::Parentheses) = self.open.pop() {
            self.parentheses -= 1;
        }
        Ok(())
    }

    /// A colon: in an input object the name before it is a field.
    fn field(&mut self) -> Result<(), ScanError> {
        if let Some(Open::Object(fields)) = self.open.last_mut()
            && let Some((Kind::Name, name)) = self.before
            && !fields.insert(name)
        {
            let field = name.to_owned();
            return Err(ScanError::FieldTwice { field });
        }
        Ok(())
    }
}
