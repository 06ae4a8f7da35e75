//! The words of a text, and what each may be read as: as it stands, without leet and doubled letters, and together with its neighbours
//! where signs or single letters part it.

use std::collections::HashMap;
use std::ops::Range;

use super::super::fold::Folded;
use super::grammar::{ANY, Grammar, Symbol};
use super::lists::Lists;

/// The most pieces that are read as one word, and how long one may be.
const MOST_PIECES: usize = 14;
const LONGEST: usize = 32;
/// The most readings of words with others in a text: far more than anybody pulls apart by hand.
const MOST_JOINED: usize = 20_000;

/// A word of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in super::super) struct Word {
    /// Where it is in the folded text.
    pub(in super::super) at: Range<usize>,
    /// The number of its sentence.
    pub(in super::super) sentence: u32,
    /// Whether it stands in quotation marks.
    pub(in super::super) is_quoted: bool,
}

/// The words of a text, in order.
pub(in super::super) fn words_in(source: &str, folded: &Folded) -> Vec<Word> {
    let text = folded.text();
    let mut words: Vec<Word> = Vec::new();
    let mut sentence = 0_u32;
    let mut from = None;
    let ends = text
        .char_indices()
        .map(|(at, c)| (at, c.is_alphanumeric()))
        .chain([(text.len(), false)]);
    for (at, is_part) in ends {
        match (from, is_part) {
            (None, true) => from = Some(at),
            (Some(start), false) => {
                from = None;
                if let Some(last) = words.last() {
                    let between = between(source, folded, &last.at, &(start..at));
                    sentence = sentence.saturating_add(u32::from(ends_sentence(between)));
                }
                words.push(Word {
                    at: start..at,
                    sentence,
                    is_quoted: false,
                });
            }
            (None, false) | (Some(_), true) => {}
        }
    }
    mark_quotations(source, folded, &mut words);
    words
}

/// What stands in the source between two words.
fn between<'a>(
    source: &'a str,
    folded: &Folded,
    one: &Range<usize>,
    next: &Range<usize>,
) -> &'a str {
    let end = folded.source(one.clone()).map_or(0, |at| at.end);
    let start = folded.source(next.clone()).map_or(end, |at| at.start);
    source.get(end..start).unwrap_or_default()
}

fn ends_sentence(between: &str) -> bool {
    let mut signs = between.chars().peekable();
    while let Some(sign) = signs.next() {
        let is_end = match sign {
            '\n' | '!' | '?' | '…' | '¿' | '¡' | ';' => true,
            // One that the next word follows at once is inside of something: an address, a name of an account.
            '.' => signs
                .peek()
                .is_some_and(|next| next.is_whitespace() || *next == '.'),
            _ => false,
        };
        if is_end {
            return true;
        }
    }
    false
}

/// The longest quotation, in words.
const LONGEST_QUOTATION: usize = 80;

/// Marks what stands between quotation marks that are closed.
fn mark_quotations(source: &str, folded: &Folded, words: &mut [Word]) {
    let mut opened: Option<usize> = None;
    let mut quoted: Vec<Range<usize>> = Vec::new();
    for at in 1..words.len().saturating_add(1) {
        let before = at.checked_sub(1).and_then(|last| words.get(last));
        let end = before
            .and_then(|word| folded.source(word.at.clone()))
            .map_or(0, |it| it.end);
        let start = match words.get(at) {
            Some(word) => folded.source(word.at.clone()).map_or(end, |it| it.start),
            None => source.len(),
        };
        for sign in source.get(end..start).unwrap_or_default().chars() {
            opened = match (sign, opened) {
                ('«' | '“' | '„', _) | ('"' | '”', None) => Some(at),
                ('»' | '”' | '"', Some(from)) => {
                    quoted.push(from..at);
                    None
                }
                (_, still) => still,
            };
        }
    }
    let first = source.trim_start().chars().next();
    if matches!(first, Some('"' | '«' | '“'))
        && let Some(end) = first_close(source, folded, words)
    {
        quoted.push(0..end);
    }
    for range in quoted
        .into_iter()
        .filter(|range| range.len() <= LONGEST_QUOTATION)
    {
        for word in words.get_mut(range).into_iter().flatten() {
            word.is_quoted = true;
        }
    }
}

/// The first word after a quotation that begins the text.
fn first_close(source: &str, folded: &Folded, words: &[Word]) -> Option<usize> {
    let opening = source.find(['"', '«', '“'])?;
    let inside = opening.saturating_add(1);
    let close = source.get(inside..)?.find(['"', '»', '”'])?;
    let close = inside.saturating_add(close);
    Some(words.partition_point(|word| {
        folded
            .source(word.at.clone())
            .is_some_and(|it| it.start < close)
    }))
}

/// A symbol at a word, and how many words it takes.
pub(super) type Edge = (Symbol, usize);

