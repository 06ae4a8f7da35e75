//! What texts are looked through for before an adult reads them, for those who run the panel.

use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;

use super::{RULES, frame};
use crate::entry::sign_in_first;
use crate::frame::Frame;
use crate::operations::ScreeningRules as Asked;
use crate::operations::screening_rules::{
    Lane, ScreeningRulesViewerScreeningRulesLooksFor as Given, Variables,
};
use crate::page::{framed, missing};
use crate::site::Visit;
use crate::words::key;

#[derive(Template)]
#[template(path = "staff/rules.html")]
struct Rules {
    f: Frame,
    version: String,
    /// What is looked for, the most urgent first, by the lane in which it waits.
    lanes: Vec<Vec<Given>>,
}

framed!(Rules);

/// Shows it.
pub(crate) async fn show(visit: Visit) -> Response {
    let viewer = match visit.ask::<Asked>(Variables {}).await {
        Ok(data) => data.viewer,
        Err(broken) => return visit.broken(&broken),
    };
    let Some(viewer) = viewer else {
        return sign_in_first(&visit, RULES);
    };
    let Some(rules) = viewer.screening_rules else {
        return missing(&visit.site);
    };
    let mut lanes: Vec<Vec<Given>> = Vec::new();
    for one in rules.looks_for {
        match lanes.last_mut() {
            Some(its) if its.first().is_some_and(|it| it.lane == one.lane) => its.push(one),
            _ => lanes.push(vec![one]),
        }
    }
    let page = Rules {
        f: frame(&visit, RULES, key("rules-title")).await,
        version: rules.version,
        lanes,
    };
    visit.personal(StatusCode::OK, &page)
}
