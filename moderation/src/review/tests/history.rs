//! Generated histories of one post's reviews, carried out. A [`Book`] keeps a second time who holds, approved and
//! closed what, from what was accepted and by its own rules, so that the tests do not ask the code that they test.

use std::collections::BTreeSet;

use chrono::TimeDelta;
use domain::account::Person;
use domain::post::Authors;
use domain::publication::{Permit, Subject};
use domain::{
    AccountId, ClaimId, ContentHash, DecisionId, PostId, ReviewId, RevisionId, Timestamp,
};
use uuid::Uuid;

use super::people::{FIRST_AUTHOR, Facts, OWN_GROUP, Tie, account};
use super::plan::{Attempt, Plan, Seen, Step, Sweeping, Who};
use crate::lane::Lane;
use crate::review::{
    ApproveError, Approved, Claim, ClaimError, Closed, DecideError, HandOverError, Review, Triage,
};

/// How a review ended, as far as the book knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum End {
    Decided(DecisionId, Timestamp),
    Withdrawn(Timestamp),
    Superseded(Timestamp),
}

/// What was accepted on one review.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Book {
    claims: Vec<Claim>,
    last_holder: usize,
    pub(super) approvals: Vec<(DecisionId, AccountId, ContentHash)>,
    pub(super) signed: BTreeSet<AccountId>,
    pub(super) asked: Option<Timestamp>,
    pub(super) end: Option<End>,
}

impl Book {
    /// The claims that neither lapsed nor ended.
    pub(super) fn live(&self, now: Timestamp) -> Vec<Claim> {
        let live = |claim: &&Claim| now < claim.until;
        self.claims.iter().filter(live).copied().collect()
    }

    fn note(&mut self, tried: &Tried) {
        let (by, now) = (account(tried.by), tried.now);
        let until = now.plus(TimeDelta::minutes(15));
        match tried.what {
            Attempt::Claim | Attempt::Renew => {
                self.claims.retain(|claim| now < claim.until);
                self.last_holder = tried.by;
                match self.claims.iter_mut().find(|claim| claim.by == by) {
                    Some(own) => own.until = until,
                    None => self.claims.push(Claim {
                        id: ClaimId::from_uuid(tried.id),
                        by,
                        since: now,
                        until,
                    }),
                }
            }
            Attempt::Release => self.claims.retain(|claim| claim.by != by),
            Attempt::HandOver(to) => {
                let to = to % tried.people.len();
                self.claims
                    .retain(|claim| claim.by != by && now < claim.until);
                self.last_holder = to;
                self.claims.push(Claim {
                    id: ClaimId::from_uuid(tried.id),
                    by: account(to),
                    since: now,
                    until,
                });
            }
            Attempt::Approve(_) => {
                self.claims.retain(|claim| claim.by != by);
                self.approvals.push((tried.decision(), by, tried.seen));
                if matches!(tried.outcome, Outcome::Permitted(_)) {
                    self.end = Some(End::Decided(tried.decision(), now));
                }
            }
            Attempt::AskCoAuthors(_) => {
                self.claims.retain(|claim| claim.by != by);
                self.asked = self.asked.or(Some(now));
            }
            Attempt::Agree => {
                self.signed.insert(by);
                if tried.co_authors().all(|it| self.signed.contains(&it)) {
                    self.asked = None;
                }
            }
            Attempt::Refuse(_) => self.close(End::Decided(tried.decision(), now)),
            Attempt::Withdraw => self.close(End::Withdrawn(now)),
            Attempt::Supersede => self.close(End::Superseded(now)),
        }
    }

    fn close(&mut self, end: End) {
        self.claims.clear();
        self.end = Some(end);
    }
}

/// What came of an attempt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Outcome {
    Accepted,
    Permitted(Permit),
    NotHeld(ClaimError),
    NotHandedOver(HandOverError),
    NotDecided(DecideError),
    AwaitsCoAuthors,
    NobodyToAsk,
    NotClosed(Closed),
}

impl Outcome {
    pub(super) fn is_accepted(&self) -> bool {
        match self {
            Self::Accepted | Self::Permitted(_) => true,
            Self::NotHeld(_)
            | Self::NotHandedOver(_)
            | Self::NotDecided(_)
            | Self::AwaitsCoAuthors
            | Self::NobodyToAsk
            | Self::NotClosed(_) => false,
        }
    }
}

/// One attempt, with all that was so before and after.
#[derive(Debug, Clone)]
pub(super) struct Tried {
    pub(super) id: Uuid,
    pub(super) by: usize,
    pub(super) facts: Facts,
    /// Everybody, as they are by then.
    pub(super) people: Vec<Facts>,
    pub(super) what: Attempt,
    pub(super) seen: ContentHash,
    pub(super) now: Timestamp,
    pub(super) before: Review,
    pub(super) after: Review,
    pub(super) book_before: Book,
    pub(super) book_after: Book,
    pub(super) outcome: Outcome,
}

