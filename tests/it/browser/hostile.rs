//! What hostile people write, sent by the form and approved as it is: in a browser nothing of it runs, asks for anything, or leaves the article.
//!
//! The texts below are ours. `HOSTILE=FOLDER ./test -E 'test(hostile)'` takes those of a folder too: files of one text a line, or of JSON with a `payload`.

use serde_json::{Value, json};
use tests::{Browser, Person, Visitor, World};

use super::{end, is_ours_alone, world_and_browser};

/// How many bytes of hostile texts a post holds.
const IN_A_POST: usize = 6_000;

/// Ways to run something, to load something, to break out, and to cover the page.
const OURS: [&str; 26] = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(2)>",
    "<svg/onload=alert(3)>",
    "<a href=\"javascript:alert(4)\">uno</a>",
    "[dos](javascript:alert(5))",
    "[tres](JaVaScRiPt&colon;alert(6))",
    "![cuatro](javascript:alert(7))",
    "![cinco](http://evil.example/pixel.png)",
    "[seis](data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==)",
    "<iframe srcdoc=\"<script>parent.alert(8)</script>\"></iframe>",
    "<style>body{display:none}</style>",
    "<p style=\"position:fixed;inset:0;background:red\">tapado</p>",
    "</div></article></main><h1>fuera</h1>",
    "<link rel=stylesheet href=http://evil.example/x.css>",
    "<meta http-equiv=refresh content=\"0;url=http://evil.example/\">",
    "<base href=\"http://evil.example/\">",
    "<form action=\"http://evil.example/\"><input name=q autofocus onfocus=alert(9)></form>",
    "<object data=\"http://evil.example/x.swf\"></object>",
    "<math><mtext></mtext><mglyph><style><img src=x onerror=alert(10)></style></mglyph></math>",
    "<noscript><p title=\"</noscript><img src=x onerror=alert(11)>\">",
    "<details open ontoggle=alert(12)>siete</details>",
    "<video><source onerror=alert(13)></video>",
    "<a href=\"https://example.org\" target=_self rel=\"\" onclick=\"alert(14)\">ocho</a>",
    "<!--><img src=x onerror=alert(15)>-->",
    "`<script>alert(16)</script>`\n\n    <script>alert(17)</script>",
    "[nueve]: javascript:alert(18)\n\n[diez][nueve] <https://example.org/\"onmouseover=\"alert(19)>",
];

/// The texts of a folder that somebody names; nothing where nobody does.
fn theirs() -> Vec<String> {
    let Some(folder) = std::env::var_os("HOSTILE") else {
        return vec![];
    };
    let mut texts = vec![];
    for entry in std::fs::read_dir(folder).expect("a folder of hostile texts") {
        let path = entry.expect("a file").path();
        let bytes = std::fs::read(&path).expect("its bytes");
        for line in String::from_utf8_lossy(&bytes).lines() {
            let payload = serde_json::from_str::<Value>(line).ok();
            let payload = payload.and_then(|it| it["payload"].as_str().map(str::to_owned));
            texts.push(payload.unwrap_or_else(|| line.to_owned()));
        }
    }
    texts
}

/// Posts' worth of texts, a blank line between two.
fn bodies() -> Vec<Vec<String>> {
    let ours = OURS.iter().map(|text| (*text).to_owned());
    let mut bodies: Vec<Vec<String>> = vec![vec![]];
    let mut size = 0;
    for text in ours.chain(theirs()) {
        if size + text.len() > IN_A_POST {
            bodies.push(vec![]);
            size = 0;
        }
        size += text.len() + 2;
        bodies.last_mut().expect("a body").push(text);
    }
    bodies
}

