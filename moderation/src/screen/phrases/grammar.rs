//! The patterns of all lexicons as one grammar: symbols for words, classes and groups, and productions that begin with a symbol.
//! A text is parsed with it in `chart`.

use std::ops::Range;

use rustc_hash::FxHashMap as HashMap;

use super::super::dictionary::Dictionary;
use super::lists::Lists;
use super::needs::Needs;
use super::pattern::{self, Item, PatternError, Sequence};

/// A word, the beginning of words, a class or a group. Symbols of classes and groups have higher numbers than those they are made of.
pub(super) type Symbol = u32;

/// The symbol of any word.
pub(super) const ANY: Symbol = 0;

/// A step of a production, after its first symbol.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Step {
    /// This symbol.
    Symbol(Symbol),
    /// This symbol, or nothing.
    Optional(Symbol),
    /// Exactly one word.
    Any,
    /// Up to so many words.
    Gap(u8),
}

/// What a production makes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Head {
    /// A symbol.
    Symbol(Symbol),
    /// A hit of a rule.
    Rule(u32),
    /// A context.
    Context(u8),
    /// A cue for recognisers.
    Cue(u8),
    /// A number in words.
    Number {
        /// What it says, below 1000.
        value: u16,
        /// Whether the word is more often something else.
        is_weak: bool,
    },
}

/// A head that stands wherever a first symbol and some steps do.
#[derive(Debug, Clone)]
pub(super) struct Production {
    pub(super) head: Head,
    pub(super) first: Symbol,
    steps: Range<u32>,
}

impl Production {
    /// Whether nothing follows its first symbol.
    pub(super) const fn is_single(&self) -> bool {
        self.steps.start == self.steps.end
    }
}

/// All patterns.
#[derive(Debug)]
pub(super) struct Grammar {
    /// The number of the list of its symbols.
    words: Dictionary<usize>,
    symbols_of_words: Lists<Symbol>,
    prefixes: Dictionary<Symbol>,
    symbols: Symbol,
    /// The first symbol of words that only lead somewhere, and of what is made of them.
    leads: Symbol,
    /// In no order.
    pub(super) productions: Vec<Production>,
    steps: Vec<Step>,
    /// What each production can't be without.
    pub(super) needs: Needs,
}

impl Default for Grammar {
    fn default() -> Self {
        Self {
            words: Dictionary::default(),
            symbols_of_words: Lists::default(),
            prefixes: Dictionary::default(),
            symbols: ANY.saturating_add(1),
            leads: Symbol::MAX,
            productions: Vec::new(),
            steps: Vec::new(),
            needs: Needs::default(),
        }
    }
}

impl Grammar {
    /// How many symbols there are.
    pub(super) fn symbols(&self) -> usize {
        usize::try_from(self.symbols).unwrap_or(usize::MAX)
    }

    /// What follows the first symbol of a production.
    pub(super) fn steps(&self, production: &Production) -> &[Step] {
        let place = |at: u32| usize::try_from(at).unwrap_or(usize::MAX);
        let Range { start, end } = production.steps;
        self.steps.get(place(start)..place(end)).unwrap_or_default()
    }

    /// The symbols of a word as it stands in a text.
    pub(super) fn word(&self, word: &str) -> &[Symbol] {
        let list = self.words.get(word);
        list.map_or(&[], |list| self.symbols_of_words.of(*list))
    }

    /// Whether a word is one of a rule or a cue, and not one that only leads somewhere: those may be names that somebody chose.
    pub(super) fn knows(&self, word: &str) -> bool {
        self.word(word).iter().any(|symbol| *symbol < self.leads)
    }

    /// The symbols of the beginnings of a word.
    pub(super) fn prefixes<'a>(&'a self, word: &'a str) -> impl Iterator<Item = Symbol> + 'a {
        let ends = word
            .char_indices()
            .map(|(at, c)| at.saturating_add(c.len_utf8()));
        ends.take(MOST_OF_PREFIX)
            .filter_map(|end| self.prefixes.get(word.get(..end)?).copied())
    }
}

/// How much of a word is looked at for beginnings, in characters.
const MOST_OF_PREFIX: usize = 24;
/// The most productions that options at the beginning may make of one.
const MOST_BEGINNINGS: usize = 32;

/// The classes that a file may name.
pub(super) type Classes<'a> = HashMap<&'a str, &'a [String]>;

/// Builds a grammar.
#[derive(Debug, Default)]
pub(in super::super) struct Builder {
    grammar: Grammar,
    /// The symbol of each word, and those of its spellings.
    own: Dictionary<Symbol>,
    spellings: Dictionary<Vec<Symbol>>,
    groups: HashMap<Vec<Sequence>, Symbol>,
    platform: Option<Symbol>,
}

/// The classes of one file while it is read.
pub(super) struct Scope<'a> {
    classes: Classes<'a>,
    known: HashMap<&'a str, Option<Symbol>>,
}

impl<'a> Scope<'a> {
    pub(super) fn new(classes: Classes<'a>) -> Self {
        Self {
            classes,
            known: HashMap::default(),
        }
    }
}

