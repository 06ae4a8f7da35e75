//! Attacks on the sanitiser: nothing executable comes out of any of them, and what comes out is a fixed point.

use proptest::prelude::*;

use super::*;

/// The ways in that browsers were once open to, written by us after the classes that are known.
const ATTACKS: &[&str] = &[
    "<script>alert(1)</script>",
    "<SCRIPT SRC=//evil.com/x.js></SCRIPT>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<script/x>alert(1)</script >",
    "<<script>alert(1);//<</script>",
    "<img src=x onerror=alert(1)>",
    "<img/src='x'/onerror=alert(1)>",
    "<img src=\"x` `<script>alert(1)</script>\"` `>",
    "<img \"\"\"><script>alert(1)</script>\"\\>",
    "<body onload=alert(1)>",
    "<svg/onload=alert(1)>",
    "<svg><script>alert&#40;1)</script></svg>",
    "<svg><a xlink:href=javascript:alert(1)><text y=1em>x</text></a></svg>",
    "<svg><animate onbegin=alert(1) attributeName=x>",
    "<svg></p><style><a id=\"</style><img src=1 onerror=alert(1)>\">",
    "<svg><style><img src=x onerror=alert(1)></style></svg>",
    "<svg><title><style><img src=x onerror=alert(1)></style></title></svg>",
    "<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=1 onerror=alert(1)&gt;\">",
    "<math><mtext><h1><a><h6></a></h6><mglyph><svg><mtext><style><a title=\"</style><img src onerror=alert(1)>\"></style></h1>",
    "<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
    "<math><annotation-xml encoding=text/html><style><img src=x onerror=alert(1)></style></annotation-xml></math>",
    "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">",
    "<noembed><img src=\"</noembed><img src=x onerror=alert(1)>\">",
    "<xmp><p title=\"</xmp><svg/onload=alert(1)>\">",
    "<textarea><img title=\"</textarea><img src=x onerror=alert(1)>\"></textarea>",
    "<title><a title=\"</title><img src=x onerror=alert(1)>\">",
    "<template><script>alert(1)</script></template>",
    "<select><template><img src=x onerror=alert(1)></template></select>",
    "<select><iframe></select><img src=x onerror=alert(1)></iframe>",
    "<plaintext><img src=x onerror=alert(1)>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<iframe src=javascript:alert(1)>",
    "<object data=javascript:alert(1)></object><embed src=javascript:alert(1)>",
    "<a href=javascript:alert(1)>x</a>",
    "<a href=' javascript:alert(1)'>x</a>",
    "<a href='java\nscript:alert(1)'>x</a>",
    "<a href='java&Tab;script:alert(1)'>x</a>",
    "<a href='javascript&colon;alert(1)'>x</a>",
    "<a href='&#x6a;avascript:alert(1)'>x</a>",
    "<a href='\u{1}javascript:alert(1)'>x</a>",
    "<a href=data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==>x</a>",
    "<a href=\"https://a.es/\" onclick=\"alert(1)\" onclick=x>x</a>",
    "<a href='https://a.es/\"onmouseover=alert(1) x'>x</a>",
    "<a href=\"https://a.es/&quot; onmouseover=alert(1) x=&quot;\">x</a>",
    "<a href='https://a.es/'><a href='javascript:alert(1)'>x</a></a>",
    "<a href='https://a.es/'><table><td><a href='https://b.es/'>x</table>y",
    "<b><p><b><p><table><b></table></b>",
    "<p><a href=https://a.es><table><tr><a href=https://b.es><td>x</a></table>",
    "<div style='background:url(javascript:alert(1))'>x</div>",
    "<style>@import 'javascript:alert(1)';</style>",
    "<link rel=stylesheet href=javascript:alert(1)><base href=javascript:/>",
    "<meta http-equiv=refresh content='0;url=javascript:alert(1)'>",
    "<!--><script>alert(1)</script>-->",
    "<!-- --!><script>alert(1)</script>",
    "<![CDATA[><script>alert(1)</script>]]>",
    "<?xml><script>alert(1)</script>?>",
    "<p title='--><script>alert(1)</script>'>",
    "</<script>alert(1)</script>",
    "<a<script>alert(1)</script>",
    "<input autofocus onfocus=alert(1)><details open ontoggle=alert(1)><marquee onstart=alert(1)>",
    "<isindex action=javascript:alert(1)><button formaction=javascript:alert(1)>",
    "<video><source onerror=alert(1)></video><audio src=x onerror=alert(1)>",
    "<sup id=fn-1><div id=fn-1 class='footnote-definition' onclick=alert(1)>",
    "<span class='host'><script>alert(1)</script></span>",
    "<span class='host' style=x>(a.es)</span><span class=host>(<b>a.es)",
    "<code class='language-x\" onclick=alert(1)'>x</code>",
    "<pre>\n\n\n\n\n\n\n\n\n\n\n\n<b>\n</pre>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&am<b></b>p;lt;script>",
    "\u{0}<scr\u{0}ipt>alert(1)</scr\u{0}ipt>",
    "[x](javascript:alert(1)) [y]( java\tscript:alert(1)) <javascript:alert(1)>",
    "[x]: javascript:alert(1)\n\n[x]",
    "![x\"onerror=alert(1)](x)",
    "[x](https://a.es/\"onclick=alert(1) \"t\" onclick=alert(1))",
    "[^\"onclick=alert(1)]\n\n[^\"onclick=alert(1)]: x",
    "```\"onclick=alert(1)\nx\n```",
];

