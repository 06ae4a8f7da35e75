//! What an adult should look at first in a text. Findings order the queue and warn the author;
//! they never publish, refuse or change anything (DESIGN 2, sentence 4).

mod across;
mod birth;
mod chance;
mod code;
mod cues;
mod dictionary;
mod digits;
mod find;
mod fold;
mod form;
mod geo;
mod handle;
mod identity;
mod link;
mod mail;
pub mod model;
mod person;
mod phone;
mod phrases;
mod place;
mod plate;
mod rules;
mod school;
mod secret;
mod spoken;
pub mod tagger;
#[cfg(test)]
mod testing;
mod weights;

pub use code::FindingCode;
pub use phrases::{GrammarError, LexiconError, PatternError, PhraseRule};
pub use rules::{Models, NamedView, Rules, RulesError};

use std::sync::Arc;

use crate::lane::Lane;
use find::{Findings, View, told_once};

/// The most findings of one item.
const MOST_FINDINGS: usize = 500;

/// The texts of one item, as their author wrote them. Markdown is screened as it is, so that the target
/// of a link is looked at too.
#[derive(Debug, Clone, Copy)]
pub struct Screened<'a> {
    /// The title.
    pub title: &'a str,
    /// The summary, empty when there is none.
    pub summary: &'a str,
    /// The body.
    pub body: &'a str,
    /// What its author sent before, whole texts, the oldest first: a number may be split over them.
    pub earlier: &'a [String],
}

/// The text that a finding is in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Field {
    /// The title.
    Title,
    /// The summary.
    Summary,
    /// The body.
    Body,
}

impl Field {
    /// Every field, in the order of reading.
    pub const ALL: [Self; 3] = [Self::Title, Self::Summary, Self::Body];

    /// The stable name.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Title => "title",
            Self::Summary => "summary",
            Self::Body => "body",
        }
    }

    /// Reads a stable name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|field| field.as_str() == name)
    }
}

/// One thing to look at.
///
/// Invariant: `start <= end`, and both are character boundaries inside the field's text.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Finding {
    /// What it seems to be.
    pub code: FindingCode,
    /// The text that it is in.
    pub field: Field,
    /// Where it begins in that text, in bytes.
    pub start: usize,
    /// Where it ends in that text, in bytes.
    pub end: usize,
    /// The rule that found it.
    pub rule: Arc<str>,
    /// The lane that it asks for.
    pub lane: Lane,
    /// How sure the rule is, from 0 to 100.
    pub score: u8,
}

/// What screening one item gave.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Screening {
    /// The findings, in the order of the text.
    pub findings: Vec<Finding>,
    /// The most urgent lane of all findings; P5 when there are none.
    pub lane: Lane,
    /// The [`Rules::version`] in force.
    pub rules_version: Arc<str>,
}

impl Screening {
    /// What stands in for a screening that failed or timed out: the item waits for a person at raised priority
    /// (DESIGN 2, sentence 4).
    pub fn failed(rules: &Rules) -> Self {
        let mut findings = Findings::new(Field::Body);
        findings.add(FindingCode::ScreeningFailed, "screening", 0..0);
        Self::of(rules, findings.into_list())
    }

    /// Says that the text was checked so often before that it looks like a search for what screening does not see; it is read with those in
    /// which there is something.
    #[must_use]
    pub fn after_a_search(mut self) -> Self {
        let mut findings = Findings::new(Field::Body);
        findings.add(FindingCode::Probing, "checks", 0..0);
        self.findings.extend(findings.into_list());
        self.lane = self.lane.min(FindingCode::Probing.lane());
        self
    }

    /// Of very many findings the most urgent are kept: nobody reads more, and a flood must not fill the storage.
    fn of(rules: &Rules, mut findings: Vec<Finding>) -> Self {
        let lane = findings
            .iter()
            .map(|finding| finding.lane)
            .min()
            .unwrap_or(Lane::P5);
        if findings.len() > MOST_FINDINGS {
            findings.sort_by_key(|finding| finding.lane);
            findings.truncate(MOST_FINDINGS);
            findings.sort_by_key(|finding| (finding.field, finding.start));
        }
        Self {
            findings,
            lane,
            rules_version: Arc::clone(&rules.version),
        }
    }
}

