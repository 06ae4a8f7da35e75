//! Every shape of front matter that sites were found to have, and that nothing can break the reader.

use proptest::prelude::*;

use super::*;

fn title_and_body(text: &str) -> (Option<String>, String) {
    let document = split(text).unwrap();
    (document.fields.text(&["title"]), document.body.to_owned())
}

#[test]
fn every_shape_gives_the_same_title_and_leaves_the_text_as_it_is() {
    for text in [
        "---\ntitle: Mi barrio\ntags: [a, b]\n---\nHola.\n",
        "---\r\ntitle: \"Mi barrio\"\r\n---\r\nHola.\n",
        "\u{feff}---\ntitle: >\n  Mi\n  barrio\n...\nHola.\n",
        "+++\ntitle = 'Mi barrio'\ndate = 2024-01-02\n+++\nHola.\n",
        "<!--\ntitle: Mi barrio\n-->Hola.\n",
    ] {
        let expected = (Some("Mi barrio".to_owned()), "Hola.\n".to_owned());
        assert_eq!(title_and_body(text), expected, "{text:?}");
    }
    for text in [
        "Title: Mi barrio\nDate: 2013-08-23 08:45\n\nHola.\n",
        "---\ntitle: Mi barrio\ntags: a, b\n\nHola.\n",
        // a rule much further down is no end of a header
        "---\ntitle: Mi barrio: sí\nslug: x\n\nHola.\n\n---\n\nAdiós.\n",
    ] {
        let (title, body) = title_and_body(text);
        assert!(
            title.is_some_and(|title| title.starts_with("Mi barrio")),
            "{text:?}"
        );
        assert!(body.starts_with("\nHola.\n"), "{body:?}");
    }
}

#[test]
fn a_text_without_front_matter_is_all_text() {
    for text in [
        "",
        "\n\n",
        "Hola.\n",
        "# Mi barrio\n\nHola.\n",
        "Nota: esto no es una cabecera.\n\nHola.\n",
        "---\n\nHola.\n\n---\n\nAdiós.\n",
        "---\nHola.\n",
        "+++\nHola.\n",
        "<!-- un comentario -->\n\nHola.\n",
        "<!-- sin fin\n\nHola.\n",
        "12:30 en la plaza\n\nHola.\n",
    ] {
        assert_eq!(title_and_body(text), (None, text.to_owned()), "{text:?}");
    }
    assert_eq!(
        title_and_body("---\n---\nHola."),
        (None, "Hola.".to_owned())
    );
}

#[test]
fn front_matter_that_is_almost_yaml_is_understood() {
    let text =
        "---\ntitle: Internet: luces y sombras\ntags:\n- uno\n- dos\nauthor: 'Ana'\n---\nHola.";
    let document = split(text).unwrap();
    let title = document.fields.text(&["title"]);
    assert_eq!(title.as_deref(), Some("Internet: luces y sombras"));
    assert_eq!(document.fields.list(&["tags"]), ["uno", "dos"]);
    assert_eq!(document.body, "Hola.");
}

#[test]
fn front_matter_that_can_not_be_read_is_told_by_its_line() {
    let text = "---\ntitle: Hola\nlist: [1, 2\nother\n---\nHola.";
    let told = split(text).unwrap_err();
    assert_eq!(told.language, "YAML");
    assert!(told.line.is_some());
    let told = split("+++\ntitle = 'Hola'\nother\n+++\nHola.").unwrap_err();
    assert_eq!((told.language, told.line), ("TOML", Some(3)));
}

#[test]
fn lists_are_read_from_lists_and_from_texts_with_commas_each_item_once() {
    let text = "---\ntags: github, numpy\ncategories: [numpy, 2020, true, {a: 1}]\nempty:\n---\n";
    let fields = split(text).unwrap().fields;
    let names = ["tags", "categories", "empty", "missing"];
    assert_eq!(fields.list(&names), ["github", "numpy", "2020", "true"]);
    assert_eq!(
        fields.text(&["missing", "empty", "tags"]).as_deref(),
        Some("github, numpy")
    );
}

#[test]
fn names_of_fields_are_read_in_any_case() {
    let fields = split("Title: A\nStatus: Draft\n\nHola.").unwrap().fields;
    assert!(fields.says("status", "draft"));
    assert!(!fields.says("draft", "true"));
}

/// Text that looks like front matter more often than chance would make it.
fn almost() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("---\n".to_owned()),
        Just("+++\n".to_owned()),
        Just("<!--".to_owned()),
        Just("-->".to_owned()),
        Just("title: x\n".to_owned()),
        Just("title = 'x'\n".to_owned()),
        Just("- a\n".to_owned()),
        Just("\n".to_owned()),
        Just("&a [*a, *a]\n".to_owned()),
        "\\PC{0,12}",
        ".{0,12}",
    ];
    proptest::collection::vec(piece, 0..12).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn whatever_comes_in_the_text_is_an_end_of_it_and_nothing_breaks(text in almost()) {
        if let Ok(document) = split(&text) {
            prop_assert!(text.ends_with(document.body));
            document.fields.list(&["title", "tags"]);
        }
    }
}