impl Tried {
    pub(super) fn decision(&self) -> DecisionId {
        DecisionId::from_uuid(self.id)
    }

    /// Those in whose name it was sent, beside the first author.
    pub(super) fn co_authors(&self) -> impl Iterator<Item = AccountId> {
        let people = self.people.iter().enumerate();
        let authors = people.filter(|(_, facts)| facts.tie == Tie::Author);
        authors.map(|(person, _)| account(person))
    }

    /// Whether a co-author's yes is missing.
    pub(super) fn lacks_a_word(&self) -> bool {
        let signed = &self.book_before.signed;
        self.co_authors().any(|it| !signed.contains(&it))
    }
}

/// Time that passed over the reviews, untouched by anybody.
#[derive(Debug)]
pub(super) struct Passed {
    pub(super) now: Timestamp,
    pub(super) before: Vec<Review>,
    pub(super) after: Vec<Review>,
}

/// What happened when a plan was carried out.
#[derive(Debug)]
pub(super) struct History {
    pub(super) tried: Vec<Tried>,
    pub(super) passed: Vec<Passed>,
    /// The reviews in the end, at the time of the end.
    pub(super) reviews: Vec<Review>,
}

/// Carries a plan out.
pub(super) fn history(plan: &Plan, sweeping: Sweeping) -> History {
    let mut world = World {
        now: Timestamp::from_micros(1_700_000_000_000_000).unwrap(),
        people: plan.people.clone(),
        reviews: vec![],
        history: History {
            tried: vec![],
            passed: vec![],
            reviews: vec![],
        },
    };
    world.open(plan.lane);
    for (number, step) in (1..).zip(&plan.steps) {
        world.take(Uuid::from_u128(number), step, sweeping);
    }
    let World { now, reviews, .. } = world;
    History {
        reviews: reviews.into_iter().map(|(it, _)| it.at(now)).collect(),
        ..world.history
    }
}

struct World {
    now: Timestamp,
    people: Vec<Facts>,
    reviews: Vec<(Review, Book)>,
    history: History,
}

impl World {
    fn take(&mut self, id: Uuid, step: &Step, sweeping: Sweeping) {
        let newest = self.reviews.len() - 1;
        match step {
            Step::Passes(span) => self.pass(*span, sweeping),
            Step::Becomes(who, facts) => {
                let person = who.get(&self.people).tie;
                let tie = match (person, facts.tie) {
                    (Tie::Author, _) => Tie::Author,
                    (other, Tie::Author) => other,
                    (_, new) => new,
                };
                let who = who.index(self.people.len());
                self.people[who] = Facts { tie, ..*facts };
            }
            Step::Submits(lane) => {
                self.attempt(id, newest, 0, Attempt::Supersede);
                self.open(*lane);
            }
            Step::SubmitsOnceClosed(lane) => {
                if !self.reviews[newest].0.is_open() {
                    self.open(*lane);
                }
            }
            Step::Tries(who, what) => self.attempt(id, newest, self.who(newest, who), *what),
            Step::Agrees(who) => {
                let mut people: Vec<usize> = (0..self.people.len()).collect();
                people.retain(|person| self.people[*person].tie == Tie::Author);
                if !people.is_empty() {
                    self.attempt(id, newest, *who.get(&people), Attempt::Agree);
                }
            }
            Step::TriesOnAny(on, who, what) => {
                let on = on.index(self.reviews.len());
                self.attempt(id, on, self.who(on, who), *what);
            }
        }
    }

    fn open(&mut self, lane: Lane) {
        let number = Uuid::from_u128(1 + u128::try_from(self.reviews.len()).unwrap());
        let authors = (0..self.people.len())
            .filter(|person| self.people[*person].tie == Tie::Author)
            .map(account);
        let subject = Subject {
            authors: Authors::new(std::iter::once(FIRST_AUTHOR).chain(authors).collect()).unwrap(),
            group: OWN_GROUP,
            decided_before: vec![],
            escalated: false,
        };
        let revision = (
            PostId::from_uuid(Uuid::from_u128(1)),
            RevisionId::from_uuid(number),
            hash(self.reviews.len()),
        );
        let review = Review::open(
            ReviewId::from_uuid(number),
            revision,
            subject,
            Triage::in_lane(lane),
            self.now,
        );
        self.reviews.push((review, Book::default()));
    }

    fn who(&self, review: usize, who: &Who) -> usize {
        match who {
            Who::LastHolder => self.reviews[review].1.last_holder,
            Who::Anybody(index) => index.index(self.people.len()),
            Who::Unrelated(index) => {
                let mut people: Vec<usize> = (0..self.people.len()).collect();
                people.retain(|person| self.people[*person].may_review());
                people
                    .get(index.index(people.len().max(1)))
                    .map_or(0, |person| *person)
            }
        }
    }

