//! Statements of reasons as people read them, and the parts of them that adults send. The words are those of the version that a statement was
//! made with (`crate::words`); what has to be in one is decided in `moderation::review`.

use app::read::StoredStatement;
use async_graphql::{Context, ID, InputObject, Object, Result, SimpleObject};
use domain::AccountId;
use domain::text::Message;
use moderation::review::{
    self, Explanation, Incomplete, Look, Noticed, Place, Quote as Quoted, QuoteError,
    Reason as Why, Restriction as Restricted, Statement as Told,
};

use super::enums::{FindingField, Reason, Restriction, SecondLookAsker, StatementOrigin};
use super::errors::InvalidInputError;
use super::request::{OrMasked as _, Parts as _};
use super::scalars::DateTime;
use super::suggestion::Suggestion;
use crate::seal::NodeKind;
use crate::words::{Say, Value};

/// A statement of reasons.
#[derive(Clone)]
pub(crate) struct Statement {
    told: StoredStatement,
    /// Whether it is for a reader, who has a receipt and no account.
    to_reader: bool,
}

impl From<&StoredStatement> for Statement {
    fn from(stored: &StoredStatement) -> Self {
        Self {
            told: stored.clone(),
            to_reader: false,
        }
    }
}

impl Statement {
    /// For a reader without an account.
    pub(super) fn to_reader(stored: &StoredStatement) -> Self {
        Self {
            told: stored.clone(),
            to_reader: true,
        }
    }

    /// What it is about, or what comes next: other words for who has no account, no draft and no guide.
    fn of_place(&self, ctx: &Context<'_>, part: &str) -> Result<String> {
        let restriction = key_of_restriction(self.told.statement.restriction);
        let to = if self.to_reader { "reader-" } else { "" };
        self.text(ctx, &format!("{to}{restriction}{part}"))
    }

    fn text(&self, ctx: &Context<'_>, key: &str) -> Result<String> {
        Ok(ctx.say()?.of_statements(self.told.statement.texts, key))
    }

    fn of_restriction(&self, ctx: &Context<'_>, part: &str) -> Result<String> {
        let restriction = key_of_restriction(self.told.statement.restriction);
        self.text(ctx, &format!("{restriction}{part}"))
    }
}

/// Why a text is not published as it is: everything that the authors have a right to know, in the words and the language of whoever reads it.
#[Object(serial)]
impl Statement {
    /// The opaque, stable id.
    async fn id(&self, ctx: &Context<'_>) -> Result<ID> {
        ctx.node_id(NodeKind::Statement, self.told.id)
    }

    /// What is restricted.
    async fn restriction(&self) -> Restriction {
        self.told.statement.restriction.into()
    }

    /// What happened, in words.
    async fn what_happened(&self, ctx: &Context<'_>) -> Result<String> {
        let Told {
            restriction, look, ..
        } = self.told.statement;
        match (restriction, look) {
            (Restricted::Declined | Restricted::TakenDown, Look::Second) => {
                self.of_restriction(ctx, "-again")
            }
            (Restricted::TakenDown, Look::AfterTakedown) => self.text(ctx, "taken-down-stays"),
            (Restricted::ChangesRequested, _)
            | (Restricted::Declined | Restricted::TakenDown, Look::First | Look::AfterTakedown) => {
                self.of_restriction(ctx, "")
            }
        }
    }

    /// What it is about and for how long, in words.
    async fn scope(&self, ctx: &Context<'_>) -> Result<String> {
        self.of_place(ctx, "-scope")
    }

    /// Why; at least one.
    #[graphql(complexity = "5 + 3 * child_complexity")]
    async fn grounds(&self, ctx: &Context<'_>) -> Result<Vec<Ground>> {
        let texts = self.told.statement.texts;
        let say = ctx.say()?;
        let grounds = self.told.statement.explanation.grounds().iter();
        Ok(grounds
            .map(|ground| Ground::new(say, texts, ground))
            .collect())
    }

    /// The words that the adult added.
    async fn message(&self) -> Option<&str> {
        self.told.statement.explanation.words().map(Message::as_str)
    }

    /// What the adult suggests to put in place of some passages, in the order of the text. Only an author puts it there.
    #[graphql(complexity = "10 + 10 * child_complexity")]
    async fn suggestions(&self, ctx: &Context<'_>) -> Result<Vec<Suggestion>> {
        let with_places = ctx.look_ahead().field("inDraft").exists();
        let found = app::drafts::suggestions_with(ctx.app()?, self.told.id, with_places).await;
        let found = found.or_masked(ctx)?.into_iter();
        let texts = self.told.statement.texts;
        Ok(found.map(|view| Suggestion::of(view, texts)).collect())
    }

    /// How it came to be noticed.
    async fn origin(&self) -> StatementOrigin {
        self.told.statement.noticed.into()
    }

    /// How it came to be noticed, in words.
    async fn how_noticed(&self, ctx: &Context<'_>) -> Result<String> {
        self.text(
            ctx,
            match self.told.statement.noticed {
                Noticed::Reading => "noticed-reading",
                Noticed::ReadingAfterwards => "noticed-afterwards",
            },
        )
    }

