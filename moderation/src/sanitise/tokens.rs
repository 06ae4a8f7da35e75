//! Cuts HTML into text and tags in one pass whose time grows with the length only. It decides nothing about what
//! may stay: `rewrite` does. What is not well formed comes out as text.

/// The attributes of a tag that are looked at; the ones after them are only counted.
pub(super) const MOST_ATTRIBUTES: usize = 20;

/// Elements whose content is not markup. They go with all that is in them.
const RAW_ELEMENTS: [&str; 10] = [
    "script",
    "style",
    "iframe",
    "noembed",
    "noframes",
    "noscript",
    "xmp",
    "textarea",
    "title",
    "plaintext",
];

/// A piece of HTML.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Token<'a> {
    /// Text, its character references as they were written.
    Text(&'a str),
    /// The beginning of an element.
    Start(StartTag<'a>),
    /// The end of an element, its name in lower case.
    End(String),
    /// An element of `RAW_ELEMENTS` with its content.
    Raw(String),
    /// A comment, a doctype or a processing instruction.
    Comment,
}

/// The beginning of an element.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct StartTag<'a> {
    /// The name in lower case.
    pub(super) name: String,
    /// Name in lower case and value as written, the first `MOST_ATTRIBUTES` of them.
    pub(super) attributes: Vec<(String, &'a str)>,
    /// How many attributes came after those.
    pub(super) surplus: usize,
}

impl<'a> StartTag<'a> {
    /// The value of an attribute as written; of two with one name the first counts.
    pub(super) fn attribute(&self, name: &str) -> Option<&'a str> {
        self.attributes
            .iter()
            .find(|(own, _)| own == name)
            .map(|(_, value)| *value)
    }
}

/// All pieces of some HTML.
pub(super) fn tokens(html: &str) -> Vec<Token<'_>> {
    let mut reader = Reader {
        rest: html,
        comments_end: true,
        unclosed: Vec::new(),
    };
    std::iter::from_fn(|| reader.next()).collect()
}

struct Reader<'a> {
    rest: &'a str,
    /// False once no comment in the rest ends.
    comments_end: bool,
    /// The raw elements that are not closed in the rest.
    unclosed: Vec<String>,
}

impl<'a> Reader<'a> {
    fn next(&mut self) -> Option<Token<'a>> {
        if self.rest.is_empty() {
            return None;
        }
        match self.rest.find('<') {
            Some(0) => Some(self.markup()),
            Some(at) => Some(Token::Text(self.take(at))),
            None => Some(Token::Text(self.take(self.rest.len()))),
        }
    }

    fn take(&mut self, length: usize) -> &'a str {
        let (taken, rest) = self
            .rest
            .split_at_checked(length)
            .unwrap_or((self.rest, ""));
        self.rest = rest;
        taken
    }

    /// Reads at a `<`.
    fn markup(&mut self) -> Token<'a> {
        let after = self.rest.get(1..).unwrap_or_default();
        let named = |text: &str| text.starts_with(|c: char| c.is_ascii_alphabetic());
        if after.starts_with("!--") {
            self.comment()
        } else if named(after) {
            self.start_tag()
        } else if let Some(name) = after.strip_prefix('/').filter(|name| named(name)) {
            self.end_tag(name)
        } else if after.starts_with(['!', '?', '/']) {
            self.up_to_bracket(Token::Comment)
        } else {
            Token::Text(self.take(1))
        }
    }

    fn comment(&mut self) -> Token<'a> {
        let end = if self.comments_end {
            self.rest.find("-->")
        } else {
            None
        };
        let Some(end) = end else {
            self.comments_end = false;
            return Token::Text(self.take(1));
        };
        self.take(end.saturating_add(3));
        Token::Comment
    }

    fn end_tag(&mut self, after: &str) -> Token<'a> {
        self.up_to_bracket(Token::End(name_at(after).to_ascii_lowercase()))
    }

    /// Gives the token if there is a `>`. Without one the rest holds no tag at all and is text.
    fn up_to_bracket(&mut self, token: Token<'a>) -> Token<'a> {
        let Some(end) = self.rest.find('>') else {
            return Token::Text(self.take(self.rest.len()));
        };
        self.take(end.saturating_add(1));
        token
    }

    fn start_tag(&mut self) -> Token<'a> {
        let whole = self.rest;
        self.take(1);
        let name = name_at(self.rest);
        self.take(name.len());
        let mut tag = StartTag {
            name: name.to_ascii_lowercase(),
            ..StartTag::default()
        };
        if self.attributes(&mut tag).is_none() {
            // all that was looked at is text, so nothing is looked at twice
            let length = whole.len().saturating_sub(self.rest.len());
            return Token::Text(whole.get(..length).unwrap_or(whole));
        }
        if !RAW_ELEMENTS.contains(&tag.name.as_str()) {
            return Token::Start(tag);
        }
        self.skip_content(&tag.name);
        Token::Raw(tag.name)
    }

    /// Reads to the end of a tag; `None` if it has none.
    fn attributes(&mut self, tag: &mut StartTag<'a>) -> Option<()> {
        loop {
            self.take_while(|c| c.is_ascii_whitespace() || c == '/');
            match self.rest.chars().next()? {
                '>' => {
                    self.take(1);
                    return Some(());
                }
                '<' => return None,
                _ => {
                    let (name, value) = self.attribute()?;
                    if tag.attributes.len() < MOST_ATTRIBUTES {
                        tag.attributes.push((name.to_ascii_lowercase(), value));
                    } else {
                        tag.surplus = tag.surplus.saturating_add(1);
                    }
                }
            }
        }
    }

    fn attribute(&mut self) -> Option<(&'a str, &'a str)> {
        let mut first = true;
        let name = self.take_while(|c| {
            let ends =
                c.is_ascii_whitespace() || matches!(c, '/' | '>' | '<') || (c == '=' && !first);
            first = false;
            !ends
        });
        let before_space = self.rest;
        self.take_while(|c| c.is_ascii_whitespace());
        if !self.rest.starts_with('=') {
            self.rest = before_space;
            return Some((name, ""));
        }
        self.take(1);
        self.take_while(|c| c.is_ascii_whitespace());
        let quote = self.rest.chars().next()?;
        if quote != '"' && quote != '\'' {
            return Some((
                name,
                self.take_while(|c| !c.is_ascii_whitespace() && c != '>'),
            ));
        }
        self.take(1);
        let Some(end) = self.rest.find(quote) else {
            self.rest = "";
            return None;
        };
        let value = self.take(end);
        self.take(1);
        Some((name, value))
    }

    fn take_while(&mut self, mut wanted: impl FnMut(char) -> bool) -> &'a str {
        let end = self.rest.find(|c| !wanted(c)).unwrap_or(self.rest.len());
        self.take(end)
    }

    /// Skips the content and the end tag of a raw element. What is never closed keeps its content, as text.
    fn skip_content(&mut self, name: &str) {
        if self.unclosed.iter().any(|unclosed| unclosed == name) {
            return;
        }
        let closing = self.rest.match_indices("</").find(|(at, _)| {
            let after = self.rest.get(at.saturating_add(2)..).unwrap_or_default();
            name_at(after).eq_ignore_ascii_case(name)
        });
        match closing {
            Some((at, _)) => {
                self.take(at);
                self.up_to_bracket(Token::Comment);
            }
            None => self.unclosed.push(name.to_owned()),
        }
    }
}

