//! What holds of every history of reviews: any people, any attempts, at any times (DESIGN 2, sentences 2, 4 and 5).

mod history;
mod people;
mod plan;

use std::collections::{BTreeMap, BTreeSet};

use domain::publication::Ineligible;
use proptest::prelude::*;
use proptest::strategy::ValueTree as _;
use proptest::test_runner::TestRunner;

use super::{Claim, ClaimError, DecideError, HandOverError, Review, ReviewState};
use crate::lane::Lane;
use history::{Book, End, History, Outcome, Tried, history};
use people::account;
use plan::{Attempt, Sweeping, plan};

/// How many adults must approve, as DESIGN 4 says it.
fn adults_needed(lane: Lane) -> usize {
    match lane {
        Lane::P0 | Lane::P1 => 2,
        Lane::P2 | Lane::P3 | Lane::P4 | Lane::P5 => 1,
    }
}

impl Tried {
    fn own_live_claim(&self) -> Option<Claim> {
        let live = self.book_before.live(self.now);
        live.into_iter().find(|claim| claim.by == account(self.by))
    }

    fn claim_of_somebody_else(&self) -> Option<Claim> {
        let live = self.book_before.live(self.now);
        live.into_iter().find(|claim| claim.by != account(self.by))
    }

    /// Whether the person may read this review: nobody approves twice.
    fn may_read(&self) -> bool {
        let approvals = &self.book_before.approvals;
        let before = approvals.iter().any(|(_, by, _)| *by == account(self.by));
        self.facts.may_review() && !before
    }

    /// Whether the person holds it and names its bytes.
    fn may_decide(&self) -> bool {
        self.book_before.end.is_none()
            && self.may_read()
            && self.own_live_claim().is_some()
            && self.seen == self.before.content_hash
    }

    /// What the rules say about the attempt, asked of the book and not of the review.
    fn is_allowed(&self) -> bool {
        let open = self.book_before.end.is_none();
        let holds = self.own_live_claim().is_some();
        match self.what {
            Attempt::Claim => open && self.may_read() && self.claim_of_somebody_else().is_none(),
            Attempt::Renew | Attempt::Release => open && holds,
            Attempt::HandOver(to) => {
                let to = to % self.people.len();
                let approvals = &self.book_before.approvals;
                let before = approvals.iter().any(|(_, by, _)| *by == account(to));
                open && holds && to != self.by && self.people[to].may_review() && !before
            }
            Attempt::Approve(_) => self.may_decide() && !self.lacks_a_word(),
            Attempt::AskCoAuthors(_) => self.may_decide() && self.lacks_a_word(),
            Attempt::Refuse(_) => self.may_decide(),
            Attempt::Agree | Attempt::Withdraw | Attempt::Supersede => open,
        }
    }
}

/// Checks that each adult whose approval a permit rests on had the right to give it.
fn check_permit(history: &History, given: &Tried) -> Result<(), TestCaseError> {
    let Outcome::Permitted(permit) = given.outcome else {
        return Ok(());
    };
    prop_assert_eq!(permit.revision(), given.before.revision);
    prop_assert_eq!(permit.content_hash(), given.before.content_hash);
    let mut adults = BTreeSet::new();
    for decision in std::iter::once(permit.first()).chain(permit.second()) {
        let approval = history.tried.iter().find(|it| it.decision() == decision);
        let approval = approval.unwrap();
        prop_assert!(matches!(approval.what, Attempt::Approve(_)));
        prop_assert_eq!(approval.before.id, given.before.id);
        prop_assert_eq!(approval.seen, given.before.content_hash);
        prop_assert!(approval.facts.may_review(), "{:?}", approval.facts);
        prop_assert!(approval.own_live_claim().is_some());
        prop_assert!(!approval.lacks_a_word());
        adults.insert(approval.by);
    }
    prop_assert!(adults.len() >= adults_needed(given.before.triage.lane));
    Ok(())
}

/// The state of a review of which this was accepted.
fn state(book: &Book, tried: &Tried) -> Option<ReviewState> {
    match (book.end, book.live(tried.now).as_slice()) {
        (Some(End::Decided(by, at)), []) => Some(ReviewState::Decided { by, at }),
        (Some(End::Withdrawn(at)), []) => Some(ReviewState::Withdrawn { at }),
        (Some(End::Superseded(at)), []) => Some(ReviewState::Superseded { at }),
        (None, []) => Some(ReviewState::Waiting),
        (None, [claim]) => Some(ReviewState::Claimed(*claim)),
        (_, [_, ..]) => None,
    }
}

