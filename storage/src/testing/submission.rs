//! What correspondents submit and what becomes of it, made through the public functions.

use chrono::NaiveDate;
use domain::post::draft::{Draft, DraftText, DraftVersion};
use domain::post::revision::{Revision, RevisionState};
use domain::post::{Authors, CommentOn, Post, Publication, Word};
use domain::publication::Subject;
use domain::text::{Body, Message, Slug, Title};
use domain::{ClaimId, DecisionId, Language, ReviewId, Timestamp, TopicId};
use moderation::review::{
    Approved, DecisionKind, Explanation, Ground, Look, Noticed, Place, Quote, Reason, Restriction,
    Review, ReviewState, Statement, TextsVersion, Triage,
};
use moderation::screen::Field;
use moderation::{Lane, RevisionContent, SANITISER_VERSION};
use uuid::Uuid;

use super::{
    MODERATOR, NORTH, Outcome, SCHOOL, account, adult, decision_id, group, minute, post_id,
    review_id, revision_id, statement_id, topic,
};
use crate::claims::Ending;
use crate::decisions::NewDecision;
use crate::revisions::NewRevision;
use crate::takedowns::NewTakedown;
use crate::{Tx, claims, decisions, drafts, posts, reviews, revisions, takedowns, words};

/// What a correspondent submits.
#[derive(Debug, Clone)]
pub(crate) struct Text {
    pub(crate) n: u128,
    pub(crate) authors: Vec<u128>,
    pub(crate) group: u128,
    pub(crate) lane: Lane,
    pub(crate) language: Language,
    pub(crate) topics: Vec<u128>,
    pub(crate) at: Timestamp,
    /// The post that it is said to, and the comment that it answers.
    pub(crate) on: Option<(u128, Option<u128>)>,
}

/// A harmless text by correspondent 1 of North; its post, revision and review have the number `n`.
pub(crate) fn text(n: u128) -> Text {
    Text {
        n,
        authors: vec![1],
        group: NORTH,
        lane: Lane::P5,
        language: Language::Spanish,
        topics: vec![SCHOOL],
        at: minute(0),
        on: None,
    }
}

/// A comment on post `on`, as [`text`] has it.
pub(crate) fn comment(n: u128, on: u128, reply_to: Option<u128>) -> Text {
    Text {
        topics: vec![],
        on: Some((on, reply_to)),
        ..text(n)
    }
}

/// A post with what was submitted of it.
#[derive(Debug, Clone)]
pub(crate) struct Submission {
    pub(crate) post: Post,
    pub(crate) revision: Revision,
    pub(crate) review: Review,
    pub(crate) text: Text,
}

impl Text {
    pub(crate) fn authors(&self) -> Authors {
        Authors::new(self.authors.iter().map(|n| account(*n)).collect()).unwrap()
    }

    pub(crate) fn topics(&self) -> Vec<TopicId> {
        self.topics.iter().map(|n| topic(*n)).collect()
    }

    pub(crate) fn post(&self) -> Post {
        Post {
            id: post_id(self.n),
            authors: self.authors(),
            group: group(self.group),
            comment_on: self.comment_on(),
            publication: Publication::Never,
        }
    }

    /// A place inside the day that has nothing to do with the number's order.
    pub(crate) fn shuffle(&self) -> Uuid {
        Uuid::from_u128(
            self.n
                .wrapping_mul(0x9e37_79b9_7f4a_7c15_f39c_c060_5ced_c835),
        )
    }

    fn comment_on(&self) -> Option<CommentOn> {
        self.on.map(|(post, reply_to)| CommentOn {
            post: post_id(post),
            reply_to: reply_to.map(post_id),
        })
    }

    /// The headline that it has, if it is a post.
    fn headline(&self) -> Option<Title> {
        self.on.is_none().then(|| self.title())
    }

    pub(crate) fn title(&self) -> Title {
        Title::parse(&format!("Post {}", self.n)).unwrap()
    }

    pub(crate) fn draft(&self) -> Draft {
        let text = DraftText {
            title: self.headline(),
            summary: None,
            body: Some(self.body(self.n)),
            language: self.language,
            topics: self.topics(),
        };
        Draft {
            post: post_id(self.n),
            comment_on: self.comment_on(),
            text,
            version: DraftVersion::FIRST,
            saved_at: self.at,
        }
    }

    fn body(&self, n: u128) -> Body {
        Body::parse(&format!("What *{n}* says in group {}", self.group)).unwrap()
    }

    /// Stores the post with its draft.
    pub(crate) async fn start(&self, tx: &mut Tx) -> Outcome<Post> {
        posts::insert(tx, &self.post(), self.shuffle(), self.at).await?;
        drafts::insert(tx, &self.draft()).await?;
        Ok(self.post())
    }

