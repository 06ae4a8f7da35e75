//! People in stories: what they do, in the product's words.

use chrono::TimeDelta;
use domain::AccountId;
use serde_json::{Value, json};

use crate::answered::Answered;
use crate::documents as d;
use crate::events::Events;
use crate::world::World;

/// Somebody in a story.
#[derive(Clone)]
pub struct Person<'w> {
    world: &'w World,
    account: Option<AccountId>,
    token: Option<String>,
}

/// A draft that somebody has open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DraftHandle {
    /// The draft's id.
    pub id: String,
    /// The version that is open.
    pub version: i64,
}

/// A review that somebody has open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReviewHandle {
    /// The review's id.
    pub id: String,
    /// The hash of what is open.
    pub hash: String,
    /// All that was given of it.
    pub seen: Value,
}

impl ReviewHandle {
    fn new(seen: &Value) -> Self {
        Self {
            id: text(&seen["id"]),
            hash: text(&seen["revision"]["contentHash"]),
            seen: seen.clone(),
        }
    }
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

fn words(title: &str, body: &str) -> Value {
    json!({ "title": title, "summary": "", "body": body, "language": "SPANISH", "topics": [] })
}

impl<'w> Person<'w> {
    pub(crate) const fn reader(world: &'w World) -> Self {
        Self {
            world,
            account: None,
            token: None,
        }
    }

    pub(crate) const fn signed_in(world: &'w World, account: AccountId, token: String) -> Self {
        Self {
            world,
            account: Some(account),
            token: Some(token),
        }
    }

    /// The account of somebody who is signed in.
    pub fn account(&self) -> AccountId {
        self.account.expect("somebody who is signed in")
    }

    /// The session's token of somebody who is signed in.
    pub fn token(&self) -> &str {
        self.token.as_deref().expect("somebody who is signed in")
    }

    /// The session's token, if there is one.
    pub(crate) fn session(&self) -> Option<&str> {
        self.token.as_deref()
    }

    /// The world that this person lives in.
    pub fn world(&self) -> &'w World {
        self.world
    }

    /// Sends a document.
    pub async fn send(&self, query: &str, variables: Value) -> Answered {
        self.world
            .send(self.token.as_deref(), query, variables)
            .await
    }

    /// Subscribes, and hears what is told from now on.
    pub async fn listens(&self, query: &str) -> Events {
        self.world.listen(self.token.as_deref(), query).await
    }

    /// Sends a mutation's document with its input and gives what the mutation gave.
    pub async fn does(&self, query: &str, input: Value) -> Value {
        let answered = self.send(query, json!({ "input": input })).await;
        let data = answered.data().as_object().cloned().unwrap_or_default();
        data.into_iter()
            .next()
            .map(|(_, given)| given)
            .unwrap_or_default()
    }

    /// Starts a draft.
    pub async fn starts(&self, title: &str, body: &str) -> DraftHandle {
        let given = self
            .does(d::START, json!({ "text": words(title, body) }))
            .await;
        assert_eq!(given["__typename"], "DraftStarted", "{given}");
        DraftHandle {
            id: text(&given["draft"]["id"]),
            version: given["draft"]["version"].as_i64().unwrap_or_default(),
        }
    }

    /// Saves other words over a draft and gives what came of it.
    pub async fn saves(&self, draft: &DraftHandle, title: &str, body: &str) -> Value {
        let input =
            json!({ "draft": draft.id, "version": draft.version, "text": words(title, body) });
        self.does(d::SAVE, input).await
    }

    /// Saves other words over a draft, which works.
    pub async fn rewrites(&self, draft: &DraftHandle, title: &str, body: &str) -> DraftHandle {
        let given = self.saves(draft, title, body).await;
        assert_eq!(given["__typename"], "DraftSaved", "{given}");
        DraftHandle {
            id: draft.id.clone(),
            version: given["version"].as_i64().unwrap_or_default(),
        }
    }

