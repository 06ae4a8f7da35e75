//! Comments: the road of posts, one level of answers. Closing them, and keeping somebody away, are in files of their own.

mod closing;
mod keeping_away;

use serde_json::{Value, json};
use tests::{
    ACCEPT_SUGGESTION, CHANGE_CONSENT, CHECK_COMMENT, CONSENT, DraftHandle, ESCALATE, OWN_COMMENT,
    Person, REQUEST_CHANGES, SUGGESTIONS, TAKE_DOWN, UNPUBLISH, World, stories,
};

/// Mia who published, Leo of another group who comments, and Ann who reads; with the address and the id of the post.
async fn panel(world: &World) -> (Person<'_>, Person<'_>, Person<'_>, String, Value) {
    let (faro, norte) = (world.group("Faro").await, world.group("Norte").await);
    let (mia, leo) = (
        world.correspondent("mia", &faro).await,
        world.correspondent("leo", &norte).await,
    );
    let ann = world.moderator("ann").await;
    let (_, slug) = mia.publishes("Mareas", "La marea sube.", &ann).await;
    let post = mia.post(&slug).await["id"].clone();
    (mia, leo, ann, slug, post)
}

/// What a page shows of each comment.
fn words(seen: &[Value]) -> Vec<String> {
    seen.iter()
        .map(|it| it["html"].as_str().unwrap_or_default().trim().to_owned())
        .collect()
}

async fn public_id(who: &Person<'_>, comment: &DraftHandle) -> Value {
    who.own_comment(comment).await["comment"]["id"].clone()
}

const CONTEXT: &str =
    "query($id: ID!) { viewer { review(id: $id) { title revision { title html contentHash }
    commentOn { post { slug } isAnswer replyTo { html } commentsClosed isAuthorBlocked } } } }";