/// Sends texts by the form; those that can't be a post together are sent in halves, and one that can't be by itself is none.
async fn sends(page: &mut Visitor<'_>, texts: &[String]) -> usize {
    let mut left = vec![texts.to_vec()];
    let mut sent = 0;
    while let Some(texts) = left.pop() {
        page.goes("/mesa/nueva").await;
        let body = texts.join("\n\n");
        let title = format!("<b onmouseover=alert(1)>{}</b>", texts.len());
        let fields = [
            ("title", title.as_str()),
            ("summary", "\"><script>alert(1)</script>"),
            ("body", body.as_str()),
            ("do", "send"),
        ];
        page.sends("/mesa/nueva", &fields).await;
        // What was found and not yet seen is sent with a second press.
        if page.page().status.is_client_error() {
            let here = page.attributes("form[data-editor]", "action").concat();
            if here != "/mesa/nueva" {
                page.sends(&here, &[("do", "send")]).await;
            }
        }
        if page.at() == "/mesa?hecho=enviada" {
            sent += 1;
        } else if texts.len() > 1 {
            let (one, other) = texts.split_at(texts.len() / 2);
            left.extend([one.to_vec(), other.to_vec()]);
        }
    }
    sent
}

/// Approves whatever is next, by as many adults as it takes; gives the address.
async fn publishes(adults: [&Person<'_>; 2]) -> String {
    for adult in adults {
        let review = adult.takes_next().await.expect("something that waits");
        let given = adult.approves(&review).await;
        if given["outcome"] == "PUBLISHED" {
            return given["post"]["slug"].as_str().expect("a slug").to_owned();
        }
    }
    panic!("two adults publish");
}

/// Nothing of what was written does anything on the page that is open.
async fn is_harmless(browser: &Browser, what: &str) {
    assert!(
        browser.client().get_alert_text().await.is_err(),
        "{what}: a dialog"
    );
    let found = browser
        .runs(
            "const prose = document.querySelector('article .prose'), box = prose.getBoundingClientRect();
             const all = [...prose.querySelectorAll('*')];
             const bad = all.filter((it) => {
               const own = it.getBoundingClientRect();
               return it.matches('script, style, iframe, object, embed, form, input, img, svg, video, audio, link, meta, base')
                 || [...it.attributes].some((attribute) => attribute.name.startsWith('on') || attribute.name === 'style' || attribute.name === 'id')
                 || (it.href !== undefined && !/^(https?:|mailto:)/.test(it.href))
                 || ['fixed', 'absolute', 'sticky'].includes(getComputedStyle(it).position)
                 || own.left < box.left - 1 || own.top < box.top - 1 || own.bottom > box.bottom + 1;
             });
             return { bad: bad.map((it) => it.outerHTML.slice(0, 200)), beside: prose.nextElementSibling?.id, foot: document.body.lastElementChild.matches('footer.foot'),
                      h1: document.querySelectorAll('h1').length, scripts: document.scripts.length, over: document.documentElement.scrollWidth - document.documentElement.clientWidth }",
            vec![],
        )
        .await;
    let sound =
        json!({ "bad": [], "beside": "como", "foot": true, "h1": 1, "scripts": 0, "over": 0 });
    assert_eq!(found, sound, "{what}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_hostile_that_is_published_does_anything() {
    let Some(both) = world_and_browser().await else {
        return;
    };
    let (world, browser): (&World, &Browser) = (&both.0, &both.1);
    let faro = world.group("Faro").await;
    let mia = world.correspondent("mia", &faro).await;
    let (ann, ben) = (world.moderator("ann").await, world.moderator("ben").await);
    let mut page = mia.visits();
    let mut seen = 0;
    for texts in bodies() {
        for _ in 0..sends(&mut page, &texts).await {
            let slug = publishes([&ann, &ben]).await;
            let at = format!("/p/{slug}");
            browser.goes(&at).await;
            is_harmless(browser, &at).await;
            is_ours_alone(browser, &at).await;
            seen += 1;
        }
    }
    assert!(seen > 0, "something was published");
    // Lists, feeds and an author's desk show the same titles.
    for at in ["/".to_owned(), format!("/grupos/{}", faro.slug.as_str())] {
        browser.goes(&at).await;
        is_ours_alone(browser, &at).await;
        assert!(browser.client().get_alert_text().await.is_err(), "{at}");
    }
    end(both).await;
}
