//! Writes HTML anew from its pieces: balanced, only with elements and attributes that we know, links with their
//! host beside them. What it writes is small and flat enough for any parser; `allow` has the last word.

mod attributes;
mod host;

use std::collections::HashSet;

use super::allow::{FOOTNOTE_CLASS, HOST_CLASS, LINK_REL};
use super::elements::{Role, ended_by, role};
use super::links::{Verdict, judge, shows_host};
use super::tally::Tally;
use super::tokens::{StartTag, Token, tokens};
use super::{MAX_HTML_DEPTH, MAX_TAGS, RemovedKind, RenderError};
use attributes::Kept;
pub(super) use host::is_host_span;

/// Writes HTML anew and notes what was left out.
pub(super) fn rewrite(html: &str, removed: &mut Tally) -> Result<String, RenderError> {
    let mut writer = Writer {
        html: String::with_capacity(html.len()),
        open: Vec::new(),
        tags: 0,
        link: None,
        ids: HashSet::new(),
        paragraph_wanted: false,
        at_pre_start: false,
        removed,
    };
    let tokens = tokens(html);
    let mut rest = tokens.as_slice();
    while let Some((token, after)) = rest.split_first() {
        rest = after;
        if let Some(after) = host::skip(token, after) {
            rest = after;
            continue;
        }
        match token {
            Token::Text(text) => writer.text(text)?,
            Token::Start(tag) => writer.start(tag)?,
            Token::End(name) => {
                writer.end(name);
                if name == "a" {
                    rest = host::skip_spaced(rest);
                }
            }
            Token::Raw(name) if role(name) == Role::Media => writer.removed.add(RemovedKind::Media),
            Token::Raw(_) => writer.removed.add(RemovedKind::Active),
            Token::Comment => writer.removed.add(RemovedKind::Comment),
        }
    }
    writer.close_down_to(0);
    Ok(writer.html)
}

/// An element that is not closed yet. An invisible one only ends paragraphs.
struct Open {
    name: &'static str,
    visible: bool,
}

/// The link that is not closed yet, and what a reader sees of it so far.
struct OpenLink {
    host: String,
    text: String,
}

struct Writer<'r> {
    html: String,
    open: Vec<Open>,
    tags: usize,
    link: Option<OpenLink>,
    ids: HashSet<String>,
    /// A division began or ended: text that comes now gets a paragraph of its own.
    paragraph_wanted: bool,
    /// A line break here would be dropped by every parser.
    at_pre_start: bool,
    removed: &'r mut Tally,
}