    /// Submits a draft and gives what came of it.
    pub async fn tries_to_submit(&self, draft: &DraftHandle) -> Value {
        let input = json!({ "draft": draft.id, "version": draft.version });
        self.does(d::SUBMIT, input).await
    }

    /// Submits a draft, which works.
    pub async fn submits(&self, draft: &DraftHandle) {
        let given = self.tries_to_submit(draft).await;
        assert_eq!(given["__typename"], "DraftSubmitted", "{given}");
    }

    /// Starts and submits a post.
    pub async fn writes(&self, title: &str, body: &str) -> DraftHandle {
        let draft = self.starts(title, body).await;
        self.submits(&draft).await;
        draft
    }

    /// Takes a submission back and gives what came of it.
    pub async fn withdraws(&self, draft: &DraftHandle) -> Value {
        self.does(d::WITHDRAW, json!({ "draft": draft.id })).await
    }

    /// Takes a post down and gives what came of it.
    pub async fn unpublishes(&self, draft: &DraftHandle) -> Value {
        self.does(d::UNPUBLISH, json!({ "draft": draft.id })).await
    }

    /// Comments on a post, or answers a comment, and gives what came of it.
    pub async fn comments(&self, on: &Value, words: &str) -> Value {
        let input = json!({ "on": on, "text": words, "language": "SPANISH" });
        self.does(d::COMMENT, input).await
    }

    /// Comments on a post, or answers a comment, which works.
    pub async fn says(&self, on: &Value, words: &str) -> DraftHandle {
        let given = self.comments(on, words).await;
        assert_eq!(given["__typename"], "CommentSent", "{given}");
        DraftHandle {
            id: text(&given["comment"]["id"]),
            version: given["comment"]["version"].as_i64().unwrap_or_default(),
        }
    }

    /// A comment as its author sees it.
    pub async fn own_comment(&self, comment: &DraftHandle) -> Value {
        let seen = self.send(d::OWN_COMMENT, json!({ "id": comment.id })).await;
        seen.data()["viewer"]["draft"].clone()
    }

    /// The comments on the post at an address, as this person sees them: all that a page has.
    pub async fn comments_on(&self, slug: &str) -> Vec<Value> {
        let seen = self.send(d::COMMENTS, json!({ "slug": slug })).await;
        nodes(&seen.data()["post"]["comments"])
    }

    /// Says whether this person wants to see what somebody comments, and gives what came of it.
    pub async fn silences(&self, correspondent: &Value, how: Option<&str>) -> Value {
        let input = json!({ "correspondent": correspondent, "silence": how });
        self.does(d::SET_SILENCE, input).await
    }

    /// Takes the next review, which is of a comment, and approves it.
    pub async fn publishes_comment(&self) {
        let review = self.takes_next().await.expect("something that waits");
        let given = self.approves(&review).await;
        assert_eq!(
            (&given["outcome"], &given["post"]),
            (&json!("PUBLISHED"), &Value::Null),
            "{given}"
        );
    }

    /// Takes the next review, if one waits.
    pub async fn takes_next(&self) -> Option<ReviewHandle> {
        let given = self.does(d::CLAIM_NEXT, json!({})).await;
        match given["__typename"].as_str() {
            Some("NextReviewClaimed") => Some(ReviewHandle::new(&given["review"])),
            Some("QueueEmpty") => None,
            _ => panic!("could not take the next review: {given}"),
        }
    }

    /// Takes one review and gives what came of it.
    pub async fn claims(&self, review: &ReviewHandle) -> Value {
        self.does(d::CLAIM, json!({ "review": review.id })).await
    }

    /// Gives a review back and gives what came of it.
    pub async fn releases(&self, review: &ReviewHandle) -> Value {
        self.does(d::RELEASE, json!({ "review": review.id })).await
    }

    /// Keeps a review and gives what came of it.
    pub async fn renews(&self, review: &ReviewHandle) -> Value {
        self.does(d::RENEW, json!({ "review": review.id })).await
    }