    /// Stores revision `n` of the post, as it would be after another change.
    pub(crate) async fn revise(&self, tx: &mut Tx, n: u128) -> Outcome<Revision> {
        let rendered = moderation::sanitise::render(self.body(n).as_str()).unwrap();
        let (title, authors, topics) = (self.headline(), self.authors(), self.topics());
        let content_hash = moderation::content_hash(&RevisionContent {
            comment_on: self.comment_on(),
            title: title.as_ref().map_or("", Title::as_str),
            summary: None,
            html: &rendered.html,
            author_ids: authors.as_slice(),
            topic_ids: &topics,
            language: self.language,
            links: &rendered.links,
            sanitiser_version: SANITISER_VERSION,
        });
        let revision = Revision {
            id: revision_id(n),
            post: post_id(self.n),
            content_hash,
            state: RevisionState::Pending,
        };
        let mut screening =
            moderation::screen::Screening::failed(&moderation::screen::Rules::built_in());
        screening.lane = self.lane;
        let new = NewRevision {
            revision: &revision,
            comment_on: self.comment_on(),
            title: title.as_ref(),
            summary: None,
            source: &self.body(n),
            html: &rendered.html,
            language: self.language,
            authors: &authors,
            topics: &topics,
            links: &rendered.links,
            sanitiser_version: SANITISER_VERSION,
            screening: &screening,
            findings_shown: true,
            risks: Triage::in_lane(self.lane).risks,
            submitted_by: account(self.authors[0]),
            submitted_at: self.at,
        };
        revisions::insert(tx, &new).await?;
        Ok(revision)
    }

    /// The review of a revision, not yet stored.
    pub(crate) fn opened(&self, revision: &Revision) -> Review {
        let subject = Subject {
            authors: self.authors(),
            group: group(self.group),
            decided_before: vec![],
            escalated: false,
        };
        Review::open(
            ReviewId::from_uuid(revision.id.as_uuid()),
            (revision.post, revision.id, revision.content_hash),
            subject,
            Triage::in_lane(self.lane),
            self.at,
        )
    }

    /// Stores the review of a revision, which waits.
    pub(crate) async fn open(&self, tx: &mut Tx, revision: &Revision) -> Outcome<Review> {
        let review = self.opened(revision);
        reviews::insert(tx, &review, self.language, &self.topics()).await?;
        Ok(review)
    }

    /// Stores all of it: post, draft, revision, review.
    pub(crate) async fn submit(self, tx: &mut Tx) -> Outcome<Submission> {
        let post = self.start(tx).await?;
        let revision = self.revise(tx, self.n).await?;
        let review = self.open(tx, &revision).await?;
        Ok(Submission {
            post,
            revision,
            review,
            text: self,
        })
    }
}

impl Submission {
    /// Claims the review for `moderator` until a quarter of an hour after `at`.
    pub(crate) async fn claim(&mut self, tx: &mut Tx, moderator: u128, at: Timestamp) -> Outcome {
        let person = adult(tx, moderator).await?;
        let id = ClaimId::from_uuid(Uuid::from_u128(self.text.n << 64 | moderator << 8));
        self.review = self.review.clone().claim(&person, id, at).unwrap();
        let ReviewState::Claimed(claim) = self.review.state else {
            panic!("a review that was claimed");
        };
        claims::insert(tx, self.review.id, &claim).await?;
        reviews::store_state(tx, &self.review).await
    }

    /// Those in whose name it was sent say yes.
    pub(crate) async fn agree(&mut self, tx: &mut Tx, at: Timestamp) -> Outcome {
        let (post, hash) = (self.post.id, self.revision.content_hash);
        let co_authors = std::mem::take(&mut self.review.unsigned);
        words::ask(tx, (post, hash), &co_authors, at).await?;
        for by in co_authors {
            words::say(tx, (post, hash, by), Word::Agrees, at).await?;
        }
        Ok(())
    }

    /// `moderator` claims and approves what all agree to; with enough approvals the revision is approved, but not yet public.
    pub(crate) async fn approve(&mut self, tx: &mut Tx, moderator: u128, at: Timestamp) -> Outcome {
        self.agree(tx, at).await?;
        self.claim(tx, moderator, at).await?;
        let person = adult(tx, moderator).await?;
        let id = self.decision(moderator);
        let (review, hash) = (self.review.clone(), self.revision.content_hash);
        let approved = review.approve(&person, id, hash, at).unwrap();
        let kind = DecisionKind::Approve;
        decisions::insert(tx, &self.new_decision(moderator, kind, at)).await?;
        claims::end(tx, self.review.id, Ending::Decided, at).await?;
        self.review = match approved {
            Approved::AwaitsSecondAdult(review) => review,
            Approved::Complete(review, permit) => {
                self.revision = self.revision.clone().approve(permit).unwrap();
                revisions::store_state(tx, &self.revision, at).await?;
                review
            }
        };
        reviews::store_state(tx, &self.review).await
    }

