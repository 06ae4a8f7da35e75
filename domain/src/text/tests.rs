//! What all texts have in common: one normal form, and no character that hides or reorders others.

use proptest::prelude::*;

use super::*;

fn body(given: &str) -> Result<String, TextError> {
    Body::parse(given).map(|it| it.as_str().to_owned())
}

fn message(given: &str) -> Result<String, TextError> {
    Message::parse(given).map(|it| it.as_str().to_owned())
}

fn title(given: &str) -> Result<String, TextError> {
    Title::parse(given).map(|it| it.as_str().to_owned())
}

#[test]
fn white_space_is_evened_out_as_each_kind_of_text_needs_it() {
    let given = "\r\n \r\n  uno\tdos  \r\n\r tres\u{2028}cuatro\u{A0}\u{200B} \n\n";
    assert_eq!(title(given).unwrap(), "uno dos tres cuatro");
    assert_eq!(message(given).unwrap(), "uno\tdos  \n\n tres\ncuatro");
    assert_eq!(body(given).unwrap(), "  uno\tdos  \n\n tres\ncuatro");
    assert_eq!(body("\t\n    code\n\n").unwrap(), "    code");
}

#[test]
fn text_is_kept_composed() {
    assert_eq!(title("An\u{303}o pu\u{308}nt").unwrap(), "Año pünt");
    assert_eq!(body("\u{212B}").unwrap(), "Å");
}

#[test]
fn invisible_characters_that_come_with_copying_are_dropped() {
    for invisible in [
        "\u{FEFF}", "\u{200B}", "\u{2060}", "\u{AD}", "\u{200E}", "\u{200F}", "\u{61C}",
    ] {
        let given = format!("{invisible}ca{invisible}sa{invisible}");
        assert_eq!(title(&given).unwrap(), "casa", "{invisible:?}");
        assert_eq!(body(&given).unwrap(), "casa", "{invisible:?}");
    }
    assert_eq!(body("a\r\u{200B}\nb").unwrap(), "a\nb");
    assert_eq!(title("n\u{200B}\u{303}").unwrap(), "ñ");
}

#[test]
fn emoji_and_other_scripts_stay_as_they_are() {
    for text in [
        "👩‍👩‍👧‍👦 familia",
        "❤️ 1️⃣ 🏳️‍🌈",
        "می‌خواهم",
        "🏴\u{E0067}\u{E0062}\u{E0065}\u{E006E}\u{E0067}\u{E007F}!",
        "\u{FFFD}",
        "Tiếng Việt",
        "हिन्दी",
    ] {
        assert_eq!(title(text), Ok(text.to_owned()));
        assert_eq!(body(text), Ok(text.to_owned()));
    }
}

#[test]
fn every_character_that_hides_or_reorders_others_is_refused_by_kind_and_place() {
    use ForbiddenKind::{BidiControl, Control, NonCharacter, Private, Tag};
    let ranges = [
        (0x0..=0x8, Control),
        (0xB..=0xC, Control),
        (0xE..=0x1F, Control),
        (0x7F..=0x9F, Control),
        (0x202A..=0x202E, BidiControl),
        (0x2066..=0x2069, BidiControl),
        (0xE000..=0xF8FF, Private),
        (0xFDD0..=0xFDEF, NonCharacter),
        (0xFFFE..=0xFFFF, NonCharacter),
        (0x1_FFFE..=0x1_FFFF, NonCharacter),
        (0xE_0000..=0xE_007F, Tag),
        (0xF_0000..=0xF_0010, Private),
        (0xF_FFFD..=0xF_FFFD, Private),
        (0xF_FFFE..=0xF_FFFF, NonCharacter),
        (0x10_0000..=0x10_0010, Private),
        (0x10_FFFE..=0x10_FFFF, NonCharacter),
    ];
    for (range, kind) in ranges {
        for character in range.map(|code| char::from_u32(code).unwrap()) {
            let expected = Err(TextError::ForbiddenCharacter { position: 3, kind });
            let given = format!("ñ\u{200B}b{character}c");
            assert_eq!(title(&given), expected, "{character:?}");
            assert_eq!(message(&given), expected, "{character:?}");
            assert_eq!(body(&given), expected, "{character:?}");
        }
    }
}

#[test]
fn tags_are_believed_in_a_flag_only_and_only_as_many_as_a_flag_has() {
    let flag = |tags: usize| format!("🏴{}", "\u{E0061}".repeat(tags));
    let refused = |position| {
        Err(TextError::ForbiddenCharacter {
            position,
            kind: ForbiddenKind::Tag,
        })
    };
    assert_eq!(body(&flag(7)), Ok(flag(7)));
    assert_eq!(
        body(&format!("{0}{0}", flag(7))),
        Ok(format!("{0}{0}", flag(7)))
    );
    assert_eq!(body(&flag(8)), refused(8));
    assert_eq!(body(&format!("{}x\u{E0061}", flag(2))), refused(4));
}

