//! Who reads what readers say, who does not, and what can't be said without an account.

use domain::Role;
use serde_json::{Value, json};
use tests::{CLOSE_COMMENTS, ESCALATE, World, stories};

use super::{panel, publishes, shown};

stories! {
    async fn what_cannot_be_said_is_told_and_nothing_of_it_is_kept(world) {
        let (mia, adults, slug, post) = panel(world).await;
        let ann = &adults[0];
        let nobody = world.reader();
        let receipt = nobody.says_as_reader(&post, "Hola.").await;
        publishes(&adults).await;
        let comment = shown(&nobody, &slug).await[0]["id"].clone();
        let draft = mia.writes("Otra", "Texto.").await;
        let (_, hidden) = world.sealer().open_node(&draft.id).expect("an id");
        let hidden = json!(world.sealer().node_id(api::seal::NodeKind::Post, hidden));
        let before = world.records().await;
        let long = "a".repeat(2_001);
        for words in ["", "  \n", long.as_str(), "a\u{0}b"] {
            let refused = nobody.comments_as_reader(&post, words).await;
            assert_eq!((&refused["__typename"], &refused["field"]), (&json!("InvalidInputError"), &json!("text")), "{refused}");
        }
        let nothing = json!(world.sealer().node_id(api::seal::NodeKind::Post, uuid::Uuid::nil()));
        for on in [&hidden, &nothing, &json!("not an id"), &json!(draft.id)] {
            assert_eq!(nobody.comments_as_reader(on, "Hola.").await["__typename"], "NotFoundError", "{on}");
        }
        assert_eq!(nobody.comments_as_reader(&comment, "Y yo.").await["problem"], "ON_POSTS_ONLY");
        for who in [&mia, ann] {
            assert_eq!(who.comments_as_reader(&post, "Sin nombre.").await["__typename"], "NotAllowedError", "who has an account speaks with it");
            assert_eq!(who.changes_as_reader(&receipt, "Sin nombre.").await["__typename"], "NotAllowedError");
        }
        assert_eq!(world.records().await, before);
        mia.does(CLOSE_COMMENTS, json!({ "post": post })).await;
        assert_eq!(nobody.comments_as_reader(&post, "¿Y ahora?").await["problem"], "CLOSED");
    }

    async fn adults_of_the_group_that_is_spoken_to_don_t_decide_on_it(world) {
        let (_, [ann, _], _, post) = panel(world).await;
        let name = domain::text::Label::parse("Faro").expect("a name");
        let faro = app::people::group_by_name(&world.app().operator(), name).await.expect("a look").expect("a group").id;
        let guide = world.account("gael", &[Role::Moderator, Role::Guide], None, Some(World::certificate())).await;
        world.relate(app::people::Relation::Guide(faro, guide)).await;
        let gael = world.signed_in("gael", guide).await;
        world.reader().says_as_reader(&post, "Un saludo al grupo.").await;
        assert!(gael.takes_next().await.is_none());
        assert!(ann.takes_next().await.is_some());
    }

    async fn a_correspondent_answers_a_reader(world) {
        let (mia, adults, slug, post) = panel(world).await;
        let ann = &adults[0];
        let nobody = world.reader();
        let receipt = nobody.says_as_reader(&post, "¿De dónde sale esto?").await;
        publishes(&adults).await;
        let comment = shown(&nobody, &slug).await[0]["id"].clone();
        mia.says(&comment, "De mi abuela.").await;
        ann.publishes_comment().await;
        let both = shown(&nobody, &slug).await;
        assert_eq!((&both[0]["author"], &both[1]["author"]["penName"]), (&Value::Null, &json!("mia del Mar")));
        assert_eq!(nobody.reads_receipt(&receipt).await["comment"]["id"], comment);
    }

    async fn what_was_escalated_does_not_come_back_from_another_reader(world) {
        let (mia, adults, _, post) = panel(world).await;
        let ann = &adults[0];
        let lead = world.account("lea", &[Role::SafeguardingLead], None, Some(World::certificate())).await;
        let lea = world.signed_in("lea", lead).await;
        let nobody = world.reader();
        let receipt = nobody.says_as_reader(&post, "Te espero a la salida.").await;
        let review = ann.takes_next().await.expect("the comment");
        let handed = ann.does(ESCALATE, json!({ "review": review.id, "contentHash": review.hash, "reason": "ABUSE" })).await;
        assert_eq!(handed["__typename"], "ReviewEscalated", "{handed}");
        assert_eq!(nobody.reads_receipt(&receipt).await["state"], "PENDING", "who wrote it is not told");
        nobody.takes_back_as_reader(&receipt).await;
        // Nobody knows whether it is the same person: what readers say there goes to the leads while the matter is open.
        for words in ["Te espero a la salida.", "Otra cosa."] {
            nobody.says_as_reader(&post, words).await;
            assert!(ann.takes_next().await.is_none(), "{words}");
            let review = lea.takes_next().await.expect("what the leads read");
            lea.releases(&review).await;
        }
        let (_, other) = mia.publishes("Otra", "Texto.", ann).await;
        let elsewhere = mia.post(&other).await["id"].clone();
        nobody.says_as_reader(&elsewhere, "Bien.").await;
        publishes(&adults).await;
    }
}
