//! Runs of digits, however they are written: as digits of any script, as words in six languages, mixed, glued together, with letters for
//! digits. What a run is, such as a telephone number, is for recognisers.

use std::ops::Range;

use super::Rules;
use super::cues::Names;
use super::find::View;

/// Some digits that stand together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Element {
    /// The digits.
    pub(super) digits: String,
    /// The words that they are.
    pub(super) words: Range<usize>,
    /// Whether they were written as plain digits.
    pub(super) is_plain: bool,
    /// Whether the word is more often something else.
    pub(super) is_weak: bool,
}

/// Elements that follow each other closely enough to be one number.
pub(super) type Run = Vec<Element>;

/// Words that part digits without meaning anything.
const FILLERS: &[&str] = &[
    "y", "e", "i", "and", "eta", "ta", "luego", "despues", "depois", "logo", "then", "gero",
    "espacio", "espaco", "space", "espai", "coma", "virgula", "comma", "guion", "traco", "mas",
    "mais", "plus", "dps", "dsps", "despois", "barra", "x", "a", "punto", "ponto", "hifen",
    "menos",
];
/// How many fillers part two elements at most, and how many signs.
const MOST_FILLERS: usize = 1;
const MOST_SIGNS: usize = 8;
/// The most elements of a run.
const MOST_ELEMENTS: usize = 60;

/// All runs of a text.
pub(super) fn runs(rules: &Rules, view: &View<'_>) -> Vec<Run> {
    let mut runs = Vec::new();
    let mut run = Run::new();
    let mut at = 0;
    let mut fillers = 0;
    while at < view.words.len() {
        let element = element_at(rules, view, at);
        if let Some(element) = element {
            if !run.is_empty() && (is_far(view, &run, &element) || run.len() >= MOST_ELEMENTS) {
                runs.push(std::mem::take(&mut run));
            }
            at = element.words.end;
            fillers = 0;
            run.push(element);
            continue;
        }
        if !run.is_empty() {
            fillers = usize::saturating_add(fillers, 1);
            if fillers > MOST_FILLERS || !FILLERS.contains(&view.word(at)) {
                runs.push(std::mem::take(&mut run));
            }
        }
        at = at.saturating_add(1);
    }
    runs.push(run);
    runs.retain(|run| !run.is_empty());
    runs
}

/// Whether so much stands between a run and an element that they are two numbers.
fn is_far(view: &View<'_>, run: &Run, element: &Element) -> bool {
    let Some(last) = run.last() else { return false };
    let before = view.source_of(last.words.clone());
    let after = view.source_of(element.words.clone());
    let between = before
        .zip(after)
        .and_then(|(before, after)| view.source.get(before.end..after.start));
    between.is_none_or(|between| {
        let signs = between.chars().filter(|sign| !sign.is_alphanumeric());
        signs.count() > MOST_SIGNS || between.contains("\n\n")
    })
}

fn element_at(rules: &Rules, view: &View<'_>, at: usize) -> Option<Element> {
    let word = view.word(at);
    let plain = |digits: String, is_plain| Element {
        digits,
        words: at..at.saturating_add(1),
        is_plain,
        is_weak: false,
    };
    if word.chars().all(|c| c.is_ascii_digit()) {
        return Some(plain(word.to_owned(), true));
    }
    if let Some(digits) = chinese_digits(word) {
        return Some(plain(digits, false));
    }
    if let Some(spoken) = spoken_at(view, at) {
        return Some(spoken);
    }
    let digits = letters_for_digits(word)
        .or_else(|| glued(&rules.names, word))
        .or_else(|| with_letters_between(word));
    if let Some(digits) = digits {
        return Some(plain(digits, false));
    }
    roman(view, at).map(|digits| plain(digits, false))
}

/// A number in words. A hundred takes the tens that follow it, and tens in words the digit.
fn spoken_at(view: &View<'_>, at: usize) -> Option<Element> {
    if let Some(times) = repeat(view.word(at)) {
        let next = at.saturating_add(1);
        let digit = digit_at(view, next)?;
        return Some(Element {
            digits: digit.digits.repeat(times),
            words: at..digit.words.end,
            is_plain: false,
            is_weak: false,
        });
    }
    let number = best(view, at)?;
    let mut value = number.value;
    let mut end = number.end;
    if value >= 100 && value.rem_euclid(100) == 0 {
        let skipped = usize::from(matches!(
            view.word(end),
            "y" | "e" | "i" | "and" | "eta" | "ta"
        ));
        let next = end.saturating_add(skipped);
        if let Some(rest) =
            best(view, next).filter(|rest| rest.value < 100 && !rest.is_weak && rest.value > 9)
        {
            value = value.saturating_add(rest.value);
            end = rest.end;
        }
    }
    Some(Element {
        digits: value.to_string(),
        words: at..end,
        is_plain: false,
        is_weak: number.is_weak,
    })
}