    /// Approves what is open and gives what came of it.
    pub async fn approves(&self, review: &ReviewHandle) -> Value {
        let input = json!({ "review": review.id, "contentHash": review.hash });
        self.does(d::APPROVE, input).await
    }

    /// Asks for changes and gives what came of it.
    pub async fn asks_for_changes(&self, review: &ReviewHandle, message: &str) -> Value {
        let input = json!({ "review": review.id, "contentHash": review.hash,
            "grounds": [{ "reason": "OFF_TOPIC_OR_FORM" }], "message": message });
        self.does(d::REQUEST_CHANGES, input).await
    }

    /// Declines and gives what came of it.
    pub async fn declines(&self, review: &ReviewHandle, message: &str) -> Value {
        let input = json!({ "review": review.id, "contentHash": review.hash,
            "grounds": [{ "reason": "INSULT_BULLYING" }], "message": message });
        self.does(d::DECLINE, input).await
    }

    /// What was told of what I submitted last under this headline; null where nothing was.
    pub async fn statement_on(&self, title: &str) -> Value {
        let seen = self.send(d::STATEMENTS, json!({})).await;
        let drafts = nodes(&seen.data()["viewer"]["drafts"]);
        let mut submissions = drafts.iter().map(|draft| &draft["submission"]);
        let found = submissions.find(|submission| submission["title"] == title);
        found.expect("a submission")["decisions"][0]["statement"].clone()
    }

    /// The first page of the feed.
    pub async fn feed(&self) -> Vec<Value> {
        let answered = self.send(d::FEED, json!({})).await;
        nodes(&answered.data()["posts"])
    }

    /// The post at an address.
    pub async fn post(&self, slug: &str) -> Value {
        let answered = self.send(d::POST, json!({ "slug": slug })).await;
        answered.data()["post"].clone()
    }

    /// The person's own drafts.
    pub async fn drafts(&self) -> Vec<Value> {
        let answered = self.send(d::DRAFTS, json!({})).await;
        nodes(&answered.data()["viewer"]["drafts"])
    }

    /// One of the person's own drafts, with its words.
    pub async fn own_draft(&self, draft: &DraftHandle) -> Value {
        let answered = self.send(d::OWN_DRAFT, json!({ "id": draft.id })).await;
        answered.data()["viewer"]["draft"].clone()
    }

    /// What waits that this person may decide; `None` for who is no moderator.
    pub async fn queue(&self) -> Option<Vec<Value>> {
        let answered = self.send(d::QUEUE, json!({ "first": 50 })).await;
        let queue = &answered.data()["viewer"]["reviewQueue"];
        (!queue.is_null()).then(|| nodes(queue))
    }

    /// Whatever an id names for this person.
    pub async fn node(&self, id: &str) -> Value {
        let answered = self.send(d::NODE, json!({ "id": id })).await;
        answered.data()["node"].clone()
    }

    /// Writes a post that a moderator approves at once; gives the draft and the address.
    pub async fn publishes(
        &self,
        title: &str,
        body: &str,
        moderator: &Person<'_>,
    ) -> (DraftHandle, String) {
        let draft = self.writes(title, body).await;
        let slug = moderator.publishes_next().await;
        (draft, slug)
    }

    /// Takes the next review and approves it; gives the address.
    pub async fn publishes_next(&self) -> String {
        let review = self.takes_next().await.expect("something that waits");
        let given = self.approves(&review).await;
        assert_eq!(given["outcome"], "PUBLISHED", "{given}");
        text(&given["post"]["slug"])
    }

    /// Lets so much time pass that every claim lapses.
    pub fn waits_until_claims_lapse(&self) {
        self.world.passes(TimeDelta::minutes(16));
    }
}

/// The nodes of a connection.
fn nodes(connection: &Value) -> Vec<Value> {
    let edges = connection["edges"].as_array().cloned().unwrap_or_default();
    edges.into_iter().map(|edge| edge["node"].clone()).collect()
}
