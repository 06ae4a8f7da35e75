//! What the payloads of all decisions share: the union of how one ended, and why one was refused.

use app::reviews::{self, DecideRefusal, RefusedWords, StaleRevision};
use async_graphql::{Context, Result};

use crate::schema::errors::{
    ClaimLostError, ClientMutationIdReusedError, InvalidInputError, NotAllowedError, NotFoundError,
    ReviewClosedError, StaleRevisionError, Stopped, WordsRefusedError,
};
use crate::schema::request::{OrMasked as _, Parts as _};
use crate::schema::revision::RevisionDiff;
use crate::schema::scalars::DateTime;
use crate::schema::statement::unquotable;
use crate::schema::suggestion::unsuggestable;
use crate::seal::NodeKind;
use crate::words::Say;

/// The union of how a decision ended.
macro_rules! decision_payload {
    ($(#[$doc:meta])* $name:ident, $done:ident $(, $(#[$more_doc:meta])* $more:ident($error:path))*) => {
        $(#[$doc])*
        #[derive(async_graphql::Union)]
        pub(crate) enum $name {
            /// It was recorded.
            Done(Box<$done>),
            /// A part of the input can't be read.
            InvalidInput($crate::schema::errors::InvalidInputError),
            /// There is no such review.
            NotFound($crate::schema::errors::NotFoundError),
            /// Not with this account, or you are related to it.
            NotAllowed($crate::schema::errors::NotAllowedError),
            /// The retry id was used for something else.
            Reused($crate::schema::errors::ClientMutationIdReusedError),
            /// You don't hold it any more.
            ClaimLost($crate::schema::errors::ClaimLostError),
            /// You read other bytes.
            Stale(Box<$crate::schema::errors::StaleRevisionError>),
            /// The words are not for a child.
            WordsRefused($crate::schema::errors::WordsRefusedError),
            /// It was settled.
            Closed($crate::schema::errors::ReviewClosedError),
            $($(#[$more_doc])* $more($error),)*
        }

        impl From<$crate::schema::mutation::decision::DecisionError> for $name {
            fn from(error: $crate::schema::mutation::decision::DecisionError) -> Self {
                use $crate::schema::mutation::decision::DecisionError;
                match error {
                    DecisionError::NotFound(error) => error.into(),
                    DecisionError::NotAllowed(error) => error.into(),
                    DecisionError::Reused(error) => error.into(),
                    DecisionError::ClaimLost(error) => error.into(),
                    DecisionError::Stale(error) => Self::Stale(error),
                    DecisionError::InvalidInput(error) => error.into(),
                    DecisionError::WordsRefused(error) => error.into(),
                    DecisionError::Closed(error) => error.into(),
                }
            }
        }
    };
}

pub(super) use decision_payload;

/// Why a decision was refused, as the payloads of all decisions can say it.
pub(super) enum DecisionError {
    NotFound(NotFoundError),
    NotAllowed(NotAllowedError),
    Reused(ClientMutationIdReusedError),
    ClaimLost(ClaimLostError),
    Stale(Box<StaleRevisionError>),
    InvalidInput(InvalidInputError),
    WordsRefused(WordsRefusedError),
    Closed(ReviewClosedError),
}

impl DecisionError {
    pub(super) async fn new(ctx: &Context<'_>, refusal: DecideRefusal) -> Result<Self> {
        let say = ctx.say()?;
        Ok(match refusal {
            DecideRefusal::Barred(barred) => match Stopped::new(say, barred) {
                Stopped::NotFound(error) => Self::NotFound(error),
                Stopped::NotAllowed(error) => Self::NotAllowed(error),
            },
            DecideRefusal::Reused => Self::Reused(ClientMutationIdReusedError::new(say)),
            DecideRefusal::ClaimLost { held_until } => Self::ClaimLost(ClaimLostError {
                message: say.plain("claim-lost"),
                held_until: held_until.map(DateTime),
            }),
            DecideRefusal::Closed => Self::Closed(ReviewClosedError::new(say)),
            DecideRefusal::Quote(error) => Self::InvalidInput(unquotable(say, error)),
            DecideRefusal::Suggestion(error) => Self::InvalidInput(unsuggestable(say, &error)),
            DecideRefusal::Words(refused) => Self::WordsRefused(words_refused(say, refused)),
            DecideRefusal::Stale(stale) => Self::Stale(Box::new(stale_error(ctx, *stale).await?)),
        })
    }
}

/// What an adult may not write to a child, in words.
pub(super) fn words_refused(say: Say<'_>, refused: Vec<RefusedWords>) -> WordsRefusedError {
    WordsRefusedError {
        message: say.plain("words-refused"),
        excerpts: refused.into_iter().map(|words| words.excerpt).collect(),
    }
}

/// That other bytes were named, with what changed.
pub(super) async fn stale_error(
    ctx: &Context<'_>,
    stale: StaleRevision,
) -> Result<StaleRevisionError> {
    let current = stale.current.revision.content_hash;
    let changes = reviews::changes(ctx.app()?, stale.named, stale.current)
        .await
        .or_masked(ctx)?;
    let key = match stale.review {
        Some(_) => "stale-revision",
        None => "stale-public",
    };
    let review = stale.review.map(|id| ctx.node_id(NodeKind::Review, id));
    Ok(StaleRevisionError {
        message: ctx.say()?.plain(key),
        current: current.to_string(),
        seen: stale.seen.to_string(),
        diff: RevisionDiff(changes),
        open_review: review.transpose()?,
    })
}
