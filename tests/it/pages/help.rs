//! Help is first, and never moves.

use axum::http::StatusCode;
use chrono::TimeDelta;
use tests::stories;

/// The first four things on a page that the tab key reaches.
fn first_stops(html: &str) -> Vec<&str> {
    let body = html.split_once("<body>").expect("a body").1;
    let stops = body.split("<a ").skip(1).take(4);
    stops
        .map(|stop| stop.split_once("</a>").expect("a link").0)
        .collect()
}

stories! {
    async fn the_line_that_helps_is_among_the_first_four_stops_of_every_page(world) {
        for prefix in ["", "/ca", "/gl", "/eu", "/pt", "/en"] {
            for path in ["/temas", "/ayuda", "/como-leemos", "/setup"] {
                let page = world.reader().sees(&format!("{prefix}{path}")).await;
                assert_eq!(page.status, StatusCode::OK);
                let stops = first_stops(&page.html);
                assert!(stops.iter().any(|stop| stop.contains("href=\"tel:017\"")), "{prefix}{path}: {stops:?}");
                assert!(stops.iter().any(|stop| stop.contains(&format!("href=\"{prefix}/ayuda\""))), "{stops:?}");
            }
        }
    }

    async fn a_page_says_whether_somebody_answers_now_by_the_clocks_of_madrid(world) {
        // The story begins at 9:13 in Madrid.
        let strip = async || {
            let page = world.reader().sees("/como-leemos").await.html;
            let strip = page.split_once("<aside").expect("a strip").1;
            strip.split_once("</aside>").expect("its end").0.to_owned()
        };
        let mut clock = 9 * 3_600 + 13 * 60 + 20;
        for (hour, minute, second, said) in [
            (22, 59, 59, "Contestan ahora, hasta las 23:00."),
            (23, 0, 0, "Ahora no contestan. Vuelven el jueves a las 8:00."),
            (24, 30, 0, "Ahora no contestan. Vuelven hoy a las 8:00."),
            (31, 59, 59, "Ahora no contestan. Vuelven hoy a las 8:00."),
            (32, 0, 0, "Contestan ahora, hasta las 23:00."),
        ] {
            let then = hour * 3_600 + minute * 60 + second;
            world.passes(TimeDelta::seconds(then - clock));
            clock = then;
            let strip = strip().await;
            assert!(strip.contains(said), "{hour}:{minute}: {strip}");
        }
    }

    async fn whoever_looks_for_help_finds_numbers_and_leaves_no_trace(world) {
        let before = world.records().await;
        let page = world.reader().sees("/ayuda").await;
        for part in ["href=\"tel:017\"", "href=\"tel:116111\"", "href=\"tel:024\"", "href=\"tel:112\"", "No tienes que cargar con esto a solas", "Comprobado el", "id=\"molestan\"",
            "rel=\"noreferrer\">Salir rápido de esta página"] {
            assert!(page.html.contains(part), "{part} in {}", page.html);
        }
        assert_eq!((page.header("set-cookie"), page.header("referrer-policy")), ("", "same-origin"));
        let portugal = world.reader().sees("/pt/ayuda/pt").await.html;
        assert!(portugal.contains("href=\"tel:800219090\"") && !portugal.contains("tel:017") && !portugal.contains("024"), "{portugal}");
        let nowhere = world.reader().sees("/ayuda/zz").await;
        assert_eq!(nowhere.status, StatusCode::OK, "whoever asks hears of something: {}", nowhere.html);
        assert_eq!(world.records().await, before);
    }
}