/// Why a lexicon can't be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum GrammarError {
    /// A pattern can't be read.
    #[error("the pattern {pattern:?}: {why}")]
    Pattern {
        /// The pattern.
        pattern: String,
        /// Why.
        why: PatternError,
    },
    /// A class that is not there, or is made of itself.
    #[error("the class {0:?} is not there, or is made of itself")]
    Class(String),
}

impl Builder {
    /// Adds a pattern of a rule or a context.
    pub(super) fn add(
        &mut self,
        head: Head,
        text: &str,
        scope: &mut Scope<'_>,
    ) -> Result<(), GrammarError> {
        let sequence = read(text)?;
        self.produce(head, &sequence, scope)
            .map_err(|error| error.within(text))
    }

    /// Adds a phrase that leads to something; `{platform}` in it stands for the name of an app.
    pub(in super::super) fn add_cue(&mut self, cue: u8, phrase: &str) {
        self.add_phrase(Head::Cue(cue), phrase);
    }

    /// Adds a number in words.
    pub(in super::super) fn add_number(&mut self, value: u16, is_weak: bool, phrase: &str) {
        self.add_phrase(Head::Number { value, is_weak }, phrase);
    }

    /// Adds the name of an app.
    pub(in super::super) fn add_platform(&mut self, name: &str) {
        let platform = self.platform();
        self.add_phrase(Head::Symbol(platform), name);
    }

    fn platform(&mut self) -> Symbol {
        if let Some(symbol) = self.platform {
            return symbol;
        }
        let symbol = self.new_symbol();
        self.platform = Some(symbol);
        symbol
    }

    fn add_phrase(&mut self, head: Head, phrase: &str) {
        let mut symbols = Vec::new();
        for (at, part) in phrase.split("{platform}").enumerate() {
            if at > 0 {
                symbols.push(self.platform());
            }
            for word in pattern::words_of(part) {
                symbols.push(self.word(&word));
            }
        }
        let Some((first, rest)) = symbols.split_first() else {
            return;
        };
        let steps = rest.iter().map(|symbol| Step::Symbol(*symbol));
        self.add_production(head, *first, steps);
    }

    /// Says that a word is also written otherwise, when all patterns were added; nothing where none has the word.
    pub(super) fn vary(&mut self, word: &str, spelling: &str) {
        let words = (pattern::words_of(word), pattern::words_of(spelling));
        if let ([word], [spelling]) = (words.0.as_slice(), words.1.as_slice())
            && let Some(symbol) = self.own.get(word).copied()
        {
            self.spell(symbol, spelling);
        }
    }

    /// Says that words that are new from here on only lead somewhere.
    pub(in super::super) fn begin_leads(&mut self) {
        self.grammar.leads = self.grammar.symbols;
    }

    /// The grammar, when everything was added.
    pub(super) fn finish(mut self) -> Grammar {
        let grammar = &mut self.grammar;
        let symbols = &mut grammar.symbols_of_words;
        grammar.words = self.spellings.map(|spelt| {
            for symbol in spelt {
                symbols.push(symbol);
            }
            symbols.close();
            symbols.len().saturating_sub(1)
        });
        grammar.productions.shrink_to_fit();
        grammar.steps.shrink_to_fit();
        grammar.needs = Needs::new(grammar);
        self.grammar
    }

    fn produce(
        &mut self,
        head: Head,
        sequence: &[Item],
        scope: &mut Scope<'_>,
    ) -> Result<(), GrammarError> {
        for beginning in beginnings(sequence) {
            let (first, rest) = beginning.split_first().ok_or_else(no_beginning)?;
            let first = if *first == Item::Any {
                ANY
            } else {
                self.symbol(first, scope)?.ok_or_else(no_beginning)?
            };
            let mut steps = Vec::with_capacity(rest.len());
            for item in rest {
                steps.push(match item {
                    Item::Any => Step::Any,
                    Item::Gap(width) => Step::Gap(*width),
                    Item::Optional(inner) => match (&**inner, self.symbol(inner, scope)?) {
                        (_, Some(symbol)) => Step::Optional(symbol),
                        (Item::Gap(width), None) => Step::Gap(*width),
                        (_, None) => Step::Gap(1),
                    },
                    Item::Word(_) | Item::Prefix(_) | Item::Class(_) | Item::Group(_) => {
                        Step::Symbol(self.symbol(item, scope)?.ok_or_else(no_beginning)?)
                    }
                });
            }
            self.add_production(head, first, steps);
        }
        Ok(())
    }

    fn add_production(&mut self, head: Head, first: Symbol, steps: impl IntoIterator<Item = Step>) {
        let all = &mut self.grammar.steps;
        let place = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        let from = place(all.len());
        all.extend(steps);
        let steps = from..place(all.len());
        self.grammar
            .productions
            .push(Production { head, first, steps });
    }

