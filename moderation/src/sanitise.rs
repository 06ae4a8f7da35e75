//! From what an author wrote to the HTML that adults review and readers get, byte for byte.
//! Limits come first, then Markdown, then our own rewriting, then the sanitiser in `allow`; nothing here stores or shows anything.

mod allow;
mod elements;
mod links;
mod markdown;
mod rewrite;
mod tally;
mod text;
mod tokens;

#[cfg(test)]
mod attack_tests;
#[cfg(test)]
mod second_look;
#[cfg(test)]
mod tests;

use tally::Tally;

/// Names the rules that made a piece of HTML. Changes whenever the same input may give other bytes.
pub const SANITISER_VERSION: &str = "2026-11-24.1";

/// The longest Markdown, in bytes. A post of 600 words has about 4,400.
pub const MAX_MARKDOWN: usize = 65_536;
/// The longest HTML, before and after sanitising, in bytes.
pub const MAX_HTML: usize = 262_144;
/// How deep quotes and lists may be nested: parsers take quadratic time in it.
pub const MAX_MARKDOWN_DEPTH: usize = 16;
/// How deep elements may be nested; one level of Markdown makes up to two.
pub const MAX_HTML_DEPTH: usize = 32;
/// How many elements a text may have.
pub const MAX_TAGS: usize = 10_000;

/// How often HTML is cleaned until nothing changes any more. Text that people write needs one or two rounds.
const MAX_ROUNDS: usize = 8;

/// HTML that `render` or `sanitise` made.
///
/// Invariant: sanitising it again gives the same bytes.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct SafeHtml(String);

impl SafeHtml {
    /// Wraps bytes read back from storage: only storage may call it, for bytes that `render` made.
    pub const fn from_stored(html: String) -> Self {
        Self(html)
    }

    /// The HTML.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The text that a reader sees, a line for each block; without the hosts shown beside links.
    pub fn text(&self) -> String {
        text::plain_text(self)
    }
}

/// A link that leaves the product.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Link {
    /// The address in canonical form.
    pub target: String,
    /// The host that is shown beside the link, in punycode when it is not plain ASCII.
    pub host: String,
}

/// What rendering gives.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rendered {
    /// The HTML.
    pub html: SafeHtml,
    /// The links in the order of the text, each address once.
    pub links: Vec<Link>,
    /// What was taken out, for the author and the reviewer to see; each kind once.
    pub removed: Vec<Removed>,
    /// How many words a reader reads.
    pub words: usize,
}

/// How often something of one kind was taken out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Removed {
    /// What it was.
    pub kind: RemovedKind,
    /// How many of them.
    pub count: usize,
}

/// What sanitising takes out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum RemovedKind {
    /// A picture; its alternative text stays, in brackets.
    Image,
    /// A film, a sound or another page inside this one.
    Media,
    /// A script, style sheet or the like, with its content.
    Active,
    /// Any other tag; its text stays.
    Tag,
    /// A link that may not be followed; its text stays.
    Link,
    /// An attribute of a tag that stays.
    Attribute,
    /// A comment.
    Comment,
    /// A character that reorders or hides text.
    Control,
}

/// Why a text can't be rendered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum RenderError {
    /// The text or its rendering is too long.
    #[error("the text is longer than {limit} bytes")]
    TooLarge {
        /// The most bytes.
        limit: usize,
    },
    /// Quotes, lists or tags are nested too deeply.
    #[error("the text is nested more than {limit} levels deep")]
    TooDeep {
        /// The most levels.
        limit: usize,
    },
    /// There are too many tags.
    #[error("the text has more than {limit} tags")]
    TooManyTags {
        /// The most tags.
        limit: usize,
    },
    /// The tags contradict each other so much that there is no one way to read them.
    #[error("the tags of the text contradict each other")]
    Unstable,
}

/// Renders Markdown, which may have HTML in it.
pub fn render(markdown: &str) -> Result<Rendered, RenderError> {
    within(markdown, MAX_MARKDOWN)?;
    let mut removed = Tally::default();
    let html = settle(markdown::to_html(markdown)?, &mut removed)?;
    let links = links::links(&html);
    let words = text::words(&html.text());
    Ok(Rendered {
        html,
        links,
        removed: removed.into_removed(),
        words,
    })
}

/// Makes HTML safe. What it gives it leaves as it is when it sees it again.
pub fn sanitise(html: &str) -> Result<SafeHtml, RenderError> {
    settle(html.to_owned(), &mut Tally::default())
}

/// Cleans until nothing changes, so that what comes out has passed every limit and every rule unchanged.
fn settle(mut html: String, removed: &mut Tally) -> Result<SafeHtml, RenderError> {
    for _ in 0..MAX_ROUNDS {
        within(&html, MAX_HTML)?;
        let rewritten = rewrite::rewrite(&html, removed)?;
        within(&rewritten, MAX_HTML)?;
        let cleaned = allow::clean(&rewritten);
        if cleaned == html {
            return Ok(SafeHtml(html));
        }
        html = cleaned;
    }
    Err(RenderError::Unstable)
}

fn within(text: &str, limit: usize) -> Result<(), RenderError> {
    if text.len() > limit {
        Err(RenderError::TooLarge { limit })
    } else {
        Ok(())
    }
}
