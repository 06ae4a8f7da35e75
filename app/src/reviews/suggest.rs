//! What a moderator suggests with a request for changes: what of it would reach a child, and storing it. What authors say to it is in `drafts`.

use domain::policy::Action;
use domain::text::Message;
use domain::{ReviewId, StatementId, SuggestionId};
use moderation::review::suggestion::with_taken;
use moderation::review::{Place, Review, Suggestion};
use moderation::screen::Field;
use storage::decisions::NewDecision;
use storage::revisions::StoredRevision;
use storage::suggestions::{self, With};
use storage::{StorageError, Tx, reviews, revisions};

use super::words::Told;
use crate::source::new_id;
use crate::{Ctx, Internal};

/// What of a request for changes would reach a child: the words in the order in which they are read, without what stands between; the replacements likewise,
/// since a child may take one after the other; and each text with all of them in it. Nothing for whoever may not read the review: they are refused
/// anyway.
pub(super) async fn told(
    ctx: &Ctx,
    review: ReviewId,
    message: Option<&Message>,
    all: &[Suggestion<Place>],
) -> Result<Told, Internal> {
    let Some(revision) = read(ctx, review).await? else {
        return Ok(Told::default());
    };
    let mut all: Vec<&Suggestion<Place>> = all.iter().collect();
    all.sort_by_key(|it| (it.quote.field, it.quote.start));
    let notes = all.iter().filter_map(|it| it.note.as_ref());
    let words: Vec<&str> = message
        .into_iter()
        .chain(notes)
        .map(Message::as_str)
        .collect();
    let replacements: Vec<&str> = all.iter().map(|it| it.replacement.as_str()).collect();
    let texts = [words.join("\n\n"), replacements.join(" ")];
    let with = Field::ALL.into_iter().filter_map(|field| {
        let was = revision.text(field);
        let here = all.iter().filter(|it| it.quote.field == field);
        let here = here.map(|it| Some((it.quote.bytes(was)?, it.replacement.as_str())));
        // What can't be suggested is refused later, and said why.
        let here = here
            .collect::<Option<Vec<_>>>()
            .filter(|here| !here.is_empty())?;
        let (new, _) = with_taken(was, &here, 0..0)?;
        Some((was.to_owned(), new))
    });
    Ok(Told {
        with: with.collect(),
        texts: texts
            .into_iter()
            .filter(|text| !text.trim().is_empty())
            .collect(),
    })
}

/// The revision that a review is about, for who may read it.
async fn read(ctx: &Ctx, id: ReviewId) -> Result<Option<StoredRevision>, Internal> {
    let inner = ctx.clone();
    ctx.app()
        .db()
        .read::<_, Internal, _>(async move |tx: &mut Tx| {
            let review = reviews::get(tx, id).await?;
            let may = |it: &Review| inner.is_allowed(&Action::DecideReview(&it.subject));
            match review.filter(may) {
                Some(review) => Ok(revisions::get(tx, review.revision).await?),
                None => Ok(None),
            }
        })
        .await
}

/// Stores what is suggested with a decision.
pub(super) async fn store(
    tx: &mut Tx,
    ctx: &Ctx,
    (decision, statement): (&NewDecision<'_>, StatementId),
    all: Vec<Suggestion>,
) -> Result<(), StorageError> {
    let with = With {
        statement,
        revision: decision.revision,
        by: decision.by,
    };
    let id = || SuggestionId::from_uuid(new_id(ctx.now()));
    let all: Vec<_> = all.into_iter().map(|it| (id(), it)).collect();
    suggestions::insert(tx, with, &all).await
}
