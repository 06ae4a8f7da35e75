//! Screening what was submitted with other rules, to see what they would change. Nothing is written.

use std::sync::Arc;

use domain::policy::Action;
use domain::{PostId, RevisionId};
use moderation::Lane;
use moderation::screen::{Field, FindingCode, Rules, Screened, screen_by};
use storage::revisions::{self, StoredRevision};
use storage::{StorageError, Tx};

use crate::failure::Barred;
use crate::{Ctx, Outcome};

/// How many revisions are read at once.
const PAGE: i64 = 100;
/// What is being done, for who waits.
const WHAT: &str = "replaying";
/// Rules that look at more than the text: they say nothing of the rules that are tried.
const OF_MORE: [&str; 4] = ["checks", "phone.split", "spam.repeated", "screening"];

/// What other rules would find in a revision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// The post.
    pub post: PostId,
    /// The revision.
    pub revision: RevisionId,
    /// The lanes, now and by the other rules.
    pub lanes: (Lane, Lane),
    /// What would be found more, in the order of codes.
    pub more: Vec<FindingCode>,
    /// What would not be found any more.
    pub fewer: Vec<FindingCode>,
}

/// Screens every stored revision by other rules, the oldest first, and tells what would change. Gives how many were screened.
pub async fn replay(
    ctx: &Ctx,
    rules: &Arc<Rules>,
    mut tell: impl FnMut(&Change),
) -> Outcome<u64, Barred> {
    ctx.may::<Barred>(&Action::ReplayScreening)?;
    let (mut after, mut count) = (None, 0_u64);
    loop {
        let from = after;
        let page = ctx
            .app()
            .db()
            .read::<_, StorageError, _>(async move |tx: &mut Tx| {
                revisions::after(tx, from, PAGE).await
            })
            .await?;
        let Some(last) = page.last() else {
            return Ok(count);
        };
        after = Some(last.revision.id);
        count = count.saturating_add(u64::try_from(page.len()).unwrap_or(0));
        let rules = Arc::clone(rules);
        let turn = ctx.app().threads().turn(WHAT).await?;
        let changes = turn.run(WHAT, move || -> Vec<Change> {
            page.iter()
                .filter_map(|revision| change(&rules, revision))
                .collect()
        });
        for change in &changes.await? {
            tell(change);
        }
    }
}

fn change(rules: &Rules, stored: &StoredRevision) -> Option<Change> {
    let screening = screen_by(
        rules,
        &Screened {
            title: stored.text(Field::Title),
            summary: stored.summary.as_ref().map_or("", |it| it.as_str()),
            body: stored.source.as_str(),
            earlier: &[],
        },
    );
    let kept = stored.findings.iter();
    let kept = kept.filter(|finding| !OF_MORE.contains(&finding.rule.as_str()));
    let lane = kept.clone().map(|finding| finding.lane).min();
    let mut fewer: Vec<FindingCode> = kept.map(|finding| finding.code).collect();
    let mut more = Vec::new();
    for found in &screening.findings {
        match fewer.iter().position(|code| *code == found.code) {
            Some(same) => drop(fewer.swap_remove(same)),
            None => more.push(found.code),
        }
    }
    more.sort_unstable();
    fewer.sort_unstable();
    let lanes = (lane.unwrap_or(Lane::P5), screening.lane);
    let is_same = lanes.0 == lanes.1 && more.is_empty() && fewer.is_empty();
    (!is_same).then_some(Change {
        post: stored.revision.post,
        revision: stored.revision.id,
        lanes,
        more,
        fewer,
    })
}
