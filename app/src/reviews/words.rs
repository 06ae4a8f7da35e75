//! Words of an adult to a child: screened as everything is. What would make a channel of them, a contact or a meeting, is refused, and that it
//! was tried is recorded. What the words say otherwise is for the adult, and for the next who reads the review.

use std::fmt::Display;
use std::sync::Arc;

use domain::text::Message;
use moderation::Finding;
use moderation::screen::model::MODEL;
use moderation::screen::{FindingCode, Rules, Screened, screen_by};
use storage::{StorageError, Tx};

use crate::record::Record;
use crate::{App, Ctx, Internal};

/// What people are told to try again later.
const WHAT: &str = "screening words";

/// A piece of the words that an adult may not write to a child.
#[derive(Clone, PartialEq, Eq)]
pub struct RefusedWords {
    /// What it seems to be.
    pub code: FindingCode,
    /// The words themselves.
    pub excerpt: String,
}

impl std::fmt::Debug for RefusedWords {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("RefusedWords").field(&self.code).finish()
    }
}

/// What screening says of an adult's words.
#[derive(Debug, Default)]
pub(super) struct ScreenedWords {
    refused: Vec<RefusedWords>,
    doubtful: Vec<FindingCode>,
}

impl ScreenedWords {
    fn refuse(&mut self, finding: &Finding, text: &str) {
        let words = text.get(finding.start..finding.end).unwrap_or_default();
        let refused = RefusedWords {
            code: finding.code,
            excerpt: words.to_owned(),
        };
        if !self.refused.contains(&refused) {
            self.refused.push(refused);
        }
    }

    /// Refuses words with which an adult could reach a child past everybody else. To be asked when nothing else stands against the decision.
    pub(super) fn may_be_told(&self) -> Result<(), Vec<RefusedWords>> {
        if self.refused.is_empty() {
            Ok(())
        } else {
            Err(self.refused.clone())
        }
    }

    /// Records that words only sound like it, with the decision that they go with.
    pub(super) async fn note(
        &self,
        tx: &mut Tx,
        ctx: &Ctx,
        subject: impl Display,
    ) -> Result<(), StorageError> {
        if self.doubtful.is_empty() {
            return Ok(());
        }
        let codes = codes(self.doubtful.iter().copied());
        let record = Record::of("words.marked", subject).with("codes", codes);
        record.store(tx, ctx).await
    }
}

/// What of an adult reaches a child.
#[derive(Default)]
pub(super) struct Told {
    /// Texts that are read from beginning to end.
    pub(super) texts: Vec<String>,
    /// Texts of the child, as they are and as they would be with what the adult suggests.
    pub(super) with: Vec<(String, String)>,
}

impl Told {
    /// A message, if there is one.
    pub(super) fn message(words: Option<&Message>) -> Self {
        Self {
            texts: words
                .map(|words| words.as_str().to_owned())
                .into_iter()
                .collect(),
            with: Vec::new(),
        }
    }

    fn screened(self, rules: &Rules) -> ScreenedWords {
        let mut screened = ScreenedWords::default();
        for text in self.texts {
            for finding in findings(rules, &text) {
                match weight(&finding) {
                    Weight::Refused(_) => screened.refuse(&finding, &text),
                    Weight::Doubtful => screened.doubtful.push(finding.code),
                    Weight::None => {}
                }
            }
        }
        for (was, new) in self.with {
            let before: Vec<FindingCode> = findings(rules, &was)
                .iter()
                .map(|finding| finding.code)
                .collect();
            for finding in findings(rules, &new) {
                let words = new.get(finding.start..finding.end).unwrap_or_default();
                let is_new = match weight(&finding) {
                    Weight::Refused(Beside::Contact) => !was.contains(words),
                    Weight::Refused(Beside::Words) => !before.contains(&finding.code),
                    Weight::Refused(Beside::Nothing) | Weight::Doubtful | Weight::None => false,
                };
                if is_new {
                    screened.refuse(&finding, &new);
                }
            }
        }
        screened
    }
}

fn findings(rules: &Rules, body: &str) -> Vec<Finding> {
    let item = Screened {
        title: "",
        summary: "",
        body,
        earlier: &[],
    };
    screen_by(rules, &item).findings
}

/// Screens what an adult wants to tell a child, outside any transaction.
pub(super) async fn screened(app: &App, told: Told) -> Result<ScreenedWords, Internal> {
    if told.texts.is_empty() && told.with.is_empty() {
        return Ok(ScreenedWords::default());
    }
    let rules = Arc::clone(app.rules());
    let turn = app.threads().turn(WHAT).await?;
    turn.run(WHAT, move || told.screened(&rules)).await
}

/// Records that somebody tried to write what is refused. The decision itself left nothing behind.
pub(super) async fn record_refused(
    ctx: &Ctx,
    subject: impl Display,
    refused: &[RefusedWords],
) -> Result<(), StorageError> {
    let codes = codes(refused.iter().map(|words| words.code));
    let (inner, subject) = (ctx.clone(), subject.to_string());
    ctx.app()
        .db()
        .write::<_, StorageError, _>(async move |tx: &mut Tx| {
            let record = Record::of("words.refused", subject).with("codes", codes);
            record.store(tx, &inner).await
        })
        .await
}

/// The names of some codes, each once.
fn codes(codes: impl Iterator<Item = FindingCode>) -> String {
    let mut codes: Vec<&str> = codes.map(FindingCode::as_str).collect();
    codes.sort_unstable();
    codes.dedup();
    codes.join(" ")
}

/// What a finding that is refused in words of an adult means in a child's text with those words in it.
enum Beside {
    /// A way to reach somebody: another one wherever its words are others.
    Contact,
    /// What seeks contact: not the adult's where the child wrote such things too.
    Words,
    /// What a child may write, and is found in ordinary sentences now and then.
    Nothing,
}

/// What a finding in words to a child means.
enum Weight {
    Refused(Beside),
    Doubtful,
    None,
}

/// What hurts or gives somebody away may have to be talked about. What seeks contact by the model alone is as often a warning of it ("don't give
/// your name there"): decision 0016 has the figures.
fn weight(finding: &Finding) -> Weight {
    let by_model = &*finding.rule == MODEL;
    match finding.code {
        FindingCode::Email | FindingCode::Phone | FindingCode::Handle | FindingCode::UrlContact => {
            Weight::Refused(Beside::Contact)
        }
        FindingCode::Address | FindingCode::Geo | FindingCode::ScreeningFailed => {
            Weight::Refused(Beside::Nothing)
        }
        FindingCode::Meet if by_model => Weight::Refused(Beside::Nothing),
        FindingCode::ContactSeeking
        | FindingCode::Sexual
        | FindingCode::Extortion
        | FindingCode::Threat
            if by_model =>
        {
            Weight::Doubtful
        }
        FindingCode::Meet
        | FindingCode::ContactSeeking
        | FindingCode::Sexual
        | FindingCode::Extortion => Weight::Refused(Beside::Words),
        FindingCode::Threat => Weight::Refused(Beside::Nothing),
        FindingCode::SelfHarm
        | FindingCode::Disclosure
        | FindingCode::Probing
        | FindingCode::Eating
        | FindingCode::NationalId
        | FindingCode::Iban
        | FindingCode::School
        | FindingCode::BirthDate
        | FindingCode::FullName
        | FindingCode::Plate
        | FindingCode::Secret
        | FindingCode::Bullying
        | FindingCode::Hate
        | FindingCode::Drugs
        | FindingCode::Profanity
        | FindingCode::Spam => Weight::None,
        FindingCode::Link => Weight::Doubtful,
    }
}
