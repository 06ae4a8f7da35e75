//! What is known of the authors of a submission that makes it one that two adults read. What screening says is for `moderation`.

use domain::{AccountId, AgeBand, Risk, Risks};
use storage::{Tx, people, revisions};

use crate::sessions::band;
use crate::{Ctx, Internal};

/// The risks that lie with the authors, among those for which the centre has two adults read.
pub(crate) async fn of_authors(
    tx: &mut Tx,
    ctx: &Ctx,
    authors: &[AccountId],
) -> Result<Risks, Internal> {
    let second_adult_for = ctx.app().second_adult_for();
    let mut risks = Risks::NONE;
    if second_adult_for.contains(Risk::FirstPost) {
        let approved = revisions::authors_approved(tx, authors).await?;
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
