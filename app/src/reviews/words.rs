//! Words of an adult to a child: screened as everything is. What would make a channel of them, a contact or a meeting, is refused, and that it
//! was tried is recorded. What the words say otherwise is for the adult, and for the next who reads the review.

use std::sync::Arc;

use domain::ReviewId;
use domain::policy::Action;
use domain::text::Message;
use moderation::Finding;
use moderation::screen::model::MODEL;
use moderation::screen::{FindingCode, Screened, screen_by};
use storage::{Tx, reviews};

use super::decide::DecideRefusal;
use crate::failure::Barred;
use crate::record::Record;
use crate::{App, Ctx, Failure, Internal, Outcome};

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

/// Refuses words with which an adult could reach a child past everybody else, and records who tried. Words that only sound like it go on, and
/// that they did is recorded too. Whoever may not decide the review is told so by the decision itself.
pub(super) async fn check_words(
    ctx: &Ctx,
    review: ReviewId,
    words: Option<&Message>,
) -> Outcome<(), DecideRefusal> {
    let Some(words) = words else { return Ok(()) };
    let (refused, doubtful) = screened(ctx.app(), words).await?;
    if refused.is_empty() && doubtful.is_empty() {
        return Ok(());
    }
    let action = if refused.is_empty() {
        "review.words-marked"
    } else {
        "review.words-refused"
    };
    let mut codes: Vec<&str> = refused
        .iter()
        .map(|words| words.code)
        .chain(doubtful)
        .map(FindingCode::as_str)
        .collect();
    codes.sort_unstable();
    codes.dedup();
    let codes = codes.join(" ");
    let inner = ctx.clone();
    ctx.app()
        .db()
        .write::<_, Failure<DecideRefusal>, _>(async move |tx: &mut Tx| {
            let not_found = || Failure::<DecideRefusal>::refused(Barred::NotFound);
            let found = reviews::get(tx, review).await?.ok_or_else(not_found)?;
            inner.may::<DecideRefusal>(&Action::DecideReview(&found.subject))?;
            Record::of(action, review)
                .with("codes", codes)
                .store(tx, &inner)
                .await?;
            Ok(())
        })
        .await?;
    if refused.is_empty() {
        return Ok(());
    }
    Err(Failure::Refused(DecideRefusal::Words(refused)))
}

/// What in the words is refused, and what is only doubtful.
async fn screened(
    app: &App,
    words: &Message,
) -> Result<(Vec<RefusedWords>, Vec<FindingCode>), Internal> {
    let rules = Arc::clone(app.rules());
    let words = words.clone();
    let turn = app.threads().turn(WHAT).await?;
    turn.run(WHAT, move || {
        let item = Screened {
            title: "",
            summary: "",
            body: words.as_str(),
            earlier: &[],
        };
        let (mut refused, mut doubtful) = (Vec::new(), Vec::new());
        for finding in screen_by(&rules, &item).findings {
            match weight(&finding) {
                Weight::Refused => refused.push(RefusedWords {
                    code: finding.code,
                    excerpt: words
                        .as_str()
                        .get(finding.start..finding.end)
                        .unwrap_or_default()
                        .to_owned(),
                }),
                Weight::Doubtful => doubtful.push(finding.code),
                Weight::None => {}
            }
        }
        (refused, doubtful)
    })
    .await
}

/// What a finding in words to a child means.
enum Weight {
    Refused,
    Doubtful,
    None,
}

/// What hurts or gives somebody away may have to be talked about. What seeks contact by the model alone is as often a warning of it ("don't give
/// your name there"): decision 0016 has the figures.
fn weight(finding: &Finding) -> Weight {
    match finding.code {
        FindingCode::Email
        | FindingCode::Phone
        | FindingCode::Handle
        | FindingCode::UrlContact
        | FindingCode::Address
        | FindingCode::Geo
        | FindingCode::Meet
        | FindingCode::ScreeningFailed => Weight::Refused,
        FindingCode::ContactSeeking
        | FindingCode::Sexual
        | FindingCode::Extortion
        | FindingCode::Threat => {
            if &*finding.rule == MODEL {
                Weight::Doubtful
            } else {
                Weight::Refused
            }
        }
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
        | FindingCode::Spam
        | FindingCode::Link => Weight::None,
    }
}
