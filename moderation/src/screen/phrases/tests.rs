//! Lexicons of a few lines: what a pattern matches, what quiets it, and what is refused.

use super::super::fold::Folded;
use super::*;

const LEXICON: &str = r#"
[classes]
place = ["puente", "la azotea"]

[contexts]
game = ["fortnite"]

[variants]
quiero = ["kiero"]

[[rules]]
name = "wants"
code = "SELF_HARM"
unless = ["game"]
patterns = ["(quiero|voy a) .. saltar", "me tiro de?1 <place>"]

[[rules]]
name = "insult"
code = "BULLYING"
lane = "P4"
patterns = ["ton*", "año nuevo"]
"#;

fn hits(text: &str) -> Vec<String> {
    let lexicon = LEXICON.replace("de?1", "(de|del)?");
    let (phrases, _) = Phrases::read([("es/test", lexicon.as_str())]).unwrap();
    let folded = Folded::new(text);
    let words = words_in(text, &folded);
    let parsed = phrases.parse(&folded, &words);
    let contexts = contexts_by_sentence(&parsed.hits, &words);
    let told = parsed.hits.iter().filter_map(|hit| {
        let rule = phrases.rule(hit)?;
        let start = words.get(hit.from)?.at.start;
        let end = words.get(hit.to.checked_sub(1)?)?.at.end;
        let is_quiet = rule.unless & contexts_around(&contexts, &words, hit) != 0;
        (!is_quiet).then(|| text.get(folded.source(start..end)?).map(str::to_owned))?
    });
    let mut told: Vec<String> = told.collect();
    told.sort();
    told.dedup();
    told
}

#[test]
fn words_are_found_however_they_are_written() {
    for (text, found) in [
        ("QUIERO ya saltar", "QUIERO ya saltar"),
        ("kiero saltaaar", "kiero saltaaar"),
        ("voy a s4lt4r", "voy a s4lt4r"),
        ("q\u{200b}uiero s.a.l.t.a.r", "q\u{200b}uiero s.a.l.t.a.r"),
        ("me tiro del puente", "me tiro del puente"),
        ("me tiro la azotea", "me tiro la azotea"),
        ("qué tonterías", "tonterías"),
        ("feliz ano nuevo", "ano nuevo"),
    ] {
        assert_eq!(hits(text), [found], "{text}");
    }
}

#[test]
fn gaps_end_with_the_sentence_and_contexts_quiet_it() {
    for text in [
        "quiero pan. Luego saltar",
        "quiero uno dos tres cuatro saltar",
        "en fortnite quiero saltar",
        "saltar quiero",
        "me tiro",
    ] {
        assert!(hits(text).is_empty(), "{text}");
    }
    assert_eq!(hits("en fortnite gano. Quiero saltar"), ["Quiero saltar"]);
}

#[test]
fn a_file_that_is_no_lexicon_is_refused_by_its_name() {
    for (text, told) in [
        ("[[rules]]", "es/test"),
        ("[[rules]]\nname='a'\ncode='NO'\npatterns=['b']", "no code"),
        (
            "[[rules]]\nname='a'\ncode='HATE'\nunless=['x']\npatterns=['b']",
            "no context",
        ),
        (
            "[[rules]]\nname='a'\ncode='HATE'\npatterns=['<x>']",
            "class",
        ),
        (
            "[[rules]]\nname='a'\ncode='HATE'\npatterns=['(b']",
            "not closed",
        ),
        (
            "[classes]\nx=['<x>']\n[[rules]]\nname='a'\ncode='HATE'\npatterns=['<x>']",
            "made of itself",
        ),
    ] {
        let error = Phrases::read([("es/test", text)]).unwrap_err().to_string();
        assert!(error.contains(told), "{error}");
    }
}
