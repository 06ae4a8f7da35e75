//! What the buttons of the reading page do. Each decision names the hash that was read, so that nothing else can be decided by it.

use axum::extract::Path;
use axum::response::Response;

use super::QUEUE;
use super::against::{Against, explained, from_code, grounds, quote, unfit};
use super::colleagues;
use super::reading::{Id, found, page};
use super::typed::{Texts, Typed};
use crate::client::{Changed, Refusal};
use crate::date;
use crate::desk::DONE;
use crate::operations::{
    Approve, ClaimReview, Decline, Escalate, ReleaseClaim, RenewClaim, RequestChanges, approve,
    claim_review, decline, escalate, release_claim, renew_claim, request_changes,
};
use crate::page::missing;
use crate::sent::{Problem, Sent, go_on};
use crate::words::key;

/// Why something is handed on, as forms carry it.
const ESCALATIONS: [&str; 6] = [
    "SELF_HARM",
    "ABUSE",
    "GROOMING",
    "VIOLENCE",
    "SEXUAL_MATERIAL",
    "OTHER",
];

/// Does what the button says.
pub(crate) async fn decide(id: Id, sent: Sent) -> Response {
    let Ok(Path(id)) = id else {
        return missing(&sent.visit.site);
    };
    match sent.form.get("do") {
        "take" => take(&sent, id).await,
        "more" => renew(&sent, id).await,
        "release" => release(&sent, id).await,
        "publish" => publish(&sent, id).await,
        "changes" => ask_for_changes(&sent, id).await,
        "decline" => turn_down(&sent, id).await,
        "escalate" => hand_on(&sent, id).await,
        "ask" => colleagues::ask(&sent, id).await,
        "hand" => colleagues::hand_over(&sent, id).await,
        // Enter in a field decides nothing.
        _ => page(&sent.visit, id, Typed::of(&sent.form), None).await,
    }
}

/// Takes the review from the line. What was typed stays.
async fn take(sent: &Sent, id: String) -> Response {
    let input = claim_review::ClaimReviewInput {
        review: id.clone(),
        client_mutation_id: sent.once("take"),
    };
    let variables = claim_review::Variables { input };
    let Changed { outcome, .. } = sent.ask::<ClaimReview>(variables).await;
    let problem = outcome.err().map(|it| Problem::of(&sent.visit, it));
    page(&sent.visit, id, Typed::of(&sent.form), problem).await
}

async fn renew(sent: &Sent, id: String) -> Response {
    let input = renew_claim::RenewClaimInput {
        review: id.clone(),
        client_mutation_id: sent.once("more"),
    };
    let variables = renew_claim::Variables { input };
    let Changed { outcome, .. } = sent.ask::<RenewClaim>(variables).await;
    let problem = outcome.err().map(|it| Problem::of(&sent.visit, it));
    // What was typed stays.
    page(&sent.visit, id, Typed::of(&sent.form), problem).await
}

async fn release(sent: &Sent, id: String) -> Response {
    let input = release_claim::ReleaseClaimInput {
        review: id.clone(),
        client_mutation_id: sent.once("release"),
    };
    let variables = release_claim::Variables { input };
    let Changed { outcome, .. } = sent.ask::<ReleaseClaim>(variables).await;
    leaves(sent, id, outcome.map(|_| "devuelta")).await
}

async fn publish(sent: &Sent, id: String) -> Response {
    let typed = Typed::of(&sent.form);
    // Reasons against a text and a yes to it don't go together.
    if typed.chosen().next().is_some() || typed.has_suggested() {
        let problem = unfit(&sent.visit, key("read-yes-with-reasons")).at("reasons");
        return page(&sent.visit, id, typed, Some(problem)).await;
    }
    let zone = sent.visit.site.words.zone;
    let publish_at = date::moment(zone, &typed.day, &typed.hour);
    if publish_at.is_none() && !typed.day.trim().is_empty() {
        let problem = unfit(&sent.visit, key("read-no-day")).at("day");
        return page(&sent.visit, id, typed, Some(problem)).await;
    }
    let input = approve::ApproveInput {
        review: id.clone(),
        content_hash: typed.hash.clone(),
        message: some(&typed.message),
        publish_at,
        client_mutation_id: sent.once("publish"),
    };
    let Changed { outcome, .. } = sent.ask::<Approve>(approve::Variables { input }).await;
    let done = outcome.map(|data| match data.approve {
        approve::ApproveApprove::Approved(done) => match done.outcome {
            approve::ApprovalOutcome::AWAITS_SECOND_ADULT => "primera",
            approve::ApprovalOutcome::SCHEDULED => "programada",
            _ => "publicada",
        },
        _ => "publicada",
    });
    leaves(sent, id, done).await
}

from_code!(request_changes decline);

