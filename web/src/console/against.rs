//! What adults say against a text: reasons from the catalogue, the passages that are meant, and other words for them. Where passages are is found here; what an
//! operation is given is made where it is executed.

use axum::http::StatusCode;

use super::typed::{Place, Texts, Typed, Unfound, lines};
use crate::operations::{published_revision, review};
use crate::sent::Problem;
use crate::site::Visit;
use crate::words::{Value, key};

/// A reason to choose from.
pub(crate) struct Rule {
    /// Its code, as forms carry it.
    pub(crate) code: String,
    pub(crate) says: String,
    /// What can be done about it.
    pub(crate) change: String,
}

/// Makes reasons of what operations give.
macro_rules! rules {
    ($($given:path)+) => {
        $(impl From<$given> for Rule {
            fn from(given: $given) -> Self {
                let code = serde_json::to_value(&given.reason).ok();
                let code = code.and_then(|it| it.as_str().map(str::to_owned));
                Self {
                    code: code.unwrap_or_default(),
                    says: given.rule,
                    change: given.change,
                }
            }
        })+
    };
}

rules!(review::ReviewReasons published_revision::PublishedRevisionReasons);

/// Reasons by their codes, each with where its passages are.
pub(super) type Explained = Vec<(String, Vec<Place>)>;

/// What an adult says against a text.
pub(super) struct Against {
    pub(super) reasons: Explained,
    pub(super) suggested: Vec<(Place, String)>,
}

/// Makes the reasons and suggestions of an operation of what was typed.
macro_rules! grounds {
    ($module:ident, $explained:expr) => {
        $explained
            .iter()
            .map(|(reason, places)| $module::GroundInput {
                reason: $module::Reason::from_code(reason),
                quotes: places
                    .iter()
                    .map(|place| $crate::console::against::quote!($module, place))
                    .collect(),
            })
            .collect()
    };
}

/// Makes a passage of an operation.
macro_rules! quote {
    ($module:ident, $place:expr) => {
        $module::QuoteInput {
            field: match $place.text {
                $crate::console::typed::In::Title => $module::FindingField::TITLE,
                $crate::console::typed::In::Summary => $module::FindingField::SUMMARY,
                $crate::console::typed::In::Body => $module::FindingField::BODY,
            },
            start: $place.start,
            end: $place.end,
        }
    };
}

/// Reads a reason from its code.
macro_rules! from_code {
    ($($module:ident)+) => {
        $(impl $module::Reason {
            fn from_code(code: &str) -> Self {
                let value = serde_json::Value::String(code.to_owned());
                serde_json::from_value(value).unwrap_or_else(|_| Self::Other(code.to_owned()))
            }
        })+
    };
}

pub(super) use {from_code, grounds, quote};

pub(super) fn unfit(visit: &Visit, says: &str) -> Problem {
    Problem::said(visit, StatusCode::UNPROCESSABLE_ENTITY, says)
}

/// The reasons that were chosen, with where their passages are in the texts that were read.
pub(super) fn explained(
    visit: &Visit,
    typed: &Typed,
    known: &[Rule],
    texts: Option<Texts<'_>>,
) -> Result<Against, Problem> {
    let is_known = |code: &str| known.iter().any(|known| known.code == code);
    if typed.chosen().next().is_none() || !typed.chosen().all(|it| is_known(&it.reason)) {
        return Err(unfit(visit, key("read-no-reason")).at("reasons"));
    }
    let Some(texts) = texts else {
        // The API says why: it can't be read any more.
        let reasons = typed.chosen().map(|it| (it.reason.clone(), vec![]));
        return Ok(Against {
            reasons: reasons.collect(),
            suggested: vec![],
        });
    };
    let place = |passage: &str, field: &str| {
        texts.find(passage).map_err(|unfound| {
            let says = match unfound {
                Unfound::Missing => key("read-not-found"),
                Unfound::Ambiguous => key("read-twice"),
            };
            let words = &visit.site.words;
            let message = words.with(says, &[("what", Value::from(passage))]);
            Problem::saying(StatusCode::UNPROCESSABLE_ENTITY, message).at(field)
        })
    };
    let reasons = typed.chosen().map(|chosen| {
        let field = format!("passages-{}", chosen.reason);
        let places = lines(&chosen.passages).map(|line| place(line, &field));
        Ok((chosen.reason.clone(), places.collect::<Result<_, _>>()?))
    });
    let reasons = reasons.collect::<Result<_, Problem>>()?;
    let mut suggested = vec![];
    for row in &typed.suggested {
        let (passage, instead) = (row.passage.trim(), row.instead.trim());
        if passage.is_empty() && !instead.is_empty() {
            return Err(unfit(visit, key("read-half")).at("suggested"));
        }
        if !passage.is_empty() {
            suggested.push((place(passage, "suggested")?, instead.to_owned()));
        }
    }
    Ok(Against { reasons, suggested })
}