fn lapsed(review: &Review, now: domain::Timestamp) -> bool {
    matches!(review.state, ReviewState::Claimed(claim) if claim.until <= now)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    #[test]
    fn nothing_may_be_published_without_enough_different_unrelated_cleared_adults_who_held_it(plan in plan()) {
        let history = history(&plan, Sweeping::Never);
        for tried in &history.tried {
            check_permit(&history, tried)?;
        }
    }

    #[test]
    fn the_last_approval_that_is_needed_gives_the_permit_and_no_other_does(plan in plan()) {
        for tried in history(&plan, Sweeping::Never).tried {
            let approved = matches!(tried.what, Attempt::Approve(_)) && tried.outcome.is_accepted();
            let enough = tried.book_after.approvals.len() == adults_needed(tried.before.triage.lane);
            let permitted = matches!(tried.outcome, Outcome::Permitted(_));
            prop_assert_eq!(permitted, approved && enough);
        }
    }

    #[test]
    fn time_alone_ends_claims_and_nothing_else(plan in plan()) {
        for passed in history(&plan, Sweeping::Never).passed {
            for (before, after) in passed.before.into_iter().zip(passed.after) {
                let expected = if lapsed(&before, passed.now) {
                    Review { state: ReviewState::Waiting, ..before }
                } else {
                    before
                };
                prop_assert_eq!(after, expected);
            }
        }
    }

    #[test]
    fn nothing_depends_on_whether_lapsed_claims_are_put_back(plan in plan()) {
        let (with, without) = (history(&plan, Sweeping::Always), history(&plan, Sweeping::Never));
        let outcomes = |history: &History| {
            history.tried.iter().map(|tried| tried.outcome.clone()).collect::<Vec<_>>()
        };
        prop_assert_eq!(outcomes(&with), outcomes(&without));
        prop_assert_eq!(with.reviews, without.reviews);
    }

    #[test]
    fn a_review_has_at_most_one_live_claim(plan in plan()) {
        for tried in history(&plan, Sweeping::Never).tried {
            let live = tried.book_after.live(tried.now);
            prop_assert!(live.len() <= 1, "{:?}", live);
        }
    }

    #[test]
    fn a_closed_review_never_changes_again(plan in plan()) {
        for tried in history(&plan, Sweeping::Never).tried {
            if !tried.before.is_open() {
                prop_assert!(!tried.outcome.is_accepted());
                prop_assert_eq!(tried.after, tried.before);
            }
        }
    }

    #[test]
    fn only_a_decision_a_withdrawal_or_a_newer_submission_closes_a_review(plan in plan()) {
        for tried in history(&plan, Sweeping::Never).tried {
            if !tried.before.is_open() || tried.after.is_open() {
                continue;
            }
            let (by, at) = (tried.decision(), tried.now);
            let expected = match tried.what {
                Attempt::Approve(_) | Attempt::Refuse(_) => ReviewState::Decided { by, at },
                Attempt::Withdraw => ReviewState::Withdrawn { at },
                Attempt::Supersede => ReviewState::Superseded { at },
                Attempt::Claim
                | Attempt::Renew
                | Attempt::Release
                | Attempt::HandOver(_)
                | Attempt::AskCoAuthors(_)
                | Attempt::Agree => ReviewState::Waiting,
            };
            prop_assert_eq!(tried.after.state, expected);
        }
    }

    #[test]
    fn a_decision_without_the_claim_or_about_other_bytes_is_refused_and_recorded_nowhere(plan in plan()) {
        for tried in history(&plan, Sweeping::Never).tried {
            let decides = matches!(
                tried.what,
                Attempt::Approve(_) | Attempt::Refuse(_) | Attempt::AskCoAuthors(_)
            );
            if !decides || !tried.may_read() || tried.book_before.end.is_some() {
                continue;
            }
            let held_until = tried.claim_of_somebody_else().map(|claim| claim.until);
            let current = tried.before.content_hash;
            let error = if tried.own_live_claim().is_none() {
                DecideError::ClaimLost { held_until }
            } else if tried.seen != current {
                DecideError::StaleRevision { current }
            } else {
                continue;
            };
            prop_assert_eq!(tried.outcome, Outcome::NotDecided(error));
            prop_assert_eq!(tried.after, tried.before);
        }
    }

    #[test]
    fn an_attempt_is_accepted_exactly_when_the_rules_allow_it(plan in plan()) {
        for tried in history(&plan, Sweeping::Never).tried {
            prop_assert_eq!(tried.outcome.is_accepted(), tried.is_allowed(), "{:?}", tried);
        }
    }

    #[test]
    fn a_review_is_what_was_accepted_and_nothing_refused_leaves_a_trace(plan in plan()) {
        for tried in history(&plan, Sweeping::Never).tried {
            let after = tried.after.clone().at(tried.now);
            prop_assert_eq!(Some(after.state), state(&tried.book_after, &tried));
            let approvals = after.approvals.iter().map(|it| (it.decision, it.by, it.content_hash));
            prop_assert_eq!(approvals.collect::<Vec<_>>(), tried.book_after.approvals);
        }
    }

    #[test]
    fn nothing_changes_whose_words_a_review_is_about_which_bytes_or_its_place_in_line(plan in plan()) {
        for tried in history(&plan, Sweeping::Never).tried {
            let unchanged = Review {
                state: tried.after.state.clone(),
                approvals: tried.after.approvals.clone(),
                unsigned: tried.after.unsigned.clone(),
                asked_at: tried.after.asked_at,
                waiting_since: if tried.what == Attempt::Agree {
                    tried.after.waiting_since
                } else {
                    tried.before.waiting_since
                },
                ..tried.before
            };
            prop_assert_eq!(tried.after, unchanged);
        }
    }

    #[test]
    fn what_co_authors_are_asked_about_is_out_of_line_and_the_time_until_the_last_yes_does_not_count(plan in plan()) {
        for tried in history(&plan, Sweeping::Never).tried {
            prop_assert_eq!(tried.after.asked_at, tried.book_after.asked);
            let waited = |review: &Review, until: domain::Timestamp| {
                until.as_utc().signed_duration_since(review.waiting_since.as_utc())
            };
            if let (Some(asked), None) = (tried.book_before.asked, tried.book_after.asked) {
                prop_assert_eq!(waited(&tried.after, tried.now), waited(&tried.before, asked));
            } else {
                prop_assert_eq!(tried.after.waiting_since, tried.before.waiting_since);
            }
        }
    }
}