    /// Whether a program had marked anything in the text. It decides nothing.
    async fn was_marked(&self) -> bool {
        self.told.statement.marked
    }

    /// What part a program had in it, in words.
    async fn how_decided(&self, ctx: &Context<'_>) -> Result<String> {
        self.text(
            ctx,
            if self.told.statement.marked {
                "decided-marked"
            } else {
                "decided-unmarked"
            },
        )
    }

    /// What can come next, in words.
    async fn next_step(&self, ctx: &Context<'_>) -> Result<String> {
        self.of_place(ctx, "-next")
    }

    /// What somebody can do who doesn't agree, in words.
    async fn redress(&self, ctx: &Context<'_>) -> Result<String> {
        let told = &self.told.statement;
        self.text(
            ctx,
            match (told.restriction, told.look) {
                (_, Look::Second) => "redress-after",
                (Restricted::TakenDown, Look::First) => "redress-taken-down",
                (_, Look::First | Look::AfterTakedown) => "redress",
            },
        )
    }

    /// Until when a second look can be asked for, if nobody did and nothing newer was sent; null where this came of one.
    async fn second_look_until(&self) -> Option<DateTime> {
        self.told.statement.second_look_until().map(DateTime)
    }

    /// When it was decided.
    async fn issued_at(&self) -> DateTime {
        DateTime(self.told.statement.issued_at)
    }
}

/// A second look, as its authors and its reviewers see it.
#[derive(SimpleObject)]
#[graphql(serial)]
pub(crate) struct SecondLook {
    /// Who asked for it.
    asked_by: SecondLookAsker,
    /// When.
    asked_at: DateTime,
    /// Why, in their words.
    message: Option<String>,
    /// What was decided before.
    decided_before: Statement,
}

impl SecondLook {
    /// What an author sees: of what others said only that they asked.
    pub(crate) fn to_author(look: &app::read::SecondLook, author: Option<AccountId>) -> Self {
        let is_own = Some(look.asked_by) == author;
        let seen = Self::from(look);
        Self {
            message: seen.message.filter(|_| is_own),
            ..seen
        }
    }
}

impl From<&app::read::SecondLook> for SecondLook {
    fn from(look: &app::read::SecondLook) -> Self {
        Self {
            asked_by: look.asked_as.into(),
            asked_at: DateTime(look.asked_at),
            message: look.message.as_ref().map(|words| words.as_str().to_owned()),
            decided_before: Statement::from(&look.told),
        }
    }
}

/// The rule of the panel behind a reason, in words.
pub(crate) fn rule_of(say: Say<'_>, texts: review::TextsVersion, reason: Why) -> String {
    say.of_statements(texts, &format!("{}-rule", key_of_reason(reason)))
}

/// A reason that an adult may give, in words.
#[derive(SimpleObject)]
#[graphql(serial)]
pub(crate) struct ReasonInWords {
    /// The reason.
    reason: Reason,
    /// The rule of the panel, in words.
    rule: String,
    /// What to change, in words.
    change: String,
}

/// Every reason, as whoever wrote the text would be told it now.
pub(crate) fn reasons(say: Say<'_>) -> Vec<ReasonInWords> {
    let texts = review::TextsVersion::CURRENT;
    Why::ALL
        .into_iter()
        .map(|reason| ReasonInWords {
            reason: reason.into(),
            rule: rule_of(say, texts, reason),
            change: say.of_statements(texts, &format!("{}-change", key_of_reason(reason))),
        })
        .collect()
}

/// One reason, with the passages that it is about.
#[derive(SimpleObject)]
#[graphql(serial)]
pub(crate) struct Ground {
    /// The reason.
    reason: Reason,
    /// The rule of the panel, in words.
    rule: String,
    /// What to change, in words.
    change: String,
    /// The passages.
    quotes: Vec<Quote>,
}

impl Ground {
    fn new(say: Say<'_>, texts: review::TextsVersion, ground: &review::Ground) -> Self {
        let key = key_of_reason(ground.reason);
        Self {
            reason: ground.reason.into(),
            rule: rule_of(say, texts, ground.reason),
            change: say.of_statements(texts, &format!("{key}-change")),
            quotes: ground.quotes.iter().map(Quote::from).collect(),
        }
    }
}

/// A passage of a text, as it was.
#[derive(SimpleObject)]
#[graphql(serial)]
pub(crate) struct Quote {
    /// The text that it is in.
    field: FindingField,
    /// Where it begins in that text, in UTF-16 code units, as strings of browsers count.
    start: i64,
    /// Where it ends in that text, in UTF-16 code units.
    end: i64,
    /// The words themselves.
    excerpt: String,
}

impl From<&Quoted> for Quote {
    fn from(quoted: &Quoted) -> Self {
        Self {
            field: quoted.place.field.into(),
            start: quoted.place.start.into(),
            end: quoted.place.end.into(),
            excerpt: quoted.excerpt.clone(),
        }
    }
}

