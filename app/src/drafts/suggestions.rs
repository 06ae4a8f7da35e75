//! What an author says to a suggestion: it goes into the draft, or what was written stays. Nothing else carries an adult's words into a child's text (DESIGN 2,
//! sentence 6); where the passage is not what the adult read any more, nothing does.

use domain::policy::Action;
use domain::post::Post;
use domain::post::draft::{Draft, DraftText, DraftVersion, StaleVersion};
use domain::text::{Body, Summary, Title};
use domain::{PostId, StatementId, SuggestionId};
use moderation::review::suggestion::{moved, replaced, with_taken};
use moderation::review::{Place, SuggestionState};
use moderation::screen::Field;
use serde::{Deserialize, Serialize};
use storage::revisions::{self, StoredRevision};
use storage::suggestions::{self, Answer, StoredSuggestion};
use storage::{Tx, drafts, posts};

use super::input::{InputError, as_written};
use crate::failure::{Barred, refusal};
use crate::once::{ClientMutationId, once};
use crate::record::Record;
use crate::{Ctx, Failure, Internal, Outcome, Reused, changes};

/// Which suggestion to take into which version of the draft.
#[derive(Debug, Clone, Copy, Hash)]
pub struct AcceptSuggestion {
    /// The suggestion.
    pub suggestion: SuggestionId,
    /// The version of the draft that the author saw.
    pub seen: DraftVersion,
}

/// Which suggestion not to take.
#[derive(Debug, Clone, Copy, Hash)]
pub struct DeclineSuggestion {
    /// The suggestion.
    pub suggestion: SuggestionId,
}

/// What an author said is kept.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct SuggestionAnswered {
    /// The post whose draft it is.
    #[serde(with = "crate::wire::id")]
    pub post: PostId,
}

/// Why a suggestion was not answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AnswerRefusal {
    /// The person is no author of the text, or there is no such suggestion.
    Barred(Barred),
    /// The retry id was used for something else.
    Reused,
    /// It was answered before.
    Answered,
}

refusal!(AnswerRefusal);

/// Why a suggestion is not in the draft.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AcceptRefusal {
    /// As any answer is refused.
    Answer(AnswerRefusal),
    /// The passage is not there any more, or it is not sure which one it is.
    Gone,
    /// The draft was saved again after the version that was seen.
    Stale {
        /// The post whose draft it is.
        post: PostId,
        /// The version that is stored.
        current: DraftVersion,
    },
    /// With it the draft can't be kept.
    Input(InputError),
}

impl From<Barred> for AcceptRefusal {
    fn from(barred: Barred) -> Self {
        Self::Answer(barred.into())
    }
}

impl From<Reused> for AcceptRefusal {
    fn from(reused: Reused) -> Self {
        Self::Answer(reused.into())
    }
}

fn as_any_answer(failure: Failure<AnswerRefusal>) -> Failure<AcceptRefusal> {
    match failure {
        Failure::Refused(why) => Failure::Refused(AcceptRefusal::Answer(why)),
        Failure::Internal(error) => Failure::Internal(error),
    }
}

/// A suggestion, and where in the draft it would go.
#[derive(Debug, Clone)]
pub struct SuggestionView {
    /// The suggestion.
    pub suggestion: StoredSuggestion,
    /// Where the passage is in the draft; nothing for who is no author, once it was answered, and where it is not any more.
    pub in_draft: Option<Place>,
}

/// Takes a suggestion into the draft.
pub async fn accept_suggestion(
    ctx: &Ctx,
    input: AcceptSuggestion,
    retry: Option<ClientMutationId>,
) -> Outcome<SuggestionAnswered, AcceptRefusal> {
    once(ctx, "acceptSuggestion", input, retry, |tx, ctx, input| {
        Box::pin(accept(tx, ctx, input))
    })
    .await
}

/// Keeps what was written.
pub async fn decline_suggestion(
    ctx: &Ctx,
    input: DeclineSuggestion,
    retry: Option<ClientMutationId>,
) -> Outcome<SuggestionAnswered, AnswerRefusal> {
    once(ctx, "declineSuggestion", input, retry, |tx, ctx, input| {
        Box::pin(decline(tx, ctx, input))
    })
    .await
}

async fn accept(
    tx: &mut Tx,
    ctx: &Ctx,
    input: AcceptSuggestion,
) -> Outcome<SuggestionAnswered, AcceptRefusal> {
    let by = ctx.person::<AcceptRefusal>()?.account;
    let locked = lock_open(tx, ctx, input.suggestion).await;
    let (post, open) = locked.map_err(as_any_answer)?;
    let draft = drafts::get(tx, post.id)
        .await?
        .ok_or(Internal::Contradiction("a post without a draft"))?;
    let revision = revisions::get(tx, open.revision)
        .await?
        .ok_or(Internal::Contradiction("a suggestion without its revision"))?;
    let stale = |seen: StaleVersion| {
        Failure::Refused(AcceptRefusal::Stale {
            post: post.id,
            current: seen.current,
        })
    };
    draft.seen(input.seen).map_err(stale)?;
    let others = suggestions::of_statement(tx, open.statement).await?;
    let text = with(&draft, &revision, &open, &others)?;
    let text =
        as_written(&post, text).map_err(|error| Failure::Refused(AcceptRefusal::Input(error)))?;
    let saved = draft.save(input.seen, text, ctx.now()).map_err(stale)?;
    drafts::update(tx, &saved).await?;
    let answer = Answer::Accept(saved.version);
    suggestions::answer(tx, open.id, answer, by, ctx.now()).await?;
    Record::of("suggestion.accepted", open.id)
        .with("post", post.id)
        .with("suggestedBy", open.by)
        .with("version", saved.version.number())
        .store(tx, ctx)
        .await?;
    changes::working_copy(tx, &post);
    Ok(SuggestionAnswered { post: post.id })
}