fn name(error: Ineligible) -> &'static str {
    match error {
        Ineligible::NotModerator => "no moderator",
        Ineligible::OwnWork => "own work",
        Ineligible::OwnGroup => "own group",
        Ineligible::OwnWard => "own ward",
        Ineligible::ApprovedBefore => "approved before",
        Ineligible::DecidedBefore => "decided before",
    }
}

/// A name for what came of an attempt.
fn reached(tried: &Tried) -> &'static str {
    match &tried.outcome {
        Outcome::Permitted(permit) if permit.second().is_some() => "permit of two",
        Outcome::Permitted(_) => "permit of one",
        Outcome::NotClosed(_) => "closed before",
        Outcome::NotHeld(ClaimError::Ineligible(why))
        | Outcome::NotDecided(DecideError::Ineligible(why)) => name(*why),
        Outcome::NotHeld(ClaimError::Held { .. }) => "claim held",
        Outcome::NotHeld(ClaimError::Lost) => "claim lost",
        Outcome::NotHeld(ClaimError::Closed) => "claim on a closed review",
        Outcome::NotHandedOver(HandOverError::NotHeld(_)) => "handing over what one does not hold",
        Outcome::NotHandedOver(HandOverError::NotForThem) => "handing over to who may not",
        Outcome::AwaitsCoAuthors => "approval without a co-author's word",
        Outcome::NobodyToAsk => "asking where no word is missing",
        Outcome::NotDecided(DecideError::ClaimLost {
            held_until: Some(_),
        }) => "decision while held",
        Outcome::NotDecided(DecideError::ClaimLost { held_until: None }) => "decision unclaimed",
        Outcome::NotDecided(DecideError::StaleRevision { .. }) => "stale decision",
        Outcome::NotDecided(DecideError::Closed) => "decision on a closed review",
        Outcome::Accepted => match tried.what {
            Attempt::Claim if lapsed(&tried.before, tried.now) => "claim of a lapsed one",
            Attempt::Claim => "claim",
            Attempt::Renew => "renewal",
            Attempt::Release => "release",
            Attempt::HandOver(_) => "handing over",
            Attempt::Approve(_) => "first of two approvals",
            Attempt::Refuse(_) => "refusal",
            Attempt::AskCoAuthors(_) => "asking co-authors",
            Attempt::Agree
                if tried.book_before.asked.is_some() && tried.after.asked_at.is_none() =>
            {
                "the last yes"
            }
            Attempt::Agree => "a yes",
            Attempt::Withdraw => "withdrawal",
            Attempt::Supersede => "newer submission",
        },
    }
}

#[test]
fn the_histories_lead_to_everything_that_can_happen() {
    let mut runner = TestRunner::deterministic();
    let plans = (0..2_000).map(|_| plan().new_tree(&mut runner).unwrap().current());
    let mut times = BTreeMap::new();
    for plan in plans {
        for tried in &history(&plan, Sweeping::Never).tried {
            *times.entry(reached(tried)).or_insert(0) += 1;
        }
    }
    assert_eq!(times.len(), 31, "{times:#?}");
    assert!(times.values().all(|count| *count >= 50), "{times:#?}");
}
