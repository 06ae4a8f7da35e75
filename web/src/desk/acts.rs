//! What an author does with something that was sent: take it back before it is read, or down when it is public.

use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;

use super::DONE;
use super::editor::Id;
use crate::client::{Changed, Refusal};
use crate::entry::HOME;
use crate::entry::sign_in_first;
use crate::operations::{UnpublishPost, WithdrawSubmission, unpublish_post, withdraw_submission};
use crate::page::{missing, sorry};
use crate::sent::{Problem, Sent, go_on};

/// Takes back what waits.
pub(crate) async fn withdraw(id: Id, sent: Sent) -> Response {
    let Ok(Path(draft)) = id else {
        return missing(&sent.visit.site);
    };
    let input = withdraw_submission::WithdrawSubmissionInput {
        draft,
        client_mutation_id: sent.once("withdraw"),
    };
    let variables = withdraw_submission::Variables { input };
    let Changed { outcome, .. } = sent.ask::<WithdrawSubmission>(variables).await;
    done(&sent, outcome.map(|_| ()), &back_to(&sent, "retirada"))
}

/// Takes down what is public, or what waits for its day.
pub(crate) async fn unpublish(id: Id, sent: Sent) -> Response {
    let Ok(Path(draft)) = id else {
        return missing(&sent.visit.site);
    };
    let input = unpublish_post::UnpublishPostInput {
        draft,
        client_mutation_id: sent.once("unpublish"),
    };
    let variables = unpublish_post::Variables { input };
    let Changed { outcome, .. } = sent.ask::<UnpublishPost>(variables).await;
    done(&sent, outcome.map(|_| ()), &back_to(&sent, "quitada"))
}

/// Where the form was: on the desk, or among one's comments.
fn back_to(sent: &Sent, says: &str) -> String {
    if sent.form.get("from") == "comments" {
        return format!("/mesa/comentarios?{DONE}={says}");
    }
    format!("/mesa?{DONE}={says}")
}

fn done(sent: &Sent, outcome: Result<(), Refusal>, to: &str) -> Response {
    let visit = &sent.visit;
    let Err(refusal) = outcome else {
        return go_on(visit, to, None);
    };
    let problem = Problem::of(visit, refusal);
    if problem.status == StatusCode::NOT_FOUND {
        return missing(&visit.site);
    }
    if problem.is_signed_out {
        return sign_in_first(visit, HOME);
    }
    // Nothing was typed that could be lost: pressing again is all there is to do.
    let message = match problem.kind.as_str() {
        "" => visit.site.words.plain("act-failed").to_owned(),
        _ => problem.message,
    };
    sorry(&visit.site, problem.status, Some(&message))
}
