//! The small JSON documents inside rows: lists of ids, links, findings and grounds. Nothing is queried by them.

use std::borrow::Cow;

use domain::AccountId;
use domain::TopicId;
use moderation::review::{Ground, Place, Quote, Reason};
use moderation::screen::{Field, FindingCode};
use moderation::{Lane, Link};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::StorageError;

/// A finding as it was stored; the rule that made it may have gone since.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredFinding {
    /// What it seems to be.
    pub code: FindingCode,
    /// The text that it is in.
    pub field: Field,
    /// Where it begins in that text, in bytes.
    pub start: usize,
    /// Where it ends in that text, in bytes.
    pub end: usize,
    /// The rule that found it.
    pub rule: String,
    /// The lane that it asks for.
    pub lane: Lane,
    /// How sure the rule was, from 0 to 100.
    pub score: u8,
}

#[derive(Serialize, Deserialize)]
struct FindingDocument<'a> {
    code: &'a str,
    field: &'a str,
    start: usize,
    end: usize,
    rule: &'a str,
    lane: &'a str,
    score: u8,
}

#[derive(Serialize, Deserialize)]
struct LinkDocument {
    target: String,
    host: String,
}

fn encode(value: &impl Serialize) -> Result<String, StorageError> {
    serde_json::to_string(value).map_err(StorageError::Encode)
}

pub(crate) fn ids<T: Copy + Into<Uuid>>(ids: &[T]) -> Result<String, StorageError> {
    encode(
        &ids.iter()
            .map(|id| (*id).into().hyphenated().to_string())
            .collect::<Vec<_>>(),
    )
}

fn uuids(text: &str) -> Option<Vec<Uuid>> {
    let texts: Vec<&str> = serde_json::from_str(text).ok()?;
    texts
        .into_iter()
        .map(|text| Uuid::parse_str(text).ok())
        .collect()
}

pub(crate) fn accounts(text: &str) -> Option<Vec<AccountId>> {
    Some(uuids(text)?.into_iter().map(AccountId::from_uuid).collect())
}

pub(crate) fn topics(text: &str) -> Option<Vec<TopicId>> {
    Some(uuids(text)?.into_iter().map(TopicId::from_uuid).collect())
}

pub(crate) fn links(links: &[Link]) -> Result<String, StorageError> {
    let documents = links.iter().map(|link| LinkDocument {
        target: link.target.clone(),
        host: link.host.clone(),
    });
    encode(&documents.collect::<Vec<_>>())
}

pub(crate) fn read_links(text: &str) -> Option<Vec<Link>> {
    let documents: Vec<LinkDocument> = serde_json::from_str(text).ok()?;
    Some(
        documents
            .into_iter()
            .map(|link| Link {
                target: link.target,
                host: link.host,
            })
            .collect(),
    )
}

pub(crate) fn findings(findings: &[moderation::Finding]) -> Result<String, StorageError> {
    let documents = findings.iter().map(|finding| FindingDocument {
        code: finding.code.as_str(),
        field: finding.field.as_str(),
        start: finding.start,
        end: finding.end,
        rule: &finding.rule,
        lane: finding.lane.as_str(),
        score: finding.score,
    });
    encode(&documents.collect::<Vec<_>>())
}

pub(crate) fn read_findings(text: &str) -> Option<Vec<StoredFinding>> {
    let documents: Vec<FindingDocument<'_>> = serde_json::from_str(text).ok()?;
    documents.iter().map(read_finding).collect()
}

fn read_finding(document: &FindingDocument<'_>) -> Option<StoredFinding> {
    Some(StoredFinding {
        code: FindingCode::parse(document.code)?,
        field: Field::parse(document.field)?,
        start: document.start,
        end: document.end,
        rule: document.rule.to_owned(),
        lane: Lane::parse(document.lane)?,
        score: document.score,
    })
}

#[derive(Serialize, Deserialize)]
struct GroundDocument<'a> {
    reason: &'a str,
    #[serde(borrow)]
    quotes: Vec<QuoteDocument<'a>>,
}

#[derive(Serialize, Deserialize)]
struct QuoteDocument<'a> {
    field: &'a str,
    start: u32,
    end: u32,
    #[serde(borrow)]
    excerpt: Cow<'a, str>,
}

pub(crate) fn grounds(grounds: &[Ground]) -> Result<String, StorageError> {
    let documents = grounds.iter().map(|ground| GroundDocument {
        reason: ground.reason.code(),
        quotes: ground.quotes.iter().map(quote).collect(),
    });
    encode(&documents.collect::<Vec<_>>())
}

fn quote(quote: &Quote) -> QuoteDocument<'_> {
    QuoteDocument {
        field: quote.place.field.as_str(),
        start: quote.place.start,
        end: quote.place.end,
        excerpt: Cow::Borrowed(&quote.excerpt),
    }
}

pub(crate) fn read_grounds(text: &str) -> Option<Vec<Ground>> {
    let documents: Vec<GroundDocument<'_>> = serde_json::from_str(text).ok()?;
    documents.into_iter().map(read_ground).collect()
}

fn read_ground(document: GroundDocument<'_>) -> Option<Ground> {
    let quotes = document.quotes.into_iter().map(|quote| {
        Some(Quote {
            place: Place {
                field: Field::parse(quote.field)?,
                start: quote.start,
                end: quote.end,
            },
            excerpt: quote.excerpt.into_owned(),
        })
    });
    Some(Ground {
        reason: Reason::from_code(document.reason)?,
        quotes: quotes.collect::<Option<_>>()?,
    })
}
