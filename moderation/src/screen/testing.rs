//! What the tests of all recognisers share.

use super::find::{Findings, View};
use super::{Field, Finding, FindingCode, Recogniser, Rules, Screened, screen};

/// Runs one recogniser over one text.
pub(super) fn run(find: Recogniser, text: &str) -> Vec<Finding> {
    let mut findings = Findings::new(Field::Body);
    let rules = &Rules::built_in();
    find(rules, &View::new(rules, text), &mut findings);
    findings.into_list()
}

/// Each text has exactly one finding, of this code and with this excerpt.
pub(super) fn assert_finds(find: Recogniser, code: FindingCode, cases: &[(&str, &str)]) {
    for (text, excerpt) in cases {
        let found = run(find, text);
        let shown: Vec<_> = found
            .iter()
            .map(|finding| (finding.code, text.get(finding.start..finding.end)))
            .collect();
        assert_eq!(shown, [(code, Some(*excerpt))], "{text}");
    }
}

/// No text has a finding.
pub(super) fn assert_silent(find: Recogniser, texts: &[&str]) {
    for text in texts {
        assert_eq!(run(find, text), [], "{text}");
    }
}

/// What is found in a title and a body together with what was sent before, with the words of each.
pub(super) fn together(title: &str, body: &str, earlier: &[&str]) -> Vec<(Finding, String)> {
    let earlier: Vec<String> = earlier.iter().map(|&text| text.to_owned()).collect();
    let screening = screen(&Screened {
        title,
        summary: "",
        body,
        earlier: &earlier,
    });
    let with_words = |finding: Finding| {
        let text = if finding.field == Field::Title {
            title
        } else {
            body
        };
        let words = text.get(finding.start..finding.end).unwrap().to_owned();
        (finding, words)
    };
    screening.findings.into_iter().map(with_words).collect()
}