stories! {
    async fn a_comment_is_read_before_anybody_sees_it(world) {
        let (mia, leo, ann, slug, post) = panel(world).await;
        let sent = leo.comments(&post, "¡Qué *bien* contado!").await;
        assert_eq!((&sent["__typename"], &sent["comment"]["submission"]["state"]), (&json!("CommentSent"), &json!("PENDING")), "{sent}");
        assert_eq!(sent["comment"]["title"], Value::Null);
        let comment = DraftHandle { id: sent["comment"]["id"].as_str().expect("an id").to_owned(), version: 1 };
        for who in [&mia, &world.reader(), &leo] {
            assert!(who.comments_on(&slug).await.is_empty());
        }
        assert_eq!(mia.own_comment(&comment).await, Value::Null, "nobody but its author sees it");

        let review = ann.takes_next().await.expect("the comment");
        let seen = ann.send(CONTEXT, json!({ "id": review.id })).await;
        assert_eq!(seen.data()["viewer"]["review"], json!({ "title": null,
            "revision": { "title": null, "html": "<p>¡Qué <em>bien</em> contado!</p>\n", "contentHash": review.hash },
            "commentOn": { "post": { "slug": slug }, "isAnswer": false, "replyTo": null, "commentsClosed": null, "isAuthorBlocked": false } }));
        let approved = ann.approves(&review).await;
        assert_eq!((&approved["outcome"], &approved["post"]), (&json!("PUBLISHED"), &Value::Null), "{approved}");

        let shown = world.reader().comments_on(&slug).await;
        assert_eq!(words(&shown), ["<p>¡Qué <em>bien</em> contado!</p>"]);
        assert_eq!((&shown[0]["contentHash"], &shown[0]["author"]["penName"], &shown[0]["group"]["name"], &shown[0]["post"]["slug"]),
            (&json!(review.hash), &json!("leo del Mar"), &json!("Norte"), &json!(slug)));
        let own = leo.own_comment(&comment).await;
        assert_eq!((&own["submission"]["state"], &own["comment"]["id"], &own["post"]), (&json!("APPROVED"), &shown[0]["id"], &Value::Null));
        assert_eq!(world.reader().feed().await.len(), 1, "a comment is no post");
    }

    async fn a_comment_that_came_back_is_changed_and_sent_again(world) {
        let (_, leo, ann, slug, post) = panel(world).await;
        let comment = leo.says(&post, "Mal contado.").await;
        let review = ann.takes_next().await.expect("the comment");
        ann.asks_for_changes(&review, "Di qué te falta.").await;
        assert_eq!(leo.own_comment(&comment).await["submission"]["decisions"][0]["kind"], "REQUEST_CHANGES");
        // A comment has a text and nothing else.
        let headed = leo.saves(&comment, "Un título", "Me falta el final.").await;
        assert_eq!((&headed["__typename"], &headed["field"]), (&json!("InvalidInputError"), &json!("title")), "{headed}");
        let long = leo.saves(&comment, "", &"ñ".repeat(2_001)).await;
        assert_eq!((&long["__typename"], &long["field"]), (&json!("InvalidInputError"), &json!("body")), "{long}");
        let comment = leo.rewrites(&comment, "", "Me falta el final.").await;
        leo.submits(&comment).await;
        ann.publishes_comment().await;
        assert_eq!(words(&world.reader().comments_on(&slug).await), ["<p>Me falta el final.</p>"]);
        // What is public stays until the next is approved, and an author takes it down at once.
        let comment = leo.rewrites(&comment, "", "Me falta casi todo.").await;
        leo.submits(&comment).await;
        assert_eq!(words(&world.reader().comments_on(&slug).await), ["<p>Me falta el final.</p>"]);
        let gone = leo.does(UNPUBLISH, json!({ "draft": comment.id })).await;
        assert_eq!(gone["__typename"], "PostUnpublished", "{gone}");
        assert!(world.reader().comments_on(&slug).await.is_empty());
        assert!(ann.takes_next().await.is_none(), "what waited was taken back with it");
    }

    async fn an_answer_stands_under_a_comment_and_nothing_under_an_answer(world) {
        let (mia, leo, ann, slug, post) = panel(world).await;
        let comment = leo.says(&post, "Me gusta.").await;
        let waits = world.sealer().node_id(api::seal::NodeKind::Comment, world.sealer().open_node(&comment.id).expect("an id").1);
        assert_eq!(mia.comments(&json!(waits), "Gracias.").await["__typename"], "NotFoundError", "nobody answers what is not public");
        ann.publishes_comment().await;
        let id = public_id(&leo, &comment).await;
        let answer = mia.says(&id, "Gracias.").await;
        ann.publishes_comment().await;
        let shown = mia.comments_on(&slug).await;
        assert_eq!(words(&shown), ["<p>Me gusta.</p>", "<p>Gracias.</p>"]);
        assert_eq!((&shown[0]["replyTo"], &shown[1]["replyTo"]["html"]), (&Value::Null, &json!("<p>Me gusta.</p>\n")));
        let answer = public_id(&mia, &answer).await;
        let refused = mia.comments(&answer, "Y yo.").await;
        assert_eq!((&refused["__typename"], &refused["problem"]), (&json!("CommentImpossibleError"), &json!("ANSWERS_ANSWER")), "{refused}");
        // With what it answers, an answer goes too.
        leo.does(UNPUBLISH, json!({ "draft": comment.id })).await;
        assert!(world.reader().comments_on(&slug).await.is_empty());
        assert_eq!(mia.node(answer.as_str().expect("an id")).await, Value::Null);
    }

    async fn what_cannot_be_said_is_told_and_nothing_of_it_is_kept(world) {
        let (mia, leo, ann, _, post) = panel(world).await;
        let records = world.records().await;
        let long = "a".repeat(2_001);
        for (words, field) in [("", "text"), ("  \n", "text"), (long.as_str(), "text"), ("a\u{0}b", "text")] {
            let refused = leo.comments(&post, words).await;
            assert_eq!((&refused["__typename"], &refused["field"]), (&json!("InvalidInputError"), &json!(field)), "{refused}");
        }
        let nothing = json!(world.sealer().node_id(api::seal::NodeKind::Post, uuid::Uuid::nil()));
        for on in [&nothing, &json!("not an id"), &json!(world.sealer().node_id(api::seal::NodeKind::Topic, uuid::Uuid::nil()))] {
            assert_eq!(leo.comments(on, "Hola.").await["__typename"], "NotFoundError");
        }
        let draft = mia.writes("Otra", "Texto.").await;
        let (_, hidden) = world.sealer().open_node(&draft.id).expect("an id");
        let hidden = json!(world.sealer().node_id(api::seal::NodeKind::Post, hidden));
        let before = world.records().await;
        assert_eq!(leo.comments(&hidden, "Hola.").await, leo.comments(&nothing, "Hola.").await);
        assert_eq!(ann.comments(&post, "Hola.").await["reason"], "NOT_YOUR_ROLE");
        assert_eq!(world.reader().comments(&post, "Hola.").await["reason"], "SIGNED_OUT");
        assert_eq!((world.records().await, before - records), (before, 2));
        leo.says(&post, "Hola.").await;
        let again = leo.comments(&post, "Hola.").await;
        assert_eq!(again["problem"], "SENT_BEFORE", "{again}");
        for number in 0..19 {
            leo.says(&post, &format!("Hola {number}.")).await;
        }
        let more = leo.comments(&post, "Otra cosa.").await;
        assert_eq!(more["problem"], "TOO_MANY_WAITING", "{more}");
    }

    async fn a_comment_that_was_refused_is_not_sent_once_more_to_somebody_else(world) {
        let (_, leo, ann, _, post) = panel(world).await;
        leo.says(&post, "Qué tontería.").await;
        let review = ann.takes_next().await.expect("the comment");
        ann.declines(&review, "Dilo con respeto.").await;
        assert_eq!(leo.comments(&post, "Qué tontería.").await["problem"], "SENT_BEFORE");
        leo.says(&post, "No lo veo así.").await;
    }

    async fn a_kind_word_comes_before_a_comment_is_sent(world) {
        let (_, leo, ann, _, post) = panel(world).await;
        let records = world.records().await;
        let text = "Escríbeme a leo@example.org.";
        let seen = leo.does(CHECK_COMMENT, json!({ "on": post, "text": text, "language": "SPANISH" })).await;
        assert_eq!(seen["findings"][0]["excerpt"], "leo@example.org", "{seen}");
        assert_eq!(world.records().await, records, "nothing is kept");
        let danger = leo.does(CHECK_COMMENT, json!({ "on": post, "text": "No quiero vivir más.", "language": "SPANISH" })).await;
        assert!(danger["helplines"].as_array().is_some_and(|lines| !lines.is_empty()), "{danger}");
        let sent = leo.does(tests::COMMENT, json!({ "on": post, "text": text, "language": "SPANISH", "checked": seen["contentHash"] })).await;
        assert_eq!(sent["__typename"], "CommentSent", "{sent}");
        let review = ann.takes_next().await.expect("the comment");
        assert_eq!((&review.hash, &review.seen["lane"]), (&seen["contentHash"].as_str().expect("a hash").to_owned(), &json!("P2")));
        let shown = ann.send("query($id: ID!) { viewer { review(id: $id) { revision { findingsShown } } } }", json!({ "id": review.id })).await;
        assert_eq!(shown.data()["viewer"]["review"]["revision"]["findingsShown"], true);
    }

    async fn nobody_reads_a_comment_of_their_own_group_or_their_own(world) {
        let (mia, _, ann, _, post) = panel(world).await;
        let sur = world.group("Sur").await;
        let eva = world.correspondent("eva", &sur).await;
        let guide = world.account("gael", &[domain::Role::Moderator, domain::Role::Guide], None, Some(World::certificate())).await;
        world.relate(app::people::Relation::Guide(sur.id, guide)).await;
        let gael = world.signed_in("gael", guide).await;
        eva.says(&post, "De mi grupo.").await;
        assert!(gael.takes_next().await.is_none());
        assert!(ann.takes_next().await.is_some());
        assert_eq!(mia.queue().await, None);
    }

    async fn a_first_comment_is_read_by_two_adults_whoever_wrote_posts(world in careful) {
        let (faro, norte) = (world.group("Faro").await, world.group("Norte").await);
        let (mia, leo) = (world.correspondent("mia", &faro).await, world.correspondent("leo", &norte).await);
        let (ann, bob) = (world.moderator("ann").await, world.moderator("bob").await);
        let publishes = async |who: &Person<'_>| {
            let review = who.takes_next().await.expect("something that waits");
            who.approves(&review).await["outcome"].clone()
        };
        let draft = mia.writes("Mareas", "La marea sube.").await;
        assert_eq!(publishes(&ann).await, "AWAITS_SECOND_ADULT");
        assert_eq!(publishes(&bob).await, "PUBLISHED");
        let seen = mia.send(OWN_COMMENT, json!({ "id": draft.id })).await;
        let post = seen.data()["viewer"]["draft"]["post"]["id"].clone();
        for (who, first, then) in [(&leo, "Hola.", "Y hola."), (&mia, "Gracias.", "Muchas.")] {
            who.says(&post, first).await;
            assert_eq!(publishes(&ann).await, "AWAITS_SECOND_ADULT");
            assert_eq!(publishes(&bob).await, "PUBLISHED");
            who.says(&post, then).await;
            assert_eq!(publishes(&ann).await, "PUBLISHED");
        }
    }

    async fn what_goes_with_its_post_is_gone_for_everybody(world) {
        let (mia, leo, ann, slug, post) = panel(world).await;
        let comment = leo.says(&post, "Me gusta.").await;
        ann.publishes_comment().await;
        let id = public_id(&leo, &comment).await;
        let drafts = mia.drafts().await;
        mia.does(UNPUBLISH, json!({ "draft": drafts[0]["id"] })).await;
        for who in [&mia, &leo, &ann, &world.reader()] {
            assert_eq!(who.node(id.as_str().expect("an id")).await, Value::Null);
            assert_eq!(who.post(&slug).await, Value::Null);
        }
        assert_eq!(leo.comments(&post, "¿Dónde está?").await["__typename"], "NotFoundError");
        let own = leo.own_comment(&comment).await;
        assert_eq!((&own["submission"]["state"], &own["comment"], &own["commentOn"]["post"]), (&json!("APPROVED"), &Value::Null, &Value::Null));
    }

    async fn an_adult_takes_a_comment_down_and_another_looks_at_it_again(world) {
        let (_, leo, ann, slug, post) = panel(world).await;
        let comment = leo.says(&post, "Vivo en la calle Mayor 3.").await;
        ann.publishes_comment().await;
        let id = public_id(&leo, &comment).await;
        let read = ann.send("query($post: ID!) { viewer { publishedRevision(post: $post) { title body contentHash } } }", json!({ "post": id })).await;
        let revision = read.data()["viewer"]["publishedRevision"].clone();
        assert_eq!((&revision["title"], &revision["body"]), (&Value::Null, &json!("Vivo en la calle Mayor 3.")));
        let grounds = json!([{ "reason": "PERSONAL_DATA_SELF", "quotes": [{ "field": "BODY", "start": 8, "end": 24 }] }]);
        let gone = ann.does(TAKE_DOWN, json!({ "post": id, "contentHash": revision["contentHash"], "grounds": grounds, "message": "Quita la calle." })).await;
        assert_eq!((&gone["__typename"], &gone["isReadAgain"]), (&json!("PostTakenDown"), &json!(true)), "{gone}");
        assert!(world.reader().comments_on(&slug).await.is_empty());
        let own = leo.send("query($id: ID!) { viewer { draft(id: $id) { comment { id } statements { restriction message grounds { quotes { excerpt } } } } } }",
            json!({ "id": comment.id })).await;
        assert_eq!(own.data()["viewer"]["draft"], json!({ "comment": null, "statements": [{ "restriction": "TAKEN_DOWN", "message": "Quita la calle.",
            "grounds": [{ "quotes": [{ "excerpt": "la calle Mayor 3" }] }] }] }));
        assert!(ann.takes_next().await.is_none(), "who took it down leaves it to others");
        let bob = world.moderator("bob").await;
        bob.publishes_comment().await;
        assert_eq!(world.reader().comments_on(&slug).await.len(), 1, "the same bytes are back");
    }

    async fn a_suggestion_goes_into_a_comment(world) {
        let (_, leo, ann, _, post) = panel(world).await;
        let comment = leo.says(&post, "Mi casa está lejos.").await;
        let review = ann.takes_next().await.expect("the comment");
        let suggestion = json!({ "passage": { "field": "BODY", "start": 0, "end": 7 }, "replacement": "El faro", "reason": "OFF_TOPIC_OR_FORM" });
        let on_title = json!({ "passage": { "field": "TITLE", "start": 0, "end": 1 }, "replacement": "El faro", "reason": "OFF_TOPIC_OR_FORM" });
        let asks = async |suggestion: &Value| {
            ann.does(REQUEST_CHANGES, json!({ "review": review.id, "contentHash": review.hash, "message": "Casi.",
                "grounds": [{ "reason": "OFF_TOPIC_OR_FORM" }], "suggestions": [suggestion] })).await
        };
        assert_eq!(asks(&on_title).await["__typename"], "InvalidInputError");
        assert_eq!(asks(&suggestion).await["__typename"], "ChangesRequested");
        let seen = leo.send(SUGGESTIONS, json!({ "id": comment.id })).await;
        let open = seen.data()["viewer"]["draft"]["statements"][0]["suggestions"][0]["id"].clone();
        let taken = leo.does(ACCEPT_SUGGESTION, json!({ "suggestion": open, "version": comment.version })).await;
        assert_eq!(taken["draft"]["body"], "El faro está lejos.", "{taken}");
    }

    async fn comments_go_when_consent_to_publication_does(world) {
        let (_, leo, ann, slug, post) = panel(world).await;
        leo.says(&post, "Me gusta.").await;
        ann.publishes_comment().await;
        leo.says(&post, "Y esto espera.").await;
        let consent = leo.send(CONSENT, json!({})).await.data()["viewer"]["consent"]["correspondent"].clone();
        let said = leo.does(CHANGE_CONSENT, json!({ "correspondent": consent, "textVersion": 1, "withdraw": ["PUBLICATION"] })).await;
        assert_eq!(said["__typename"], "ConsentChanged", "{said}");
        assert!(world.reader().comments_on(&slug).await.is_empty());
        assert!(ann.takes_next().await.is_none(), "what waited was taken back");
        // As with a post: they may go on writing, and nobody can publish it.
        leo.says(&post, "¿Y ahora?").await;
        let review = ann.takes_next().await.expect("the comment");
        assert_eq!(ann.approves(&review).await["__typename"], "ConsentNeededError");
    }

    async fn a_number_that_is_split_over_a_comment_and_its_answer_is_found(world) {
        let (_, leo, ann, _, post) = panel(world).await;
        let first = leo.says(&post, "Ayer tocó el 612 634").await;
        ann.publishes_comment().await;
        let id = public_id(&leo, &first).await;
        leo.says(&id, "Y hoy toca el 578, ya está").await;
        let review = ann.takes_next().await.expect("the answer");
        assert_eq!(review.seen["lane"], "P2");
        let read = ann.send("query($id: ID!) { viewer { review(id: $id) { revision { findings { code } } } } }", json!({ "id": review.id })).await;
        assert_eq!(read.data()["viewer"]["review"]["revision"]["findings"][0]["code"], "PHONE");
    }

    async fn what_was_escalated_does_not_come_back_as_another_comment(world) {
        let (mia, leo, ann, slug, post) = panel(world).await;
        let comment = leo.says(&post, "Te espero a la salida.").await;
        let review = ann.takes_next().await.expect("the comment");
        let handed = ann.does(ESCALATE, json!({ "review": review.id, "contentHash": review.hash, "reason": "ABUSE" })).await;
        assert_eq!(handed["__typename"], "ReviewEscalated", "{handed}");
        leo.withdraws(&comment).await;
        for words in ["Te espero a la salida.", "Otra cosa."] {
            leo.says(&post, words).await;
            assert!(ann.takes_next().await.is_none(), "{words}");
        }
        // Somebody else's comment there, and his elsewhere, are for everybody who reads.
        let (_, other) = mia.publishes("Otra", "Texto.", &ann).await;
        let elsewhere = mia.post(&other).await["id"].clone();
        leo.says(&elsewhere, "Bien.").await;
        ann.publishes_comment().await;
        mia.says(&post, "Gracias por leer.").await;
        let bob = world.moderator("bob").await;
        bob.publishes_comment().await;
        assert_eq!(words(&world.reader().comments_on(&slug).await), ["<p>Gracias por leer.</p>"]);
    }

    async fn nobody_approves_what_stands_under_what_is_hidden(world) {
        let (mia, leo, ann, slug, post) = panel(world).await;
        let comment = leo.says(&post, "Me gusta.").await;
        ann.publishes_comment().await;
        let id = public_id(&leo, &comment).await;
        mia.says(&id, "Gracias.").await;
        leo.unpublishes(&comment).await;
        let review = ann.takes_next().await.expect("the answer");
        let seen = ann.send(CONTEXT, json!({ "id": review.id })).await;
        let context = &seen.data()["viewer"]["review"]["commentOn"];
        assert_eq!((&context["isAnswer"], &context["replyTo"]), (&json!(true), &Value::Null));
        let refused = ann.approves(&review).await;
        assert_eq!(refused["__typename"], "CommentPlaceHiddenError", "{refused}");
        assert!(world.reader().comments_on(&slug).await.is_empty());
    }
}