/// The longest number in words that begins here.
fn best(view: &View<'_>, at: usize) -> Option<super::phrases::Number> {
    view.parsed
        .numbers(at)
        .iter()
        .copied()
        .max_by_key(|number| (number.end, !number.is_weak))
}

fn digit_at(view: &View<'_>, at: usize) -> Option<Element> {
    let word = view.word(at);
    if word.len() == 1 && word.chars().all(|c| c.is_ascii_digit()) {
        return Some(Element {
            digits: word.to_owned(),
            words: at..at.saturating_add(1),
            is_plain: true,
            is_weak: false,
        });
    }
    let number = best(view, at).filter(|number| number.value < 10)?;
    Some(Element {
        digits: number.value.to_string(),
        words: at..number.end,
        is_plain: false,
        is_weak: false,
    })
}

fn repeat(word: &str) -> Option<usize> {
    match word {
        "doble" | "double" | "duplo" | "dobre" | "bikoitz" => Some(2),
        "triple" | "triplo" | "hirukoitz" => Some(3),
        _ => None,
    }
}

/// Digits of Chinese; the plain copy has those of other scripts as ours.
fn chinese_digits(word: &str) -> Option<String> {
    const DIGITS: &str = "〇一二三四五六七八九";
    let digit = |c: char| {
        let known = || DIGITS.chars().position(|known| known == c);
        let value = known().and_then(|at| u32::try_from(at).ok());
        let value = value
            .or_else(|| (c == '零').then_some(0))
            .or_else(|| c.to_digit(10));
        value.and_then(|value| char::from_digit(value, 10))
    };
    if word.is_ascii() {
        return None;
    }
    word.chars().map(digit).collect()
}

/// `6O5` and `l8`: letters that look like digits, among digits.
fn letters_for_digits(word: &str) -> Option<String> {
    if word.len() > 13 || !word.chars().any(|c| c.is_ascii_digit()) {
        return None;
    }
    word.chars()
        .map(|c| match c {
            'o' => Some('0'),
            'l' | 'i' => Some('1'),
            's' => Some('5'),
            'b' => Some('8'),
            c if c.is_ascii_digit() => Some(c),
            _ => None,
        })
        .collect()
}

/// `9a2b1c7`: a letter after every digit.
fn with_letters_between(word: &str) -> Option<String> {
    if word.len() < 7 || !word.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let signs: Vec<char> = word.chars().collect();
    let digits: String = signs.iter().step_by(2).collect();
    let letters = || signs.iter().skip(1).step_by(2);
    let is_alternating =
        digits.chars().all(|c| c.is_ascii_digit()) && letters().all(|c| c.is_alphabetic());
    (is_alternating && digits.len() > 6).then_some(digits)
}

/// `nove1dois`, `seiscincocuatro`: words for digits and digits without anything between them, or single letters that mean nothing.
fn glued(names: &Names, word: &str) -> Option<String> {
    if word.len() > 80 || word.len() < 3 {
        return None;
    }
    let mut found = String::new();
    let mut rest = word;
    while let Some(first) = rest.chars().next() {
        let (digit, after) = if first.is_ascii_digit() {
            (first, rest.get(1..)?)
        } else {
            names.digit(rest)?
        };
        found.push(digit);
        rest = after;
    }
    (found.len() >= 2).then_some(found)
}

/// A Roman digit in capitals, which is one among others only.
fn roman(view: &View<'_>, at: usize) -> Option<String> {
    let word = view.words.get(at)?;
    let source = view.source.get(view.folded.source(word.at.clone())?)?;
    let value = match source {
        "I" => 1,
        "II" => 2,
        "III" => 3,
        "IV" => 4,
        "V" => 5,
        "VI" => 6,
        "VII" => 7,
        "VIII" => 8,
        "IX" => 9,
        _ => return None,
    };
    let neighbours = [at.checked_sub(1), at.checked_add(1)];
    let is_among = neighbours.into_iter().flatten().any(|next| {
        let next = view
            .words
            .get(next)
            .and_then(|word| view.folded.source(word.at.clone()));
        let next = next.and_then(|at| view.source.get(at));
        next.is_some_and(|next| next.chars().all(|c| "IVX".contains(c)))
    });
    is_among.then(|| u32::to_string(&value))
}
