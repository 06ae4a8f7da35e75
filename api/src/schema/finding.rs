//! What checking a draft tells its author of each finding, in words. How urgent a finding is, and which rule found it, is for reviewers
//! only (`revision`).

use async_graphql::SimpleObject;
use moderation::Finding;
use moderation::screen::FindingCode as Code;

use super::enums::FindingField;
use super::revision::Texts;
use crate::words::Say;

/// Something in a draft that an adult would look at first.
#[derive(SimpleObject)]
#[graphql(serial)]
pub(crate) struct DraftFinding {
    /// What it seems to be, as a stable name such as `PHONE`. New names may come.
    code: String,
    /// What it seems to be, in the viewer's words.
    name: String,
    /// Why it matters, in the viewer's words.
    why: String,
    /// What one can do instead, in the viewer's words.
    instead: String,
    /// The text that it is in.
    field: FindingField,
    /// Where it begins in that text, in UTF-16 code units, as strings of browsers count.
    start: i32,
    /// Where it ends in that text, in UTF-16 code units.
    end: i32,
    /// The words themselves.
    excerpt: String,
}

impl DraftFinding {
    /// What the author reads of a finding in these texts.
    pub(crate) fn new(say: Say<'_>, found: &Finding, texts: &Texts<'_>) -> Self {
        let span = texts.span(found.field, (found.start, found.end));
        let key = key(found.code);
        Self {
            code: found.code.as_str().to_owned(),
            name: say.plain(key),
            why: say.plain(&format!("{key}-why")),
            instead: say.plain(&format!("{key}-instead")),
            field: span.field,
            start: span.start,
            end: span.end,
            excerpt: span.excerpt,
        }
    }
}

/// The key of what a code is; why it matters and what to do instead are `-why` and `-instead` of it.
pub(super) const fn key(code: Code) -> &'static str {
    match code {
        Code::SelfHarm => "finding-self-harm",
        Code::Disclosure => "finding-disclosure",
        Code::Probing => "finding-probing",
        Code::Eating => "finding-eating",
        Code::Extortion => "finding-extortion",
        Code::Threat => "finding-threat",
        Code::Sexual => "finding-sexual",
        Code::ContactSeeking => "finding-contact-seeking",
        Code::Meet => "finding-meet",
        Code::UrlContact => "finding-url-contact",
        Code::Email => "finding-email",
        Code::Phone => "finding-phone",
        Code::NationalId => "finding-national-id",
        Code::Iban => "finding-iban",
        Code::Address => "finding-address",
        Code::School => "finding-school",
        Code::BirthDate => "finding-birth-date",
        Code::FullName => "finding-full-name",
        Code::Handle => "finding-handle",
        Code::Geo => "finding-geo",
        Code::Plate => "finding-plate",
        Code::Secret => "finding-secret",
        Code::ScreeningFailed => "finding-screening-failed",
        Code::Bullying => "finding-bullying",
        Code::Hate => "finding-hate",
        Code::Drugs => "finding-drugs",
        Code::Profanity => "finding-profanity",
        Code::Spam => "finding-spam",
        Code::Link => "finding-link",
    }
}
