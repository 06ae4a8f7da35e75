//! Finds the phrases of a grammar in the words of a text. It goes from the last word to the first, so that everything that can follow a
//! word is known when its own turn comes; the work for each word is bounded.

use super::grammar::{Grammar, Head, Production, Step, Symbol};
use super::words::{Edge, Word};

/// How far a phrase reaches, in words: the bits of a mask.
const REACH: usize = 64;

/// The work that one text may cost, in looks at what stands at a word. Far more than any ordinary text takes.
const MOST_WORK: usize = 6_000_000;

/// A phrase of a rule or a context.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Hit {
    pub(super) head: Head,
    /// The first word.
    pub(super) from: usize,
    /// The word after the last.
    pub(super) to: usize,
}

/// What was found.
#[derive(Debug, Default)]
pub(super) struct Found {
    pub(super) hits: Vec<Hit>,
    /// Whether the text was so hard that not all of it was looked at.
    pub(super) gave_up: bool,
}

/// Finds everything.
pub(super) fn find(grammar: &Grammar, words: &[Word], edges: &[Vec<Edge>]) -> Found {
    if words.is_empty() {
        return Found::default();
    }
    let alive = Alive::new(grammar, edges);
    let mut chart = Chart {
        grammar,
        words,
        standing: vec![Vec::new(); words.len()],
        work: 0,
    };
    let mut found = Found::default();
    let mut here = Here::new(grammar.symbols());
    for at in (0..words.len()).rev() {
        for (symbol, length) in edges.get(at).into_iter().flatten() {
            here.add(*symbol, bit(*length));
        }
        let mut next = 0;
        while let Some(symbol) = here.agenda.get(next).copied() {
            next = next.saturating_add(1);
            let mask = here.mask(symbol);
            for production in alive.starting_with(symbol) {
                let Some(production) = grammar.productions.get(production) else {
                    continue;
                };
                let ends = chart.ends(at, mask, production);
                if ends == 0 {
                    continue;
                }
                match production.head {
                    Head::Symbol(made) => here.add(made, ends),
                    head @ (Head::Rule(_)
                    | Head::Context(_)
                    | Head::Cue(_)
                    | Head::Number { .. }) => found.hits.push(Hit {
                        head,
                        from: at,
                        to: at.saturating_add(furthest(ends)),
                    }),
                }
            }
        }
        if let Some(standing) = chart.standing.get_mut(at) {
            here.drain_into(standing);
        }
        if chart.work > MOST_WORK {
            found.gave_up = true;
            break;
        }
    }
    found
}

/// The productions that can come about with the words of a text at all, by the symbol that they begin with.
struct Alive {
    /// For each symbol the number of the first production after it, from 1; 0 for none.
    first: Vec<u32>,
    /// For each production the next one that begins with the same symbol.
    next: Vec<u32>,
}

impl Alive {
    fn new(grammar: &Grammar, edges: &[Vec<Edge>]) -> Self {
        let mut alive = Self {
            first: vec![0; grammar.symbols()],
            next: vec![0; grammar.productions.len()],
        };
        let mut missing = grammar.needs.clone();
        let mut is_possible = vec![false; grammar.symbols()];
        let mut open: Vec<Symbol> = edges.iter().flatten().map(|(symbol, _)| *symbol).collect();
        while let Some(symbol) = open.pop() {
            match is_possible.get_mut(place(symbol)) {
                Some(known) if !*known => *known = true,
                _ => continue,
            }
            for number in grammar.needing(symbol) {
                let Some(missing) = missing.get_mut(place(*number)) else {
                    continue;
                };
                *missing = missing.saturating_sub(1);
                if *missing > 0 {
                    continue;
                }
                let Some(production) = grammar.productions.get(place(*number)) else {
                    continue;
                };
                alive.add(production.first, *number);
                if let Head::Symbol(made) = production.head {
                    open.push(made);
                }
            }
        }
        alive
    }

    fn add(&mut self, symbol: Symbol, production: u32) {
        let slots = (
            self.first.get_mut(place(symbol)),
            self.next.get_mut(place(production)),
        );
        if let (Some(first), Some(next)) = slots {
            *next = *first;
            *first = production.saturating_add(1);
        }
    }

    /// The productions that begin with a symbol.
    fn starting_with(&self, symbol: Symbol) -> impl Iterator<Item = usize> + '_ {
        let mut number = self.first.get(place(symbol)).copied().unwrap_or(0);
        std::iter::from_fn(move || {
            let production = place(number.checked_sub(1)?);
            number = self.next.get(production).copied().unwrap_or(0);
            Some(production)
        })
    }
}

