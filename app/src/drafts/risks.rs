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
    // Nobody knows who a reader without an account is: it may be a child, and it may be the adult who reads it. So whatever the centre has decided, it takes two.
    if authors == [READERS] {
        return Ok(Risks::NONE.with(Risk::FirstPost));
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

const fn is_under_14(band: Option<AgeBand>) -> bool {
    match band {
        Some(AgeBand::TooYoung | AgeBand::TwelveThirteen) => true,
        Some(AgeBand::FourteenSeventeen | AgeBand::Adult) | None => false,
    }
}