impl Writer<'_> {
    fn text(&mut self, text: &str) -> Result<(), RenderError> {
        if !text.trim().is_empty() {
            self.begin_wanted_paragraph()?;
        }
        let text = if self.at_pre_start {
            text.trim_start_matches(['\n', '\r'])
        } else {
            text
        };
        self.at_pre_start &= text.is_empty();
        for character in text.chars() {
            match character {
                '<' => self.html.push_str("&lt;"),
                '>' => self.html.push_str("&gt;"),
                _ if is_control(character) => self.removed.add(RemovedKind::Control),
                _ => self.html.push(character),
            }
        }
        if let Some(link) = &mut self.link {
            link.text.push_str(text);
        }
        Ok(())
    }

    fn start(&mut self, tag: &StartTag<'_>) -> Result<(), RenderError> {
        match role(&tag.name) {
            Role::Void("br") => {
                self.void("br")?;
                self.note_attributes(tag, &[]);
            }
            Role::Void(name) => {
                self.end_paragraph();
                self.paragraph_wanted = false;
                self.void(name)?;
                self.note_attributes(tag, &[]);
            }
            Role::Inline(name) => {
                self.begin_wanted_paragraph()?;
                self.element(name, tag)?;
            }
            Role::Block(name) => {
                let (ended, stops) = ended_by(name);
                self.close_nearest(ended, stops);
                self.paragraph_wanted = false;
                self.element(name, tag)?;
                self.at_pre_start = name == "pre";
            }
            Role::Division(name) => self.division(name, tag)?,
            Role::Link => self.start_link(tag)?,
            Role::Image => self.image(tag)?,
            Role::Media => self.removed.add(RemovedKind::Media),
            Role::Nothing => self.removed.add(RemovedKind::Tag),
        }
        Ok(())
    }

    fn end(&mut self, name: &str) {
        match role(name) {
            Role::Inline(name) => self.close_nearest(&[name], &["td", "th"]),
            Role::Link => self.close_nearest(&["a"], &["td", "th"]),
            Role::Block(name) => {
                self.close_nearest(&[name], &[]);
                self.paragraph_wanted = self.open.last().is_some_and(|open| !open.visible);
            }
            Role::Division(name) => {
                self.close_nearest(&[name], &["td", "th", "li"]);
                self.end_paragraph();
                self.paragraph_wanted = true;
            }
            Role::Void(_) | Role::Image | Role::Media | Role::Nothing => {}
        }
    }

    fn division(&mut self, name: &'static str, tag: &StartTag<'_>) -> Result<(), RenderError> {
        self.end_paragraph();
        if name == "div" && tag.attribute("class") == Some(FOOTNOTE_CLASS) {
            self.paragraph_wanted = false;
            return self.element(name, tag);
        }
        self.removed.add(RemovedKind::Tag);
        self.paragraph_wanted = true;
        self.push(name, false)
    }

    fn start_link(&mut self, tag: &StartTag<'_>) -> Result<(), RenderError> {
        let verdict = judge(tag.attribute("href").unwrap_or_default());
        let (target, host) = match verdict {
            Verdict::External(link) => (link.target, Some(link.host)),
            Verdict::Footnote(target) => (target, None),
            Verdict::Refused => {
                self.removed.add(RemovedKind::Link);
                return Ok(());
            }
        };
        self.begin_wanted_paragraph()?;
        self.close_nearest(&["a"], &["td", "th"]);
        self.note_attributes(tag, &["href", "rel"]);
        self.push("a", true)?;
        self.html.push_str("<a href=\"");
        self.html
            .push_str(&target.replace('&', "&amp;").replace('"', "%22"));
        self.html.push('"');
        if let Some(host) = host {
            self.html.push_str(" rel=\"");
            self.html.push_str(LINK_REL);
            self.html.push('"');
            self.link = Some(OpenLink {
                host,
                text: String::new(),
            });
        }
        self.html.push('>');
        Ok(())
    }

    fn image(&mut self, tag: &StartTag<'_>) -> Result<(), RenderError> {
        self.removed.add(RemovedKind::Image);
        let alternative = tag.attribute("alt").unwrap_or_default().trim();
        if alternative.is_empty() {
            return Ok(());
        }
        self.begin_wanted_paragraph()?;
        self.push("em", true)?;
        self.html.push_str("<em>");
        self.text("[")?;
        self.text(alternative)?;
        self.text("]")?;
        self.pop();
        Ok(())
    }

    fn void(&mut self, name: &'static str) -> Result<(), RenderError> {
        self.count_tag()?;
        self.html.push('<');
        self.html.push_str(name);
        self.html.push('>');
        Ok(())
    }

    fn element(&mut self, name: &'static str, tag: &StartTag<'_>) -> Result<(), RenderError> {
        self.push(name, true)?;
        self.html.push('<');
        self.html.push_str(name);
        let kept = attributes::kept(name, tag, &mut self.ids);
        for Kept { name, value, .. } in &kept {
            for piece in [" ", name, "=\"", value, "\""] {
                self.html.push_str(piece);
            }
        }
        self.note_attributes(
            tag,
            &kept.iter().map(|kept| kept.source).collect::<Vec<_>>(),
        );
        self.html.push('>');
        Ok(())
    }

    fn note_attributes(&mut self, tag: &StartTag<'_>, kept: &[&str]) {
        let left_out = tag
            .attributes
            .iter()
            .filter(|(name, _)| !kept.contains(&name.as_str()));
        self.removed.add_many(
            RemovedKind::Attribute,
            left_out.count().saturating_add(tag.surplus),
        );
    }

    /// Opens the paragraph that a division asked for, where one may stand; elsewhere a space will do.
    fn begin_wanted_paragraph(&mut self) -> Result<(), RenderError> {
        if !std::mem::take(&mut self.paragraph_wanted) {
            return Ok(());
        }
        let parent = self
            .open
            .iter()
            .rev()
            .find(|open| open.visible)
            .map(|open| open.name);
        if matches!(parent, None | Some("blockquote" | "div")) {
            self.push("p", true)?;
            self.html.push_str("<p>");
        } else if !self.html.ends_with([' ', '\n', '>']) || self.html.ends_with("</p>") {
            self.html.push(' ');
        }
        Ok(())
    }

    fn end_paragraph(&mut self) {
        let (ended, stops) = ended_by("p");
        self.close_nearest(ended, stops);
    }

    fn push(&mut self, name: &'static str, visible: bool) -> Result<(), RenderError> {
        if self.open.len() >= MAX_HTML_DEPTH {
            return Err(RenderError::TooDeep {
                limit: MAX_HTML_DEPTH,
            });
        }
        self.at_pre_start = false;
        self.open.push(Open { name, visible });
        self.count_tag()
    }

    fn count_tag(&mut self) -> Result<(), RenderError> {
        self.at_pre_start = false;
        self.tags = self.tags.saturating_add(1);
        if self.tags > MAX_TAGS {
            return Err(RenderError::TooManyTags { limit: MAX_TAGS });
        }
        Ok(())
    }

    /// Closes the nearest open element of these names and all inside it, unless one of `stops` is nearer.
    fn close_nearest(&mut self, names: &[&str], stops: &[&str]) {
        let nearest = self
            .open
            .iter()
            .rposition(|open| names.contains(&open.name) || stops.contains(&open.name));
        let found = nearest.and_then(|at| Some((at, self.open.get(at)?.name)));
        if let Some((at, name)) = found
            && names.contains(&name)
        {
            self.close_down_to(at);
        }
    }

    fn close_down_to(&mut self, length: usize) {
        while self.open.len() > length {
            self.pop();
        }
    }

    fn pop(&mut self) {
        self.at_pre_start = false;
        let Some(Open {
            name,
            visible: true,
        }) = self.open.pop()
        else {
            return;
        };
        if name == "p"
            && let Some(before) = self.html.trim_end().strip_suffix("<p>")
        {
            self.html.truncate(before.len());
            return;
        }
        self.html.push_str("</");
        self.html.push_str(name);
        self.html.push('>');
        if name == "a" {
            self.show_host();
        }
    }

    fn show_host(&mut self) {
        let Some(link) = self.link.take() else { return };
        if shows_host(&link.text, &link.host) {
            return;
        }
        for piece in [
            " <span class=\"",
            HOST_CLASS,
            "\">(",
            &link.host,
            ")</span>",
        ] {
            self.html.push_str(piece);
        }
    }
}

/// Characters that no text needs and that hide or reorder what is read.
fn is_control(character: char) -> bool {
    let line_or_tab = matches!(character, '\n' | '\r' | '\t');
    (character.is_control() && !line_or_tab)
        || matches!(character, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}