fn place(number: u32) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}

/// What stands at the word whose turn it is.
struct Here {
    masks: Vec<u64>,
    /// In the order in which it was found; what reaches further than it did before comes again.
    agenda: Vec<Symbol>,
    touched: Vec<Symbol>,
}

impl Here {
    fn new(symbols: usize) -> Self {
        Self {
            masks: vec![0; symbols],
            agenda: Vec::new(),
            touched: Vec::new(),
        }
    }

    fn mask(&self, symbol: Symbol) -> u64 {
        let at = usize::try_from(symbol).unwrap_or(usize::MAX);
        self.masks.get(at).copied().unwrap_or(0)
    }

    fn add(&mut self, symbol: Symbol, ends: u64) {
        let at = usize::try_from(symbol).unwrap_or(usize::MAX);
        let Some(mask) = self.masks.get_mut(at) else {
            return;
        };
        if *mask == 0 {
            self.touched.push(symbol);
        }
        if *mask | ends != *mask {
            *mask |= ends;
            self.agenda.push(symbol);
        }
    }

    /// Hands over what stands here, ordered by symbol, and is ready for the next word.
    fn drain_into(&mut self, standing: &mut Vec<(Symbol, u64)>) {
        self.touched.sort_unstable();
        for symbol in self.touched.drain(..) {
            let at = usize::try_from(symbol).unwrap_or(usize::MAX);
            if let Some(mask) = self.masks.get_mut(at) {
                standing.push((symbol, *mask));
                *mask = 0;
            }
        }
        self.agenda.clear();
    }
}

struct Chart<'a> {
    grammar: &'a Grammar,
    words: &'a [Word],
    /// What stands at each word, and which words can follow it: bit `n` for the `n`th after.
    standing: Vec<Vec<(Symbol, u64)>>,
    work: usize,
}

impl Chart<'_> {
    /// Where a production can end whose first symbol stands at a word with these ends.
    fn ends(&mut self, at: usize, first: u64, production: &Production) -> u64 {
        let grammar = self.grammar;
        let steps = grammar
            .steps
            .get(production.steps.clone())
            .unwrap_or_default();
        let mut ends = first;
        for step in steps {
            ends = match step {
                Step::Symbol(symbol) => self.follow(at, ends, *symbol),
                Step::Optional(symbol) => ends | self.follow(at, ends, *symbol),
                Step::Any => self.skip(at, ends, 1, 1),
                Step::Gap(width) => self.skip(at, ends, 0, (*width).into()),
            };
            if ends == 0 {
                return 0;
            }
        }
        ends
    }

    /// Where a symbol ends that stands at one of several words after `at`.
    fn follow(&mut self, at: usize, mut ends: u64, symbol: Symbol) -> u64 {
        let mut after = 0;
        while ends != 0 {
            let offset = ends.trailing_zeros();
            ends &= ends.wrapping_sub(1);
            self.work = self.work.saturating_add(1);
            let word = at.saturating_add(usize::try_from(offset).unwrap_or(REACH));
            let Some(standing) = self.standing.get(word) else {
                continue;
            };
            if let Ok(found) = standing.binary_search_by_key(&symbol, |(known, _)| *known)
                && let Some((_, mask)) = standing.get(found)
            {
                after |= mask.checked_shl(offset).unwrap_or(0);
            }
        }
        after
    }

    /// The words after `at` that stand `least` to `most` words further on, in the same sentence.
    fn skip(&mut self, at: usize, mut ends: u64, least: usize, most: usize) -> u64 {
        let mut after = 0;
        while ends != 0 {
            let offset = usize::try_from(ends.trailing_zeros()).unwrap_or(REACH);
            ends &= ends.wrapping_sub(1);
            self.work = self.work.saturating_add(1);
            let word = at.saturating_add(offset);
            let sentence = word.checked_sub(1).and_then(|last| self.words.get(last));
            let sentence = sentence.map(|word| word.sentence);
            for skipped in 0..=most {
                let next = word.saturating_add(skipped);
                if skipped >= least {
                    after |= bit(offset.saturating_add(skipped));
                }
                if self.words.get(next).map(|word| word.sentence) != sentence {
                    break;
                }
            }
        }
        after
    }
}

/// The bit of an offset; none for what is out of reach.
fn bit(offset: usize) -> u64 {
    u32::try_from(offset)
        .ok()
        .and_then(|offset| 1_u64.checked_shl(offset))
        .unwrap_or(0)
}

/// The offset of the highest bit.
fn furthest(ends: u64) -> usize {
    usize::try_from(ends.checked_ilog2().unwrap_or(0)).unwrap_or(0)
}
