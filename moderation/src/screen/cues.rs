//! The words that lead to personal data or make it harmless: names of apps, ways to say a sign or a digit, what stands before a school or a
//! birthday, units of amounts. They are data, in `moderation/rules/cues` and `names`; what recognisers make of them is theirs.

use rustc_hash::{FxHashMap as HashMap, FxHashSet as HashSet};

use toml::{Table, Value};

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
    /// A school is near.
    AtSchool,
    /// The writer's own name follows.
    Name,
    /// The name of a person whom the writer knows is near.
    OtherName,
    /// An identity document is near.
    Document,
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
    const ALL: [Self; 29] = [
        Self::Platform,
        Self::WeakPlatform,
        Self::Handle,
        Self::WeakHandle,
        Self::AfterHandle,
        Self::Phone,
        Self::Birth,
        Self::Home,
        Self::AtSchool,
        Self::Name,
        Self::OtherName,
        Self::Document,
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
    given: HashSet<Box<str>>,
    surnames: HashSet<Box<str>>,
    /// Names that are ordinary words too.
    ambiguous: HashSet<Box<str>>,
    /// Handles of institutions.
    pub(super) handles: HashSet<Box<str>>,
    /// Domains of institutions.
    pub(super) domains: HashSet<Box<str>>,
    /// What stands before the `@` in addresses of institutions.
    pub(super) mailboxes: HashSet<Box<str>>,
    /// Words for digits, for numbers that are written in one word.
    pub(super) digits: HashMap<Box<str>, char>,
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

    /// Reads one of the files that it is about.
    pub(super) fn read(&mut self, file: &str, table: &Table) {
        let words = |key| strings(table, key).filter_map(|name| single(&name));
        let plain = |key| strings(table, key).map(String::into_boxed_str);
        match file {
            "names/given" => {
                self.given.extend(words("given").chain(words("ambiguous")));
                self.ambiguous.extend(words("ambiguous"));
            }
            "names/surnames" => {
                self.surnames
                    .extend(words("surnames").chain(words("ambiguous")));
                self.ambiguous.extend(words("ambiguous"));
            }
            "cues/institutions" => {
                self.handles.extend(plain("handles"));
                self.domains.extend(plain("domains"));
                self.mailboxes.extend(plain("mail_locals"));
            }
            "cues/digits" => {
                for (digit, words) in tables(table, "digits") {
                    if let Some(digit) = digit.chars().next() {
                        let words = words.into_iter().filter_map(|word| single(&word));
                        self.digits.extend(words.map(|word| (word, digit)));
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
            builder.add_cue(cue.number(), &phrase);
        }
    }
    match file {
        "cues/platforms" => platforms(builder, table),
        "cues/digits" => {
            for key in ["digits", "weak", "tens", "hundreds"] {
                for (value, phrases) in tables(table, key) {
                    let Ok(value) = value.parse() else { continue };
                    for phrase in phrases {
                        builder.add_number(value, key == "weak", &phrase);
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
        let weak: HashSet<String> = strings(platform, "weak").collect();
        for word in strings(platform, "words").chain(weak.iter().cloned()) {
            let cue = if weak.contains(&word) {
                Cue::WeakPlatform
            } else {
                Cue::Platform
            };
            builder.add_cue(cue.number(), &word);
            builder.add_platform(&word);
        }
    }
}

fn strings<'a>(table: &'a Table, key: &'a str) -> impl Iterator<Item = String> + 'a {
    let list = table.get(key).and_then(Value::as_array);
    list.into_iter()
        .flatten()
        .filter_map(Value::as_str)
        .map(str::to_owned)
}

/// The lists of a table within a table, by key.
fn tables(table: &Table, key: &str) -> Vec<(String, Vec<String>)> {
    let inner = table.get(key).and_then(Value::as_table);
    let entries = inner.into_iter().flatten();
    entries
        .map(|(name, _)| {
            let list = inner.map(|inner| strings(inner, name).collect());
            (name.clone(), list.unwrap_or_default())
        })
        .collect()
}
