//! Living the demo: each post goes through the same use cases as a real one, on a clock that is moved along.

use std::sync::Arc;

use anyhow::{Context as _, bail};
use app::drafts::{
    DraftInput, SaveDraft, StartDraft, SubmitDraft, WithdrawSubmission, save_draft, start_draft,
    submit_draft, withdraw_submission,
};
use app::reviews::{
    Approve, ApproveOutcome, ClaimReview, Decline, Refusal, RequestChanges, approve, claim_review,
    decline, request_changes,
};
use app::{App, Ctx, Failure, ManualClock, Outcome, sessions};
use chrono::TimeDelta;
use domain::post::draft::DraftVersion;
use domain::text::Message;
use domain::{AccountId, ContentHash, Language, PostId, ReviewId, Timestamp};
use moderation::review::{Explanation, Ground, Place, Reason, Suggestion};
use moderation::screen::Field;

use super::people::Panel;
use super::plan::{Fate, Life, Suggested};
use super::texts::Text;

/// How long an author writes before submitting.
const WRITING: TimeDelta = TimeDelta::hours(3);
/// How long a submission waits for a moderator.
const WAITING: TimeDelta = TimeDelta::hours(19);
/// How long a moderator reads.
const READING: TimeDelta = TimeDelta::minutes(7);
/// When an author comes back to a post that is published.
const LATER: TimeDelta = TimeDelta::days(20);
/// What such an author adds.
const ADDED: &str = "**Actualización.** Ha pasado casi un mes desde que escribí esto y varias personas me han contado \
    que les pasó algo parecido. Gracias. Sigo pensando lo mismo, solo que ahora sé que somos más.";

/// What a moderator suggests about a text.
fn suggestions(
    body: &str,
    reason: Reason,
    suggested: &[Suggested],
) -> anyhow::Result<Vec<Suggestion<Place>>> {
    let all = suggested.iter().map(|(passage, replacement)| {
        let start = body.find(passage)?;
        let at = start..start.checked_add(passage.len())?;
        Some(Suggestion {
            quote: Place::of_bytes(Field::Body, body, at)?,
            replacement: (*replacement).to_owned(),
            reason,
            note: None,
        })
    });
    all.collect::<Option<_>>()
        .context("a passage that the demo does not have")
}

/// The result, with a refusal as an error: in the demo nobody asks for what is not allowed.
pub(super) fn told<T, R: std::fmt::Debug>(what: &str, outcome: Outcome<T, R>) -> anyhow::Result<T> {
    match outcome {
        Ok(done) => Ok(done),
        Err(Failure::Refused(why)) => bail!("{what} was refused: {why:?}"),
        Err(Failure::Internal(error)) => Err(error).with_context(|| format!("{what} failed")),
    }
}

/// The product on a clock of its own, so that several posts can be lived at once.
pub(super) struct Stage {
    app: App,
    clock: Arc<ManualClock>,
    until: Timestamp,
}

impl Stage {
    /// A stage on which it is whatever time `clock` says, until a moment.
    pub(super) const fn new(app: App, clock: Arc<ManualClock>, until: Timestamp) -> Self {
        Self { app, clock, until }
    }

    /// When the demo is at its end.
    pub(super) const fn until(&self) -> Timestamp {
        self.until
    }

    /// A request of the operator at a moment.
    pub(super) fn operator(&self, at: Timestamp) -> Ctx {
        self.clock.set(at);
        self.app.operator()
    }

    /// A request of somebody at a moment.
    pub(super) async fn person(&self, account: AccountId, at: Timestamp) -> anyhow::Result<Ctx> {
        self.clock.set(at);
        sessions::acting_as(&self.app, account)
            .await?
            .context("somebody in the demo has no account")
    }

    /// Lives one post through to its end.
    pub(super) async fn live(&self, panel: &Panel, life: &Life) -> anyhow::Result<()> {
        let author = *panel
            .correspondents
            .get(life.author)
            .context("a post without an author")?;
        let input = typed(&life.text, panel);
        let ctx = self.person(author, life.begun).await?;
        let start = StartDraft {
            text: input.clone(),
        };
        let post = told("a draft", start_draft(&ctx, start, None).await)?.post;
        if life.fate == Fate::Draft {
            return Ok(());
        }
        let other = self.gather((panel, life), author, post).await?;
        let submitted = life.begun.plus(WRITING);
        let review = self
            .submit(author, post, DraftVersion::FIRST, submitted)
            .await?;
        let read = submitted.plus(WAITING);
        match &life.fate {
            Fate::Published { revised } => {
                self.agree((panel, life), (post, review), other, submitted)
                    .await?;
                self.publish(panel, life.moderator, review, read).await?;
                self.talk(panel, life, (post, read.plus(READING * 5)))
                    .await?;
                if *revised {
                    self.revise(
                        (panel, life),
                        (author, post, other),
                        input,
                        read.plus(LATER),
                    )
                    .await?;
                }
            }
            Fate::ChangesRequested(reason, words, suggested) => {
                let refusal = self.refusal(panel, life.moderator, (review, read), (*reason, words));
                let (ctx, refusal) = refusal.await?;
                let asked = request_changes(
                    &ctx,
                    RequestChanges {
                        refusal,
                        suggestions: suggestions(&input.body, *reason, suggested)?,
                    },
                    None,
                )
                .await;
                told("asking for changes", asked)?;
            }
            Fate::Declined(reason, words) => {
                let refusal = self.refusal(panel, life.moderator, (review, read), (*reason, words));
                let (ctx, refusal) = refusal.await?;
                told("declining", decline(&ctx, Decline(refusal), None).await)?;
            }
            Fate::Withdrawn => {
                let ctx = self.person(author, submitted.plus(READING)).await?;
                let withdraw = WithdrawSubmission { post };
                told(
                    "withdrawing",
                    withdraw_submission(&ctx, withdraw, None).await,
                )?;
            }
            Fate::Waiting | Fate::Draft => {}
        }
        Ok(())
    }