/// Screens the texts of one item by the rules that are built in. Takes time that grows with their length only.
pub fn screen(item: &Screened<'_>) -> Screening {
    screen_by(&Rules::built_in(), item)
}

/// Screens the texts of one item by some rules.
pub fn screen_by(rules: &Rules, item: &Screened<'_>) -> Screening {
    let texts = [
        (Field::Title, item.title),
        (Field::Summary, item.summary),
        (Field::Body, item.body),
    ];
    let own = texts.map(|(field, text)| (field, View::new(rules, text)));
    let mut found: Vec<Finding> = own
        .iter()
        .flat_map(|(field, view)| screen_text(rules, *field, view))
        .collect();
    let earlier = item.earlier.iter();
    let earlier: Vec<View<'_>> = earlier.map(|text| View::new(rules, text)).collect();
    found.extend(across::find(rules, &own, &earlier));
    Screening::of(rules, told_once(found))
}

/// What finds something in a text.
type Recogniser = fn(&Rules, &View<'_>, &mut Findings);

const RECOGNISERS: [Recogniser; 13] = [
    mail::find,
    link::find,
    phone::find,
    identity::find,
    handle::find,
    place::find,
    school::find,
    person::find,
    birth::find,
    secret::find,
    plate::find,
    geo::find,
    form::find,
];

fn screen_text(rules: &Rules, field: Field, view: &View<'_>) -> Vec<Finding> {
    let mut findings = Findings::new(field);
    for recogniser in RECOGNISERS {
        recogniser(rules, view, &mut findings);
    }
    rules.tagger.find(rules, view, &mut findings);
    let opinions = rules.model.opinions(&rules.phrases, view);
    rules.phrases.find(view, &opinions, &mut findings);
    opinions.find(view, &mut findings);
    findings.settle();
    findings.into_list()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn body(body: &str) -> Screening {
        screen(&Screened {
            title: "",
            summary: "",
            body,
            earlier: &[],
        })
    }

    #[test]
    fn a_text_without_findings_is_in_the_last_lane() {
        let screening = body("Hoy fuimos al museo con la clase y aprendimos mucho.");
        assert_eq!((screening.findings.len(), screening.lane), (0, Lane::P5));
    }

    #[test]
    fn the_most_urgent_finding_decides_the_lane() {
        let screening = screen(&Screened {
            title: "Mi número: 612 345 678",
            summary: "https://elpais.com",
            body: "quiero morirme",
            earlier: &[],
        });
        let found: Vec<_> = screening
            .findings
            .iter()
            .map(|finding| (finding.field, finding.lane))
            .collect();
        assert_eq!(
            found,
            [
                (Field::Title, Lane::P2),
                (Field::Summary, Lane::P4),
                (Field::Body, Lane::P0)
            ]
        );
        assert_eq!(screening.lane, Lane::P0);
    }

    #[test]
    fn a_failed_screening_waits_at_raised_priority() {
        let screening = Screening::failed(&Rules::built_in());
        assert_eq!(screening.lane, Lane::P2);
        assert_eq!(
            screening
                .findings
                .iter()
                .map(|finding| finding.code)
                .collect::<Vec<_>>(),
            [FindingCode::ScreeningFailed]
        );
    }

    #[test]
    fn every_field_reads_back() {
        for field in Field::ALL {
            assert_eq!(Field::parse(field.as_str()), Some(field));
        }
        assert_eq!(Field::parse("Body"), None);
    }

    #[test]
    fn a_flood_of_findings_keeps_the_most_urgent() {
        let screening = body(&format!("{}quiero morirme", "ana@gmail.com ".repeat(2_000)));
        assert_eq!(
            (screening.findings.len(), screening.lane),
            (MOST_FINDINGS, Lane::P0)
        );
        assert_eq!(
            screening.findings.last().map(|finding| finding.code),
            Some(FindingCode::SelfHarm)
        );
    }

    #[test]
    fn the_shortest_ways_to_tell_of_danger_are_in_the_first_lane() {
        for text in [
            "me quiero matar",
            "te voy a matar a la salida",
            "kill yourself",
            "go kill yourself",
            "my dad beats me",
            "vou me matar",
            "há três dias que não como nada",
            "em vull matar",
            "levo tres días sen comer",
            "hil nahi dut",
        ] {
            assert_eq!(body(text).lane, Lane::P0, "{text}");
        }
    }

    #[test]
    fn a_long_harmless_sentence_around_it_hides_no_danger() {
        let around =
            "hoy fuimos al museo con la clase y comimos bocadillos en el parque con los amigos";
        let screening = body(&format!(
            "{around} y quiero suicidarme y despues volvimos en autobus al colegio cantando"
        ));
        assert_eq!(screening.lane, Lane::P0);
    }

    #[test]
    fn contexts_that_quiet_other_rules_hide_no_danger() {
        for text in [
            "según el informe de la policía y la noticia del periódico, quiero morirme",
            "quiero morirme, dijo el libro, la campaña y el documental 😂😂",
            "Hoy vimos el telediario y la campaña. Quiero morirme. Mañana hay partido de liga",
            "el informe dice el 30 por ciento. mi padre me pega todas las noches. la campaña",
            "o meu padrastro pegoume e non me matou de milagre",
            "Mata't, quina vergonya",
            "ha matat el meu gos i ara em vull morir",
        ] {
            assert_eq!(body(text).lane, Lane::P0, "{text}");
        }
    }

    #[test]
    fn what_is_urgent_is_not_hidden_by_something_lax_of_the_same_code_around_it() {
        assert_eq!(
            body("te voy a matar de verdad te vas a enterar").lane,
            Lane::P0
        );
    }

    #[test]
    fn what_overlaps_only_is_told_beside_each_other() {
        let codes = |text: &str| -> Vec<&str> {
            body(text)
                .findings
                .iter()
                .map(|finding| finding.code.as_str())
                .collect()
        };
        assert!(codes("mi contraseña es Ana_612345678").contains(&"SECRET"));
        assert!(codes("vivo en la calle Mayor 12, 612 345 678").contains(&"ADDRESS"));
        assert!(!codes("escríbeme a marta.gil@gmail.com").contains(&"HANDLE"));
    }

    #[test]
    fn hard_texts_have_few_findings() {
        for piece in [
            "6",
            "6 ",
            "a@",
            "@",
            "es91",
            "+34 ",
            "612345678 ",
            "quiero ",
            "a.",
            "www.",
            "1234567 ",
            "\u{301}",
            "kys!",
            "gorda!",
            "1.1.1.1 ",
        ] {
            assert!(
                body(&piece.repeat(10_000)).findings.len() <= MOST_FINDINGS,
                "{piece}"
            );
        }
    }

    fn assert_inside(text: &str) {
        for finding in body(text).findings {
            assert!(
                text.get(finding.start..finding.end)
                    .is_some_and(|excerpt| !excerpt.is_empty()),
                "{finding:?}"
            );
        }
    }

    proptest! {
        #[test]
        fn every_finding_is_inside_any_text(text in any::<String>()) {
            assert_inside(&text);
        }

        #[test]
        fn every_finding_is_inside_a_text_full_of_them(
            pieces in prop::collection::vec(prop::sample::select(vec![
                "612 345 678", "６12345678", "ana@gmail.com", "ana arroba gmail punto com", "12345678Z", "https://wa.me/1",
                "quiero morirme", "PUTÁ", "pu\u{200b}ta", "ñ", " ", "e\u{301}", "ES91 2100 0418 4502 0005 1332", "🏳️‍🌈", "x", ".",
            ]), 0..20),
        ) {
            assert_inside(&pieces.concat());
        }
    }
}