    fn pass(&mut self, span: TimeDelta, sweeping: Sweeping) {
        self.now = self.now.plus(span);
        let before: Vec<_> = self.reviews.iter().map(|(it, _)| it.clone()).collect();
        let after: Vec<_> = before.iter().map(|it| it.clone().at(self.now)).collect();
        if sweeping == Sweeping::Always {
            for ((review, _), swept) in self.reviews.iter_mut().zip(&after) {
                *review = swept.clone();
            }
        }
        self.history.passed.push(Passed {
            now: self.now,
            before,
            after,
        });
    }

    fn attempt(&mut self, id: Uuid, on: usize, by: usize, what: Attempt) {
        let (before, book_before) = self.reviews[on].clone();
        let facts = self.people[by];
        let seen = match what {
            Attempt::Approve(seen) | Attempt::Refuse(seen) | Attempt::AskCoAuthors(seen) => {
                match seen {
                    Seen::Current => hash(on),
                    Seen::OfTheReviewBefore if on > 0 => hash(on - 1),
                    Seen::OfTheReviewBefore | Seen::Unknown => hash(99),
                }
            }
            Attempt::Claim
            | Attempt::Renew
            | Attempt::Release
            | Attempt::HandOver(_)
            | Attempt::Agree
            | Attempt::Withdraw
            | Attempt::Supersede => hash(on),
        };
        let person = facts.person(account(by));
        let to = match what {
            Attempt::HandOver(to) => to % self.people.len(),
            Attempt::Claim
            | Attempt::Renew
            | Attempt::Release
            | Attempt::Approve(_)
            | Attempt::Refuse(_)
            | Attempt::AskCoAuthors(_)
            | Attempt::Agree
            | Attempt::Withdraw
            | Attempt::Supersede => by,
        };
        let to = self.people[to].person(account(to));
        let (after, outcome) = transition(&before, (&person, &to), id, what, seen, self.now);
        let mut tried = Tried {
            id,
            by,
            facts,
            people: self.people.clone(),
            what,
            seen,
            now: self.now,
            before,
            after,
            book_after: book_before.clone(),
            book_before,
            outcome,
        };
        if tried.outcome.is_accepted() {
            let mut book = tried.book_before.clone();
            book.note(&tried);
            tried.book_after = book;
        }
        self.reviews[on] = (tried.after.clone(), tried.book_after.clone());
        self.history.tried.push(tried);
    }
}

fn hash(review: usize) -> ContentHash {
    ContentHash::from_bytes([u8::try_from(review).unwrap(); 32])
}

/// Tries one transition. Whoever is refused still has the review that was there before.
fn transition(
    before: &Review,
    (person, to): (&Person, &Person),
    id: Uuid,
    what: Attempt,
    seen: ContentHash,
    now: Timestamp,
) -> (Review, Outcome) {
    let review = before.clone();
    let (claim, decision) = (ClaimId::from_uuid(id), DecisionId::from_uuid(id));
    let result = match what {
        Attempt::Claim => review.claim(person, claim, now).map_err(Outcome::NotHeld),
        Attempt::Renew => review.renew(person.account, now).map_err(Outcome::NotHeld),
        Attempt::Release => review
            .release(person.account, now)
            .map_err(Outcome::NotHeld),
        Attempt::HandOver(_) => review
            .hand_over(person.account, to, claim, now)
            .map_err(Outcome::NotHandedOver),
        Attempt::Approve(_) => match review.approve(person, decision, seen, now) {
            Ok(Approved::Complete(review, permit)) => {
                return (review, Outcome::Permitted(permit));
            }
            Ok(Approved::AwaitsSecondAdult(review)) => Ok(review),
            Err(ApproveError::Decide(error)) => Err(Outcome::NotDecided(error)),
            Err(ApproveError::AwaitsCoAuthors { .. }) => Err(Outcome::AwaitsCoAuthors),
        },
        Attempt::AskCoAuthors(_) => match review.ask_co_authors(person, seen, now) {
            Ok(Some(asking)) => Ok(asking),
            Ok(None) => Err(Outcome::NobodyToAsk),
            Err(error) => Err(Outcome::NotDecided(error)),
        },
        Attempt::Agree => review
            .agreed(person.account, now)
            .map_err(Outcome::NotClosed),
        Attempt::Refuse(_) => review
            .refuse(person, decision, seen, now)
            .map_err(Outcome::NotDecided),
        Attempt::Withdraw => review.withdraw(now).map_err(Outcome::NotClosed),
        Attempt::Supersede => review.supersede(now).map_err(Outcome::NotClosed),
    };
    match result {
        Ok(review) => (review, Outcome::Accepted),
        Err(outcome) => (before.clone(), outcome),
    }
}