async fn decline(
    tx: &mut Tx,
    ctx: &Ctx,
    input: DeclineSuggestion,
) -> Outcome<SuggestionAnswered, AnswerRefusal> {
    let by = ctx.person::<AnswerRefusal>()?.account;
    let (post, open) = lock_open(tx, ctx, input.suggestion).await?;
    suggestions::answer(tx, open.id, Answer::Decline, by, ctx.now()).await?;
    Record::of("suggestion.declined", open.id)
        .with("post", post.id)
        .with("suggestedBy", open.by)
        .store(tx, ctx)
        .await?;
    Ok(SuggestionAnswered { post: post.id })
}

/// Locks a suggestion that waits for an answer, after its post; refuses whoever may not write that draft.
async fn lock_open(
    tx: &mut Tx,
    ctx: &Ctx,
    id: SuggestionId,
) -> Outcome<(Post, StoredSuggestion), AnswerRefusal> {
    let not_found = || Failure::<AnswerRefusal>::refused(Barred::NotFound);
    let post = suggestions::post_of(tx, id).await?.ok_or_else(not_found)?;
    let post = posts::lock(tx, post).await?.ok_or_else(not_found)?;
    ctx.may::<AnswerRefusal>(&Action::SaveDraft(&post.authors))?;
    let found = suggestions::lock(tx, id).await?.ok_or_else(not_found)?;
    match found.state {
        SuggestionState::Open => Ok((post, found)),
        SuggestionState::Accepted | SuggestionState::Declined => {
            Err(Failure::Refused(AnswerRefusal::Answered))
        }
    }
}

/// What the draft would say with a suggestion.
fn with(
    draft: &Draft,
    read: &StoredRevision,
    open: &StoredSuggestion,
    others: &[StoredSuggestion],
) -> Result<DraftText, Failure<AcceptRefusal>> {
    let field = open.suggestion.quote.place.field;
    let now = part(&draft.text, field);
    let at = place_in(draft, read, open, others)
        .and_then(|place| place.bytes(now))
        .ok_or(Failure::Refused(AcceptRefusal::Gone))?;
    let new = replaced(now, at, &open.suggestion.replacement);
    let of = |other| {
        if other == field {
            new.as_str()
        } else {
            part(&draft.text, other)
        }
    };
    let DraftText {
        language, topics, ..
    } = draft.text.clone();
    let (title, summary, body) = (of(Field::Title), of(Field::Summary), of(Field::Body));
    DraftText::parse(title, summary, body, language, topics)
        .map_err(|error| Failure::Refused(AcceptRefusal::Input(InputError::Text(error))))
}

/// Where the passage of a suggestion is in the draft. What was taken of the others is no change that has to be found out.
fn place_in(
    draft: &Draft,
    read: &StoredRevision,
    open: &StoredSuggestion,
    others: &[StoredSuggestion],
) -> Option<Place> {
    let place = open.suggestion.quote.place;
    let (was, now) = (read.text(place.field), part(&draft.text, place.field));
    let taken = others.iter().filter_map(|other| {
        let there = other.suggestion.quote.place;
        let is_taken = other.state == SuggestionState::Accepted && there.field == place.field;
        let by = other.suggestion.replacement.as_str();
        is_taken.then(|| Some((there.bytes(was)?, by)))?
    });
    let taken: Vec<_> = taken.collect();
    let (base, at) = with_taken(was, &taken, place.bytes(was)?)?;
    let found = moved(&base, now, at)?;
    Place::of_bytes(place.field, now, found)
}

fn part(text: &DraftText, field: Field) -> &str {
    match field {
        Field::Title => text.title.as_ref().map_or("", Title::as_str),
        Field::Summary => text.summary.as_ref().map_or("", Summary::as_str),
        Field::Body => text.body.as_ref().map_or("", Body::as_str),
    }
}

/// What came with a statement, in the order of the text; where each would go in the draft only if it is asked for. Only for a statement that the caller may read.
pub async fn suggestions_with(
    ctx: &Ctx,
    statement: StatementId,
    with_places: bool,
) -> Result<Vec<SuggestionView>, Internal> {
    let inner = ctx.clone();
    ctx.app()
        .db()
        .read::<_, Internal, _>(async move |tx: &mut Tx| {
            let found = suggestions::of_statement(tx, statement).await?;
            let Some(first) = found.first() else {
                return Ok(Vec::new());
            };
            let texts = if with_places {
                texts(tx, &inner, first).await?
            } else {
                None
            };
            let place = |suggestion: &StoredSuggestion| {
                let (draft, read) = texts.as_ref()?;
                let is_open = suggestion.state == SuggestionState::Open;
                is_open.then(|| place_in(draft, read, suggestion, &found))?
            };
            let view = |suggestion: &StoredSuggestion| SuggestionView {
                in_draft: place(suggestion),
                suggestion: suggestion.clone(),
            };
            Ok(found.iter().map(view).collect())
        })
        .await
}

/// The draft that a suggestion would go into and the revision that was read, for who may write it.
async fn texts(
    tx: &mut Tx,
    ctx: &Ctx,
    of: &StoredSuggestion,
) -> Result<Option<(Draft, StoredRevision)>, Internal> {
    let Some(post) = suggestions::post_of(tx, of.id).await? else {
        return Ok(None);
    };
    let authors = posts::authors(tx, post).await?;
    if !ctx.is_allowed(&Action::SaveDraft(&authors)) {
        return Ok(None);
    }
    let (draft, read) = (
        drafts::get(tx, post).await?,
        revisions::get(tx, of.revision).await?,
    );
    Ok(draft.zip(read))
}
