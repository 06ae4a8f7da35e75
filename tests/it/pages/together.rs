//! Writing together and saying something, by pages: inviting, giving one's word, commenting and answering.

use axum::http::StatusCode;
use tests::{Person, World, stories};

/// Mia and Leo of Faro, and Ann who reads.
async fn panel(world: &World) -> (Person<'_>, Person<'_>, Person<'_>) {
    let faro = world.group("Faro").await;
    (
        world.correspondent("mia", &faro).await,
        world.correspondent("leo", &faro).await,
        world.moderator("ann").await,
    )
}

stories! {
    async fn one_writes_the_other_gives_their_word_and_both_sign(world) {
        let (mia, leo, ann) = panel(world).await;
        let draft = mia.starts("Nuestra calle", "Hay farolas.").await;
        let here = format!("/mesa/{}/juntos", draft.id);
        let (mut mia, mut leo) = (mia.visits(), leo.visits());
        mia.goes(&format!("/mesa/{}", draft.id)).await;
        assert_eq!(mia.attributes(&format!("a[href='{here}']"), "href").len(), 1, "{}", mia.reads());
        mia.goes(&here).await;
        mia.sends(&format!("/mesa/{}/invitar", draft.id), &[]).await;
        assert!(mia.at().ends_with("?hecho=invitada") && mia.reads().contains("Todavía no ha respondido."), "{}", mia.reads());
        leo.goes("/mesa").await;
        assert!(leo.reads().contains("mia del Mar quiere escribir contigo."), "{}", leo.reads());
        leo.sends("/mesa/invitacion", &[("do", "yes")]).await;
        assert_eq!(leo.at(), "/mesa?hecho=juntos", "{}", leo.reads());
        mia.goes(&format!("/mesa/{}", draft.id)).await;
        mia.sends(&format!("/mesa/{}", draft.id), &[("do", "send")]).await;
        assert!(mia.at().starts_with("/mesa?hecho="), "{}", mia.reads());
        assert!(ann.queue().await.expect("a queue").is_empty(), "not before everybody agrees");
        leo.goes("/mesa").await;
        assert_eq!(leo.attributes(&format!("main a.btn[href='{here}']"), "href").len(), 1, "{}", leo.reads());
        // What happened leads there too.
        leo.goes("/novedades").await;
        let leads = leo.attributes("main .list a", "href");
        assert!(leads.contains(&here), "{leads:?}");
        leo.goes(&here).await;
        assert!(leo.reads().contains("Hay farolas.") && leo.attributes("button[name=do]", "value") == ["yes", "no"], "{}", leo.reads());
        leo.sends(&format!("/mesa/{}/palabra", draft.id), &[("do", "yes")]).await;
        assert!(leo.at().ends_with("?hecho=palabra"), "{}", leo.reads());
        let slug = ann.publishes_next().await;
        let page = world.reader().sees(&format!("/p/{slug}")).await;
        assert!(page.html.contains("mia del Mar") && page.html.contains("leo del Mar"));
    }

    async fn who_says_no_keeps_it_back_and_who_leaves_signs_no_more(world) {
        let (mia_again, leo, ann) = panel(world).await;
        let draft = mia_again.starts("Nuestra calle", "Hay farolas.").await;
        let here = format!("/mesa/{}/juntos", draft.id);
        let (mut mia, mut leo) = (mia_again.visits(), leo.visits());
        mia.goes(&here).await;
        mia.sends(&format!("/mesa/{}/invitar", draft.id), &[]).await;
        leo.goes("/mesa").await;
        leo.sends("/mesa/invitacion", &[("do", "yes")]).await;
        mia.goes(&format!("/mesa/{}", draft.id)).await;
        mia.sends(&format!("/mesa/{}", draft.id), &[("do", "send")]).await;
        leo.goes(&here).await;
        leo.sends(&format!("/mesa/{}/palabra", draft.id), &[("do", "no")]).await;
        assert!(leo.at().ends_with("?hecho=palabra"), "{}", leo.reads());
        assert!(ann.queue().await.expect("a queue").is_empty());
        leo.goes(&here).await;
        assert!(leo.reads().contains("no cambia quién la firma"), "{}", leo.reads());
        // Before anything is sent, whoever was asked leaves.
        let other = mia_again.starts("Otra calle", "Sin farolas.").await;
        let here = format!("/mesa/{}/juntos", other.id);
        mia.goes(&here).await;
        mia.sends(&format!("/mesa/{}/invitar", other.id), &[]).await;
        leo.goes("/mesa").await;
        leo.sends("/mesa/invitacion", &[("do", "yes")]).await;
        leo.goes(&here).await;
        leo.sends(&format!("/mesa/{}/separar", other.id), &[]).await;
        assert_eq!(leo.at(), "/mesa?hecho=dejada", "{}", leo.reads());
        assert_eq!(leo.goes(&here).await.status, StatusCode::NOT_FOUND);
    }

    async fn a_comment_is_looked_through_once_and_read_by_an_adult(world) {
        let (mia, leo, ann) = panel(world).await;
        let (_, slug) = mia.publishes("Mi calle", "Hay farolas.", &ann).await;
        let here = format!("/p/{slug}/comentar");
        let mut leo = leo.visits();
        leo.goes(&format!("/p/{slug}")).await;
        assert_eq!(leo.attributes(&format!("a.btn[href='{here}']"), "href").len(), 1, "{}", leo.reads());
        leo.goes(&here).await;
        leo.sends(&here, &[("text", "Llámame al 612 345 678 y vemos.")]).await;
        assert_eq!(leo.page().status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(leo.reads().contains("Un número de teléfono") && leo.text_of("textarea").as_deref() == Some("Llámame al 612 345 678 y vemos."), "{}", leo.reads());
        assert!(ann.takes_next().await.is_none(), "nothing is sent unseen");
        leo.sends(&here, &[("text", "En la mía también hay.")]).await;
        assert_eq!(leo.at(), "/mesa/comentarios?hecho=enviado", "{}", leo.reads());
        assert!(leo.reads().contains("En la mía también hay.") && leo.reads().contains("En la fila"), "{}", leo.reads());
        assert!(!world.reader().sees(&format!("/p/{slug}")).await.html.contains("En la mía"), "not before an adult read it");
        // Adults ask for a change; it is made and sent again.
        let review = ann.takes_next().await.expect("what was sent");
        ann.asks_for_changes(&review, "Cuéntanos algo más.").await;
        leo.goes("/novedades").await;
        for at in leo.attributes("main .list a", "href") {
            assert_eq!(leo.goes(&at).await.status, StatusCode::OK, "{at}");
        }
        let change = leo.attributes("main a.btn[href^='/mesa/comentarios/']", "href").concat();
        leo.goes(&change).await;
        assert_eq!(leo.text_of("textarea").as_deref().map(str::trim), Some("En la mía también hay."));
        leo.sends(&change, &[("text", "En la mía también hay, y dan calor.")]).await;
        assert_eq!(leo.at(), "/mesa/comentarios?hecho=enviado", "{}", leo.reads());
        ann.publishes_comment().await;
        leo.goes("/mesa/comentarios").await;
        assert!(leo.reads().contains("Publicada") && leo.reads().contains("y dan calor."), "{}", leo.reads());
        leo.goes("/novedades").await;
        for at in leo.attributes("main .list a", "href") {
            assert_eq!(leo.goes(&at).await.status, StatusCode::OK, "{at}");
        }
        // Whoever is signed out is led to signing in, and back.
        let mut out = tests::Visitor::new(world);
        out.goes(&here).await;
        assert!(out.at().starts_with("/entrar?a="), "{}", out.at());
        // Mia answers, with what she answers before her.
        let mut mia = mia.visits();
        mia.goes(&format!("/p/{slug}")).await;
        let answer = mia.attributes(".comment a.btn[href*='/comentar?']", "href").concat();
        mia.goes(&answer).await;
        assert!(mia.reads().contains("Responde a leo del Mar") && mia.reads().contains("En la mía también hay"), "{}", mia.reads());
        mia.sends(&here, &[("text", "¿En qué barrio, más o menos?")]).await;
        assert_eq!(mia.at(), "/mesa/comentarios?hecho=enviado", "{}", mia.reads());
        // A session that ended loses no words.
        mia.goes(&here).await;
        mia.forgets_session();
        mia.sends(&here, &[("text", "Se me olvidaba algo.")]).await;
        assert_eq!((mia.page().status, mia.text_of("textarea").as_deref()), (StatusCode::UNAUTHORIZED, Some("Se me olvidaba algo.")));
    }
}
