//! Which productions can come about with the words of a text at all: most have a symbol that is not there. Each production waits for its
//! rarest symbol first and is looked at only when that is there.

use super::grammar::{Head, Production, Step, Symbol};

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
    pub(super) fn new(productions: &[Production], steps: &[Step], symbols: usize) -> Self {
        let mut same = vec![Vec::new(); symbols];
        let mut each: Vec<Vec<Symbol>> = Vec::with_capacity(productions.len());
        for production in productions {
            let made = production.is_same();
            if let Some((list, made)) = same.get_mut(place(production.first)).zip(made) {
                list.push(made);
            }
            let needed = if made.is_some() {
                Vec::new()
            } else {
                needed(production, steps)
            };
            each.push(needed);
        }
        let mut counts = vec![0_u32; symbols];
        for symbol in each.iter().flatten() {
            if let Some(count) = counts.get_mut(place(*symbol)) {
                *count = count.saturating_add(1);
            }
        }
        for symbols in &mut each {
            symbols.sort_by_key(|symbol| (counts.get(place(*symbol)).copied(), *symbol));
        }
        let mut waiting = vec![Vec::new(); symbols];
        for (symbols, number) in each.iter().zip(0_u32..) {
            let rarest = symbols.first().map(|symbol| place(*symbol));
            if let Some(list) = rarest.and_then(|rarest| waiting.get_mut(rarest)) {
                list.push(number);
            }
        }
        Self {
            same: Lists::new(same),
            needed: Lists::new(each),
            waiting: Lists::new(waiting),
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
            Head::Symbol(made) if self.steps.is_empty() => Some(made),
            Head::Symbol(_)
            | Head::Rule(_)
            | Head::Context(_)
            | Head::Cue(_)
            | Head::Number { .. } => None,
        }
    }
}

/// The symbols that a production can't be without.
fn needed(production: &Production, steps: &[Step]) -> Vec<Symbol> {
    let steps = steps.get(production.steps.clone()).unwrap_or_default();
    let after = steps.iter().filter_map(|step| match step {
        Step::Symbol(symbol) => Some(*symbol),
        Step::Optional(_) | Step::Any | Step::Gap(_) => None,
    });
    let mut symbols: Vec<Symbol> = [production.first].into_iter().chain(after).collect();
    symbols.sort_unstable();
    symbols.dedup();
    symbols
}

/// Lists of numbers, one after another.
#[derive(Debug, Default)]
struct Lists<T> {
    all: Vec<T>,
    ends: Vec<u32>,
}

impl<T> Lists<T> {
    fn new(lists: Vec<Vec<T>>) -> Self {
        let (mut all, mut ends) = (Vec::new(), Vec::with_capacity(lists.len()));
        for list in lists {
            all.extend(list);
            ends.push(u32::try_from(all.len()).unwrap_or(u32::MAX));
        }
        Self { all, ends }
    }

    fn of(&self, at: usize) -> &[T] {
        let end = self.ends.get(at).copied().unwrap_or(0);
        let before = at.checked_sub(1).and_then(|before| self.ends.get(before));
        let range = place(before.copied().unwrap_or(0))..place(end);
        self.all.get(range).unwrap_or_default()
    }
}

fn place(number: u32) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}
