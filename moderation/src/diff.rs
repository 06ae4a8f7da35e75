//! What changed between two texts, word by word, for authors and reviewers. It never changes either of them.

use similar::{Algorithm, DiffOp, capture_diff_slices};

/// Above this many words, in both texts together and not counting the same beginning and end, lines are compared.
const MOST_TOKENS: usize = 8_000;

/// Whether a part is in the old text, in the new one or in both.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum DiffKind {
    /// In both.
    Same,
    /// Only in the old text.
    Removed,
    /// Only in the new text.
    Added,
}

/// A piece of one or both of two texts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DiffPart {
    /// Which text it is in.
    pub kind: DiffKind,
    /// The piece.
    pub text: String,
}

/// Compares two texts.
///
/// Invariant: the parts that are the same or removed make the old text, those that are the same or added the new one.
pub fn diff(old: &str, new: &str) -> Vec<DiffPart> {
    compare(&words(old), &words(new))
        .or_else(|| {
            compare(
                &old.split_inclusive('\n').collect::<Vec<_>>(),
                &new.split_inclusive('\n').collect::<Vec<_>>(),
            )
        })
        .unwrap_or_else(|| {
            let mut parts = Parts::default();
            parts.removed.push_str(old);
            parts.added.push_str(new);
            parts.finish()
        })
}

/// Compares two lists of tokens, unless they are so long that it would take too much time.
fn compare(old: &[&str], new: &[&str]) -> Option<Vec<DiffPart>> {
    let start = old
        .iter()
        .zip(new)
        .take_while(|(old, new)| old == new)
        .count();
    let (before, old) = old.split_at_checked(start)?;
    let (_, new) = new.split_at_checked(start)?;
    let end = old
        .iter()
        .rev()
        .zip(new.iter().rev())
        .take_while(|(old, new)| old == new)
        .count();
    let (old, after) = old.split_at_checked(old.len().saturating_sub(end))?;
    let (new, _) = new.split_at_checked(new.len().saturating_sub(end))?;
    if old.len().saturating_add(new.len()) > MOST_TOKENS {
        return None;
    }
    let mut parts = Parts::default();
    parts.same(before);
    for operation in capture_diff_slices(Algorithm::Myers, old, new) {
        let gone = old.get(operation.old_range()).unwrap_or_default();
        let come = new.get(operation.new_range()).unwrap_or_default();
        match operation {
            DiffOp::Equal { .. } => parts.same(gone),
            DiffOp::Delete { .. } | DiffOp::Insert { .. } | DiffOp::Replace { .. } => {
                parts.removed.extend(gone.iter().copied());
                parts.added.extend(come.iter().copied());
            }
        }
    }
    parts.same(after);
    Some(parts.finish())
}

/// Gathers what changed in one place into one removal and one addition.
#[derive(Default)]
struct Parts {
    done: Vec<DiffPart>,
    same: String,
    removed: String,
    added: String,
}

impl Parts {
    fn same(&mut self, tokens: &[&str]) {
        if tokens.is_empty() {
            return;
        }
        self.flush_changes();
        self.same.extend(tokens.iter().copied());
    }

    fn flush_changes(&mut self) {
        if self.removed.is_empty() && self.added.is_empty() {
            return;
        }
        self.flush_same();
        put(&mut self.done, DiffKind::Removed, &mut self.removed);
        put(&mut self.done, DiffKind::Added, &mut self.added);
    }

    fn flush_same(&mut self) {
        put(&mut self.done, DiffKind::Same, &mut self.same);
    }

    fn finish(mut self) -> Vec<DiffPart> {
        self.flush_changes();
        self.flush_same();
        self.done
    }
}

fn put(done: &mut Vec<DiffPart>, kind: DiffKind, text: &mut String) {
    if !text.is_empty() {
        done.push(DiffPart {
            kind,
            text: std::mem::take(text),
        });
    }
}

/// Cuts a text into words, runs of spaces and single signs; together they are the text.
fn words(text: &str) -> Vec<&str> {
    let mut words = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let kind = Kind::of(first);
        let end = match kind {
            Kind::Sign => first.len_utf8(),
            Kind::Word | Kind::Space => rest.find(|c| Kind::of(c) != kind).unwrap_or(rest.len()),
        };
        let Some((word, after)) = rest.split_at_checked(end) else {
            break;
        };
        words.push(word);
        rest = after;
    }
    words
}

#[derive(PartialEq, Eq, Clone, Copy)]
enum Kind {
    Word,
    Space,
    Sign,
}

impl Kind {
    fn of(character: char) -> Self {
        if character.is_alphanumeric() {
            Self::Word
        } else if character.is_whitespace() {
            Self::Space
        } else {
            Self::Sign
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn shown(parts: &[DiffPart]) -> String {
        let show = |part: &DiffPart| match part.kind {
            DiffKind::Same => part.text.clone(),
            DiffKind::Removed => format!("[-{}-]", part.text),
            DiffKind::Added => format!("{{+{}+}}", part.text),
        };
        parts.iter().map(show).collect()
    }

    fn text_of(parts: &[DiffPart], kind: DiffKind) -> String {
        let wanted = |part: &&DiffPart| part.kind == kind || part.kind == DiffKind::Same;
        parts
            .iter()
            .filter(wanted)
            .map(|part| part.text.as_str())
            .collect()
    }

    fn assert_whole(old: &str, new: &str) -> Vec<DiffPart> {
        let parts = diff(old, new);
        assert_eq!(text_of(&parts, DiffKind::Removed), old);
        assert_eq!(text_of(&parts, DiffKind::Added), new);
        parts
    }

    #[test]
    fn words_that_changed_stand_out() {
        let cases = [
            ("", "", ""),
            ("hola", "hola", "hola"),
            (
                "mi casa, azul",
                "mi casa, verde",
                "mi casa, [-azul-]{+verde+}",
            ),
            ("uno dos", "uno y dos", "uno {+y +}dos"),
            ("a b c", "", "[-a b c-]"),
        ];
        for (old, new, expected) in cases {
            assert_eq!(shown(&diff(old, new)), expected);
        }
    }

    #[test]
    fn long_texts_are_compared_line_by_line_and_longer_ones_as_wholes() {
        let text = |word: &str, end: &str| {
            (0..9_000)
                .map(|number| format!("{word}{number}{end}"))
                .collect::<Vec<_>>()
                .concat()
        };
        let lines = assert_whole(
            &format!("{}\nx\n", text("a", " ")),
            &format!("{}\nx\n", text("b", " ")),
        );
        assert_eq!(
            lines.iter().map(|part| part.kind).collect::<Vec<_>>(),
            [DiffKind::Removed, DiffKind::Added, DiffKind::Same]
        );
        assert_eq!(assert_whole(&text("a", "\n"), &text("b", "\n")).len(), 2);
    }

    #[test]
    fn a_small_change_in_a_long_text_is_found_by_word() {
        let text = "palabra ".repeat(20_000);
        let parts = assert_whole(
            &format!("{text}azul {text}"),
            &format!("{text}verde {text}"),
        );
        assert_eq!(
            parts
                .iter()
                .filter(|part| part.kind == DiffKind::Added)
                .count(),
            1
        );
    }

    proptest! {
        #[test]
        fn the_parts_make_both_texts(old in any::<String>(), new in any::<String>()) {
            assert_whole(&old, &new);
        }

        #[test]
        fn the_parts_make_both_texts_of_few_words(old in "[ab ,.\n]{0,40}", new in "[ab ,.\n]{0,40}") {
            assert_whole(&old, &new);
        }
    }
}
