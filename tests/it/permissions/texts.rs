//! What the people of the page wrote, and what became of it before they come on.

use domain::notification::NotificationKind;
use domain::silence::Silence;
use domain::text::Message;
use domain::{AccountId, ConsultationId, NotificationId, PostId, ReviewId};
use serde_json::{Value, json};
use storage::consultations::{self, Consultation};
use storage::notifications::{self, About, Notification};
use storage::{StorageError, Tx, co_authors, escalations, silences};
use tests::{DraftHandle, ESCALATE, Person, REQUEST_CHANGES, ReviewHandle, SUGGESTIONS, World};
use uuid::Uuid;

/// Something that is public.
pub(super) struct Published {
    pub(super) draft: DraftHandle,
    /// The same as readers see it.
    pub(super) shown: Value,
}

/// Something that was handed to the safeguarding leads.
pub(super) struct Escalated {
    pub(super) escalation: Uuid,
}

/// What another correspondent of the group writes together with the author.
pub(super) struct Shared {
    /// Of this the author's word is asked.
    pub(super) sent: DraftHandle,
    pub(super) hash: Value,
    /// To this whoever comes on is invited.
    pub(super) asked: DraftHandle,
    more: DraftHandle,
}

impl Shared {
    /// Invites whoever comes on, to both of what is not sent.
    pub(super) async fn invite(&self, world: &World, account: AccountId) {
        let at = world.now();
        let open = |draft: &DraftHandle| world.sealer().open_node(&draft.id).expect("a draft").1;
        let ids = [&self.asked, &self.more].map(open);
        let invite = async move |tx: &mut Tx| {
            for id in ids {
                co_authors::invite(tx, (PostId::from_uuid(id), account), at).await?;
            }
            Ok(())
        };
        let stored = world.app().db().write::<_, StorageError, _>(invite).await;
        stored.expect("an invitation");
    }
}

/// What another correspondent writes together with the author.
pub(super) async fn shared(
    writer: &Person<'_>,
    author: &Person<'_>,
    holder: &Person<'_>,
) -> Shared {
    for is_for_leads in [true, false] {
        let taken_back = writer.starts_with(&[author], "Antes", "Texto.").await;
        writer.submits(&taken_back).await;
        writer.withdraws(&taken_back).await;
        if is_for_leads {
            let listed = "{ viewer { takenBackFromCoAuthors { id revision { contentHash } } } }";
            let seen = holder.send(listed, json!({})).await;
            let first = &seen.data()["viewer"]["takenBackFromCoAuthors"][0];
            let hash = &first["revision"]["contentHash"];
            let input = json!({ "review": first["id"], "contentHash": hash, "reason": "ABUSE" });
            let given = holder.does(ESCALATE, input).await;
            assert_eq!(given["__typename"], "ReviewEscalated", "{given}");
        }
    }
    let sent = writer.starts_with(&[author], "Entre dos", "Texto.").await;
    writer.submits(&sent).await;
    let hash = author.together(&sent).await["submission"]["contentHash"].clone();
    Shared {
        asked: writer.starts("Otra", "Texto.").await,
        more: writer.starts("Otra más", "Texto.").await,
        sent,
        hash,
    }
}

/// Something that was handed to the safeguarding leads.
async fn escalated(writer: &Person<'_>, holder: &Person<'_>, title: &str) -> Escalated {
    let world = writer.world();
    let draft = writer.writes(title, "Texto.").await;
    let review = takes(holder, title).await;
    let input = json!({ "review": review.id, "contentHash": review.hash, "reason": "ABUSE" });
    let given = holder.does(ESCALATE, input).await;
    assert_eq!(given["__typename"], "ReviewEscalated", "{given}");
    let (_, post) = world.sealer().open_node(&draft.id).expect("a draft");
    let read = async move |tx: &mut Tx| escalations::open_of(tx, PostId::from_uuid(post)).await;
    let found = world.app().db().read::<_, StorageError, _>(read).await;
    Escalated {
        escalation: found.expect("a read").expect("an escalation").id.as_uuid(),
    }
}