/// The name that a text begins with.
fn name_at(text: &str) -> &str {
    let end = text.find(|c: char| c.is_ascii_whitespace() || matches!(c, '/' | '>' | '<'));
    text.get(..end.unwrap_or(text.len())).unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn start<'a>(name: &str, attributes: &[(&str, &'a str)]) -> Token<'a> {
        let attributes = attributes
            .iter()
            .map(|(name, value)| ((*name).to_owned(), *value))
            .collect();
        Token::Start(StartTag {
            name: name.to_owned(),
            attributes,
            surplus: 0,
        })
    }

    #[test]
    fn tags_text_and_attributes_are_told_apart() {
        let cases: [(&str, &[Token<'_>]); 8] = [
            (
                "a<B>c</B >",
                &[
                    Token::Text("a"),
                    start("b", &[]),
                    Token::Text("c"),
                    Token::End("b".to_owned()),
                ],
            ),
            (
                "<a HREF='x>y' b=c d e = \"f\"/>",
                &[start(
                    "a",
                    &[("href", "x>y"), ("b", "c"), ("d", ""), ("e", "f")],
                )],
            ),
            (
                "1 < 2",
                &[Token::Text("1 "), Token::Text("<"), Token::Text(" 2")],
            ),
            (
                "<!-- <b> -->x<!-- y",
                &[
                    Token::Comment,
                    Token::Text("x"),
                    Token::Text("<"),
                    Token::Text("!-- y"),
                ],
            ),
            (
                "<!doctype html><?php ?></>",
                &[Token::Comment, Token::Comment, Token::Comment],
            ),
            (
                "<SCRIPT><b></script >x",
                &[Token::Raw("script".to_owned()), Token::Text("x")],
            ),
            (
                "<style>x",
                &[Token::Raw("style".to_owned()), Token::Text("x")],
            ),
            ("<a href=\"x", &[Token::Text("<a href=\"x")]),
        ];
        for (html, expected) in cases {
            assert_eq!(tokens(html), expected, "{html}");
        }
    }

    #[test]
    fn attributes_after_the_twentieth_are_only_counted() {
        let html = format!("<p {}>", "x=y ".repeat(5_000));
        let found = tokens(&html);
        let [Token::Start(tag)] = found.as_slice() else {
            panic!("{found:?}")
        };
        assert_eq!(
            (tag.attributes.len(), tag.surplus),
            (MOST_ATTRIBUTES, 4_980)
        );
    }
}
