//! Posts of the demo that two write: one is asked, joins, and says yes to what is sent.

use app::co_authors::{AnswerInvitation, GiveWord, Invite, answer_invitation, give_word, invite};
use app::read::{draft, possible_co_authors};
use app::reviews::{AskCoAuthors, ask_co_authors};
use chrono::TimeDelta;
use domain::post::Word;
use domain::{AccountId, PostId, ReviewId, Timestamp};

use super::mix::Dice;
use super::people::Panel;
use super::plan::{Fate, Life};
use super::stage::{Stage, told};

/// Of so many posts that speak of us one is written by two.
const ONE_IN: usize = 3;
/// How long somebody takes to answer.
const THINKING: TimeDelta = TimeDelta::minutes(20);

impl Stage {
    /// Somebody of the author's group joins the post, if it is one that two write.
    pub(super) async fn gather(
        &self,
        (panel, life): (&Panel, &Life),
        author: AccountId,
        post: PostId,
    ) -> anyhow::Result<Option<AccountId>> {
        let mut dice = Dice::new(life.begun.as_micros().unsigned_abs());
        let goes_on = matches!(life.fate, Fate::Published { .. } | Fate::Waiting);
        let by_two = ["nuestr", "Nuestr"]
            .map(|us| life.text.body.contains(us))
            .contains(&true);
        if !goes_on || !by_two || dice.below(ONE_IN) > 0 {
            return Ok(None);
        }
        let ctx = self.person(author, life.begun).await?;
        let mut mates = possible_co_authors(&ctx, post).await?;
        // Of the others nobody's consent is there yet.
        mates.retain(|mate| panel.correspondents.contains(&mate.account));
        let Some(mate) = mates.get(dice.below(mates.len())) else {
            return Ok(None);
        };
        let account = mate.account;
        let asked = invite(&ctx, Invite { post, account }, None).await;
        told("asking a co-author", asked)?;
        let ctx = self.person(account, life.begun.plus(THINKING)).await?;
        let answer = AnswerInvitation { post, joins: true };
        told(
            "joining a post",
            answer_invitation(&ctx, answer, None).await,
        )?;
        Ok(Some(account))
    }

    /// Whoever writes it too says yes to what was sent, after an adult where screening found something.
    pub(super) async fn agree(
        &self,
        (panel, life): (&Panel, &Life),
        (post, review): (PostId, ReviewId),
        other: Option<AccountId>,
        at: Timestamp,
    ) -> anyhow::Result<()> {
        let Some(other) = other else { return Ok(()) };
        let ctx = self.person(other, at).await?;
        let view = draft(&ctx, post).await?;
        let sent = view.and_then(|view| view.submission);
        let seen = if let Some(sent) = sent.filter(|sent| sent.review == review) {
            sent.content_hash
        } else {
            let (ctx, seen) = self.claim(panel, life.moderator, review, at).await?;
            let ask = AskCoAuthors { review, seen };
            let asked = ask_co_authors(&ctx, ask, None).await;
            told("asking the co-authors", asked)?;
            seen
        };
        let ctx = self.person(other, at.plus(THINKING)).await?;
        let word = GiveWord {
            post,
            seen,
            word: Word::Agrees,
        };
        told("a co-author's word", give_word(&ctx, word, None).await).map(|_given| ())
    }
}