/// One reason of a decision against a text.
#[derive(InputObject)]
pub(crate) struct GroundInput {
    /// The reason.
    reason: Reason,
    /// The passages that it is about; 20 at most in all.
    #[graphql(default)]
    quotes: Vec<QuoteInput>,
}

/// A passage of the revision that was read, 500 characters at most.
#[derive(InputObject)]
pub(crate) struct QuoteInput {
    /// The text that it is in.
    field: FindingField,
    /// Where it begins in that text, in UTF-16 code units, as strings of browsers count.
    start: i32,
    /// Where it ends in that text, in UTF-16 code units.
    end: i32,
}

impl From<QuoteInput> for Place {
    /// Places before the beginning are nowhere, as those behind the end are.
    fn from(given: QuoteInput) -> Self {
        let unit = |given: i32| u32::try_from(given).unwrap_or(u32::MAX);
        Self {
            field: given.field.into(),
            start: unit(given.start),
            end: unit(given.end),
        }
    }
}

/// Reads why a text is not published as it is.
pub(crate) fn explanation(
    say: Say<'_>,
    grounds: Vec<GroundInput>,
    words: Option<Message>,
) -> Result<Explanation<Place>, InvalidInputError> {
    let grounds = grounds.into_iter().map(|ground| review::Ground {
        reason: ground.reason.into(),
        quotes: ground.quotes.into_iter().map(Place::from).collect(),
    });
    Explanation::new(grounds.collect(), words).map_err(|lacking| {
        let (field, key) = match lacking {
            Incomplete::NoReason => ("grounds", "grounds-missing"),
            Incomplete::TwiceTheSame => ("grounds", "grounds-twice"),
            Incomplete::PointsAtNothing => ("message", "grounds-point-at-nothing"),
            Incomplete::TooManyQuotes => ("grounds", "quotes-too-many"),
        };
        let most = Value::from(Explanation::<Place>::MOST_QUOTES);
        InvalidInputError {
            message: say.with(key, &[("most", most)]),
            field: field.to_owned(),
        }
    })
}

/// A passage that can't be quoted, in words.
pub(crate) fn unquotable(say: Say<'_>, error: QuoteError) -> InvalidInputError {
    let key = match error {
        QuoteError::Outside => "quote-outside",
        QuoteError::TooLong => "quote-too-long",
    };
    let most = Value::from(Quoted::LONGEST);
    InvalidInputError {
        message: say.with(key, &[("most", most)]),
        field: "grounds".to_owned(),
    }
}

/// The key of what happened; what it is about and what comes next are `-scope` and `-next` of it.
const fn key_of_restriction(restriction: Restricted) -> &'static str {
    match restriction {
        Restricted::ChangesRequested => "changes-requested",
        Restricted::Declined => "declined",
        Restricted::TakenDown => "taken-down",
    }
}

/// The key of a reason; the rule and what to change are `-rule` and `-change` of it.
const fn key_of_reason(reason: Why) -> &'static str {
    match reason {
        Why::PersonalDataSelf => "personal-data-self",
        Why::PersonalDataOther => "personal-data-other",
        Why::InsultBullying => "insult-bullying",
        Why::Hate => "hate",
        Why::SexualContent => "sexual-content",
        Why::ContactSeeking => "contact-seeking",
        Why::SelfHarmPromotion => "self-harm-promotion",
        Why::EatingDisorderPromotion => "eating-disorder-promotion",
        Why::DangerousChallenge => "dangerous-challenge",
        Why::CopiedTextOrImage => "copied-text-or-image",
        Why::Misinformation => "misinformation",
        Why::Advertising => "advertising",
        Why::ViolenceThreat => "violence-threat",
        Why::OffTopicOrForm => "off-topic-or-form",
    }
}

#[cfg(test)]
mod tests {
    use super::super::guardian_statement::key_for_guardians;
    use domain::Language;
    use moderation::review::TextsVersion;

    use super::*;
    use crate::words::Words;

    #[test]
    fn every_part_of_every_statement_has_words_in_every_language() {
        let words = Words::built_in().unwrap();
        for language in Language::ALL {
            let say = Say {
                words: &words,
                language,
            };
            let told = |key: &str| say.of_statements(TextsVersion::CURRENT, key);
            let missing = |key: String| (told(&key) == key).then_some(key);
            let of_reasons = Why::ALL.into_iter().flat_map(|reason| {
                let key = key_of_reason(reason);
                let guardians = key_for_guardians(reason).to_owned();
                [format!("{key}-rule"), format!("{key}-change"), guardians]
            });
            let of_restrictions = Restricted::ALL.into_iter().flat_map(|restriction| {
                let key = key_of_restriction(restriction);
                [
                    key.to_owned(),
                    format!("{key}-scope"),
                    format!("{key}-next"),
                    format!("reader-{key}-scope"),
                    format!("reader-{key}-next"),
                ]
            });
            let missing: Vec<_> = of_reasons
                .chain(of_restrictions)
                .filter_map(missing)
                .collect();
            assert!(missing.is_empty(), "{language:?}: {missing:?}");
        }
    }
}
