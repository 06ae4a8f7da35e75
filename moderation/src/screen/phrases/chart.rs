//! Finds the phrases of a grammar in the words of a text. It goes from the last word to the first, so that everything that can follow a
//! word is known when its own turn comes; the work for each word is bounded.

use super::grammar::{Grammar, Head, Production, Step, Symbol};
use super::lists::{Lists, place};
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
pub(super) fn find(grammar: &Grammar, words: &[Word], edges: &Lists<Edge>) -> Found {
    if words.is_empty() {
        return Found::default();
    }
    let alive = Alive::new(grammar, edges);
    let mut closures = Closures(vec![None; grammar.symbols()]);
    let mut chart = Chart {
        grammar,
        words,
        standing: vec![Vec::new(); words.len()],
        next: vec![0; grammar.symbols()],
        work: 0,
    };
    let mut found = Found::default();
    let mut here = Here::new(grammar.symbols());
    for at in (0..words.len()).rev() {
        for (symbol, length) in edges.of(at) {
            here.add_all(closures.of(grammar, &alive, *symbol), bit(*length));
        }
        let mut next = 0;
        while let Some(symbol) = here.agenda.get(next).copied() {
            next = next.saturating_add(1);
            let mask = here.mask(symbol);
            for production in alive.longer.of(symbol) {
                let ends = chart.ends(at, mask, production);
                if ends == 0 {
                    continue;
                }
                match production.head {
                    Head::Symbol(made) => {
                        here.add_all(closures.of(grammar, &alive, made), ends);
                    }
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
        chart.put(at, &mut here);
        if chart.work > MOST_WORK {
            found.gave_up = true;
            break;
        }
    }
    found
}

/// Productions by the symbol that they begin with.
struct ByFirst {
    /// For each symbol the number of the last production with it, from 1; 0 for none.
    last: Vec<u32>,
    /// Each with the number of the one before it that begins with the same symbol.
    all: Vec<(u32, Production)>,
}

impl ByFirst {
    fn new(grammar: &Grammar) -> Self {
        Self {
            last: vec![0; grammar.symbols()],
            all: Vec::new(),
        }
    }

    fn add(&mut self, production: &Production) {
        if let Some(last) = self.last.get_mut(place(production.first)) {
            self.all.push((*last, production.clone()));
            *last = u32::try_from(self.all.len()).unwrap_or(0);
        }
    }

    /// The productions that begin with a symbol.
    fn of(&self, symbol: Symbol) -> impl Iterator<Item = &Production> + '_ {
        let mut number = self.last.get(place(symbol)).copied().unwrap_or(0);
        std::iter::from_fn(move || {
            let (before, production) = self.all.get(place(number.checked_sub(1)?))?;
            number = *before;
            Some(production)
        })
    }
}

/// What a symbol is by itself too: the groups and classes that it alone is enough for. Worked out once for each symbol of a text.
struct Closures(Vec<Option<Box<[Symbol]>>>);

impl Closures {
    /// The symbol and all that it is too, in order.
    fn of(&mut self, grammar: &Grammar, alive: &Alive, symbol: Symbol) -> &[Symbol] {
        let Some(known) = self.0.get_mut(place(symbol)) else {
            return &[];
        };
        known.get_or_insert_with(|| {
            let mut all = vec![symbol];
            let mut next = 0;
            while let Some(symbol) = all.get(next).copied() {
                next = next.saturating_add(1);
                for made in grammar.needs.same(symbol) {
                    if !all.contains(made) {
                        all.push(*made);
                    }
                }
            }
            all.retain(|symbol| alive.wanted.get(place(*symbol)) == Some(&true));
            all.sort_unstable();
            all.into()
        })
    }
}

/// The productions that can come about with the words of a text at all.
struct Alive {
    /// All but those that make of one symbol another.
    longer: ByFirst,
    /// The symbols that any of them has in it: the rest leads nowhere.
    wanted: Vec<bool>,
}

impl Alive {
    fn new(grammar: &Grammar, edges: &Lists<Edge>) -> Self {
        let mut alive = Self {
            longer: ByFirst::new(grammar),
            wanted: vec![false; grammar.symbols()],
        };
        let found = edges.all().iter().map(|(symbol, _)| *symbol);
        grammar.needs.possible(grammar.symbols(), found, |number| {
            let production = grammar.productions.get(place(number))?;
            alive.add(grammar, production);
            match production.head {
                Head::Symbol(made) => Some(made),
                Head::Rule(_) | Head::Context(_) | Head::Cue(_) | Head::Number { .. } => None,
            }
        });
        alive
    }

    fn add(&mut self, grammar: &Grammar, production: &Production) {
        self.longer.add(production);
        let steps = grammar.steps(production).iter();
        let symbols = steps.filter_map(|step| match step {
            Step::Symbol(symbol) | Step::Optional(symbol) => Some(*symbol),
            Step::Any | Step::Gap(_) => None,
        });
        for symbol in symbols.chain([production.first]) {
            if let Some(wanted) = self.wanted.get_mut(place(symbol)) {
                *wanted = true;
            }
        }
    }
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

    fn add_all(&mut self, symbols: &[Symbol], ends: u64) {
        for symbol in symbols {
            self.add(*symbol, ends);
        }
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
    fn take(&mut self, standing: &mut Vec<(Symbol, u64)>) {
        self.agenda.clear();
        self.touched.sort_unstable();
        standing.clear();
        for symbol in self.touched.drain(..) {
            if let Some(mask) = self.masks.get_mut(place(symbol)) {
                standing.push((symbol, *mask));
                *mask = 0;
            }
        }
    }
}

struct Chart<'a> {
    grammar: &'a Grammar,
    words: &'a [Word],
    /// What stands at each word, and which words can follow it: bit `n` for the `n`th after.
    standing: Vec<Vec<(Symbol, u64)>>,
    /// The same for the word after the one whose turn it is, by symbol: nearly every look is at that word.
    next: Vec<u64>,
    work: usize,
}

impl Chart<'_> {
    /// Keeps what stands at a word, whose turn is over.
    fn put(&mut self, at: usize, here: &mut Here) {
        let before = self.standing.get(at.saturating_add(1));
        for (symbol, _) in before.into_iter().flatten() {
            if let Some(mask) = self.next.get_mut(place(*symbol)) {
                *mask = 0;
            }
        }
        // What is out of reach is not looked at any more; its room is used again.
        let far = self.standing.get_mut(at.saturating_add(REACH));
        let mut standing = far.map(std::mem::take).unwrap_or_default();
        here.take(&mut standing);
        for (symbol, mask) in &standing {
            if let Some(next) = self.next.get_mut(place(*symbol)) {
                *next = *mask;
            }
        }
        if let Some(place) = self.standing.get_mut(at) {
            *place = standing;
        }
    }

    /// Where a production can end whose first symbol stands at a word with these ends.
    fn ends(&mut self, at: usize, first: u64, production: &Production) -> u64 {
        let grammar = self.grammar;
        let mut ends = first;
        for step in grammar.steps(production) {
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
            if offset == 1 {
                let mask = self.next.get(place(symbol)).copied().unwrap_or(0);
                after |= mask << 1;
                continue;
            }
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