/// Checks every tag of finished HTML against the list of what may be there, written a second time here.
fn assert_tags_harmless(html: &str) {
    let mut rest = html;
    while let Some((_, after)) = rest.split_once('<') {
        let (tag, tail) = after
            .split_once('>')
            .unwrap_or_else(|| panic!("open tag in {html}"));
        rest = tail;
        if let Some(name) = tag.strip_prefix('/') {
            assert!(
                name.bytes()
                    .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit()),
                "{html}"
            );
            continue;
        }
        let (name, mut attributes) = tag.split_once(' ').unwrap_or((tag, ""));
        let names = "p br hr h2 h3 h4 ul ol li blockquote em strong del code pre a table thead tbody tr td th sup div span";
        assert!(
            names.split(' ').any(|allowed| allowed == name),
            "{name} in {html}"
        );
        while let Some((attribute, after)) = attributes.split_once("=\"") {
            let (value, after) = after
                .split_once('"')
                .unwrap_or_else(|| panic!("open value in {html}"));
            attributes = after.trim_start();
            let allowed = match attribute {
                "href" => ["https://", "http://", "#fn-", "#fnref-"]
                    .iter()
                    .any(|start| value.starts_with(start)),
                "rel" => value == "nofollow ugc noopener noreferrer",
                "class" => {
                    matches!(value, "host" | "footnote-definition")
                        || value.starts_with("language-")
                }
                "id" => value.starts_with("fn-") || value.starts_with("fnref-"),
                "align" => matches!(value, "left" | "center" | "right"),
                "start" => value.bytes().all(|byte| byte.is_ascii_digit()),
                _ => false,
            };
            assert!(allowed, "{attribute}={value} in {html}");
        }
        assert_eq!(attributes, "", "{html}");
        if name == "a" && tag.contains("href=\"http") {
            assert!(
                tag.contains(" rel=\"nofollow ugc noopener noreferrer\""),
                "{html}"
            );
        }
    }
}

/// Checks finished HTML by hand, and as another parser reads it.
fn assert_harmless(html: &str) {
    assert_tags_harmless(html);
    assert_eq!(second_look::harm_in(html), None, "{html}");
}

/// Sanitises, if the text is not refused, and checks what comes out.
fn assert_safe(text: &str) {
    if let Ok(html) = sanitise(text) {
        assert_harmless(html.as_str());
        assert_eq!(sanitise(html.as_str()).as_ref(), Ok(&html), "{text}");
    }
    if let Ok(rendered) = render(text) {
        assert_harmless(rendered.html.as_str());
        assert_eq!(
            sanitise(rendered.html.as_str()).as_ref(),
            Ok(&rendered.html),
            "{text}"
        );
    }
}

#[test]
fn no_known_attack_comes_through_and_none_is_unreadable() {
    for attack in ATTACKS {
        assert_safe(attack);
        assert!(sanitise(attack).is_ok(), "{attack}");
        assert!(render(attack).is_ok(), "{attack}");
    }
}

#[test]
fn no_two_known_attacks_together_come_through() {
    for first in ATTACKS {
        for second in ATTACKS {
            assert_safe(&format!("{first}{second}"));
        }
    }
}

/// Pieces that parsers quarrel about.
fn piece() -> impl Strategy<Value = String> {
    let names = "p br hr h1 h2 h6 ul ol li blockquote em i b strong del code pre a table thead tbody tfoot tr td th \
                 caption colgroup sup div span section svg math mtext mglyph style script template title textarea \
                 select option form noscript iframe annotation-xml foreignObject desc font nobr button dd dt body";
    let name = prop::sample::select(names.split_whitespace().collect::<Vec<_>>());
    let attribute = prop::sample::select(vec![
        "",
        " href=https://a.es",
        " href='https://b.es/?a=1&b=2'",
        " href=javascript:x",
        " class=host",
        " class=\"host\"",
        " class=footnote-definition id=fn-1",
        " id=fnref-2",
        " class=language-c",
        " title='</style><img src=x onerror=x>'",
        " onclick=x",
        " style=\"text-align: left\"",
        " start=3",
        " alt='x < y'",
        " color=red",
    ]);
    let text = prop::sample::select(vec![
        "x",
        " ",
        "\n",
        "\n\n",
        "a.es",
        "(a.es)",
        "&lt;",
        "&amp;lt;",
        "&#60;",
        "&",
        "<",
        ">",
        "\"",
        "'",
        "<!--",
        "-->",
        "]]>",
        "*",
        "_",
        "`",
        "[x](https://c.es)",
        "![y](z)",
        "> ",
        "- ",
        "1. ",
        "|a|\n|-|\n",
        "\u{0}",
        "\r",
        "\u{202e}",
        "ñ",
    ]);
    prop_oneof![
        4 => (name.clone(), attribute).prop_map(|(name, attribute)| format!("<{name}{attribute}>")),
        3 => name.prop_map(|name| format!("</{name}>")),
        3 => text.prop_map(str::to_owned),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    #[test]
    fn any_text_comes_out_harmless_and_stays_as_it_is(text in any::<String>()) {
        assert_safe(&text);
    }

    #[test]
    fn any_soup_of_tags_comes_out_harmless_and_stays_as_it_is(pieces in prop::collection::vec(piece(), 0..40)) {
        assert_safe(&pieces.concat());
    }

    #[test]
    fn hardly_any_soup_of_tags_is_refused_for_contradictions(pieces in prop::collection::vec(piece(), 0..12)) {
        prop_assert_ne!(sanitise(&pieces.concat()), Err(RenderError::Unstable));
    }
}
