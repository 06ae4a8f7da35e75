//! Asking that another adult looks at what was decided against a text. How the bytes come to wait again is in `again`.

use domain::policy::Action;
use domain::post::{Post, Publication};
use domain::publication::Subject;
use domain::text::Message;
use domain::{AccountId, AgeBand, ReviewId, Risk, StatementId};
use moderation::review::second_look::{Decided, Looked, speaking};
use moderation::review::{NoSecondLook, Review, Speaking};
use moderation::screen::Screening;
use serde::{Deserialize, Serialize};
use storage::second_looks::{self, About, SecondLook};
use storage::{StorageError, Tx, people, posts, reviews, revisions, takedowns};

use super::again::Again;
use crate::co_authors::asked_among;
use crate::consent::{self, Unpublishable};
use crate::drafts::rendering::{Texts, screening};
use crate::drafts::risks;
use crate::failure::{Barred, refusal};
use crate::once::{ClientMutationId, once};
use crate::record::Record;
use crate::sessions::band;
use crate::{Ctx, Failure, Internal, Outcome};

/// What to look at again.
#[derive(Clone, Hash)]
pub struct AskForSecondLook {
    /// The statement that was made of the decision.
    pub statement: StatementId,
    /// Why, in the words of whoever asks.
    pub message: Option<Message>,
}

/// A second look that waits for an adult.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct SecondLookAsked {
    /// The statement.
    #[serde(with = "crate::wire::id")]
    pub statement: StatementId,
    /// The review that it is.
    #[serde(with = "crate::wire::id")]
    pub review: ReviewId,
}

/// Why there is none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SecondLookRefusal {
    /// The person may not, or there is no such statement.
    Barred(Barred),
    /// The retry id was used for something else.
    Reused,
    /// It can't be had.
    Impossible(NoSecondLook),
}

refusal!(SecondLookRefusal);

/// Asks for a second look.
pub async fn ask_for_second_look(
    ctx: &Ctx,
    input: AskForSecondLook,
    retry: Option<ClientMutationId>,
) -> Outcome<SecondLookAsked, SecondLookRefusal> {
    let inner = ctx.clone();
    let may = move |review: &Review| inner.is_allowed(&Action::AskForSecondLook(&review.subject));
    let screenings = screen(ctx, &input, may).await?;
    once(ctx, "askForSecondLook", input, retry, |tx, ctx, input| {
        Box::pin(ask(tx, ctx, input, screenings))
    })
    .await
}

/// What screening says today of the text and of why somebody asks; of what is not there, or not for whoever asks, nothing.
pub(crate) async fn screen(
    ctx: &Ctx,
    input: &AskForSecondLook,
    may: impl Fn(&Review) -> bool + Send + 'static,
) -> Result<Vec<Screening>, Internal> {
    let statement = input.statement;
    let revision = ctx
        .app()
        .db()
        .read::<_, Internal, _>(async move |tx: &mut Tx| {
            let Some(about) = second_looks::about(tx, statement).await? else {
                return Ok(None);
            };
            let review = reviews::get(tx, about.review).await?;
            match review.filter(may) {
                Some(review) => Ok(revisions::get(tx, review.revision).await?),
                None => Ok(None),
            }
        })
        .await?;
    let Some(revision) = revision else {
        return Ok(Vec::new());
    };
    let post = revision.revision.post;
    let mut screenings = vec![screening(ctx.app(), post, Texts::of(&revision)).await?];
    if let Some(message) = &input.message {
        screenings.push(screening(ctx.app(), post, Texts::words(message)).await?);
    }
    Ok(screenings)
}

async fn ask(
    tx: &mut Tx,
    ctx: &Ctx,
    input: AskForSecondLook,
    screenings: Vec<Screening>,
) -> Outcome<SecondLookAsked, SecondLookRefusal> {
    ctx.person::<SecondLookRefusal>()?;
    let not_found = || Failure::<SecondLookRefusal>::refused(Barred::NotFound);
    let refused = decided_on(tx, input.statement).await?;
    let refused = refused.ok_or_else(not_found)?;
    let speaker = who(ctx, &refused.about, &refused.first.subject)?;
    let (first, asked_as) = (&refused.first, speaker.1);
    if !knows(tx, ctx, first, asked_as).await? {
        return Err(not_found());
    }
    if asked_as == Speaking::Guardian && !is_guardian_of_a_child(tx, ctx, &first.subject).await? {
        return Err(not_found());
    }
    let asked = look_again(tx, ctx, (refused, speaker), (input.message, screenings)).await?;
    asked.map_err(|why| Failure::Refused(SecondLookRefusal::Impossible(why)))
}

/// What was decided against a text.
pub(crate) struct Refused {
    /// The statement, and by whom it was decided.
    about: About,
    /// The post, which is locked.
    pub(crate) post: Post,
    /// The review in which it was decided.
    first: Review,
}

