//! What holds of every life of a post: any order of submissions, decisions, publications and takedowns
//! (DESIGN 2, sentence 3). An edit is a submission here: a draft has no way to reach a post.

use std::collections::BTreeMap;

use chrono::Days;
use proptest::prelude::*;
use proptest::sample::Index;
use proptest::strategy::ValueTree as _;
use proptest::test_runner::TestRunner;
use uuid::Uuid;

use super::revision::RevisionError;
use super::*;
use crate::publication::{self, Approval, Permit, Required};
use crate::{ContentHash, DecisionId, Timestamp};

/// What the permit that somebody brings was given for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Given {
    ThisRevision,
    OtherBytes,
    OtherRevision,
}

/// One step in the life of a post; an index names one of its revisions.
#[derive(Debug, Clone)]
enum Step {
    /// A new revision comes, and each one that was not decided is superseded.
    Submit,
    Approve(Index, Given),
    RequestChanges(Index),
    Decline(Index),
    Withdraw(Index),
    Publish(Index),
    /// Somebody tries to publish an approved revision of another post.
    PublishForeign,
    Unpublish,
    /// An adult takes a revision down, and with it what is public if it is that one.
    TakeDown(Index),
}

fn life() -> impl Strategy<Value = Vec<Step>> {
    let given = prop_oneof![
        4 => Just(Given::ThisRevision),
        1 => Just(Given::OtherBytes),
        1 => Just(Given::OtherRevision),
    ];
    let any = any::<Index>;
    let step = prop_oneof![
        5 => Just(Step::Submit),
        6 => (any(), given).prop_map(|(which, given)| Step::Approve(which, given)),
        1 => any().prop_map(Step::RequestChanges),
        1 => any().prop_map(Step::Decline),
        1 => any().prop_map(Step::Withdraw),
        6 => any().prop_map(Step::Publish),
        1 => Just(Step::PublishForeign),
        2 => Just(Step::Unpublish),
        2 => any().prop_map(Step::TakeDown),
    ];
    prop::collection::vec(step, 0..40)
}

const POST: PostId = PostId::from_uuid(Uuid::from_u128(1));
const OTHER_POST: PostId = PostId::from_uuid(Uuid::from_u128(2));
const DECISION: DecisionId = DecisionId::from_uuid(Uuid::from_u128(1));

/// The revision of this number; each has bytes of its own.
fn revision(post: PostId, number: u8) -> Revision {
    Revision {
        id: RevisionId::from_uuid(Uuid::from_u128(number.into())),
        post,
        content_hash: ContentHash::from_bytes([number; 32]),
        state: RevisionState::Pending,
    }
}

fn permit(revision: RevisionId, content_hash: ContentHash) -> Permit {
    let adult = AccountId::from_uuid(Uuid::from_u128(9));
    let approval = Approval::from_stored(DECISION, adult, content_hash, false);
    publication::permit(revision, content_hash, Required::OneAdult, &[approval]).unwrap()
}

/// What came of a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Outcome {
    Done,
    NotSettled(RevisionError),
    NotPublished(PublicationError),
    /// There was no revision to try it on.
    Nothing,
}

/// A post with all its revisions, at one moment.
#[derive(Debug, Clone, PartialEq, Eq)]
struct World {
    post: Post,
    revisions: Vec<Revision>,
    steps_taken: u8,
}

/// A step, with all that was so before and after.
struct Taken {
    step: Step,
    before: World,
    after: World,
    outcome: Outcome,
}

impl Taken {
    fn is_about_what_is_public(&self) -> bool {
        match self.step {
            Step::Publish(_) | Step::PublishForeign | Step::Unpublish | Step::TakeDown(_) => true,
            Step::Submit
            | Step::Approve(..)
            | Step::RequestChanges(_)
            | Step::Decline(_)
            | Step::Withdraw(_) => false,
        }
    }
}

fn live(steps: Vec<Step>) -> Vec<Taken> {
    let mut world = World {
        post: Post {
            id: POST,
            authors: Authors::one(AccountId::from_uuid(Uuid::from_u128(3))),
            group: GroupId::from_uuid(Uuid::from_u128(4)),
            comment_on: None,
            publication: Publication::Never,
        },
        revisions: vec![],
        steps_taken: 0,
    };
    let mut history = Vec::new();
    for step in steps {
        let before = world.clone();
        world.steps_taken += 1;
        let outcome = world.take(&step);
        history.push(Taken {
            step,
            before,
            after: world.clone(),
            outcome,
        });
    }
    history
}

