//! The words that lead to personal data or make it harmless: names of apps, ways to say a sign or a digit, what stands before a school or a
//! birthday, units of amounts. They are data, in `moderation/rules/cues` and `names`; what recognisers make of them is theirs.

use rustc_hash::{FxHashMap as HashMap, FxHashSet as HashSet};

use toml::{Table, Value};

use super::dictionary::Dictionary;
use super::phrases::{Builder, words_of};

/// What a phrase of the cue files is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum Cue {
    /// The name of an app or a game.
    Platform,
    /// A name of an app that is more often something else.
    WeakPlatform,
    /// A handle follows almost surely.
    Handle,
    /// A handle may follow.
    WeakHandle,
    /// A handle stands before.
    AfterHandle,
    /// A telephone number is near.
    Phone,
    /// A birthday is near.
    Birth,
    /// A home is near.
    Home,
    /// A date near it is one of history.
    Event,
    /// A school is near.
    AtSchool,
    /// The writer's own name follows.
    Name,
    /// The name of a person whom the writer knows is near.
    OtherName,
    /// An identity document is near.
    Document,
    /// A card that pays is near.
    Card,
    /// An account at a bank is near.
    Account,
    /// A number plate is near.
    Plate,
    /// A password is near.
    Secret,
    /// What makes the number before it an amount.
    AfterAmount,
    /// What makes the number after it no telephone number.
    BeforeAmount,
    /// The sign `@`, said.
    At,
    /// The sign `.`, said.
    Dot,
    /// The sign `_`, said.
    Underscore,
    /// The sign `-`, said.
    Dash,
    /// The sign `/`, said.
    Slash,
    /// To be read backwards.
    Reversed,
    /// Pieces near it are one word.
    Joined,
    /// First letters are meant.
    Initials,
    /// The numbers of a text are one.
    OneNumber,
    /// What begins the name of a street.
    Street,
    /// What ends the name of a street.
    AfterStreet,
    /// A town.
    Town,
    /// What begins the name of a school.
    School,
    /// What ends the name of a school.
    AfterSchool,
    /// A name that many schools have.
    SchoolName,
    /// A public or invented person.
    Public,
}

impl Cue {
    const ALL: [Self; 35] = [
        Self::Platform,
        Self::WeakPlatform,
        Self::Handle,
        Self::WeakHandle,
        Self::AfterHandle,
        Self::Phone,
        Self::Birth,
        Self::Home,
        Self::Event,
        Self::AtSchool,
        Self::Name,
        Self::OtherName,
        Self::Document,
        Self::Card,
        Self::Account,
        Self::Plate,
        Self::Secret,
        Self::AfterAmount,
        Self::BeforeAmount,
        Self::At,
        Self::Dot,
        Self::Underscore,
        Self::Dash,
        Self::Slash,
        Self::Reversed,
        Self::Joined,
        Self::Initials,
        Self::OneNumber,
        Self::Street,
        Self::AfterStreet,
        Self::Town,
        Self::School,
        Self::AfterSchool,
        Self::SchoolName,
        Self::Public,
    ];

    /// The number that stands for it in the grammar.
    pub(super) fn number(self) -> u8 {
        let at = Self::ALL.iter().position(|cue| *cue == self);
        at.and_then(|at| u8::try_from(at).ok()).unwrap_or(u8::MAX)
    }

    /// The cue of a number.
    pub(super) fn from_number(number: u8) -> Option<Self> {
        Self::ALL.get(usize::from(number)).copied()
    }
}

/// The file of words that only lead somewhere.
pub(super) const LEADS: &str = "cues/leads";

/// Lists of one file, and the cues that they are.
const LISTS: &[(&str, &[(&str, Cue)])] = &[
    (
        "cues/handles",
        &[
            ("strong", Cue::Handle),
            ("weak", Cue::WeakHandle),
            ("after", Cue::AfterHandle),
        ],
    ),
    (
        "cues/personal",
        &[
            ("phone", Cue::Phone),
            ("birth", Cue::Birth),
            ("home", Cue::Home),
            ("school", Cue::AtSchool),
            ("name", Cue::Name),
            ("other_name", Cue::OtherName),
            ("document", Cue::Document),
            ("plate", Cue::Plate),
            ("secret", Cue::Secret),
        ],
    ),
    (
        LEADS,
        &[
            ("phone", Cue::Phone),
            ("birth", Cue::Birth),
            ("document", Cue::Document),
            ("card", Cue::Card),
            ("account", Cue::Account),
            ("plate", Cue::Plate),
            ("secret", Cue::Secret),
            ("event", Cue::Event),
        ],
    ),
    (
        "cues/amounts",
        &[("after", Cue::AfterAmount), ("before", Cue::BeforeAmount)],
    ),
    (
        "cues/symbols",
        &[
            ("at", Cue::At),
            ("dot", Cue::Dot),
            ("underscore", Cue::Underscore),
            ("dash", Cue::Dash),
            ("slash", Cue::Slash),
            ("reversed", Cue::Reversed),
            ("joined", Cue::Joined),
            ("initials", Cue::Initials),
            ("one_number", Cue::OneNumber),
        ],
    ),
    (
        "names/places",
        &[
            ("streets", Cue::Street),
            ("streets_after", Cue::AfterStreet),
            ("towns", Cue::Town),
            ("schools", Cue::School),
            ("schools_after", Cue::AfterSchool),
            ("school_names", Cue::SchoolName),
        ],
    ),
    ("names/public", &[("public", Cue::Public)]),
];

