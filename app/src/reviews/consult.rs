//! Asking a colleague about a review that one holds, without losing it, and answering. What is asked and answered belongs to the review: every adult who
//! may read that reads this too (DESIGN 2, sentence 7).

use domain::account::Role;
use domain::notification::NotificationKind;
use domain::policy::Action;
use domain::text::{Message, PenName};
use domain::{AccountId, ClaimId, ConsultationId, PostId, ReviewId};
use serde::{Deserialize, Serialize};
use storage::consultations::{self, Consultation};
use storage::{Tx, people, reviews};

use super::claim::store_claim;
use super::hand_over::{ColleagueRefusal, colleague, recorded};
use super::hold::HoldRefusal;
use crate::failure::{Barred, refusal};
use crate::once::{ClientMutationId, once};
use crate::record::Record;
use crate::sessions::person;
use crate::source::new_id;
use crate::{Ctx, Failure, Internal, Outcome, changes, notifications};

/// So many questions there are about one review at most.
const MOST_QUESTIONS: i64 = 20;
/// So many questions are listed at most.
const MOST_LISTED: i64 = 50;

/// What to ask about which review, and whom.
#[derive(Clone, Hash)]
pub struct AskColleague {
    /// The review that is held.
    pub review: ReviewId,
    /// The colleague.
    pub colleague: AccountId,
    /// The question.
    pub question: Message,
}

/// A question that was asked.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct ColleagueAsked {
    /// The question.
    #[serde(with = "crate::wire::id")]
    pub consultation: ConsultationId,
}

/// What to answer to which question.
#[derive(Clone, Hash)]
pub struct AnswerColleague {
    /// The question.
    pub consultation: ConsultationId,
    /// The answer.
    pub answer: Message,
}

/// A question that was answered.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct ColleagueAnswered {
    /// The question.
    #[serde(with = "crate::wire::id")]
    pub consultation: ConsultationId,
}

/// Why nothing was answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AnswerRefusal {
    /// The person may not read the review, or was not asked.
    Barred(Barred),
    /// The retry id was used for something else.
    Reused,
    /// It was answered before.
    Answered,
    /// The review was settled, withdrawn or superseded.
    Closed,
}

refusal!(AnswerRefusal);

/// A question with the names of both.
#[derive(Debug, Clone)]
pub struct ConsultationView {
    /// The question, and the answer.
    pub consultation: Consultation,
    /// Who asked.
    pub asked_by: PenName,
    /// Who was asked.
    pub colleague: PenName,
}

/// Asks a colleague about a review that the actor holds, and keeps it for another fifteen minutes.
pub async fn ask_colleague(
    ctx: &Ctx,
    input: AskColleague,
    retry: Option<ClientMutationId>,
) -> Outcome<ColleagueAsked, ColleagueRefusal> {
    let (review, colleague) = (input.review, input.colleague);
    let outcome = once(ctx, "askColleague", input, retry, |tx, ctx, input| {
        Box::pin(ask(tx, ctx, input))
    });
    recorded(ctx, review, colleague, outcome.await).await
}

async fn ask(
    tx: &mut Tx,
    ctx: &Ctx,
    input: AskColleague,
) -> Outcome<ColleagueAsked, ColleagueRefusal> {
    let by = ctx.person::<ColleagueRefusal>()?.account;
    let review = reviews::lock(tx, input.review).await?;
    let review = review.ok_or_else(|| Failure::<ColleagueRefusal>::refused(Barred::NotFound))?;
    ctx.may::<ColleagueRefusal>(&Action::ClaimReview(&review.subject))?;
    let review = review
        .renew(by, ctx.now())
        .map_err(|error| Failure::Refused(HoldRefusal::from(error).into()))?;
    let asked = colleague(tx, ctx, &review, input.colleague).await?;
    let asked = asked.filter(|asked| asked.account != by);
    let asked = asked.ok_or(Failure::Refused(ColleagueRefusal::Unavailable))?;
    if consultations::count_of(tx, review.id).await? >= MOST_QUESTIONS {
        return Err(Failure::Refused(ColleagueRefusal::Full));
    }
    let new = Consultation {
        id: ConsultationId::from_uuid(new_id(ctx.now())),
        review: review.id,
        asked_by: by,
        colleague: asked.account,
        question: input.question,
        asked_at: ctx.now(),
        answer: None,
    };
    consultations::insert(tx, &new).await?;
    Record::of("colleague.asked", review.id)
        .with("consultation", new.id)
        .with("colleague", asked.account)
        .store(tx, ctx)
        .await?;
    let colleague = (asked.account, review.id);
    notifications::adult(tx, ctx, colleague, NotificationKind::Asked).await?;
    let unused = ClaimId::from_uuid(new_id(ctx.now()));
    store_claim(tx, ctx, &review, unused).await?;
    Ok(ColleagueAsked {
        consultation: new.id,
    })
}

/// Answers a question that the actor was asked.
pub async fn answer_colleague(
    ctx: &Ctx,
    input: AnswerColleague,
    retry: Option<ClientMutationId>,
) -> Outcome<ColleagueAnswered, AnswerRefusal> {
    once(ctx, "answerColleague", input, retry, |tx, ctx, input| {
        Box::pin(answer(tx, ctx, input))
    })
    .await
}