    /// The symbol of a piece; none for what stands for any word.
    fn symbol(
        &mut self,
        item: &Item,
        scope: &mut Scope<'_>,
    ) -> Result<Option<Symbol>, GrammarError> {
        Ok(match item {
            Item::Word(word) => Some(self.word(word)),
            Item::Prefix(prefix) => Some(self.prefix(prefix)),
            Item::Class(name) => Some(self.class(name, scope)?),
            Item::Group(alternatives) => Some(self.group(alternatives, scope)?),
            Item::Optional(inner) => self.symbol(inner, scope)?,
            Item::Any | Item::Gap(_) => None,
        })
    }

    fn new_symbol(&mut self) -> Symbol {
        let symbol = self.grammar.symbols;
        self.grammar.symbols = symbol.saturating_add(1);
        symbol
    }

    /// A word. One with an ñ is also written without its tilde.
    fn word(&mut self, word: &str) -> Symbol {
        if let Some(symbol) = self.own.get(word) {
            return *symbol;
        }
        let symbol = self.new_symbol();
        self.own.get_or_insert_with(word, || symbol);
        self.spell(symbol, word);
        self.spell(symbol, &word.replace('ñ', "n"));
        symbol
    }

    fn spell(&mut self, symbol: Symbol, spelling: &str) {
        let known = self.spellings.get_or_insert_with(spelling, Vec::new);
        if let Some(known) = known.filter(|known| !known.contains(&symbol)) {
            known.push(symbol);
        }
    }

    fn prefix(&mut self, prefix: &str) -> Symbol {
        if let Some(symbol) = self.grammar.prefixes.get(prefix) {
            return *symbol;
        }
        let symbol = self.new_symbol();
        self.grammar.prefixes.get_or_insert_with(prefix, || symbol);
        symbol
    }

    fn class(&mut self, name: &str, scope: &mut Scope<'_>) -> Result<Symbol, GrammarError> {
        let unknown = || GrammarError::Class(name.to_owned());
        let known = scope.classes.get_key_value(name).ok_or_else(unknown)?;
        let (name, phrases) = (*known.0, *known.1);
        match scope.known.get(name) {
            Some(Some(symbol)) => return Ok(*symbol),
            Some(None) => return Err(unknown()),
            None => {}
        }
        scope.known.insert(name, None);
        let mut alternatives = Vec::with_capacity(phrases.len());
        for phrase in phrases {
            alternatives.push(read(phrase)?);
        }
        let symbol = self.group(&alternatives, scope)?;
        scope.known.insert(name, Some(symbol));
        Ok(symbol)
    }

    fn group(
        &mut self,
        alternatives: &[Sequence],
        scope: &mut Scope<'_>,
    ) -> Result<Symbol, GrammarError> {
        // Classes have their meaning in their file only.
        let is_shared = !alternatives.iter().flatten().any(names_class);
        if is_shared && let Some(symbol) = self.groups.get(alternatives) {
            return Ok(*symbol);
        }
        // What it is made of first, so that it has the higher number.
        for item in alternatives.iter().flatten() {
            self.symbol(item, scope)?;
        }
        let symbol = self.new_symbol();
        for sequence in alternatives {
            self.produce(Head::Symbol(symbol), sequence, scope)?;
        }
        if is_shared {
            self.groups.insert(alternatives.to_vec(), symbol);
        }
        Ok(symbol)
    }
}

fn names_class(item: &Item) -> bool {
    match item {
        Item::Class(_) => true,
        Item::Group(alternatives) => alternatives.iter().flatten().any(names_class),
        Item::Optional(inner) => names_class(inner),
        Item::Word(_) | Item::Prefix(_) | Item::Any | Item::Gap(_) => false,
    }
}

/// A sequence without options at its beginning: once with what is optional there, once without.
fn beginnings(sequence: &[Item]) -> Vec<Sequence> {
    let mut done = Vec::new();
    let mut open = vec![sequence.to_vec()];
    while let Some(mut next) = open.pop() {
        match next.first() {
            Some(Item::Optional(inner)) if open.len() < MOST_BEGINNINGS => {
                let with = (**inner).clone();
                open.push(next.iter().skip(1).cloned().collect());
                if let Some(first) = next.first_mut() {
                    *first = with;
                }
                open.push(next);
            }
            Some(Item::Gap(_)) => open.push(next.into_iter().skip(1).collect()),
            _ => done.push(next),
        }
    }
    done.retain(|sequence| !sequence.is_empty());
    done
}

fn read(text: &str) -> Result<Sequence, GrammarError> {
    pattern::read(text).map_err(|why| GrammarError::Pattern {
        pattern: text.to_owned(),
        why,
    })
}

fn no_beginning() -> GrammarError {
    GrammarError::Pattern {
        pattern: String::new(),
        why: PatternError::NoBeginning,
    }
}

impl GrammarError {
    /// Says which pattern it is about.
    fn within(self, text: &str) -> Self {
        match self {
            Self::Pattern { pattern, why } if pattern.is_empty() => Self::Pattern {
                pattern: text.to_owned(),
                why,
            },
            other @ (Self::Pattern { .. } | Self::Class(_)) => other,
        }
    }
}
