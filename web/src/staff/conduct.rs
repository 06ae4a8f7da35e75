//! What an adult's own vetting lacks and the code of conduct, which they sign here.

use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;

use super::{frame, lack_words};
use crate::again::again;
use crate::client::Changed;
use crate::desk::DONE;
use crate::entry::sign_in_first;
use crate::frame::Frame;
use crate::operations::own_vetting::{Variables, VettingLack};
use crate::operations::{OwnVetting as Asked, SignCodeOfConduct, sign_code_of_conduct};
use crate::page::{framed, missing};
use crate::reading::card::Day;
use crate::sent::{Problem, Sent, go_on};
use crate::site::Visit;
use crate::words::key;

/// Where it is.
const HERE: &str = "/cuenta/conducta";
/// What an address says once it was signed.
const SIGNED: &str = "firmado";

#[derive(Template)]
#[template(path = "staff/conduct.html")]
struct Conduct {
    f: Frame,
    version: i64,
    /// The code, as HTML that the API made.
    html: String,
    /// What is lacking, as keys.
    lacks: Vec<&'static str>,
    certificate: Option<Day>,
    training: Option<Day>,
    signed_until: Option<Day>,
    is_signed: bool,
    problem: Option<Problem>,
}

framed!(Conduct);

/// Shows it.
pub(crate) async fn show(visit: Visit) -> Response {
    page(&visit, None).await
}

async fn page(visit: &Visit, problem: Option<Problem>) -> Response {
    let data = match visit.ask::<Asked>(Variables {}).await {
        Ok(data) => data,
        Err(broken) => return visit.broken(&broken),
    };
    let Some(viewer) = data.viewer else {
        return sign_in_first(visit, HERE);
    };
    let Some(vetting) = viewer.vetting else {
        return missing(&visit.site);
    };
    let words = &visit.site.words;
    let day = |day: String| Day::new(words, day);
    let f = frame(visit, HERE, key("conduct-title")).await;
    let status = problem.as_ref().map_or(StatusCode::OK, |it| it.status);
    let page = Conduct {
        f,
        version: data.code_of_conduct.version,
        html: data.code_of_conduct.html,
        lacks: vetting.lacks.iter().map(|it| lack_words!(it)).collect(),
        certificate: vetting.certificate.map(|it| day(it.expires_on)),
        training: vetting.training_until.map(day),
        signed_until: vetting.code_of_conduct_until.map(day),
        is_signed: visit.query().get(DONE) == SIGNED,
        problem,
    };
    visit.personal(status, &page)
}

/// Signs it.
pub(crate) async fn sign(sent: Sent) -> Response {
    let input = sign_code_of_conduct::SignCodeOfConductInput {
        version: sent.form.get("version").parse().unwrap_or_default(),
        client_mutation_id: sent.once("sign"),
    };
    let variables = sign_code_of_conduct::Variables { input };
    let Changed { outcome, .. } = sent.ask::<SignCodeOfConduct>(variables).await;
    let visit = &sent.visit;
    match outcome {
        Ok(_) => go_on(visit, &format!("{HERE}?{DONE}={SIGNED}"), None),
        Err(refusal) => {
            let problem = Problem::of(visit, refusal);
            if problem.is_signed_out {
                return again(&sent, problem).await;
            }
            page(visit, Some(problem)).await
        }
    }
}
