//! `handOverClaim`, `askColleague` and `answerColleague`: what adults who read submissions do with each other.

use app::reviews::{self, AnswerRefusal, ColleagueRefusal};
use async_graphql::{Context, ID, InputObject, Object, Result, SimpleObject, Union};

use super::payload::{Stoppable as _, found, opened, told, valid};
use crate::schema::colleague::{Consultation, consultation_of};
use crate::schema::errors::{
    ClaimLostError, ClientMutationIdReusedError, ColleagueProblem, ColleagueProblemError,
    InvalidInputError, NotAllowedError, NotFoundError, ReviewClosedError, Stopped,
};
use crate::schema::input::{needed_words, retry_id};
use crate::schema::request::Parts as _;
use crate::schema::review::Review;
use crate::schema::viewer::review_of;

/// The mutations.
#[derive(Default)]
pub(crate) struct Colleagues;

/// Which claim to hand over, and to whom.
#[derive(InputObject)]
struct HandOverClaimInput {
    /// The review that you hold.
    review: ID,
    /// The colleague.
    to: ID,
    /// Makes a retry safe: the same id gives the same answer, once.
    client_mutation_id: Option<String>,
}

/// What to ask about which review, and whom.
#[derive(InputObject)]
struct AskColleagueInput {
    /// The review that you hold.
    review: ID,
    /// The colleague.
    colleague: ID,
    /// The question. Every adult who may read the review reads it.
    question: String,
    /// Makes a retry safe: the same id gives the same answer, once.
    client_mutation_id: Option<String>,
}

/// What to answer to which question.
#[derive(InputObject)]
struct AnswerColleagueInput {
    /// The question that you were asked.
    consultation: ID,
    /// The answer. Every adult who may read the review reads it.
    answer: String,
    /// Makes a retry safe: the same id gives the same answer, once.
    client_mutation_id: Option<String>,
}

/// A colleague holds it now, for fifteen minutes.
#[derive(SimpleObject)]
#[graphql(serial)]
pub(crate) struct ClaimHandedOver {
    /// The review; nothing where it has gone to others in between and is not for you any more.
    review: Option<Review>,
}

/// A question that was asked. You hold the review for another fifteen minutes.
#[derive(SimpleObject)]
#[graphql(serial)]
pub(crate) struct ColleagueAsked {
    /// The question.
    consultation: Consultation,
    /// The review.
    review: Review,
}

/// A question that was answered.
#[derive(SimpleObject)]
#[graphql(serial)]
pub(crate) struct ColleagueAnswered {
    /// The question.
    consultation: Consultation,
}