/// What a statement says was decided. The post is locked until the transaction ends.
pub(crate) async fn decided_on(
    tx: &mut Tx,
    statement: StatementId,
) -> Result<Option<Refused>, Internal> {
    let Some(about) = second_looks::about(tx, statement).await? else {
        return Ok(None);
    };
    let Some(post) = posts::lock(tx, about.post).await? else {
        return Ok(None);
    };
    let first = reviews::get(tx, about.review)
        .await?
        .ok_or(Internal::Contradiction("a decision without its review"))?;
    Ok(Some(Refused { about, post, first }))
}

/// Has the same bytes wait once more, if they may be looked at again.
pub(crate) async fn look_again(
    tx: &mut Tx,
    ctx: &Ctx,
    (refused, (by, asked_as)): (Refused, (AccountId, Speaking)),
    (message, screenings): (Option<Message>, Vec<Screening>),
) -> Result<Result<SecondLookAsked, NoSecondLook>, Internal> {
    let Refused { about, post, first } = refused;
    let statement = about.told.id;
    let decided = Decided {
        statement: &about.told.statement,
        looked: looked(tx, &about).await?,
        is_newest: revisions::newest_standing(tx, about.post, about.revision).await?
            == Some(about.revision)
            && reviews::open_of(tx, about.post).await?.is_none(),
        is_withdrawn: matches!(post.publication, Publication::Unpublished { .. })
            && takedowns::of_post(tx, about.post).await?.is_none(),
    };
    if let Err(why) = decided.may_be_looked_at_again(asked_as, ctx.now()) {
        return Ok(Err(why));
    }
    let keeps = consent::keeps_from_publishing(tx, ctx, post.authors.as_slice()).await?;
    if keeps == Some(Unpublishable::NoConsent) {
        return Ok(Err(NoSecondLook::NoConsent));
    }
    let of_authors = risks::of_authors(tx, ctx, &post).await?;
    let again = Again {
        first,
        decided_by: about.decided_by,
        risks: of_authors.and(ctx.app().second_adult_for().only(Risk::Reversal)),
    };
    let review = again.open(tx, ctx, &screenings).await?;
    let look = SecondLook {
        review,
        told: about.told,
        asked_by: by,
        asked_as,
        asked_at: ctx.now(),
        message,
    };
    second_looks::insert(tx, &look, about.decided_by).await?;
    Record::of("second-look.asked", about.post)
        .with("statement", statement)
        .with("review", review)
        .store(tx, ctx)
        .await?;
    Ok(Ok(SecondLookAsked { statement, review }))
}

/// Whether it was looked at again, or is at this moment whoever asks.
async fn looked(tx: &mut Tx, about: &About) -> Result<Looked, StorageError> {
    if second_looks::is_read_anyway(tx, about.post).await? {
        return Ok(Looked::Anyway);
    }
    second_looks::looked(tx, about.told.id).await
}

/// Who asks, and as whom. Guardians are not told of everything: of the rest there is nothing for them.
fn who(
    ctx: &Ctx,
    about: &About,
    subject: &Subject,
) -> Outcome<(AccountId, Speaking), SecondLookRefusal> {
    ctx.may::<SecondLookRefusal>(&Action::AskForSecondLook(subject))?;
    let person = ctx.person::<SecondLookRefusal>()?;
    let mut wards = person.wards.iter();
    let is_guardian = wards.any(|ward| subject.authors.include(*ward));
    let restriction = about.told.statement.restriction;
    speaking(
        person.account,
        is_guardian,
        subject,
        (restriction, about.as_lead),
    )
    .map(|asked_as| (person.account, asked_as))
    .ok_or_else(|| Failure::refused(Barred::NotFound))
}

/// Whether an author, or the ward of a guardian, knows of what was read: a co-author who was not asked about it does not.
async fn knows(
    tx: &mut Tx,
    ctx: &Ctx,
    first: &Review,
    asked_as: Speaking,
) -> Result<bool, StorageError> {
    let Some(person) = ctx.actor().person() else {
        return Ok(false);
    };
    let knowing = asked_among(tx, first).await?;
    Ok(match asked_as {
        Speaking::Author => knowing.contains(&person.account),
        Speaking::Guardian => person.wards.iter().any(|ward| knowing.contains(ward)),
        Speaking::Guide | Speaking::TookDown => true,
    })
}

/// Whether one of the authors whose guardian the person is is not an adult yet: nobody is guardian of an adult.
async fn is_guardian_of_a_child(
    tx: &mut Tx,
    ctx: &Ctx,
    subject: &Subject,
) -> Result<bool, Internal> {
    let wards = ctx.actor().person().map(|person| person.wards.as_slice());
    let wards = wards.unwrap_or_default().iter().copied();
    let wards: Vec<AccountId> = wards
        .filter(|ward| subject.authors.include(*ward))
        .collect();
    for facts in people::authors(tx, &wards).await? {
        let birth = facts.birth.as_ref();
        let band = birth.map(|birth| band(ctx.app(), birth, ctx.today()));
        if band.transpose()?.is_some_and(|band| band != AgeBand::Adult) {
            return Ok(true);
        }
    }
    Ok(false)
}
