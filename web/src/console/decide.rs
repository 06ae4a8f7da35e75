//! What the buttons of the reading page do. Each decision names the hash that was read, so that nothing else can be decided by it.

use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;

use super::QUEUE;
use super::reading::{Id, code, found, page};
use super::typed::{In, Place, Texts, Typed, Unfound, lines};
use crate::client::{Changed, Refusal};
use crate::desk::DONE;
use crate::operations::{
    Approve, ClaimReview, Decline, Escalate, ReleaseClaim, RenewClaim, RequestChanges, approve,
    claim_review, decline, escalate, release_claim, renew_claim, request_changes,
};
use crate::page::missing;
use crate::sent::{Problem, Sent, go_on};
use crate::words::{Value, key};

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
        let problem = unfit(sent, key("read-yes-with-reasons")).at("reasons");
        return page(&sent.visit, id, typed, Some(problem)).await;
    }
    let input = approve::ApproveInput {
        review: id.clone(),
        content_hash: typed.hash.clone(),
        message: some(&typed.message),
        publish_at: None,
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

/// Makes the reasons and suggestions of an operation of what was typed.
macro_rules! grounds {
    ($module:ident, $explained:expr) => {
        $explained
            .iter()
            .map(|(reason, places)| $module::GroundInput {
                reason: $module::Reason::from_code(reason),
                quotes: places.iter().map(|place| quote!($module, place)).collect(),
            })
            .collect()
    };
}

/// Makes a passage of an operation.
macro_rules! quote {
    ($module:ident, $place:expr) => {
        $module::QuoteInput {
            field: match $place.text {
                In::Title => $module::FindingField::TITLE,
                In::Summary => $module::FindingField::SUMMARY,
                In::Body => $module::FindingField::BODY,
            },
            start: $place.start,
            end: $place.end,
        }
    };
}

/// Reads a reason from its code.
macro_rules! from_code {
    ($($module:ident)+) => {
        $(impl $module::Reason {
            fn from_code(code: &str) -> Self {
                let value = serde_json::Value::String(code.to_owned());
                serde_json::from_value(value).unwrap_or_else(|_| Self::Other(code.to_owned()))
            }
        })+
    };
}

from_code!(request_changes decline);

/// Reasons by their codes, each with where its passages are.
type Explained = Vec<(String, Vec<Place>)>;

/// What an adult says against a text.
struct Against {
    reasons: Explained,
    suggested: Vec<(Place, String)>,
}

fn unfit(sent: &Sent, says: &str) -> Problem {
    Problem::said(&sent.visit, StatusCode::UNPROCESSABLE_ENTITY, says)
}

async fn ask_for_changes(sent: &Sent, id: String) -> Response {
    let typed = Typed::of(&sent.form);
    let against = match explained(sent, &id, &typed).await {
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
        let problem = unfit(sent, key("read-no-with-words")).at("suggested");
        return page(&sent.visit, id, typed, Some(problem)).await;
    }
    let against = match explained(sent, &id, &typed).await {
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
    if typed.escalation.is_empty() {
        let problem = unfit(sent, key("escalate-choose")).at("escalation");
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
async fn explained(sent: &Sent, id: &str, typed: &Typed) -> Result<Against, Problem> {
    let visit = &sent.visit;
    if typed.chosen().next().is_none() {
        return Err(unfit(sent, key("read-no-reason")).at("reasons"));
    }
    let review = found(visit, id).await.map_err(Refusal::Broken);
    let review = review.map_err(|refusal| Problem::of(visit, refusal))?;
    let (review, known) = review.ok_or_else(|| Problem::signed_out(visit))?;
    if !typed
        .chosen()
        .all(|it| known.iter().any(|known| code(known) == it.reason))
    {
        return Err(unfit(sent, key("read-no-reason")).at("reasons"));
    }
    let Some(revision) = review.and_then(|review| review.revision) else {
        // The API says why: it is not held any more.
        let reasons = typed.chosen().map(|it| (it.reason.clone(), vec![]));
        return Ok(Against {
            reasons: reasons.collect(),
            suggested: vec![],
        });
    };
    let texts = Texts {
        title: revision.title.as_deref().unwrap_or_default(),
        summary: revision.summary.as_deref().unwrap_or_default(),
        body: &revision.body,
    };
    let place = |passage: &str, field: &str| {
        texts.find(passage).map_err(|unfound| {
            let says = match unfound {
                Unfound::Missing => key("read-not-found"),
                Unfound::Ambiguous => key("read-twice"),
            };
            let words = &visit.site.words;
            let message = words.with(says, &[("what", Value::from(passage))]);
            Problem::saying(StatusCode::UNPROCESSABLE_ENTITY, message).at(field)
        })
    };
    let reasons = typed.chosen().map(|chosen| {
        let field = format!("passages-{}", chosen.reason);
        let places = lines(&chosen.passages).map(|line| place(line, &field));
        Ok((chosen.reason.clone(), places.collect::<Result<_, _>>()?))
    });
    let reasons = reasons.collect::<Result<_, Problem>>()?;
    let mut suggested = vec![];
    for row in &typed.suggested {
        let (passage, instead) = (row.passage.trim(), row.instead.trim());
        if passage.is_empty() && !instead.is_empty() {
            return Err(unfit(sent, key("read-half")).at("suggested"));
        }
        if !passage.is_empty() {
            suggested.push((place(passage, "suggested")?, instead.to_owned()));
        }
    }
    Ok(Against { reasons, suggested })
}

fn some(text: &str) -> Option<String> {
    Some(text.to_owned()).filter(|text| !text.trim().is_empty())
}

/// Goes back to the line, where something was done.
async fn leaves(sent: &Sent, id: String, outcome: Result<&'static str, Refusal>) -> Response {
    match outcome {
        Ok(done) => go_on(&sent.visit, &format!("{QUEUE}?{DONE}={done}"), None),
        Err(refusal) => {
            let problem = Problem::of(&sent.visit, refusal);
            // What the API calls the fields of the page.
            let field = match problem.field.as_str() {
                it if it.starts_with("grounds") => "reasons".to_owned(),
                it if it.starts_with("suggestions") => "suggested".to_owned(),
                "message" | "note" => problem.field.clone(),
                _ => String::new(),
            };
            let problem = problem.at(&field);
            page(&sent.visit, id, Typed::of(&sent.form), Some(problem)).await
        }
    }
}