/// A union of what can become of something that involves a colleague.
macro_rules! payload {
    ($(#[$doc:meta])* $name:ident, $done:ident) => {
        $(#[$doc])*
        #[derive(Union)]
        pub(crate) enum $name {
            /// It was done.
            Done(Box<$done>),
            /// A part of the input can't be read.
            InvalidInput(InvalidInputError),
            /// There is no such thing.
            NotFound(NotFoundError),
            /// Not with this account, or you are related to it.
            NotAllowed(NotAllowedError),
            /// The retry id was used for something else.
            Reused(ClientMutationIdReusedError),
            /// You don't hold the review any more.
            Lost(ClaimLostError),
            /// The review was settled.
            Closed(ReviewClosedError),
            /// Not with this colleague, not any more, or it was answered.
            Colleague(ColleagueProblemError),
        }

        impl $name {
            fn refused(ctx: &Context<'_>, refusal: ColleagueRefusal) -> Result<Self> {
                let say = ctx.say()?;
                Ok(match refusal {
                    ColleagueRefusal::Hold(refusal) => super::hold_claim::refused!(ctx, refusal),
                    ColleagueRefusal::Unavailable => {
                        ColleagueProblemError::new(say, ColleagueProblem::Unavailable).into()
                    }
                    ColleagueRefusal::Full => {
                        ColleagueProblemError::new(say, ColleagueProblem::TooManyQuestions).into()
                    }
                })
            }
        }
    };
}

payload! {
    /// How `handOverClaim` ended.
    HandOverClaimPayload, ClaimHandedOver
}

payload! {
    /// How `askColleague` ended.
    AskColleaguePayload, ColleagueAsked
}

/// How `answerColleague` ended.
#[derive(Union)]
pub(crate) enum AnswerColleaguePayload {
    /// It was answered.
    Answered(Box<ColleagueAnswered>),
    /// A part of the input can't be read.
    InvalidInput(InvalidInputError),
    /// There is no such question to you.
    NotFound(NotFoundError),
    /// Not with this account, or you are related to it.
    NotAllowed(NotAllowedError),
    /// The retry id was used for something else.
    Reused(ClientMutationIdReusedError),
    /// The review was settled.
    Closed(ReviewClosedError),
    /// It was answered before.
    Colleague(ColleagueProblemError),
}

#[Object(serial)]
impl Colleagues {
    /// Hands a review that you hold to a colleague, who holds it for fifteen minutes and gets it from `claimNextReview`. If they do nothing it waits again,
    /// at its place in line.
    #[graphql(complexity = "10 + child_complexity")]
    async fn hand_over_claim(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which claim to hand over, and to whom.")] input: HandOverClaimInput,
    ) -> Result<HandOverClaimPayload> {
        let retry = valid!(retry_id(ctx.say()?, input.client_mutation_id));
        let hand_over = reviews::HandOverClaim {
            review: opened!(ctx, Review, &input.review),
            to: opened!(ctx, Colleague, &input.to),
        };
        let outcome = reviews::hand_over_claim(ctx.app()?, hand_over, retry).await;
        match told(ctx, outcome)? {
            Ok(done) => {
                let review = review_of(ctx, done.review).await?;
                Ok(HandOverClaimPayload::Done(Box::new(ClaimHandedOver {
                    review,
                })))
            }
            Err(refusal) => HandOverClaimPayload::refused(ctx, refusal),
        }
    }

    /// Asks a colleague about a review that you hold. You keep it, for another fifteen minutes. Question and answer stay with the review: every adult who may
    /// read it reads them, and nobody else does.
    #[graphql(complexity = "10 + child_complexity")]
    async fn ask_colleague(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What to ask about which review, and whom.")] input: AskColleagueInput,
    ) -> Result<AskColleaguePayload> {
        let say = ctx.say()?;
        let retry = valid!(retry_id(say, input.client_mutation_id));
        let review = opened!(ctx, Review, &input.review);
        let ask = reviews::AskColleague {
            review,
            question: valid!(needed_words(say, "question", &input.question)),
            colleague: opened!(ctx, Colleague, &input.colleague),
        };
        let outcome = reviews::ask_colleague(ctx.app()?, ask, retry).await;
        match told(ctx, outcome)? {
            Ok(done) => {
                let consultation = found!(ctx, consultation_of(ctx, done.consultation).await?);
                let review = found!(ctx, review_of(ctx, review).await?);
                Ok(AskColleaguePayload::Done(Box::new(ColleagueAsked {
                    consultation,
                    review,
                })))
            }
            Err(refusal) => AskColleaguePayload::refused(ctx, refusal),
        }
    }

    /// Answers a question that a colleague asked you, while the review waits or is held. You need not hold it.
    #[graphql(complexity = "10 + child_complexity")]
    async fn answer_colleague(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What to answer to which question.")] input: AnswerColleagueInput,
    ) -> Result<AnswerColleaguePayload> {
        let say = ctx.say()?;
        let retry = valid!(retry_id(say, input.client_mutation_id));
        let answer = reviews::AnswerColleague {
            consultation: opened!(ctx, Consultation, &input.consultation),
            answer: valid!(needed_words(say, "answer", &input.answer)),
        };
        let outcome = reviews::answer_colleague(ctx.app()?, answer, retry).await;
        Ok(match told(ctx, outcome)? {
            Ok(done) => {
                let consultation = found!(ctx, consultation_of(ctx, done.consultation).await?);
                AnswerColleaguePayload::Answered(Box::new(ColleagueAnswered { consultation }))
            }
            Err(AnswerRefusal::Barred(barred)) => {
                AnswerColleaguePayload::stopped(Stopped::new(say, barred))
            }
            Err(AnswerRefusal::Reused) => ClientMutationIdReusedError::new(say).into(),
            Err(AnswerRefusal::Closed) => ReviewClosedError::new(say).into(),
            Err(AnswerRefusal::Answered) => {
                ColleagueProblemError::new(say, ColleagueProblem::Answered).into()
            }
        })
    }
}
