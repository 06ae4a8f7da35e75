//! What the signed-in person was told of. It has no words of what it is about: that is read anew, with its own permission, when it is asked for.

use app::read::{About, DraftView, NotificationView, PublicComment, Waiting};
use async_graphql::{Context, ID, Object, Result};
use domain::notification::NotificationKind as Kind;
use domain::{NotificationId, PostId, ReviewId};
use tokio::sync::OnceCell;
use uuid::Uuid;

use super::comment::Comment;
use super::connection::{Page, connection};
use super::draft::Draft;
use super::enums::NotificationKind;
use super::post::asks_for;
use super::request::{OrMasked as _, Parts as _};
use super::review::Review;
use super::scalars::DateTime;
use crate::errors::bad_input;
use crate::seal::NodeKind;

/// A notification.
pub(crate) struct Notification {
    view: NotificationView,
    draft: OnceCell<Option<DraftView>>,
    comment: OnceCell<Option<PublicComment>>,
    review: OnceCell<Option<Waiting>>,
}

impl From<NotificationView> for Notification {
    fn from(view: NotificationView) -> Self {
        Self {
            view,
            draft: OnceCell::new(),
            comment: OnceCell::new(),
            review: OnceCell::new(),
        }
    }
}

impl Notification {
    /// The post or comment of the person's own that it is about, and what was said to it.
    const fn texts(&self) -> (Option<PostId>, Option<PostId>) {
        match self.view.told.about {
            About::Text { post, comment } => (Some(post), comment),
            About::Review(_) => (None, None),
        }
    }

    const fn about_review(&self) -> Option<ReviewId> {
        match self.view.told.about {
            About::Text { .. } => None,
            About::Review(review) => Some(review),
        }
    }
}

/// Something that happened, for you. It is kept for 90 days.
#[Object(serial)]
impl Notification {
    /// The opaque, stable id.
    pub(super) async fn id(&self, ctx: &Context<'_>) -> Result<ID> {
        ctx.node_id(NodeKind::Notification, self.view.told.id)
    }

    /// What happened.
    async fn kind(&self) -> NotificationKind {
        self.view.told.kind.into()
    }

    /// The same in a sentence, in your language. It names nobody and quotes nothing.
    async fn message(&self, ctx: &Context<'_>) -> Result<String> {
        Ok(ctx.say()?.plain(sentence(self.view.told.kind)))
    }

    /// When it happened.
    async fn at(&self) -> DateTime {
        DateTime(self.view.told.at)
    }

    /// Whether it came after the last one that you said you saw.
    async fn is_new(&self) -> bool {
        self.view.is_new
    }

    /// Your post, or your comment, that it is about; null where it is about a review, and for a post that you may not read any more.
    #[graphql(complexity = "5 + child_complexity")]
    async fn draft(&self, ctx: &Context<'_>) -> Result<Option<Draft>> {
        let (Some(post), _) = self.texts() else {
            return Ok(None);
        };
        let load = async || {
            let found = app::read::drafts_by_ids(ctx.app()?, vec![post]).await;
            Ok::<_, async_graphql::Error>(found.or_masked(ctx)?.pop())
        };
        let draft = self.draft.get_or_try_init(load).await?;
        Ok(draft.clone().map(Draft::from))
    }

    /// What was said to it, where that is what happened and it is still public.
    #[graphql(complexity = "5 + child_complexity")]
    async fn comment(&self, ctx: &Context<'_>) -> Result<Option<Comment>> {
        let (_, Some(comment)) = self.texts() else {
            return Ok(None);
        };
        let load = async || app::read::comment(ctx.app()?, comment).await.or_masked(ctx);
        let comment = self.comment.get_or_try_init(load).await?;
        Ok(comment.clone().map(Comment::from))
    }

    /// The review that it is about, while it is open and you may decide on it; null where it is about what you wrote.
    #[graphql(complexity = "5 + child_complexity")]
    async fn review(&self, ctx: &Context<'_>) -> Result<Option<Review>> {
        let Some(review) = self.about_review() else {
            return Ok(None);
        };
        let load = async || {
            let found = app::read::open_reviews(ctx.app()?, vec![review]).await;
            Ok::<_, async_graphql::Error>(found.or_masked(ctx)?.pop())
        };
        let review = self.review.get_or_try_init(load).await?;
        Ok(review.clone().map(Review::from))
    }
}

