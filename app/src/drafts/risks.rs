//! What is known of the authors of a submission that makes it one that two adults read. What screening says is for `moderation`.

use domain::account::READERS;
use domain::post::Post;
use domain::{AgeBand, Risk, Risks};
use storage::drafts::Kind;
use storage::{Tx, people, revisions};

use crate::sessions::band;
use crate::{Ctx, Internal};

/// The risks that lie with the authors, among those for which the centre has two adults read. A first comment is as new as a first post.
pub(crate) async fn of_authors(tx: &mut Tx, ctx: &Ctx, post: &Post) -> Result<Risks, Internal> {
    let authors = post.authors.as_slice();
    let second_adult_for = ctx.app().second_adult_for();
    if authors == [READERS] {
        return Ok(of_readers(second_adult_for));
    }
    let mut risks = Risks::NONE;
    if second_adult_for.contains(Risk::FirstPost) {
        let kind = match post.comment_on {
            None => Kind::Posts,
            Some(_) => Kind::Comments,
        };
        let approved = revisions::authors_approved(tx, authors, kind).await?;
        if authors.iter().any(|author| !approved.contains(author)) {
            risks = risks.with(Risk::FirstPost);
        }
    }
    if second_adult_for.contains(Risk::UnderFourteen) {
        for facts in people::authors(tx, authors).await? {
            let band = facts
                .birth
                .map(|birth| band(ctx.app(), &birth, ctx.today()));
            if is_under_14(band.transpose()?) {
                risks = risks.with(Risk::UnderFourteen);
            }
        }
    }
    Ok(risks)
}

/// Nobody knows who a reader without an account is, nor how old: each comment is the first of somebody, who may be a child.
fn of_readers(second_adult_for: Risks) -> Risks {
    let asks = [Risk::FirstPost, Risk::UnderFourteen];
    if asks.iter().any(|risk| second_adult_for.contains(*risk)) {
        Risks::NONE.with(Risk::FirstPost)
    } else {
        Risks::NONE
    }
}

const fn is_under_14(band: Option<AgeBand>) -> bool {
    match band {
        Some(AgeBand::TooYoung | AgeBand::TwelveThirteen) => true,
        Some(AgeBand::FourteenSeventeen | AgeBand::Adult) | None => false,
    }
}