    /// `moderator` claims and declines.
    pub(crate) async fn decline(&mut self, tx: &mut Tx, moderator: u128, at: Timestamp) -> Outcome {
        self.claim(tx, moderator, at).await?;
        let person = adult(tx, moderator).await?;
        let id = self.decision(moderator);
        let (review, hash) = (self.review.clone(), self.revision.content_hash);
        self.review = review.refuse(&person, id, hash, at).unwrap();
        let statement = statement(Restriction::Declined, at);
        let new = NewDecision {
            statement: Some((statement_id(id.as_uuid().as_u128()), &statement)),
            ..self.new_decision(moderator, DecisionKind::Decline, at)
        };
        decisions::insert(tx, &new).await?;
        claims::end(tx, self.review.id, Ending::Decided, at).await?;
        self.revision = self.revision.clone().decline(id).unwrap();
        revisions::store_state(tx, &self.revision, at).await?;
        reviews::store_state(tx, &self.review).await
    }

    /// The same bytes wait once more, with revision and review `n`, for others than `first_decider`.
    pub(crate) async fn again(&self, tx: &mut Tx, n: u128, first_decider: u128) -> Outcome<Review> {
        let (from, id) = (self.revision.id, revision_id(n));
        revisions::insert_again(
            tx,
            (self.post.id, from),
            id,
            self.review.triage.risks,
            minute(2),
        )
        .await?;
        let review = Review::open(
            review_id(n),
            (self.post.id, id, self.revision.content_hash),
            Subject {
                decided_before: vec![account(first_decider)],
                ..self.review.subject.clone()
            },
            self.review.triage,
            minute(2),
        );
        reviews::insert(tx, &review, self.text.language, &self.text.topics()).await?;
        Ok(review)
    }

    /// Points the post at its approved revision, on this day.
    pub(crate) async fn publish(&mut self, tx: &mut Tx, on: NaiveDate) -> Outcome {
        let slug = Slug::parse(&format!("post-{}", self.text.n)).unwrap();
        let slug = self.text.on.is_none().then_some(slug);
        self.post = self.post.clone().publish(&self.revision, slug, on).unwrap();
        posts::store_publication(tx, &self.post, self.text.language, &self.text.topics()).await
    }

    /// Takes down what is public.
    pub(crate) async fn unpublish(&mut self, tx: &mut Tx) -> Outcome {
        self.post = self.post.clone().unpublish().unwrap();
        posts::store_publication(tx, &self.post, self.text.language, &[]).await
    }

    /// `moderator` takes down what is public.
    pub(crate) async fn take_down(&mut self, tx: &mut Tx, moderator: u128) -> Outcome {
        self.unpublish(tx).await?;
        self.revision = self.revision.clone().take_down().unwrap();
        let statement = statement(Restriction::TakenDown, minute(5));
        let new = NewTakedown {
            revision: &self.revision,
            by: account(moderator),
            statement: (statement_id(self.text.n << 64 | moderator), &statement),
        };
        takedowns::insert(tx, &new).await
    }

    /// The id of the decision of `moderator` on this revision.
    pub(crate) fn decision(&self, moderator: u128) -> DecisionId {
        let revision = self.revision.id.as_uuid().as_u128();
        decision_id(revision << 64 | moderator)
    }

    /// A decision of `moderator` on exactly this revision, without reasons.
    pub(crate) fn new_decision(
        &self,
        moderator: u128,
        kind: DecisionKind,
        at: Timestamp,
    ) -> NewDecision<'static> {
        NewDecision {
            id: self.decision(moderator),
            review: self.review.id,
            revision: self.revision.id,
            content_hash: self.revision.content_hash,
            kind,
            by: account(moderator),
            as_lead: self.review.subject.escalated,
            at,
            statement: None,
            message: None,
            publish_at: None,
        }
    }
}

/// Submits a text, has it approved and publishes it on this day.
pub(crate) async fn published(tx: &mut Tx, text: Text, on: NaiveDate) -> Outcome<Submission> {
    let mut submission = text.submit(tx).await?;
    submission.approve(tx, MODERATOR, minute(1)).await?;
    submission.publish(tx, on).await?;
    Ok(submission)
}

/// What an author could be told at this moment.
pub(crate) fn statement(restriction: Restriction, at: Timestamp) -> Statement {
    let place = Place {
        field: Field::Title,
        start: 0,
        end: 4,
    };
    let grounds = vec![
        Ground {
            reason: Reason::Hate,
            quotes: vec![Quote::of("Ours and \"theirs\"", place).unwrap()],
        },
        Ground {
            reason: Reason::Advertising,
            quotes: vec![],
        },
    ];
    let words = Message::parse("Think of who reads it.").unwrap();
    Statement {
        restriction,
        explanation: Explanation::new(grounds, Some(words)).unwrap(),
        noticed: Noticed::Reading,
        marked: true,
        look: Look::First,
        texts: TextsVersion::CURRENT,
        issued_at: at,
    }
}
