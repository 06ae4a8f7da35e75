//! Feeds and what search engines are told: well formed, and without a text that is to go when it is taken down.

use roxmltree::Document;
use serde_json::Value;
use tests::stories;

use super::panel;

stories! {
    async fn programs_read_what_is_new_without_keeping_texts(world) {
        let (mia, ann, faro) = panel(world).await;
        let (_, slug) = mia.publishes("Gatos & <perros>", "El cuerpo no viaja.", &ann).await;
        for (address, page) in [("/feed.atom", "https://altavoz.test/"), ("/en/feed.atom", "https://altavoz.test/en"), (&format!("{faro}/feed.atom"), &format!("https://altavoz.test{faro}"))] {
            let feed = world.reader().sees(address).await;
            assert_eq!(feed.header("content-type"), "application/atom+xml; charset=utf-8");
            assert!(!feed.html.contains("no viaja"), "{}", feed.html);
            let read = Document::parse(&feed.html).expect("XML");
            let texts = |name: &str| read.descendants().filter(|it| it.has_tag_name(("http://www.w3.org/2005/Atom", name))).filter_map(|it| it.text()).collect::<Vec<_>>();
            assert_eq!(texts("id"), [page, &format!("https://altavoz.test/p/{slug}")]);
            assert_eq!(texts("title").last(), Some(&"Gatos & <perros>"));
            assert_eq!(texts("updated"), ["2026-11-04T00:00:00Z"; 2]);
            assert_eq!(texts("name"), ["mia del Mar"]);
        }
        let feed = world.reader().sees("/feed.json").await;
        let read: Value = serde_json::from_str(&feed.html).expect("JSON");
        assert_eq!((&read["version"], &read["items"][0]["title"], &read["items"][0]["authors"][0]["name"]),
            (&Value::from("https://jsonfeed.org/version/1.1"), &Value::from("Gatos & <perros>"), &Value::from("mia del Mar")));
        assert!(!feed.html.contains("no viaja"));
        for address in ["/temas/nada/feed.atom", "/grupos/nada/feed.json"] {
            assert_eq!(world.reader().sees(address).await.status, 404);
        }
    }

    async fn search_engines_are_told_of_public_pages_in_each_language(world) {
        let (mia, ann, faro) = panel(world).await;
        let (_, slug) = mia.publishes("Uno", "Texto.", &ann).await;
        let map = world.reader().sees("/sitemap.xml").await.html;
        let read = Document::parse(&map).expect("XML");
        let places: Vec<&str> = read.descendants().filter(|it| it.tag_name().name() == "loc").filter_map(|it| it.text()).collect();
        for path in ["/", "/eu", "/temas", &format!("/ca{faro}"), &format!("/p/{slug}"), &format!("/en/p/{slug}")] {
            assert!(places.contains(&format!("https://altavoz.test{path}").as_str()), "{path} in {places:?}");
        }
    }
}
