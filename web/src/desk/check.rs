//! What an author sees before sending: the text as it will be shown, and what might say who somebody is. The author decides.

use super::typed::{Field, Passage};
use crate::client::{Changed, Refusal};
use crate::operations::CheckDraft;
use crate::operations::check_draft::{
    CheckDraftCheckDraft as Outcome, CheckDraftCheckDraftOnDraftChecked as Given,
    CheckDraftCheckDraftOnDraftCheckedFindings as GivenFinding,
    CheckDraftCheckDraftOnDraftCheckedHelplines as GivenLine, CheckDraftInput, FindingField,
    Variables,
};
use crate::sent::{Problem, Sent};

/// What might say who somebody is.
pub(crate) struct Finding {
    pub(crate) name: String,
    pub(crate) why: String,
    pub(crate) instead: String,
    passage: Passage,
}

impl Finding {
    /// The words themselves.
    pub(crate) fn words(&self) -> &str {
        &self.passage.words
    }

    /// What the button carries that takes them out.
    pub(crate) fn cut(&self) -> String {
        self.passage.as_value()
    }
}

impl From<GivenFinding> for Finding {
    fn from(given: GivenFinding) -> Self {
        let place = |at| usize::try_from(at).unwrap_or_default();
        Self {
            name: given.name,
            why: given.why,
            instead: given.instead,
            passage: Passage {
                field: match given.field {
                    FindingField::TITLE => Field::Title,
                    FindingField::SUMMARY => Field::Summary,
                    FindingField::BODY | FindingField::Other(_) => Field::Body,
                },
                start: place(given.start),
                end: place(given.end),
                words: given.excerpt,
            },
        }
    }
}

/// Somebody to turn to.
pub(crate) struct Line {
    pub(crate) name: String,
    pub(crate) number: String,
    /// Whether somebody answers, and until when or from when, in words.
    pub(crate) hours: String,
}

/// What was found, and how it will look.
pub(crate) struct Check {
    /// The text as readers would see it. It is safe as it is.
    pub(crate) html: String,
    pub(crate) hash: String,
    pub(crate) findings: Vec<Finding>,
    /// How many.
    pub(crate) found: i64,
    /// Whom to turn to, if something sounds like danger.
    pub(crate) lines: Vec<Line>,
    /// How many things were taken out, so that it can be shown safely.
    pub(crate) removed: i64,
}

impl From<Given> for Check {
    fn from(given: Given) -> Self {
        Self {
            html: given.html,
            hash: given.content_hash,
            found: i64::try_from(given.findings.len()).unwrap_or(i64::MAX),
            findings: given.findings.into_iter().map(Into::into).collect(),
            lines: given.helplines.into_iter().map(line).collect(),
            removed: given.removed.iter().map(|it| it.count).sum(),
        }
    }
}

fn line(given: GivenLine) -> Line {
    Line {
        name: given.name,
        number: given.number,
        hours: given.hours,
    }
}

/// Why there is nothing to look at.
pub(crate) enum Unchecked {
    /// Something has to be mended first.
    Problem(Problem),
    /// Our side can't look now; it can be sent all the same.
    Broken,
}

/// Checks what is stored of a draft.
pub(crate) async fn check(sent: &Sent, draft: &str) -> Result<Check, Unchecked> {
    let variables = Variables {
        input: CheckDraftInput {
            draft: draft.to_owned(),
            client_mutation_id: None,
        },
    };
    let Changed { outcome, .. } = sent.ask::<CheckDraft>(variables).await;
    match outcome.map(|data| data.check_draft) {
        Ok(Outcome::DraftChecked(given)) => Ok(given.into()),
        Err(Refusal::User(error)) => {
            let problem = Problem::of(&sent.visit, Refusal::User(error));
            Err(Unchecked::Problem(problem))
        }
        Ok(_) | Err(Refusal::Broken(_)) => Err(Unchecked::Broken),
    }
}
