//! Reads the patterns of a lexicon: words, alternatives, classes, options and gaps. What they mean in a text is in `chart`.

use super::super::fold::Folded;

/// The most items of one sequence, and how deep groups nest: a pattern is a phrase, not a program.
const MOST_ITEMS: usize = 40;
const DEEPEST: usize = 8;
/// The widest gap, in words.
const WIDEST: u8 = 8;
/// The width of a gap that does not say.
const USUAL: u8 = 3;

/// A piece of a pattern.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) enum Item {
    /// A word.
    Word(String),
    /// Any word that begins so.
    Prefix(String),
    /// One of the phrases of a class.
    Class(String),
    /// One of several sequences.
    Group(Vec<Sequence>),
    /// This, or nothing.
    Optional(Box<Self>),
    /// Exactly one word.
    Any,
    /// Up to so many words.
    Gap(u8),
}

/// Pieces that follow each other.
pub(super) type Sequence = Vec<Item>;

/// Why a pattern can't be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PatternError {
    /// A parenthesis or an angle has no partner.
    #[error("a parenthesis or an angle is not closed")]
    Unclosed,
    /// There is nothing where something has to be.
    #[error("a group, a class or the pattern is empty")]
    Empty,
    /// It is longer or deeper than a pattern may be.
    #[error("it is too long, too deep, or has too wide a gap")]
    TooLarge,
    /// A sign that means nothing here.
    #[error("a sign stands where it means nothing")]
    Sign,
    /// All of it may be left out.
    #[error("it may be nothing at all")]
    NoBeginning,
}

/// Reads a pattern.
pub(super) fn read(text: &str) -> Result<Sequence, PatternError> {
    let mut reader = Reader {
        rest: text,
        depth: 0,
    };
    let sequence = reader.sequence()?;
    match (reader.rest, sequence.as_slice()) {
        ("", []) => Err(PatternError::Empty),
        ("", _) => Ok(sequence),
        _ => Err(PatternError::Unclosed),
    }
}

/// The words of a text, as patterns and texts compare them.
pub(in super::super) fn words_of(text: &str) -> Vec<String> {
    // Most of the lexicons is plain already, and need not be folded at a cost.
    if text
        .bytes()
        .all(|byte| byte.is_ascii_lowercase() || byte == b' ')
        && !is_drawn_out(text)
    {
        return text.split_whitespace().map(str::to_owned).collect();
    }
    let folded = Folded::new(text);
    let words = folded.text().split(|c: char| !c.is_alphanumeric());
    words
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}

/// Whether a letter stands three times in a row.
fn is_drawn_out(text: &str) -> bool {
    let mut three = text.as_bytes().windows(3);
    three.any(|three| matches!(three, [one, two, third] if one == two && two == third))
}

struct Reader<'a> {
    rest: &'a str,
    depth: usize,
}