const fn sentence(kind: Kind) -> &'static str {
    match kind {
        Kind::Published => "told-published",
        Kind::Scheduled => "told-scheduled",
        Kind::ChangesRequested => "told-changes-requested",
        Kind::Declined => "told-declined",
        Kind::TakenDown => "told-taken-down",
        Kind::Commented => "told-commented",
        Kind::Answered => "told-answered",
        Kind::CommentsClosed => "told-comments-closed",
        Kind::CoAuthorInvited => "told-co-author-invited",
        Kind::CoAuthorJoined => "told-co-author-joined",
        Kind::WordAsked => "told-word-asked",
        Kind::WordRefused => "told-word-refused",
        Kind::LookedAgain => "told-looked-again",
        Kind::Asked => "told-asked",
        Kind::ColleagueAnswered => "told-colleague-answered",
        Kind::HandedOver => "told-handed-over",
    }
}

/// One of the viewer's notifications.
pub(crate) async fn notification(
    ctx: &Context<'_>,
    id: NotificationId,
) -> Result<Option<Notification>> {
    let found = app::read::notification(ctx.app()?, id).await;
    Ok(found.or_masked(ctx)?.map(Notification::from))
}

/// How many are new.
pub(crate) async fn new_notifications(ctx: &Context<'_>) -> Result<i32> {
    let new = app::read::new_notifications(ctx.app()?).await;
    Ok(i32::try_from(new.or_masked(ctx)?).unwrap_or(i32::MAX))
}

connection! {
    /// A page of what happened, for you, the newest first.
    NotificationConnection,
    /// A notification with its place in the list.
    NotificationEdge of Notification in LIST
}

/// The name of the list that cursors of notifications belong to.
const LIST: &str = "notifications";

/// A page of the viewer's notifications.
pub(crate) async fn page(ctx: &Context<'_>, page: Page<'_>) -> Result<NotificationConnection> {
    let sealer = &ctx.shared()?.sealer;
    let refused = || bad_input("This cursor belongs to no list of notifications.");
    let from = match page.from {
        None => None,
        Some(cursor) => {
            let place = sealer.open_cursor(LIST, cursor).ok_or_else(refused)?;
            let id = Uuid::from_slice(&place).map_err(|_unreadable| refused())?;
            Some(NotificationId::from_uuid(id))
        }
    };
    let rows = app::read::notifications(ctx.app()?, from, page.direction, page.rows()).await;
    let mut rows = rows.or_masked(ctx)?;
    let ends = page.arrange(&mut rows);
    let shown: Vec<Notification> = rows.into_iter().map(Notification::from).collect();
    if asks_for(ctx, "draft") {
        know_drafts(ctx, &shown).await?;
    }
    if asks_for(ctx, "comment") {
        know_comments(ctx, &shown).await?;
    }
    if asks_for(ctx, "review") {
        know_reviews(ctx, &shown).await?;
    }
    let items = shown
        .into_iter()
        .map(|it| (it.view.told.id.as_uuid().as_bytes().to_vec(), it))
        .collect();
    Ok(NotificationConnection::new(items, ends))
}

/// Reads at once what the notifications of a page are about.
async fn know_drafts(ctx: &Context<'_>, page: &[Notification]) -> Result<()> {
    let mut ids: Vec<PostId> = page.iter().filter_map(|it| it.texts().0).collect();
    ids.sort_unstable();
    ids.dedup();
    let found = app::read::drafts_by_ids(ctx.app()?, ids).await;
    let found = found.or_masked(ctx)?;
    for it in page {
        let (post, _) = it.texts();
        let draft = found.iter().find(|view| Some(view.draft.post) == post);
        it.draft.get_or_init(async || draft.cloned()).await;
    }
    Ok(())
}

/// Reads at once what was said.
async fn know_comments(ctx: &Context<'_>, page: &[Notification]) -> Result<()> {
    let ids: Vec<PostId> = page.iter().filter_map(|it| it.texts().1).collect();
    if ids.is_empty() {
        return Ok(());
    }
    let found = app::read::comments_by_ids(ctx.app()?, ids).await;
    let found = found.or_masked(ctx)?;
    for it in page {
        let (_, comment) = it.texts();
        let comment = found.iter().find(|one| Some(*one.id()) == comment);
        it.comment.get_or_init(async || comment.cloned()).await;
    }
    Ok(())
}

/// Reads at once what colleagues want of the viewer.
async fn know_reviews(ctx: &Context<'_>, page: &[Notification]) -> Result<()> {
    let mut ids: Vec<ReviewId> = page.iter().filter_map(Notification::about_review).collect();
    ids.sort_unstable();
    ids.dedup();
    let found = app::read::open_reviews(ctx.app()?, ids).await;
    let found = found.or_masked(ctx)?;
    for it in page {
        let id = it.about_review();
        let review = found.iter().find(|one| Some(one.place.review) == id);
        it.review.get_or_init(async || review.cloned()).await;
    }
    Ok(())
}
