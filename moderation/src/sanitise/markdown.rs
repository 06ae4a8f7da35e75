//! Markdown to HTML that is not yet safe: nesting is counted before anything is written, footnotes get our own
//! markup. Nothing here decides what may stay.

use std::collections::{HashMap, HashSet};

use pulldown_cmark::{CowStr, Event, Options, Parser, Tag, TagEnd, html};

use super::allow::FOOTNOTE_CLASS;
use super::{MAX_MARKDOWN_DEPTH, RenderError};

/// Writes Markdown as HTML.
pub(super) fn to_html(markdown: &str) -> Result<String, RenderError> {
    let options =
        Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES | Options::ENABLE_STRIKETHROUGH;
    let events = within_depth(Parser::new_ext(markdown, options))?;
    let mut notes = Notes::number(&events);
    let mut rendered = String::with_capacity(markdown.len().saturating_mul(3) / 2);
    html::push_html(
        &mut rendered,
        events.into_iter().map(|event| notes.mark(event)),
    );
    Ok(rendered)
}

/// All events, if none is nested too deeply.
fn within_depth<'a>(
    parser: impl Iterator<Item = Event<'a>>,
) -> Result<Vec<Event<'a>>, RenderError> {
    let mut events = Vec::new();
    let mut depth = 0_usize;
    for event in parser {
        if matches!(event, Event::Start(_)) {
            depth = depth.saturating_add(1);
        } else if matches!(event, Event::End(_)) {
            depth = depth.saturating_sub(1);
        }
        if depth > MAX_MARKDOWN_DEPTH {
            return Err(RenderError::TooDeep {
                limit: MAX_MARKDOWN_DEPTH,
            });
        }
        events.push(event);
    }
    Ok(events)
}

/// The footnotes of one text, numbered in the order in which the text refers to them.
struct Notes<'a> {
    numbers: HashMap<CowStr<'a>, usize>,
    /// Those with a number up to this are referred to.
    referred: usize,
    /// The way back from a footnote leads to the first place that refers to it.
    marked: HashSet<usize>,
    open: Option<usize>,
}

impl<'a> Notes<'a> {
    fn number(events: &[Event<'a>]) -> Self {
        let mut notes = Self {
            numbers: HashMap::new(),
            referred: 0,
            marked: HashSet::new(),
            open: None,
        };
        for event in events {
            if let Event::FootnoteReference(name) = event {
                notes.add(name);
            }
        }
        notes.referred = notes.numbers.len();
        for event in events {
            if let Event::Start(Tag::FootnoteDefinition(name)) = event {
                notes.add(name);
            }
        }
        notes
    }

    fn add(&mut self, name: &CowStr<'a>) {
        let next = self.numbers.len().saturating_add(1);
        self.numbers.entry(name.clone()).or_insert(next);
    }

    fn of(&self, name: &CowStr<'a>) -> usize {
        self.numbers.get(name).copied().unwrap_or_default()
    }

    fn mark(&mut self, event: Event<'a>) -> Event<'a> {
        if let Event::FootnoteReference(name) = &event {
            let number = self.of(name);
            let id = if self.marked.insert(number) {
                format!(" id=\"fnref-{number}\"")
            } else {
                String::new()
            };
            let markup = format!("<sup{id}><a href=\"#fn-{number}\">{number}</a></sup>");
            return Event::InlineHtml(markup.into());
        }
        if let Event::Start(Tag::FootnoteDefinition(name)) = &event {
            let number = self.of(name);
            self.open = Some(number);
            let markup =
                format!(r#"<div class="{FOOTNOTE_CLASS}" id="fn-{number}"><sup>{number}</sup>"#);
            return Event::Html(markup.into());
        }
        if matches!(event, Event::End(TagEnd::FootnoteDefinition)) {
            return Event::Html(self.end().into());
        }
        event
    }

    /// The end of a definition, with the way back to where the text refers to it.
    fn end(&mut self) -> String {
        match self.open.take() {
            Some(number) if number <= self.referred => {
                format!("<a href=\"#fnref-{number}\">↩</a></div>\n")
            }
            Some(_) | None => "</div>\n".to_owned(),
        }
    }
}