async fn ask_for_changes(sent: &Sent, id: String) -> Response {
    let typed = Typed::of(&sent.form);
    let against = match against(sent, &id, &typed).await {
        Ok(against) => against,
        Err(problem) => return page(&sent.visit, id, typed, Some(problem)).await,
    };
    let first = against.reasons.first().map_or("", |(reason, _)| reason);
    let suggestions = against.suggested.iter();
    let suggestions = suggestions.map(|(place, instead)| request_changes::SuggestionInput {
        passage: quote!(request_changes, place),
        replacement: instead.clone(),
        reason: request_changes::Reason::from_code(first),
        note: None,
    });
    let input = request_changes::RequestChangesInput {
        review: id.clone(),
        content_hash: typed.hash.clone(),
        grounds: grounds!(request_changes, against.reasons),
        message: some(&typed.message),
        suggestions: suggestions.collect(),
        client_mutation_id: sent.once("changes"),
    };
    let variables = request_changes::Variables { input };
    let Changed { outcome, .. } = sent.ask::<RequestChanges>(variables).await;
    leaves(sent, id, outcome.map(|_| "cambios")).await
}

async fn turn_down(sent: &Sent, id: String) -> Response {
    let typed = Typed::of(&sent.form);
    if typed.has_suggested() {
        let problem = unfit(&sent.visit, key("read-no-with-words")).at("suggested");
        return page(&sent.visit, id, typed, Some(problem)).await;
    }
    let against = match against(sent, &id, &typed).await {
        Ok(against) => against,
        Err(problem) => return page(&sent.visit, id, typed, Some(problem)).await,
    };
    let input = decline::DeclineInput {
        review: id.clone(),
        content_hash: typed.hash.clone(),
        grounds: grounds!(decline, against.reasons),
        message: some(&typed.message),
        client_mutation_id: sent.once("decline"),
    };
    let Changed { outcome, .. } = sent.ask::<Decline>(decline::Variables { input }).await;
    leaves(sent, id, outcome.map(|_| "no-publicada")).await
}

async fn hand_on(sent: &Sent, id: String) -> Response {
    let typed = Typed::of(&sent.form);
    if !ESCALATIONS.contains(&typed.escalation.as_str()) {
        let problem = unfit(&sent.visit, key("escalate-choose")).at("escalation");
        return page(&sent.visit, id, typed, Some(problem)).await;
    }
    let reason = serde_json::Value::String(typed.escalation.clone());
    let input = escalate::EscalateInput {
        review: id.clone(),
        content_hash: typed.hash.clone(),
        reason: serde_json::from_value(reason).unwrap_or(escalate::EscalationReason::OTHER),
        note: some(&typed.note),
        client_mutation_id: sent.once("escalate"),
    };
    let Changed { outcome, .. } = sent.ask::<Escalate>(escalate::Variables { input }).await;
    leaves(sent, id, outcome.map(|_| "proteccion")).await
}

/// The reasons that were chosen, with where their passages are.
async fn against(sent: &Sent, id: &str, typed: &Typed) -> Result<Against, Problem> {
    let visit = &sent.visit;
    let found = found(visit, id).await.map_err(Refusal::Broken);
    let found = found.map_err(|refusal| Problem::of(visit, refusal))?;
    let (review, known) = found.ok_or_else(|| Problem::signed_out(visit))?;
    let revision = review.and_then(|review| review.revision);
    let texts = revision.as_ref().map(|revision| Texts {
        title: revision.title.as_deref().unwrap_or_default(),
        summary: revision.summary.as_deref().unwrap_or_default(),
        body: &revision.body,
    });
    explained(visit, typed, &known, texts)
}

/// What was typed; nothing where that is only spaces.
pub(super) fn some(text: &str) -> Option<String> {
    Some(text.to_owned()).filter(|text| !text.trim().is_empty())
}

/// Goes back to the line, where something was done.
pub(super) async fn leaves(
    sent: &Sent,
    id: String,
    outcome: Result<&'static str, Refusal>,
) -> Response {
    match outcome {
        Ok(done) => go_on(&sent.visit, &format!("{QUEUE}?{DONE}={done}"), None),
        Err(refusal) => {
            let problem = Problem::of(&sent.visit, refusal);
            // What the API calls the fields of the page.
            let field = match problem.field.as_str() {
                it if it.starts_with("grounds") => "reasons".to_owned(),
                it if it.starts_with("suggestions") => "suggested".to_owned(),
                "publishAt" => "day".to_owned(),
                "to" => "colleague".to_owned(),
                "message" | "note" | "colleague" | "question" => problem.field.clone(),
                _ => String::new(),
            };
            let problem = problem.at(&field);
            page(&sent.visit, id, Typed::of(&sent.form), Some(problem)).await
        }
    }
}