/// Everything that the words of a text may be read as, for each of them, and whether there was so much that not all of it was read.
pub(super) fn readings(grammar: &Grammar, text: &str, words: &[Word]) -> (Lists<Edge>, bool) {
    let mut readings = Readings {
        grammar,
        known: HashMap::new(),
        edges: Lists::with_room_for(words.len()),
        left: MOST_JOINED,
        gave_up: false,
    };
    let mut joined = String::new();
    for (at, word) in words.iter().enumerate() {
        let own = text.get(word.at.clone()).unwrap_or_default();
        readings.edges.push((ANY, 1));
        readings.read_word(own);
        joined.clear();
        joined.push_str(own);
        readings.read_joined(text, words.get(at..).unwrap_or_default(), &mut joined);
        readings.edges.close();
    }
    (readings.edges, readings.gave_up)
}

/// What was read so far.
struct Readings<'a> {
    grammar: &'a Grammar,
    /// What words by themselves were read as: texts have most of theirs more than once. With a seed: words must not be made to fall together.
    known: HashMap<&'a str, Box<[Symbol]>>,
    edges: Lists<Edge>,
    /// How many more readings of joined words there may be.
    left: usize,
    gave_up: bool,
}

impl<'a> Readings<'a> {
    /// Reads a word by itself.
    fn read_word(&mut self, word: &'a str) {
        if let Some(known) = self.known.get(word) {
            known
                .iter()
                .for_each(|symbol| self.edges.push((*symbol, 1)));
            return;
        }
        let before = self.edges.open().len();
        self.read_as(word, 1);
        let read = self.edges.open().iter().skip(before);
        let symbols = read.map(|(symbol, _)| *symbol).collect();
        self.known.insert(word, symbols);
    }

    /// Reads a word together with those after it, as far as nothing parts them; `joined` is the first one.
    fn read_joined(&mut self, text: &str, words: &[Word], joined: &mut String) {
        for (pieces, pair) in (2..=MOST_PIECES).zip(words.windows(2)) {
            let [last, next] = pair else { return };
            let sign = text.get(last.at.end..next.at.start).unwrap_or_default();
            let (one, two) = (last.at.len(), next.at.len());
            let Some(letter) = joins(sign, one == 1 && two == 1) else {
                return;
            };
            if is_digits(text, last) || is_digits(text, next) {
                return;
            }
            joined.push_str(letter);
            joined.push_str(text.get(next.at.clone()).unwrap_or_default());
            if joined.len() > LONGEST {
                return;
            }
            let by_space = sign == " ";
            if joined.len() > 2 && (!by_space || pieces > 2) {
                let Some(left) = self.left.checked_sub(1) else {
                    self.gave_up = true;
                    return;
                };
                self.left = left;
                self.read_as(joined, pieces);
            }
        }
    }

    fn read_as(&mut self, word: &str, pieces: usize) {
        self.add(word, pieces);
        if word.len() > LONGEST {
            return;
        }
        let letters = word.chars().filter(|c| c.is_alphabetic()).count();
        if letters > 1 && word.len() > 3 && word.chars().any(|c| c.is_ascii_digit()) {
            self.add(&without_leet(word, 'i'), pieces);
            if word.contains('1') {
                self.add(&without_leet(word, 'l'), pieces);
            }
        }
        if let Some(single) = without_doubles(word) {
            self.add(&single, pieces);
        }
    }

    /// Adds the symbols of one spelling.
    fn add(&mut self, word: &str, pieces: usize) {
        let symbols = self.grammar.word(word).iter().copied();
        for symbol in symbols.chain(self.grammar.prefixes(word)) {
            if !self.edges.open().contains(&(symbol, pieces)) {
                self.edges.push((symbol, pieces));
            }
        }
    }
}

fn is_digits(text: &str, word: &Word) -> bool {
    let word = text.get(word.at.clone()).unwrap_or_default();
    word.chars().all(|c| c.is_ascii_digit())
}

/// The letter that a sign between two pieces of a word stands for; none where it parts two words.
fn joins(sign: &str, are_letters: bool) -> Option<&'static str> {
    match sign {
        "@" => Some("a"),
        "$" => Some("s"),
        "!" | "|" => Some("i"),
        "€" => Some("e"),
        "'" | "." | "_" | "*" | "·" => Some(""),
        " " | "-" | "/" | ", " | ". " | " - " if are_letters => Some(""),
        _ => None,
    }
}

fn without_leet(word: &str, one: char) -> String {
    let letter = |c| match c {
        '0' => 'o',
        '1' => one,
        '3' => 'e',
        '4' => 'a',
        '5' => 's',
        '6' => 'g',
        '7' => 't',
        '8' => 'b',
        _ => c,
    };
    word.chars().map(letter).collect()
}

/// The word with every doubled letter once, if it has any.
fn without_doubles(word: &str) -> Option<String> {
    let mut single = String::with_capacity(word.len());
    for letter in word.chars() {
        if !single.ends_with(letter) {
            single.push(letter);
        }
    }
    (single.len() < word.len() && single.chars().count() > 2).then_some(single)
}