#[test]
fn marks_may_be_heaped_up_to_eight_however_they_are_typed() {
    let heap =
        |base: &str, mark: &str, count: usize| body(&format!("{base}{}", mark.repeat(count)));
    let refused = |position| Err(TextError::TooManyMarks { position });
    assert!(heap("a", "\u{301}", 8).is_ok());
    assert_eq!(heap("a", "\u{301}", 9), refused(9));
    assert_eq!(heap("á", "\u{301}", 8), refused(8));
    // one code point that is taken apart into two marks
    assert!(heap("a", "\u{344}", 4).is_ok());
    assert_eq!(heap("a", "\u{344}", 5), refused(5));
    assert_eq!(heap("a", "\u{200D}", 9), refused(9));
    assert_eq!(heap("a", "\u{301}\u{200B}", 9), refused(17));
    assert!(heap("a", "\u{301}b", 100).is_ok());
}

#[test]
fn an_error_says_what_to_change() {
    let errors = [
        (
            title(&"a".repeat(121)),
            "the text has 121 characters, at most 120 are possible",
        ),
        (
            body(&"a".repeat(65_537)),
            "the text has 65537 bytes, at most 65536 are possible",
        ),
        (
            title("a\u{202E}"),
            "character 1 is not allowed: it changes the direction of the text",
        ),
    ];
    for (error, sentence) in errors {
        assert_eq!(error.unwrap_err().to_string(), sentence);
    }
}

/// Text made of what parsing has to look at, rather than of all of Unicode.
fn troublesome() -> impl Strategy<Value = String> {
    let pieces = [
        "a",
        "ñ",
        "n",
        "\u{303}",
        "\u{344}",
        "\u{958}",
        "\u{1100}",
        "\u{1161}",
        "\u{11A8}",
        " ",
        "  ",
        "\t",
        "\r",
        "\n",
        "\r\n",
        "\u{85}",
        "\u{2028}",
        "\u{A0}",
        "\u{2000}",
        "\u{200B}",
        "\u{200D}",
        "\u{FEFF}",
        "\u{FE0F}",
        "\u{202E}",
        "🏴",
        "\u{E0067}",
        "\u{E007F}",
        "👩",
        "\u{2126}",
        "\u{1D15E}",
        "а",
        "Σ",
        "İ",
        "1",
        ".",
        "-",
        "_",
        "@",
        "\0",
        "\u{E000}",
        "\u{FFFF}",
    ];
    let harmless = prop::sample::select(pieces[..34].to_vec());
    let every = prop::sample::select(pieces.to_vec());
    prop_oneof![
        prop::collection::vec(harmless, 0..60).prop_map(|it| it.concat()),
        prop::collection::vec(every, 0..60).prop_map(|it| it.concat()),
        any::<String>(),
        "\\PC{0,400}",
    ]
}

macro_rules! parses_once {
    ($given:expr, $type:ident, $count:expr, $most:expr) => {
        if let Ok(text) = $type::parse($given) {
            let kept = text.as_str();
            prop_assert_eq!(
                $type::parse(kept).map(|it| it.as_str().to_owned()),
                Ok(kept.to_owned())
            );
            prop_assert!((1..=$most).contains(&$count(kept)));
        }
    };
}

proptest! {
    #[test]
    fn what_is_kept_is_within_its_limits_and_kept_unchanged_when_read_again(given in troublesome()) {
        let characters = |text: &str| text.chars().count();
        parses_once!(&given, Title, characters, Title::LIMIT_CHARACTERS);
        parses_once!(&given, Summary, characters, Summary::LIMIT_CHARACTERS);
        parses_once!(&given, Body, str::len, Body::LIMIT_BYTES);
        parses_once!(&given, Message, characters, Message::LIMIT_CHARACTERS);
        parses_once!(&given, Label, characters, Label::LIMIT_CHARACTERS);
        parses_once!(&given, Login, characters, Login::LIMIT_CHARACTERS);
        parses_once!(&given, PenName, characters, PenName::LIMIT_CHARACTERS);
        parses_once!(&given, Slug, characters, Slug::LIMIT_CHARACTERS);
    }

    #[test]
    fn one_line_has_no_break_and_no_two_spaces(given in troublesome()) {
        if let Ok(title) = Title::parse(&given) {
            let kept = title.as_str();
            prop_assert!(!kept.contains(|it: char| it.is_whitespace() && it != ' '));
            prop_assert!(!kept.contains("  "));
            prop_assert_eq!(kept, kept.trim());
        }
    }

    #[test]
    fn a_draft_differs_from_the_text_only_where_nothing_can_be_seen(given in troublesome()) {
        let expected = match Body::parse(&given) {
            Err(TextError::Empty) => Ok(None),
            other => other.map(Some),
        };
        prop_assert_eq!(Body::parse_draft(&given), expected);
    }
}
