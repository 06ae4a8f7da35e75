//! What a generated history is made of: people, and what they try at which time.

use chrono::TimeDelta;
use proptest::prelude::*;
use proptest::sample::{Index, select};

use super::people::{Facts, facts};
use crate::lane::Lane;

/// Which bytes a decision names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Seen {
    Current,
    OfTheReviewBefore,
    Unknown,
}

/// What somebody tries to do with one review.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Attempt {
    Claim,
    Renew,
    Release,
    /// To one of the people, counted round.
    HandOver(usize),
    Approve(Seen),
    Refuse(Seen),
    /// An adult has the co-authors read it.
    AskCoAuthors(Seen),
    /// A co-author says yes.
    Agree,
    Withdraw,
    Supersede,
}

/// Who tries: whoever held the review last, somebody who may moderate and is unrelated, or anybody.
#[derive(Debug, Clone)]
pub(super) enum Who {
    LastHolder,
    Unrelated(Index),
    Anybody(Index),
}

/// One step of a history. Steps take no time; time passes between them.
#[derive(Debug, Clone)]
pub(super) enum Step {
    Passes(TimeDelta),
    /// A person's facts change, as of now.
    Becomes(Index, Facts),
    /// The authors submit again: what is open is superseded, and a new review is opened.
    Submits(Lane),
    /// The same, unless a review is open.
    SubmitsOnceClosed(Lane),
    /// Somebody tries something on the newest review.
    Tries(Who, Attempt),
    /// One of the co-authors, if there are any, says yes to the newest review.
    Agrees(Index),
    /// Somebody tries something on any review, mostly an old one.
    TriesOnAny(Index, Who, Attempt),
}

/// Whether something puts lapsed claims back while time passes, as a job might.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sweeping {
    Always,
    Never,
}

/// All that a history is made of.
#[derive(Debug, Clone)]
pub(super) struct Plan {
    pub(super) people: Vec<Facts>,
    pub(super) lane: Lane,
    pub(super) steps: Vec<Step>,
}

fn attempt() -> impl Strategy<Value = Attempt> {
    let seen = || {
        prop_oneof![
            8 => Just(Seen::Current),
            1 => Just(Seen::OfTheReviewBefore),
            1 => Just(Seen::Unknown),
        ]
    };
    prop_oneof![
        20 => Just(Attempt::Claim),
        4 => Just(Attempt::Renew),
        3 => Just(Attempt::Release),
        4 => (0..9_usize).prop_map(Attempt::HandOver),
        24 => seen().prop_map(Attempt::Approve),
        3 => seen().prop_map(Attempt::Refuse),
        12 => seen().prop_map(Attempt::AskCoAuthors),
        1 => Just(Attempt::Withdraw),
        1 => Just(Attempt::Supersede),
    ]
}

fn step() -> impl Strategy<Value = Step> {
    let who = || {
        prop_oneof![
            3 => Just(Who::LastHolder),
            2 => any::<Index>().prop_map(Who::Unrelated),
            2 => any::<Index>().prop_map(Who::Anybody),
        ]
    };
    let span = select(vec![
        TimeDelta::microseconds(1),
        TimeDelta::minutes(7),
        TimeDelta::minutes(15) - TimeDelta::microseconds(1),
        TimeDelta::minutes(15),
        TimeDelta::days(3),
        TimeDelta::days(400),
    ]);
    prop_oneof![
        3 => span.prop_map(Step::Passes),
        1 => (any::<Index>(), facts()).prop_map(|(who, facts)| Step::Becomes(who, facts)),
        1 => lane().prop_map(Step::Submits),
        4 => lane().prop_map(Step::SubmitsOnceClosed),
        20 => (who(), attempt()).prop_map(|(who, what)| Step::Tries(who, what)),
        5 => any::<Index>().prop_map(Step::Agrees),
        3 => (any::<Index>(), who(), attempt()).prop_map(|(on, who, what)| Step::TriesOnAny(on, who, what)),
    ]
}

/// Any lane, every second one of those that two adults read.
fn lane() -> impl Strategy<Value = Lane> {
    prop_oneof![1 => select(vec![Lane::P0, Lane::P1]), 1 => select(Lane::ALL.to_vec())]
}

/// Any population with any sequence of steps.
pub(super) fn plan() -> impl Strategy<Value = Plan> {
    let people = prop::collection::vec(facts(), 3..9);
    let steps = prop::collection::vec(step(), 0..60);
    (people, lane(), steps).prop_map(|(people, lane, steps)| Plan {
        people,
        lane,
        steps,
    })
}
