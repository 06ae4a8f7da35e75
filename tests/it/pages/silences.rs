//! A correspondent who does not want to see what another one says, by the pages.

use axum::http::StatusCode;
use tests::stories;

stories! {
    async fn somebody_keeps_another_one_away_and_hears_them_again(world) {
        let (faro, norte) = (world.group("Faro").await, world.group("Norte").await);
        let (mia, leo, ann) = (world.correspondent("mia", &faro).await, world.correspondent("leo", &norte).await, world.moderator("ann").await);
        let (_, slug) = mia.publishes("Mi mar", "Hay olas.", &ann).await;
        let post = mia.post(&slug).await;
        leo.says(&post["id"], "Qué tontería de mar.").await;
        ann.publishes_comment().await;
        mia.says(&post["id"], "Gracias por leer.").await;
        ann.publishes_comment().await;
        let mut mia = mia.visits();
        mia.goes(&format!("/p/{slug}")).await;
        assert!(mia.reads().contains("Qué tontería"), "{}", mia.reads());
        let leads = mia.attributes("a[href^='/mesa/silencios']", "href");
        assert_eq!(leads.len(), 1, "one's own words are not kept away: {leads:?}");
        mia.goes(&leads[0]).await;
        assert!(mia.reads().contains("Qué prefieres con leo del Mar"), "{}", mia.reads());
        assert!(mia.attributes("input[name=silence][checked]", "value").is_empty(), "nothing is chosen for her");
        mia.sends("/mesa/silencios", &[("silence", "BLOCKED")]).await;
        assert_eq!((mia.at(), mia.page().status), ("/mesa/silencios?hecho=guardado", StatusCode::OK), "{}", mia.reads());
        assert!(mia.reads().contains("leo del Mar No los ves, y quien revisa sabe que no quieres que te escriba."), "{}", mia.reads());
        mia.goes(&format!("/p/{slug}")).await;
        assert!(!mia.reads().contains("Qué tontería"), "{}", mia.reads());
        let mut leo = leo.visits();
        leo.goes(&format!("/p/{slug}")).await;
        assert!(leo.reads().contains("Qué tontería"), "who is kept away is not told");
        mia.goes("/mesa/comentarios").await;
        assert_eq!(mia.attributes("a[href='/mesa/silencios']", "href").len(), 1);
        mia.goes("/mesa/silencios").await;
        mia.sends("/mesa/silencios", &[]).await;
        assert_eq!(mia.at(), "/mesa/silencios?hecho=otra-vez", "{}", mia.reads());
        assert!(mia.reads().contains("ves los comentarios de todo el mundo"), "{}", mia.reads());
        mia.goes(&format!("/p/{slug}")).await;
        assert!(mia.reads().contains("Qué tontería"), "{}", mia.reads());
    }

    async fn nobody_is_meant_where_nobody_is_named_and_signed_out_leads_to_signing_in(world) {
        let faro = world.group("Faro").await;
        let mia = world.correspondent("mia", &faro).await;
        let mut mia = mia.visits();
        for address in ["/mesa/silencios", "/mesa/silencios?c=nada"] {
            mia.goes(address).await;
            assert_eq!(mia.page().status, StatusCode::OK);
            assert!(mia.attributes("input[name=correspondent]", "value").is_empty(), "{address}");
        }
        let mut out = tests::Visitor::new(world);
        out.goes("/mesa/silencios?c=algo").await;
        assert_eq!(out.at(), "/entrar?a=%2Fmesa%2Fsilencios%3Fc%3Dalgo");
    }
}