/// What somebody was asked about a review that somebody else holds, whoever they are, and that whoever comes on was told of it: both have one id. Everybody keeps whoever asked away.
pub(super) async fn asked_about(
    holder: &Person<'_>,
    review: &ReviewHandle,
    (to, author): (AccountId, AccountId),
    comes_on: Option<AccountId>,
) -> Uuid {
    let world = holder.world();
    let (_, id) = world.sealer().open_node(&review.id).expect("a review");
    let asked = Consultation {
        id: ConsultationId::from_uuid(id),
        review: ReviewId::from_uuid(id),
        asked_by: holder.account(),
        colleague: to,
        question: Message::parse("¿Y esto?").expect("words"),
        asked_at: world.now(),
        answer: None,
    };
    let write = async move |tx: &mut Tx| {
        for by in [to, author] {
            let kept = (by, asked.asked_by);
            silences::set(tx, kept, Some(Silence::Muted), asked.asked_at).await?;
        }
        consultations::insert(tx, &asked).await?;
        let told = Notification {
            id: NotificationId::from_uuid(id),
            account: comes_on.unwrap_or(to),
            kind: NotificationKind::Asked,
            about: About::Review(asked.review),
            at: asked.asked_at,
        };
        notifications::insert(tx, &told).await
    };
    let stored = world.app().db().write::<_, StorageError, _>(write).await;
    stored.expect("a question");
    id
}

/// What the author was told of four texts: one that is public, one that was declined, one of which something was suggested, and one that the leads have.
pub(super) async fn told(
    writer: &Person<'_>,
    holder: &Person<'_>,
    named: impl Fn(&str) -> String,
) -> (Published, Value, Value, Escalated) {
    let published = approved(writer, holder, &named("sí")).await;
    let statement = declined(writer, holder, &named("no")).await;
    let suggestion = suggested(writer, holder, &named("casi")).await;
    let escalated = escalated(writer, holder, &named("ay")).await;
    (published, statement, suggestion, escalated)
}

/// Something that was published.
async fn approved(writer: &Person<'_>, holder: &Person<'_>, title: &str) -> Published {
    let draft = writer.writes(title, "Texto.").await;
    let approved = holder.approves(&takes(holder, title).await).await;
    assert_eq!(approved["outcome"], "PUBLISHED", "{approved}");
    let comment = writer.says(&approved["post"]["id"], "Gracias.").await;
    writer.withdraws(&comment).await;
    Published {
        draft,
        shown: approved["post"].clone(),
    }
}

/// The statement of something that was declined.
async fn declined(writer: &Person<'_>, holder: &Person<'_>, title: &str) -> Value {
    writer.writes(title, "Texto.").await;
    let review = takes(holder, title).await;
    holder.declines(&review, "No.").await;
    writer.statement_on(title).await["id"].clone()
}

/// What was suggested about something.
async fn suggested(writer: &Person<'_>, holder: &Person<'_>, title: &str) -> Value {
    let draft = writer.writes(title, "Texto.").await;
    let review = takes(holder, title).await;
    let passage = json!({ "field": "BODY", "start": 0, "end": 5 });
    let suggestion =
        json!({ "passage": passage, "replacement": "Esto", "reason": "OFF_TOPIC_OR_FORM" });
    let input = json!({ "review": review.id, "contentHash": review.hash, "message": "Casi.",
        "grounds": [{ "reason": "OFF_TOPIC_OR_FORM" }], "suggestions": [suggestion] });
    let given = holder.does(REQUEST_CHANGES, input).await;
    assert_eq!(given["__typename"], "ChangesRequested", "{given}");
    let seen = writer.send(SUGGESTIONS, json!({ "id": draft.id })).await;
    let draft = &seen.data()["viewer"]["draft"];
    draft["statements"][0]["suggestions"][0]["id"].clone()
}

/// Takes the review of what has this title.
pub(super) async fn takes(holder: &Person<'_>, title: &str) -> ReviewHandle {
    let waiting = holder.queue().await.expect("a queue");
    let found = waiting.iter().find(|review| review["title"] == title);
    let id = found.expect("a review")["id"].as_str().unwrap_or_default();
    let mut review = ReviewHandle {
        id: id.to_owned(),
        hash: String::new(),
        seen: Value::Null,
    };
    let claimed = holder.claims(&review).await;
    let hash = claimed["review"]["revision"]["contentHash"].as_str();
    hash.expect("a hash").clone_into(&mut review.hash);
    review
}