impl World {
    fn take(&mut self, step: &Step) -> Outcome {
        let at = Timestamp::from_micros(0).unwrap();
        match step {
            Step::Submit => {
                for revision in &mut self.revisions {
                    if let Ok(superseded) = revision.clone().supersede(at) {
                        *revision = superseded;
                    }
                }
                self.revisions.push(revision(POST, self.steps_taken));
                Outcome::Done
            }
            Step::Approve(which, given) => self.settle(*which, |revision| {
                let (other_id, other_bytes) = (DECISION.as_uuid(), [0; 32]);
                let permit = match given {
                    Given::ThisRevision => permit(revision.id, revision.content_hash),
                    Given::OtherBytes => permit(revision.id, ContentHash::from_bytes(other_bytes)),
                    Given::OtherRevision => {
                        permit(RevisionId::from_uuid(other_id), revision.content_hash)
                    }
                };
                revision.approve(permit)
            }),
            Step::RequestChanges(which) => self.settle(*which, |it| it.request_changes(DECISION)),
            Step::Decline(which) => self.settle(*which, |it| it.decline(DECISION)),
            Step::Withdraw(which) => self.settle(*which, |it| it.withdraw(at)),
            Step::Publish(which) => {
                if self.revisions.is_empty() {
                    return Outcome::Nothing;
                }
                let revision = which.get(&self.revisions).clone();
                self.publish(&revision)
            }
            Step::PublishForeign => {
                let foreign = revision(OTHER_POST, 200);
                let permit = permit(foreign.id, foreign.content_hash);
                self.publish(&foreign.approve(permit).unwrap())
            }
            Step::Unpublish => {
                let result = self.post.clone().unpublish();
                self.keep(result)
            }
            Step::TakeDown(which) => {
                let shown = self.post.published().map(|published| published.revision);
                let outcome = self.settle(*which, Revision::take_down);
                let is_shown =
                    outcome == Outcome::Done && shown == Some(which.get(&self.revisions).id);
                match self.post.clone().unpublish() {
                    Ok(post) if is_shown => self.post = post,
                    Ok(_) | Err(_) => {}
                }
                outcome
            }
        }
    }

    fn settle(
        &mut self,
        which: Index,
        transition: impl FnOnce(Revision) -> Result<Revision, RevisionError>,
    ) -> Outcome {
        if self.revisions.is_empty() {
            return Outcome::Nothing;
        }
        let which = which.index(self.revisions.len());
        match transition(self.revisions[which].clone()) {
            Ok(settled) => {
                self.revisions[which] = settled;
                Outcome::Done
            }
            Err(error) => Outcome::NotSettled(error),
        }
    }

    /// Every publication proposes another address and comes on another day.
    fn publish(&mut self, revision: &Revision) -> Outcome {
        let slug = Slug::parse(&format!("post-{}", self.steps_taken)).unwrap();
        let day = NaiveDate::default() + Days::new(self.steps_taken.into());
        let result = self.post.clone().publish(revision, Some(slug), day);
        self.keep(result)
    }

    fn keep(&mut self, result: Result<Post, PublicationError>) -> Outcome {
        match result {
            Ok(post) => {
                self.post = post;
                Outcome::Done
            }
            Err(error) => Outcome::NotPublished(error),
        }
    }

    /// What readers get: the pointer, and the revision that it points at.
    fn public(&self) -> Option<(&Published, Option<&Revision>)> {
        let published = self.post.published()?;
        let revision = self.revisions.iter().find(|it| it.id == published.revision);
        Some((published, revision))
    }