/// Names of people, and of institutions, as recognisers look them up.
#[derive(Debug, Default)]
pub(super) struct Names {
    given: Dictionary<()>,
    surnames: Dictionary<()>,
    /// Names that are ordinary words too.
    ambiguous: Dictionary<()>,
    /// Handles of institutions.
    pub(super) handles: Dictionary<()>,
    /// Domains of institutions.
    pub(super) domains: Dictionary<()>,
    /// What stands before the `@` in addresses of institutions.
    pub(super) mailboxes: Dictionary<()>,
    /// Words for digits by their first letter, the longest first, for numbers that are written in one word.
    digits: HashMap<char, Vec<(Box<str>, char)>>,
}

impl Names {
    /// Whether a word, folded, is a given name.
    pub(super) fn is_given(&self, word: &str) -> bool {
        self.given.contains(word)
    }

    /// Whether a word, folded, is a surname.
    pub(super) fn is_surname(&self, word: &str) -> bool {
        self.surnames.contains(word)
    }

    /// Whether a name, folded, is more often an ordinary word.
    pub(super) fn is_ambiguous(&self, word: &str) -> bool {
        self.ambiguous.contains(word)
    }

    /// The longest word for a digit that a text begins with: the digit, and what follows.
    pub(super) fn digit<'a>(&self, text: &'a str) -> Option<(char, &'a str)> {
        let mut words = self.digits.get(&text.chars().next()?)?.iter();
        words.find_map(|(word, digit)| Some((*digit, text.strip_prefix(&**word)?)))
    }

    fn add_digit(&mut self, word: Box<str>, digit: char) {
        let Some(first) = word.chars().next() else {
            return;
        };
        let words = self.digits.entry(first).or_default();
        if words.iter().all(|(known, _)| *known != word) {
            words.push((word, digit));
            words.sort_by_key(|(word, _)| std::cmp::Reverse(word.len()));
        }
    }

    /// Reads one of the files that it is about.
    pub(super) fn read(&mut self, file: &str, table: &Table) {
        let words = |key| strings(table, key).filter_map(single);
        let plain = |key| strings(table, key);
        match file {
            "names/given" => {
                self.given.add(words("given").chain(words("ambiguous")));
                self.ambiguous.add(words("ambiguous"));
            }
            "names/surnames" => {
                let surnames = words("surnames").chain(words("ambiguous"));
                self.surnames.add(surnames);
                self.ambiguous.add(words("ambiguous"));
            }
            "cues/institutions" => {
                self.handles.add(plain("handles"));
                self.domains.add(plain("domains"));
                self.mailboxes.add(plain("mail_locals"));
            }
            "cues/digits" => {
                for (digit, words) in tables(table, "digits") {
                    if let Some(digit) = digit.chars().next() {
                        let words = words.into_iter().filter_map(single);
                        words.for_each(|word| self.add_digit(word, digit));
                    }
                }
            }
            _ => {}
        }
    }
}

/// A name as texts are compared, when it is one word.
fn single(name: &str) -> Option<Box<str>> {
    match words_of(name).as_slice() {
        [word] => Some(word.as_str().into()),
        _ => None,
    }
}

/// Adds the phrases of a cue file to the grammar. Files that are none are let be.
pub(super) fn add(builder: &mut Builder, file: &str, table: &Table) {
    let lists = LISTS
        .iter()
        .filter(|(name, _)| *name == file)
        .flat_map(|(_, lists)| *lists);
    for (key, cue) in lists {
        for phrase in strings(table, key) {
            builder.add_cue(cue.number(), phrase);
        }
    }
    match file {
        "cues/platforms" => platforms(builder, table),
        "cues/digits" => {
            for key in ["digits", "weak", "tens", "hundreds"] {
                for (value, phrases) in tables(table, key) {
                    let Ok(value) = value.parse() else { continue };
                    for phrase in phrases {
                        builder.add_number(value, key == "weak", phrase);
                    }
                }
            }
        }
        _ => {}
    }
}

fn platforms(builder: &mut Builder, table: &Table) {
    let all = table.get("platforms").and_then(Value::as_array);
    for platform in all.into_iter().flatten().filter_map(Value::as_table) {
        let weak: HashSet<&str> = strings(platform, "weak").collect();
        for word in strings(platform, "words").chain(weak.iter().copied()) {
            let cue = if weak.contains(word) {
                Cue::WeakPlatform
            } else {
                Cue::Platform
            };
            builder.add_cue(cue.number(), word);
            builder.add_platform(word);
        }
    }
}

fn strings<'a>(table: &'a Table, key: &str) -> impl Iterator<Item = &'a str> + use<'a> {
    let list = table.get(key).and_then(Value::as_array);
    list.into_iter().flatten().filter_map(Value::as_str)
}

/// The lists of a table within a table, by key.
fn tables<'a>(table: &'a Table, key: &str) -> Vec<(&'a str, Vec<&'a str>)> {
    let inner = table.get(key).and_then(Value::as_table);
    let entries = inner.into_iter().flatten();
    entries
        .map(|(name, _)| {
            let list = inner.map(|inner| strings(inner, name).collect());
            (name.as_str(), list.unwrap_or_default())
        })
        .collect()
}
