//! Which productions can come about with the words of a text at all: most have a symbol that is not there. Each production waits for its
//! rarest symbol first and is looked at only when that is there.

use super::grammar::{Grammar, Head, Production, Step, Symbol};
use super::lists::{Lists, place};

/// What the productions of a grammar can't be without.
#[derive(Debug, Default)]
pub(super) struct Needs {
    /// For each symbol those that it is enough for by itself.
    same: Lists<Symbol>,
    /// The symbols that each production can't be without, the rarest first.
    needed: Lists<Symbol>,
    /// For each symbol the productions that wait for it first.
    waiting: Lists<u32>,
}

impl Needs {
    pub(super) fn new(grammar: &Grammar) -> Self {
        let (productions, symbols) = (&grammar.productions, grammar.symbols());
        let numbered = || productions.iter().zip(0_u32..);
        let same = Lists::by_number(symbols, || {
            numbered().filter_map(|(production, _)| {
                Some((place(production.first), production.is_same()?))
            })
        });
        let mut own = Vec::new();
        let mut counts = vec![0_u32; symbols];
        for production in productions {
            needs_of(grammar, production, &mut own);
            for symbol in &own {
                if let Some(count) = counts.get_mut(place(*symbol)) {
                    *count = count.saturating_add(1);
                }
            }
        }
        let mut needed = Lists::with_room_for(productions.len());
        for production in productions {
            needs_of(grammar, production, &mut own);
            own.sort_by_key(|symbol| (counts.get(place(*symbol)).copied(), *symbol));
            for symbol in &own {
                needed.push(*symbol);
            }
            needed.close();
        }
        let waiting = Lists::by_number(symbols, || {
            numbered().filter_map(|(_, number)| {
                let rarest = needed.of(place(number)).first()?;
                Some((place(*rarest), number))
            })
        });
        Self {
            same,
            needed,
            waiting,
        }
    }

    /// The symbols that one is enough for by itself.
    pub(super) fn same(&self, symbol: Symbol) -> &[Symbol] {
        self.same.of(place(symbol))
    }

    /// Gives each production that can come about to `take`, which tells what symbol it makes; not those that make of one symbol another.
    pub(super) fn possible(
        &self,
        symbols: usize,
        found: impl Iterator<Item = Symbol>,
        mut take: impl FnMut(u32) -> Option<Symbol>,
    ) {
        let mut is_there = vec![false; symbols];
        let mut later = Later::new(symbols);
        let mut open: Vec<Symbol> = found.collect();
        while let Some(symbol) = open.pop() {
            match is_there.get_mut(place(symbol)) {
                Some(known) if !*known => *known = true,
                _ => continue,
            }
            let same = self.same(symbol).iter();
            open.extend(same.filter(|symbol| is_there.get(place(**symbol)) == Some(&false)));
            let mut look = |number: u32, later: &mut Later| {
                let missing = self.needed.of(place(number)).iter();
                let mut missing =
                    missing.filter(|symbol| is_there.get(place(**symbol)) != Some(&true));
                match missing.next() {
                    Some(missing) => later.add(*missing, number),
                    None => open.extend(take(number)),
                }
            };
            for number in self.waiting.of(place(symbol)) {
                look(*number, &mut later);
            }
            let mut moved = later.take(symbol);
            while let Some((number, next)) = later.get(moved) {
                moved = next;
                look(number, &mut later);
            }
        }
    }
}

/// Productions that wait for a symbol that is not there yet.
struct Later {
    /// For each symbol the number of the last one, from 1; 0 for none.
    last: Vec<u32>,
    /// Each with the number of the one before it.
    all: Vec<(u32, u32)>,
}

impl Later {
    fn new(symbols: usize) -> Self {
        Self {
            last: vec![0; symbols],
            all: Vec::new(),
        }
    }

    fn add(&mut self, symbol: Symbol, production: u32) {
        if let Some(last) = self.last.get_mut(place(symbol)) {
            self.all.push((production, *last));
            *last = u32::try_from(self.all.len()).unwrap_or(0);
        }
    }

    /// The number of the last that waited for a symbol, which none does any more.
    fn take(&mut self, symbol: Symbol) -> u32 {
        let last = self.last.get_mut(place(symbol));
        last.map_or(0, std::mem::take)
    }

    /// A production and the number of the one before it.
    fn get(&self, number: u32) -> Option<(u32, u32)> {
        self.all.get(place(number.checked_sub(1)?)).copied()
    }
}

impl Production {
    /// The symbol that it makes of another one alone.
    fn is_same(&self) -> Option<Symbol> {
        match self.head {
            Head::Symbol(made) if self.is_single() => Some(made),
            Head::Symbol(_)
            | Head::Rule(_)
            | Head::Context(_)
            | Head::Cue(_)
            | Head::Number { .. } => None,
        }
    }
}

/// The symbols that a production can't be without; none of one that makes of one symbol another.
fn needs_of(grammar: &Grammar, production: &Production, symbols: &mut Vec<Symbol>) {
    symbols.clear();
    if production.is_same().is_some() {
        return;
    }
    let after = grammar
        .steps(production)
        .iter()
        .filter_map(|step| match step {
            Step::Symbol(symbol) => Some(*symbol),
            Step::Optional(_) | Step::Any | Step::Gap(_) => None,
        });
    symbols.push(production.first);
    symbols.extend(after);
    symbols.sort_unstable();
    symbols.dedup();
}