    fn address(&self) -> Option<(&Slug, NaiveDate)> {
        match &self.post.publication {
            Publication::Never => None,
            Publication::Published(Published { slug, first_on, .. })
            | Publication::Unpublished { slug, first_on } => Some((slug.as_ref()?, *first_on)),
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    #[test]
    fn what_is_public_is_always_an_approved_revision_of_the_post(steps in life()) {
        for taken in live(steps) {
            let Some((_, revision)) = taken.after.public() else {
                continue;
            };
            let revision = revision.unwrap();
            prop_assert_eq!(revision.post, POST);
            let RevisionState::Approved(permit) = revision.state else {
                return Err(TestCaseError::fail(format!("{revision:?}")));
            };
            prop_assert_eq!(permit.revision(), revision.id);
            prop_assert_eq!(permit.content_hash(), revision.content_hash);
        }
    }

    #[test]
    fn an_edit_and_a_decision_never_change_what_is_public(steps in life()) {
        for taken in live(steps) {
            if !taken.is_about_what_is_public() {
                prop_assert_eq!(taken.before.public(), taken.after.public());
            }
        }
    }

    #[test]
    fn a_revision_that_was_settled_never_changes_again(steps in life()) {
        for taken in live(steps) {
            for (before, after) in taken.before.revisions.iter().zip(&taken.after.revisions) {
                let is_taken_down = before.clone().take_down().as_ref() == Ok(after);
                prop_assert!(before.state == RevisionState::Pending || before == after || is_taken_down);
                prop_assert_eq!(before.content_hash, after.content_hash);
            }
        }
    }

    #[test]
    fn every_approved_revision_of_the_post_can_be_published_and_none_else(steps in life()) {
        for taken in live(steps) {
            let Step::Publish(which) = &taken.step else {
                prop_assert!(!matches!(taken.step, Step::PublishForeign) || taken.before.post == taken.after.post);
                continue;
            };
            if taken.before.revisions.is_empty() {
                continue;
            }
            let revision = which.get(&taken.before.revisions);
            let approved = matches!(revision.state, RevisionState::Approved(_));
            let error = Outcome::NotPublished(PublicationError::NotApproved);
            prop_assert_eq!(taken.outcome, if approved { Outcome::Done } else { error });
            let published = taken.after.post.published().map(|it| it.revision);
            prop_assert!(!approved || published == Some(revision.id));
        }
    }

    #[test]
    fn a_post_keeps_its_first_address_and_day_for_good(steps in life()) {
        for taken in live(steps) {
            prop_assert!(taken.before.address().is_none() || taken.before.address() == taken.after.address());
        }
    }

    #[test]
    fn what_an_adult_took_down_is_never_public_again(steps in life()) {
        let mut taken_down = Vec::new();
        for taken in live(steps) {
            if let (Step::TakeDown(which), Outcome::Done) = (&taken.step, taken.outcome) {
                taken_down.push(which.get(&taken.after.revisions).id);
            }
            let public = taken.after.post.published().map(|published| published.revision);
            prop_assert!(public.is_none_or(|public| !taken_down.contains(&public)));
        }
    }

    #[test]
    fn what_is_taken_down_is_not_public(steps in life()) {
        for taken in live(steps) {
            if matches!(taken.step, Step::Unpublish) {
                let was_public = taken.before.public().is_some();
                prop_assert_eq!(taken.outcome == Outcome::Done, was_public);
                prop_assert_eq!(taken.after.public(), None);
            }
        }
    }
}

#[test]
fn the_lives_lead_to_everything_that_can_happen() {
    let mut runner = TestRunner::deterministic();
    let lives = (0..1_000).map(|_| life().new_tree(&mut runner).unwrap().current());
    let mut times = BTreeMap::new();
    for taken in lives.flat_map(live) {
        let republished = taken.before.address().is_some();
        let reached = match (taken.outcome, taken.is_about_what_is_public()) {
            (Outcome::Nothing, _) => "nothing there",
            (Outcome::NotSettled(RevisionError::Settled), _) => "settled before",
            (Outcome::NotSettled(RevisionError::OtherBytes), _) => "other bytes",
            (Outcome::NotSettled(RevisionError::NotApproved), _) => "taken down, but not approved",
            (Outcome::NotPublished(PublicationError::ForeignRevision), _) => "foreign revision",
            (Outcome::NotPublished(PublicationError::NotApproved), _) => "not approved",
            (Outcome::NotPublished(PublicationError::NotPublished), _) => "not published",
            (Outcome::Done, true) if republished => "public again or taken down",
            (Outcome::Done, true) => "public",
            (Outcome::Done, false) => "settled or submitted",
        };
        *times.entry(reached).or_insert(0) += 1;
    }
    assert_eq!(times.len(), 10, "{times:#?}");
    assert!(times.values().all(|count| *count >= 50), "{times:#?}");
}