impl Reader<'_> {
    fn peek(&self) -> Option<char> {
        self.rest.chars().next()
    }

    fn take(&mut self) {
        let mut rest = self.rest.chars();
        rest.next();
        self.rest = rest.as_str();
    }

    fn take_if(&mut self, sign: char) -> bool {
        let is_next = self.peek() == Some(sign);
        if is_next {
            self.take();
        }
        is_next
    }

    /// Reads up to the end, a bar or a closing parenthesis, which stays. Signs that are no words are nothing.
    fn sequence(&mut self) -> Result<Sequence, PatternError> {
        let mut items = Sequence::new();
        while let Some(sign) = self.peek() {
            match sign {
                '|' | ')' => break,
                _ if sign.is_whitespace() => self.take(),
                _ => {
                    let mut read = self.items()?;
                    if self.take_if('?') {
                        let item = match read.len() {
                            0 => continue,
                            1 => read.remove(0),
                            _ => Item::Group(vec![read]),
                        };
                        read = vec![Item::Optional(Box::new(item))];
                    }
                    items.append(&mut read);
                }
            }
        }
        if items.len() > MOST_ITEMS {
            return Err(PatternError::TooLarge);
        }
        Ok(items)
    }

    /// Reads one piece; a word with a sign in it is several.
    fn items(&mut self) -> Result<Sequence, PatternError> {
        match self.peek() {
            Some('(') => Ok(vec![self.group()?]),
            Some('<') => Ok(vec![self.class()?]),
            Some('.') => Ok(vec![self.gap()?]),
            _ => self.words(),
        }
    }

    fn group(&mut self) -> Result<Item, PatternError> {
        self.take();
        self.depth = self.depth.saturating_add(1);
        if self.depth > DEEPEST {
            return Err(PatternError::TooLarge);
        }
        let mut alternatives = vec![self.sequence()?];
        while self.take_if('|') {
            alternatives.push(self.sequence()?);
        }
        self.depth = self.depth.saturating_sub(1);
        alternatives.retain(|sequence| !sequence.is_empty());
        match (self.take_if(')'), alternatives.is_empty()) {
            (false, _) => Err(PatternError::Unclosed),
            (true, true) => Err(PatternError::Empty),
            (true, false) => Ok(Item::Group(alternatives)),
        }
    }

    fn class(&mut self) -> Result<Item, PatternError> {
        self.take();
        let (name, rest) = self.rest.split_once('>').ok_or(PatternError::Unclosed)?;
        self.rest = rest;
        match name.trim() {
            "" => Err(PatternError::Empty),
            name => Ok(Item::Class(name.to_owned())),
        }
    }

    fn gap(&mut self) -> Result<Item, PatternError> {
        self.take();
        if !self.take_if('.') {
            return Err(PatternError::Sign);
        }
        let digits: String = self.rest.chars().take_while(char::is_ascii_digit).collect();
        self.rest = self.rest.get(digits.len()..).unwrap_or_default();
        if digits.is_empty() {
            return Ok(Item::Gap(USUAL));
        }
        let width = digits.parse().map_err(|_wide| PatternError::TooLarge)?;
        if width > WIDEST {
            return Err(PatternError::TooLarge);
        }
        Ok(Item::Gap(width))
    }

    fn words(&mut self) -> Result<Sequence, PatternError> {
        let is_part = |c: char| !c.is_whitespace() && !"()|?<>*.".contains(c);
        let end = self.rest.find(|c| !is_part(c)).unwrap_or(self.rest.len());
        let (text, rest) = self.rest.split_at_checked(end).unwrap_or((self.rest, ""));
        self.rest = rest;
        if text == "_" {
            return Ok(vec![Item::Any]);
        }
        let mut words: Sequence = words_of(text).into_iter().map(Item::Word).collect();
        if self.take_if('*')
            && let Some(Item::Word(last)) = words.pop()
        {
            words.push(Item::Prefix(last));
        }
        if text.is_empty() {
            return Err(PatternError::Sign);
        }
        Ok(words)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn word(text: &str) -> Item {
        Item::Word(text.to_owned())
    }

    #[test]
    fn a_pattern_is_read_into_its_pieces() {
        let read = read("No (quiero|voy a)? .. Morír* <place> _ ..5 m'ha").unwrap();
        let group = Item::Group(vec![vec![word("quiero")], vec![word("voy"), word("a")]]);
        assert_eq!(
            read,
            [
                word("no"),
                Item::Optional(Box::new(group)),
                Item::Gap(3),
                Item::Prefix("morir".to_owned()),
                Item::Class("place".to_owned()),
                Item::Any,
                Item::Gap(5),
                word("m"),
                word("ha"),
            ]
        );
    }

    #[test]
    fn what_is_no_pattern_is_refused() {
        for (text, why) in [
            ("", PatternError::Empty),
            ("(|)", PatternError::Empty),
            ("(a", PatternError::Unclosed),
            ("a)", PatternError::Unclosed),
            ("<a", PatternError::Unclosed),
            ("a . b", PatternError::Sign),
            ("a ..99 b", PatternError::TooLarge),
            ("((((((((((a))))))))))", PatternError::TooLarge),
            ("a * b", PatternError::Sign),
            ("¡!", PatternError::Empty),
        ] {
            assert_eq!(read(text), Err(why), "{text}");
        }
    }
}
