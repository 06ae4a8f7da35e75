//! What rendering keeps and what it takes out, construct by construct.

use insta::assert_snapshot;

use super::*;

/// The HTML of a text, and below it what was removed and where its links go.
fn shown(markdown: &str) -> String {
    let rendered = render(markdown).unwrap();
    assert_eq!(
        sanitise(rendered.html.as_str()).as_ref(),
        Ok(&rendered.html),
        "{markdown}"
    );
    let removed = rendered
        .removed
        .iter()
        .map(|Removed { kind, count }| format!("removed {count} {kind:?}"));
    let links = rendered
        .links
        .iter()
        .map(|Link { target, host }| format!("link {host} {target}"));
    let html = rendered.html.as_str().trim_end().to_owned();
    std::iter::once(html)
        .chain(removed)
        .chain(links)
        .collect::<Vec<_>>()
        .join("\n")
}

#[test]
fn paragraphs_breaks_and_emphasis_are_kept() {
    assert_snapshot!(shown("Hola *a* **todas** ~~y~~ `x < y`  \nadiós\n\n---\n"), @r##"
    <p>Hola <em>a</em> <strong>todas</strong> <del>y</del> <code>x &lt; y</code><br>
    adiós</p>
    <hr>
    "##);
}

#[test]
fn headings_are_of_the_second_to_fourth_level() {
    assert_snapshot!(shown("# a\n## b\n### c\n#### d\n##### e\n###### f\n"), @r##"
    <h2>a</h2>
    <h2>b</h2>
    <h3>c</h3>
    <h4>d</h4>
    <h4>e</h4>
    <h4>f</h4>
    "##);
}

#[test]
fn lists_keep_their_first_number() {
    assert_snapshot!(shown("3. a\n4. b\n   - c\n"), @r##"
    <ol start="3">
    <li>a</li>
    <li>b
    <ul>
    <li>c</li>
    </ul>
    </li>
    </ol>
    "##);
}

#[test]
fn quotes_and_code_are_kept() {
    assert_snapshot!(shown("> a\n\n```rust\n\nfn <b>\n```\n\n```C++ x\ny\n```\n"), @r##"
    <blockquote>
    <p>a</p>
    </blockquote>
    <pre><code class="language-rust">
    fn &lt;b&gt;
    </code></pre>
    <pre><code>y
    </code></pre>
    removed 1 Attribute
    "##);
}

#[test]
fn tables_keep_their_alignment() {
    assert_snapshot!(shown("|a|b|c|\n|-|:-:|-:|\n|1|2|3|\n"), @r##"
    <table><thead><tr><th>a</th><th align="center">b</th><th align="right">c</th></tr></thead><tbody>
    <tr><td>1</td><td align="center">2</td><td align="right">3</td></tr>
    </tbody></table>
    "##);
}

#[test]
fn footnotes_link_there_and_back() {
    assert_snapshot!(shown("Uno[^x] y dos[^y], otra vez[^x].\n\n[^x]: Nota.\n[^y]: Otra.\n[^z]: Sin llamada.\n"), @r##"
    <p>Uno<sup id="fnref-1"><a href="#fn-1">1</a></sup> y dos<sup id="fnref-2"><a href="#fn-2">2</a></sup>, otra vez<sup><a href="#fn-1">1</a></sup>.</p>
    <div class="footnote-definition" id="fn-1"><sup>1</sup>
    <p>Nota.</p>
    <a href="#fnref-1">↩</a></div>
    <div class="footnote-definition" id="fn-2"><sup>2</sup>
    <p>Otra.</p>
    <a href="#fnref-2">↩</a></div>
    <div class="footnote-definition" id="fn-3"><sup>3</sup>
    <p>Sin llamada.</p>
    </div>
    "##);
}

#[test]
fn a_link_shows_its_host_unless_its_text_does() {
    assert_snapshot!(shown("[la noticia](https://elpais.com/x), <https://elpais.com/y>, [elpais.com](https://evil.com/), [a](https://elpais.com/x)"), @r##"
    <p><a href="https://elpais.com/x" rel="nofollow ugc noopener noreferrer">la noticia</a> <span class="host">(elpais.com)</span>, <a href="https://elpais.com/y" rel="nofollow ugc noopener noreferrer">https://elpais.com/y</a>, <a href="https://evil.com/" rel="nofollow ugc noopener noreferrer">elpais.com</a> <span class="host">(evil.com)</span>, <a href="https://elpais.com/x" rel="nofollow ugc noopener noreferrer">a</a> <span class="host">(elpais.com)</span></p>
    link elpais.com https://elpais.com/x
    link elpais.com https://elpais.com/y
    link evil.com https://evil.com/
    "##);
}

#[test]
fn a_link_of_raw_html_shows_its_host_too() {
    assert_snapshot!(shown("<a href='https://elpais.com' target=_blank rel=opener>aquí</a> <span class=host>(nasa.gov)</span>. <span class=host>(nasa.gov)</span>"), @r##"
    <p><a href="https://elpais.com/" rel="nofollow ugc noopener noreferrer">aquí</a> <span class="host">(elpais.com)</span>. </p>
    removed 1 Attribute
    link elpais.com https://elpais.com/
    "##);
}

#[test]
fn a_host_is_shown_in_punycode() {
    assert_snapshot!(shown("[apple.com](https://аpple.com)"), @r##"
    <p><a href="https://xn--pple-43d.com/" rel="nofollow ugc noopener noreferrer">apple.com</a> <span class="host">(xn--pple-43d.com)</span></p>
    link xn--pple-43d.com https://xn--pple-43d.com/
    "##);
}

#[test]
fn a_forbidden_link_leaves_its_text() {
    let addresses = [
        "javascript:alert(1)",
        "data:text/html,x",
        "mailto:a@b.es",
        "tel:112",
        "//evil.com",
        "/x",
        "x.html",
        "#x",
        "https://bank.com@evil.com",
        "vbscript:x",
        "https://bit.ly/x",
    ];
    for address in addresses {
        for text in [
            format!("a [b](<{address}>) c"),
            format!("a <a href=\"{address}\">b</a> c"),
        ] {
            assert_eq!(shown(&text), "<p>a b c</p>\nremoved 1 Link", "{text}");
        }
    }
}

#[test]
fn a_picture_leaves_its_alternative_text() {
    assert_snapshot!(shown("![un *gato* <b>](https://a.es/x.png) <img src=x onerror=alert(1) alt='dos &lt;b> \"x'> ![](y.png)"), @r##"
    <p><em>[un gato &lt;b&gt;]</em> <em>[dos &lt;b&gt; "x]</em> </p>
    removed 3 Image
    "##);
}

#[test]
fn frames_films_scripts_and_styles_go() {
    assert_snapshot!(shown("a<iframe src=x>b</iframe><video controls>c</video><script>d</script><style>e</style><!-- f -->g\n\n<object data=x></object>\n"), @r##"
    <p>acg</p>
    removed 3 Media
    removed 2 Active
    removed 1 Comment
    "##);
}

#[test]
fn a_tag_that_is_never_closed_swallows_nothing() {
    assert_snapshot!(shown("La etiqueta <script> y la <style> y <!-- no <em>borran el resto."), @r##"
    <p>La etiqueta  y la  y &lt;!-- no <em>borran el resto.</em></p>
    removed 2 Active
    "##);
}

#[test]
fn other_tags_leave_their_text() {
    assert_snapshot!(shown("<font color=red>a</font> <u>b</u> <span style='x'>c</span> <button>d</button> <svg><text>e</text></svg> <b>f</b> <i>g</i> <s>h</s>"), @r##"
    <p>a b c d e <strong>f</strong> <em>g</em> <del>h</del></p>
    removed 6 Tag
    "##);
}

#[test]
fn divisions_become_paragraphs() {
    assert_snapshot!(shown("<div class=x>a <b>b</b></div><div><p>c</p>d</div>\n<ul><li><div>e</div><div>f</div></li></ul>"), @r##"
    <p>a <strong>b</strong></p><p>c</p><p>d</p>
    <ul><li>e f</li></ul>
    removed 4 Tag
    "##);
}

#[test]
fn attributes_go() {
    assert_snapshot!(shown("<p style=color:red onclick=x id=y class=z lang=es title=t>a</p><ol start=1e9 type=a><li value=3>b</ol>"), @r##"
    <p>a</p><ol><li>b</li></ol>
    removed 9 Attribute
    "##);
}

#[test]
fn ids_are_only_those_of_footnotes_and_each_is_there_once() {
    assert_snapshot!(shown("<sup id=fnref-1>a</sup><sup id=fnref-1>b</sup><sup id=location>c</sup>"), @r##"
    <p><sup id="fnref-1">a</sup><sup>b</sup><sup>c</sup></p>
    removed 2 Attribute
    "##);
}

#[test]
fn sloppy_html_is_put_in_order() {
    assert_snapshot!(shown("<ul><li>a<li>b</ul></em></p><table><tr><td>c<td>d</table><p>e<p>f"), @r##"
    <ul><li>a</li><li>b</li></ul><table><tbody><tr><td>c</td><td>d</td></tr></tbody></table><p>e</p><p>f</p>
    "##);
}

#[test]
fn characters_that_reorder_text_go() {
    assert_snapshot!(shown("a\u{202e}b\u{2066}c &#x202e;d\u{7}"), @r##"
    <p>abc d</p>
    removed 4 Control
    "##);
}

#[test]
fn words_are_those_that_a_reader_reads() {
    let rendered =
        render("# Uno\n\ndos, *tr*es [cuatro](https://a.es) - ![cinco](x)\n\n- seis\n- siete")
            .unwrap();
    assert_eq!(rendered.words, 7);
    assert_eq!(
        rendered.html.text(),
        "Uno\ndos, tres cuatro - [cinco]\nseis\nsiete"
    );
}

#[test]
fn too_long_a_text_is_refused() {
    assert!(render(&"a".repeat(MAX_MARKDOWN)).is_ok());
    assert_eq!(
        render(&"a".repeat(MAX_MARKDOWN + 1)),
        Err(RenderError::TooLarge {
            limit: MAX_MARKDOWN
        })
    );
    assert_eq!(
        sanitise(&"a".repeat(MAX_HTML + 1)),
        Err(RenderError::TooLarge { limit: MAX_HTML })
    );
    assert_eq!(
        render(&"<".repeat(MAX_MARKDOWN)),
        Err(RenderError::TooLarge { limit: MAX_HTML })
    );
}

#[test]
fn too_deep_a_text_is_refused() {
    let markdown = RenderError::TooDeep {
        limit: MAX_MARKDOWN_DEPTH,
    };
    assert!(render(&format!("{}x", "> ".repeat(MAX_MARKDOWN_DEPTH - 1))).is_ok());
    assert_eq!(
        render(&format!("{}x", "> ".repeat(MAX_MARKDOWN_DEPTH))),
        Err(markdown)
    );
    assert_eq!(render(&format!("{}x", "> ".repeat(5_000))), Err(markdown));
    let html = RenderError::TooDeep {
        limit: MAX_HTML_DEPTH,
    };
    for tag in [
        "<div>",
        "<blockquote>",
        "<ul><li>",
        "<b id=x>",
        "<table><tr><td>",
    ] {
        assert_eq!(sanitise(&tag.repeat(5_000)), Err(html), "{tag}");
        assert_eq!(
            render(&format!("{tag}\n\n").repeat(3_000)),
            Err(html),
            "{tag}"
        );
        assert_eq!(
            render(&format!("{tag}<script></div></script>").repeat(1_000)),
            Err(html),
            "{tag}"
        );
    }
}

#[test]
fn too_many_tags_are_refused() {
    assert_eq!(
        render(&"*a* ".repeat(MAX_TAGS + 1)),
        Err(RenderError::TooManyTags { limit: MAX_TAGS })
    );
}

#[test]
fn hard_texts_come_out_small() {
    let texts = [
        "[".repeat(15_000),
        "*a_ ".repeat(3_750),
        "![".repeat(7_500),
        "[a](".repeat(3_750),
        "<a b=\"<a b='\" c=".repeat(1_000),
        format!("<p {}>x", "a=b ".repeat(1_250)),
        "<a".repeat(7_500),
        "<!--".repeat(3_750),
        "<script>".repeat(2_000),
        "</p>".repeat(3_750),
        "<p>".repeat(2_250),
        "<li>".repeat(2_250),
        "&".repeat(12_500),
        "`".repeat(15_000),
    ];
    for text in texts {
        match render(&text) {
            Ok(rendered) => assert!(rendered.html.as_str().len() <= MAX_HTML),
            Err(
                RenderError::TooLarge { .. }
                | RenderError::TooDeep { .. }
                | RenderError::TooManyTags { .. },
            ) => {}
            Err(RenderError::Unstable) => panic!("{:?}", text.get(..20)),
        }
    }
}
