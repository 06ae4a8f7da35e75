//! What an import did, file by file, for a person and as JSON.

use std::collections::BTreeMap;

use moderation::{Removed, RemovedKind};
use serde::Serialize;

/// What an import did.
#[derive(Debug, Default, Serialize)]
pub(super) struct Report {
    /// The group that the posts belong to.
    pub(super) group: String,
    /// Files whose posts wait for review now.
    pub(super) waiting: Vec<Waiting>,
    /// Files that were not brought in.
    pub(super) refused: Vec<Refused>,
    /// Files whose posts an earlier import brought in.
    pub(super) already_there: Vec<String>,
    /// What sanitising took out of the texts, by kind.
    pub(super) removed: BTreeMap<&'static str, usize>,
    /// Tags that are no topic here, and in how many files.
    pub(super) unknown_topics: BTreeMap<String, usize>,
}

/// A file whose post waits for review.
#[derive(Debug, Serialize)]
pub(super) struct Waiting {
    /// The file.
    pub(super) file: String,
    /// Who wrote it there. Accounts have pen names only, so this is not kept anywhere else.
    pub(super) authors: Vec<String>,
    /// When, as it was written there; a post is dated by its publication here.
    pub(super) date: Option<String>,
    /// What was lost on the way.
    pub(super) notes: Vec<String>,
}

/// A file that was not brought in.
#[derive(Debug, Serialize)]
pub(super) struct Refused {
    /// The file.
    pub(super) file: String,
    /// Why, in plain words.
    pub(super) why: String,
}

/// How many tags that are no topic are named to a person.
const MOST_TAGS: usize = 15;

impl Report {
    /// Counts what sanitising took out of one text.
    pub(super) fn count_removed(&mut self, removed: &[Removed]) {
        for Removed { kind, count } in removed {
            let total = self.removed.entry(name(*kind)).or_default();
            *total = total.saturating_add(*count);
        }
    }

    /// Counts tags of one file that are no topic here.
    pub(super) fn count_unknown(&mut self, topics: Vec<String>) {
        for topic in topics {
            let total = self.unknown_topics.entry(topic).or_default();
            *total = total.saturating_add(1);
        }
    }

    /// The report for a person.
    pub(super) fn lines(&self) -> Vec<String> {
        let mut lines = vec![format!(
            "Group {}: {} wait for review, {} refused, {} were there already.",
            self.group,
            self.waiting.len(),
            self.refused.len(),
            self.already_there.len(),
        )];
        if !self.refused.is_empty() {
            lines.push("Refused:".to_owned());
        }
        lines.extend(
            self.refused
                .iter()
                .map(|it| format!("  {}: {}", it.file, it.why)),
        );
        let noted = || self.waiting.iter().filter(|it| !it.notes.is_empty());
        if noted().next().is_some() {
            lines.push("Brought in with something left out:".to_owned());
        }
        lines.extend(noted().map(|it| format!("  {}: {}", it.file, it.notes.join("; "))));
        let counted = |all: Vec<String>| {
            if all.is_empty() {
                "nothing".to_owned()
            } else {
                all.join(", ")
            }
        };
        let removed = self
            .removed
            .iter()
            .map(|(kind, count)| format!("{count} × {kind}"));
        lines.push(format!(
            "Taken out by sanitising: {}.",
            counted(removed.collect())
        ));
        lines.extend(self.unknown_topics_line());
        lines
    }

    /// The tags that most files have and that are no topic here; there may be hundreds.
    fn unknown_topics_line(&self) -> Option<String> {
        let mut tags: Vec<_> = self.unknown_topics.iter().collect();
        tags.sort_by_key(|(_, files)| std::cmp::Reverse(**files));
        let named: Vec<String> = tags
            .iter()
            .take(MOST_TAGS)
            .map(|(tag, files)| format!("{tag} ({files})"))
            .collect();
        let more = match tags.len().saturating_sub(MOST_TAGS) {
            0 => String::new(),
            more => format!(" and {more} more, which --report has"),
        };
        (!named.is_empty()).then(|| {
            let named = named.join(", ");
            format!("Tags that are no topic here, and in how many files: {named}{more}.")
        })
    }
}

const fn name(kind: RemovedKind) -> &'static str {
    match kind {
        RemovedKind::Image => "picture",
        RemovedKind::Media => "film, sound or embedded page",
        RemovedKind::Active => "script or style sheet",
        RemovedKind::Tag => "other tag",
        RemovedKind::Link => "link that may not be followed",
        RemovedKind::Attribute => "attribute",
        RemovedKind::Comment => "comment",
        RemovedKind::Control => "hidden character",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn report() -> Report {
        let mut report = Report {
            group: "Vigo".to_owned(),
            ..Report::default()
        };
        report.waiting.push(Waiting {
            file: "a.md".to_owned(),
            authors: vec!["Ana".to_owned()],
            date: None,
            notes: vec!["the summary was left out".to_owned()],
        });
        report.refused.push(Refused {
            file: "b.md".to_owned(),
            why: "it is no text in UTF-8".to_owned(),
        });
        report
    }

    #[test]
    fn a_report_tells_how_many_wait_and_why_others_were_refused() {
        let told = report().lines().join("\n");
        assert_eq!(
            told,
            "Group Vigo: 1 wait for review, 1 refused, 0 were there already.\n\
             Refused:\n  b.md: it is no text in UTF-8\n\
             Brought in with something left out:\n  a.md: the summary was left out\n\
             Taken out by sanitising: nothing."
        );
    }

    #[test]
    fn what_was_taken_out_is_added_up_by_kind_and_tags_by_file() {
        let mut report = report();
        let image = |count| Removed {
            kind: RemovedKind::Image,
            count,
        };
        report.count_removed(&[image(2)]);
        report.count_removed(&[image(3)]);
        report.count_unknown(vec!["vim".to_owned()]);
        report.count_unknown(vec!["vim".to_owned(), "r".to_owned()]);
        let told = report.lines().join("\n");
        assert!(
            told.contains("Taken out by sanitising: 5 × picture."),
            "{told}"
        );
        assert!(told.contains("vim (2), r (1)"), "{told}");
    }

    #[test]
    fn a_report_as_json_has_what_is_kept_nowhere_else() {
        let json = serde_json::to_value(report()).unwrap();
        assert_eq!(json["waiting"][0]["authors"][0], "Ana");
        assert_eq!(json["refused"][0]["file"], "b.md");
    }
}