async fn answer(
    tx: &mut Tx,
    ctx: &Ctx,
    input: AnswerColleague,
) -> Outcome<ColleagueAnswered, AnswerRefusal> {
    let by = ctx.person::<AnswerRefusal>()?.account;
    let not_found = || Failure::<AnswerRefusal>::refused(Barred::NotFound);
    let review = consultations::review_of(tx, input.consultation).await?;
    let review = reviews::lock(tx, review.ok_or_else(not_found)?).await?;
    let review = review.ok_or_else(not_found)?;
    ctx.may::<AnswerRefusal>(&Action::ReadReview(&review.subject))?;
    let asked = consultations::lock(tx, input.consultation).await?;
    let asked = asked.filter(|asked| asked.colleague == by);
    let asked = asked.ok_or_else(not_found)?;
    if asked.answer.is_some() {
        return Err(Failure::Refused(AnswerRefusal::Answered));
    }
    if !review.is_open() {
        return Err(Failure::Refused(AnswerRefusal::Closed));
    }
    consultations::answer(tx, asked.id, &input.answer, ctx.now()).await?;
    Record::of("colleague.answered", review.id)
        .with("consultation", asked.id)
        .store(tx, ctx)
        .await?;
    changes::claim(tx, &review).await?;
    // Who asked may not read it any more: it went to the safeguarding leads, or they have another role by now.
    let asking = person(tx, ctx.app(), asked.asked_by).await?;
    if asking.is_some_and(|asking| review.may_be_reviewed_by(&asking).is_ok()) {
        let colleague = (asked.asked_by, review.id);
        notifications::adult(tx, ctx, colleague, NotificationKind::ColleagueAnswered).await?;
    }
    Ok(ColleagueAnswered {
        consultation: asked.id,
    })
}

/// What was asked about a post so far, the oldest first; of what was escalated only for the leads. Only for a review that the caller may read.
pub async fn consultations_on(
    ctx: &Ctx,
    post: PostId,
    with_escalated: bool,
) -> Result<Vec<ConsultationView>, Internal> {
    let db = ctx.app().db();
    db.read::<_, Internal, _>(async move |tx: &mut Tx| {
        let found = consultations::of_post(tx, post, with_escalated, MOST_LISTED).await?;
        named(tx, found).await
    })
    .await
}

/// What the actor was asked and did not answer, about what waits and the actor may read; the oldest first.
pub async fn questions_to_me(ctx: &Ctx) -> Result<Vec<ConsultationView>, Internal> {
    let Some(person) = ctx.actor().person() else {
        return Ok(Vec::new());
    };
    let lines: Vec<bool> = [(Role::Moderator, false), (Role::SafeguardingLead, true)]
        .into_iter()
        .filter(|(role, _)| person.acts_as(*role))
        .map(|(_, line)| line)
        .collect();
    let (inner, me) = (ctx.clone(), person.account);
    ctx.app()
        .db()
        .read::<_, Internal, _>(async move |tx: &mut Tx| {
            let mut mine = Vec::new();
            for asked in consultations::unanswered(tx, me, &lines, MOST_LISTED).await? {
                if may_read(tx, &inner, asked.review).await? {
                    mine.push(asked);
                }
            }
            named(tx, mine).await
        })
        .await
}

/// A question about a review that the actor may read.
pub async fn consultation(
    ctx: &Ctx,
    id: ConsultationId,
) -> Result<Option<ConsultationView>, Internal> {
    let inner = ctx.clone();
    ctx.app()
        .db()
        .read::<_, Internal, _>(async move |tx: &mut Tx| {
            let Some(found) = consultations::get(tx, id).await? else {
                return Ok(None);
            };
            if !may_read(tx, &inner, found.review).await? {
                return Ok(None);
            }
            Ok(named(tx, vec![found]).await?.pop())
        })
        .await
}

async fn may_read(tx: &mut Tx, ctx: &Ctx, review: ReviewId) -> Result<bool, Internal> {
    let review = reviews::get(tx, review).await?;
    Ok(review.is_some_and(|review| ctx.is_allowed(&Action::ReadReview(&review.subject))))
}

/// Puts the names to some questions.
async fn named(tx: &mut Tx, found: Vec<Consultation>) -> Result<Vec<ConsultationView>, Internal> {
    let both = |asked: &Consultation| [asked.asked_by, asked.colleague];
    let mut people: Vec<_> = found.iter().flat_map(both).collect();
    people.sort_unstable();
    people.dedup();
    let names = people::pen_names(tx, &people).await?;
    let name = |account| {
        let found = names.iter().find(|(named, _)| *named == account);
        found
            .map(|(_, name)| name.clone())
            .ok_or(Internal::Contradiction("a question by or to nobody"))
    };
    let views = found.into_iter().map(|consultation| {
        Ok(ConsultationView {
            asked_by: name(consultation.asked_by)?,
            colleague: name(consultation.colleague)?,
            consultation,
        })
    });
    views.collect()
}