    async fn submit(
        &self,
        author: AccountId,
        post: PostId,
        seen: DraftVersion,
        at: Timestamp,
    ) -> anyhow::Result<ReviewId> {
        let ctx = self.person(author, at).await?;
        let submit = SubmitDraft {
            post,
            seen,
            checked: None,
        };
        let submitted = submit_draft(&ctx, submit, None).await;
        Ok(told("a submission", submitted)?.review)
    }

    /// An author adds something to a post that is published, and it is read again.
    async fn revise(
        &self,
        (panel, life): (&Panel, &Life),
        (author, post, other): (AccountId, PostId, Option<AccountId>),
        input: DraftInput,
        at: Timestamp,
    ) -> anyhow::Result<()> {
        let ctx = self.person(author, at).await?;
        let save = SaveDraft {
            post,
            seen: DraftVersion::FIRST,
            text: DraftInput {
                body: format!("{}\n\n{ADDED}", input.body),
                ..input
            },
        };
        let saved = told("saving", save_draft(&ctx, save, None).await)?;
        let submitted = at.plus(WRITING);
        let seen = DraftVersion::new(saved.version);
        let review = self.submit(author, post, seen, submitted).await?;
        self.agree((panel, life), (post, review), other, submitted)
            .await?;
        self.publish(panel, 1, review, submitted.plus(WAITING))
            .await
    }

    /// Approves, and lets another adult approve too where two are needed.
    pub(super) async fn publish(
        &self,
        panel: &Panel,
        moderator: usize,
        review: ReviewId,
        at: Timestamp,
    ) -> anyhow::Result<()> {
        for turn in 0..panel.moderators.len() {
            let reader = moderator.saturating_add(turn);
            let at = at.plus(READING * i32::try_from(turn).unwrap_or(0) * 4);
            let (ctx, seen) = self.claim(panel, reader, review, at).await?;
            let approval = Approve {
                review,
                seen,
                message: None,
                publish_at: None,
            };
            match told("approving", approve(&ctx, approval, None).await)?.outcome {
                ApproveOutcome::Published | ApproveOutcome::Scheduled => return Ok(()),
                ApproveOutcome::AwaitsSecondAdult => {}
            }
        }
        bail!("nobody is left to approve a post of the demo")
    }

    async fn refusal(
        &self,
        panel: &Panel,
        moderator: usize,
        (review, at): (ReviewId, Timestamp),
        (reason, words): (Reason, &str),
    ) -> anyhow::Result<(Ctx, Refusal)> {
        let (ctx, seen) = self.claim(panel, moderator, review, at).await?;
        let words = Message::parse(words).context("a message of the demo")?;
        let grounds = vec![Ground {
            reason,
            quotes: Vec::new(),
        }];
        let refusal = Refusal {
            review,
            seen,
            explanation: Explanation::new(grounds, Some(words)).context("a refusal of the demo")?,
        };
        Ok((ctx, refusal))
    }

    /// A moderator takes a review and reads it; gives the request in which to decide, and what was read.
    pub(super) async fn claim(
        &self,
        panel: &Panel,
        moderator: usize,
        review: ReviewId,
        at: Timestamp,
    ) -> anyhow::Result<(Ctx, ContentHash)> {
        let place = moderator.wrapping_rem(panel.moderators.len().max(1));
        let moderator = *panel
            .moderators
            .get(place)
            .context("a panel without moderators")?;
        let ctx = self.person(moderator, at).await?;
        told(
            "a claim",
            claim_review(&ctx, ClaimReview { review }, None).await,
        )?;
        let view = app::read::review(&ctx, review)
            .await?
            .context("a review that its reader can't see")?;
        let seen = view.revision.revision.content_hash;
        Ok((self.person(moderator, at.plus(READING)).await?, seen))
    }
}

fn typed(text: &Text, panel: &Panel) -> DraftInput {
    let topics = text.topics.iter().filter_map(|name| {
        let topic = panel
            .topics
            .iter()
            .find(|topic| topic.name.as_str() == name);
        topic.map(|topic| topic.id)
    });
    DraftInput {
        title: text.title.clone(),
        summary: text.summary.clone(),
        body: text.body.clone(),
        language: Language::Spanish,
        topics: topics.collect(),
    }
}
