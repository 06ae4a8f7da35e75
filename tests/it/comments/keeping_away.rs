//! Whom somebody does not want to see: not there for them, the same for everybody else, and told to nobody.

use serde_json::{Value, json};
use tests::{CLOSE_COMMENTS, COMMENTS, World, stories};

use super::{CONTEXT, panel, public_id, words};

stories! {
    async fn whom_somebody_silenced_is_not_there_for_them_and_does_not_learn_of_it(world) {
        let (mia, leo, ann, slug, post) = panel(world).await;
        let sur = world.group("Sur").await;
        let eva = world.correspondent("eva", &sur).await;
        for (who, words) in [(&leo, "Soy Leo."), (&eva, "Soy Eva.")] {
            who.says(&post, words).await;
            ann.publishes_comment().await;
        }
        let all = world.reader().comments_on(&slug).await;
        let author = |words: &str| {
            let found = all.iter().find(|it| it["html"].as_str().is_some_and(|html| html.contains(words)));
            found.expect("a comment")["author"]["id"].clone()
        };
        let (of_leo, of_eva) = (author("Leo"), author("Eva"));
        let kept = mia.silences(&of_leo, Some("BLOCKED")).await;
        assert_eq!(kept["silenced"], json!([{ "correspondent": { "penName": "leo del Mar" }, "silence": "BLOCKED" }]), "{kept}");
        let kept = mia.silences(&of_eva, Some("MUTED")).await;
        assert_eq!(kept["silenced"].as_array().map(Vec::len), Some(2));
        assert!(mia.comments_on(&slug).await.is_empty());
        let count = "query($slug: String!) { post(slug: $slug) { commentCount } }";
        assert_eq!(mia.send(count, json!({ "slug": slug })).await.data()["post"]["commentCount"], 0);
        let leo_sees = leo.comments_on(&slug).await;
        assert_eq!(leo_sees, all, "whoever is kept away sees what everybody sees");
        let shown = mia.node(all[0]["id"].as_str().expect("an id")).await;
        assert_eq!(shown, Value::Null);
        // They go on as before, and only the adult who reads what is said to Mia is told, of the one whom she blocked.
        for (who, blocked) in [(&leo, true), (&eva, false)] {
            who.says(&post, "¿Me lees?").await;
            let review = ann.takes_next().await.expect("the comment");
            let seen = ann.send(CONTEXT, json!({ "id": review.id })).await;
            assert_eq!(seen.data()["viewer"]["review"]["commentOn"]["isAuthorBlocked"], blocked);
            ann.approves(&review).await;
        }
        let heard = mia.silences(&of_eva, None).await;
        assert_eq!(heard["silenced"].as_array().map(Vec::len), Some(1));
        assert_eq!(words(&mia.comments_on(&slug).await).len(), 2);
    }

    async fn nobody_silences_themselves_or_somebody_who_is_none(world) {
        let (mia, leo, ann, slug, _) = panel(world).await;
        let own = mia.post(&slug).await["authors"][0]["id"].clone();
        let oneself = mia.silences(&own, Some("MUTED")).await;
        assert_eq!((&oneself["__typename"], &oneself["field"]), (&json!("InvalidInputError"), &json!("correspondent")), "{oneself}");
        let adult = world.sealer().node_id(api::seal::NodeKind::Correspondent, ann.account().as_uuid());
        assert_eq!(leo.silences(&json!(adult), Some("MUTED")).await["__typename"], "NotFoundError");
        assert_eq!(ann.silences(&own, Some("MUTED")).await["reason"], "NOT_YOUR_ROLE");
        // Taking back what was never said changes nothing.
        assert_eq!(leo.silences(&own, None).await["silenced"], json!([]));
    }

    async fn what_is_asked_for_by_get_is_somebodys_own_too(world) {
        let (mia, leo, ann, slug, post) = panel(world).await;
        leo.says(&post, "Hola.").await;
        ann.publishes_comment().await;
        let variables = json!({ "slug": slug });
        let (public, is_kept) = world.gets(None, COMMENTS, variables.clone()).await;
        assert_eq!((public["post"]["commentCount"].clone(), is_kept), (json!(1), true));
        let author = public["post"]["comments"]["edges"][0]["node"]["author"]["id"].clone();
        mia.silences(&author, Some("MUTED")).await;
        let (own, is_kept) = world.gets(Some(mia.token()), COMMENTS, variables.clone()).await;
        assert_eq!((own["post"]["commentCount"].clone(), own["post"]["comments"]["edges"].clone(), is_kept), (json!(0), json!([]), false));
        let (public, is_kept) = world.gets(None, COMMENTS, variables).await;
        assert_eq!((public["post"]["commentCount"].clone(), is_kept), (json!(1), true));
        // Closing moves what is kept.
        mia.does(CLOSE_COMMENTS, json!({ "post": post })).await;
        let (public, _) = world.gets(None, COMMENTS, json!({ "slug": slug })).await;
        assert_eq!(public["post"]["commentsClosed"], "BY_AUTHOR");
    }

    async fn whom_a_child_blocked_is_nothing_for_who_is_related_to_it(world) {
        let (mia, leo, ann, slug, post) = panel(world).await;
        leo.says(&post, "Hola.").await;
        ann.publishes_comment().await;
        let author = world.reader().comments_on(&slug).await[0]["author"]["id"].clone();
        mia.silences(&author, Some("BLOCKED")).await;
        leo.says(&post, "¿Me lees?").await;
        let own = world.account("eva", &[domain::Role::Moderator, domain::Role::Guardian], None, Some(World::certificate())).await;
        world.relate(app::people::Relation::Guardian(own, mia.account())).await;
        let eva = world.signed_in("eva", own).await;
        for (who, told) in [(&eva, false), (&ann, true)] {
            let review = who.takes_next().await.expect("the comment");
            let seen = who.send(CONTEXT, json!({ "id": review.id })).await;
            assert_eq!(seen.data()["viewer"]["review"]["commentOn"]["isAuthorBlocked"], told);
            who.releases(&review).await;
        }
    }

    async fn somebody_is_silenced_once_however_often_it_is_said_at_once(world) {
        let (mia, leo, ann, slug, post) = panel(world).await;
        leo.says(&post, "Hola.").await;
        ann.publishes_comment().await;
        let comment = world.reader().comments_on(&slug).await[0].clone();
        let says = |how: &'static str| mia.silences(&comment["author"]["id"], Some(how));
        let (a, b, c) = tokio::join!(says("MUTED"), says("BLOCKED"), says("MUTED"));
        for given in [a, b, c] {
            assert_eq!(given["__typename"], "SilenceNowSet", "{given}");
        }
        // What they say is not there to be answered.
        assert_eq!(mia.comments(&comment["id"], "Gracias.").await["__typename"], "NotFoundError");
        let answer = leo.says(&comment["id"], "Y otra cosa.").await;
        ann.publishes_comment().await;
        let answer = public_id(&leo, &answer).await;
        assert_eq!(mia.node(answer.as_str().expect("an id")).await, Value::Null, "nor is an answer to it");
    }
}
