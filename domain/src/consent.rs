//! Consent: what for, by whom, and what a correspondent may do with it today. All of it is derived from what was given
//! and withdrawn, the birth date, the law of the country and the day; nothing is remembered but facts.
//!
//! Sources: GDPR, articles 7 and 8, recital 32; SAFETY A2 to A11. How long old consent goes on (30 days) is our policy.

mod ages;

use std::collections::BTreeSet;

use chrono::{Days, NaiveDate};

use crate::{AccountId, Age, AgeBand, BirthDate, Country, Timestamp};

pub use ages::{ConsentAges, ConsentAgesError};

/// How long consent to an older text, or under an older law or age, goes on.
pub const GRACE: Days = Days::new(30);

/// What consent is for. Each is given and withdrawn by itself, and none is given by default.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Purpose {
    /// Having an account: what the panel keeps of a correspondent, and writing.
    Account,
    /// Publication on the panel, under the pen name.
    Publication,
    /// Publication elsewhere, such as in a newsletter or on Safer Internet Day.
    PublicationElsewhere,
    /// Photos and recordings of the voice.
    PhotoAndVoice,
    /// Being asked to take part in selections of the youth panel.
    PanelContact,
}

impl Purpose {
    /// Every purpose, in the order in which people read them.
    pub const ALL: [Self; 5] = [
        Self::Account,
        Self::Publication,
        Self::PublicationElsewhere,
        Self::PhotoAndVoice,
        Self::PanelContact,
    ];

    /// The name in records and files.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Account => "account",
            Self::Publication => "publication",
            Self::PublicationElsewhere => "publication-elsewhere",
            Self::PhotoAndVoice => "photo-and-voice",
            Self::PanelContact => "panel-contact",
        }
    }

    /// The purpose of a [name](Self::name).
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|purpose| purpose.name() == name)
    }
}

/// The number of a version of the text that people consent to. A newer text has a higher one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct TextVersion(pub u16);

/// What somebody said last about one purpose.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Said {
    /// What it is about.
    pub purpose: Purpose,
    /// Yes, or no: never asked is nothing at all.
    pub answer: Answer,
    /// The text that was read.
    pub text: TextVersion,
    /// The day.
    pub on: NaiveDate,
    /// The moment.
    pub at: Timestamp,
}

/// Yes or no.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answer {
    /// Consent was given.
    Given,
    /// Consent was refused, or given and withdrawn.
    Withheld,
}

/// What one guardian said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GuardianSaid {
    /// The guardian.
    pub guardian: AccountId,
    /// The last word on each purpose.
    pub said: Vec<Said>,
    /// Whether the guardian paused the account.
    pub paused: bool,
}

/// Everything that was said about one correspondent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConsentFacts {
    /// When the correspondent was born.
    pub birth: BirthDate,
    /// Where the correspondent lives. Never taken from an address on the network.
    pub country: Country,
    /// The correspondent's own last word on each purpose.
    pub own: Vec<Said>,
    /// What guardians said.
    pub guardians: Vec<GuardianSaid>,
}

/// The rules of a day.
#[derive(Debug, Clone, Copy)]
pub struct ConsentRules<'a> {
    /// From which age a person consents alone.
    pub ages: &'a ConsentAges,
    /// The text that people consent to now.
    pub text: TextVersion,
    /// The day from which that text counts.
    pub text_since: NaiveDate,
}

/// Whether a correspondent takes part.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Membership {
    /// Takes part.
    Active,
    /// Has not agreed, or took the agreement back. Asked at every age (UN Convention on the Rights of the Child,
    /// article 12).
    NotAgreed,
    /// A guardian has to consent first, and none did.
    AwaitingGuardian,
    /// A guardian paused the account, or guardians disagree. Nothing new is published.
    Paused,
    /// Has to consent anew, because the age, the law or the text changed more than thirty days ago. Reads only.
    Renew,
}

/// What consent allows today.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Consents {
    /// Whether the correspondent takes part.
    pub membership: Membership,
    /// The purposes that consent covers, whether or not the correspondent takes part at the moment.
    pub purposes: BTreeSet<Purpose>,
    /// When a guardian first agreed to publication, where it needs a guardian. Whoever made that up is found out before
    /// anything is published, since that takes a while (SAFETY T24).
    pub guarded_since: Option<Timestamp>,
}

impl Consents {
    /// Derives what consent allows on `today`.
    pub fn on(facts: &ConsentFacts, rules: &ConsentRules<'_>, today: NaiveDate) -> Self {
        let asking = Asking {
            facts,
            rules,
            today,
            alone_since: rules.ages.alone_since(facts.birth, facts.country, today),
        };
        let covered = |purpose: &Purpose| asking.covers(*purpose) == Covered::Yes;
        Self {
            membership: asking.membership(),
            purposes: Purpose::ALL.into_iter().filter(covered).collect(),
            guarded_since: asking.guarded_since(),
        }
    }

    /// Whether a purpose is covered by what a guardian said, though the correspondent decides alone by now: for a while
    /// after the birthday. As long as it is, guardians may take it back.
    pub fn rests_on_guardians(
        facts: &ConsentFacts,
        rules: &ConsentRules<'_>,
        purpose: Purpose,
        today: NaiveDate,
    ) -> bool {
        let alone_since = rules.ages.alone_since(facts.birth, facts.country, today);
        let own = last_word(&facts.own, purpose);
        alone_since
            .zip(own)
            .is_some_and(|(since, own)| own.answer == Answer::Given && own.on < since)
            && Self::on(facts, rules, today).purposes.contains(&purpose)
    }

    /// Whether what the correspondent writes may be published.
    pub fn allow_publishing(&self) -> bool {
        self.membership == Membership::Active
            && [Purpose::Account, Purpose::Publication]
                .iter()
                .all(|purpose| self.purposes.contains(purpose))
    }
}

/// Whether consent covers a purpose.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Covered {
    Yes,
    /// The correspondent said no, or nothing.
    NotOwn,
    /// A guardian is needed, and none said anything.
    NoGuardian,
    /// A guardian is needed, and said no.
    Refused,
    /// One guardian said yes and another no.
    Disputed,
    /// It was given, and is too old.
    Outdated,
}

struct Asking<'a> {
    facts: &'a ConsentFacts,
    rules: &'a ConsentRules<'a>,
    today: NaiveDate,
    /// Since when the correspondent consents alone; nothing while a guardian is needed.
    alone_since: Option<NaiveDate>,
}

impl Asking<'_> {
    fn membership(&self) -> Membership {
        // Nobody is guardian of an adult.
        let is_adult = AgeBand::of(Age::on(self.facts.birth, self.today)) == AgeBand::Adult;
        if !is_adult && self.facts.guardians.iter().any(|guardian| guardian.paused) {
            return Membership::Paused;
        }
        match self.covers(Purpose::Account) {
            Covered::Yes => Membership::Active,
            Covered::NotOwn => Membership::NotAgreed,
            Covered::NoGuardian | Covered::Refused => Membership::AwaitingGuardian,
            Covered::Disputed => Membership::Paused,
            Covered::Outdated => Membership::Renew,
        }
    }

    fn covers(&self, purpose: Purpose) -> Covered {
        let own = last_word(&self.facts.own, purpose);
        let Some(own) = own.filter(|said| said.answer == Answer::Given) else {
            return Covered::NotOwn;
        };
        if !self.is_current(own) {
            return Covered::Outdated;
        }
        match self.alone_since {
            Some(since) if own.on >= since => Covered::Yes,
            // Said while a guardian had to say so too; what both said goes on for a while.
            Some(since) => match self.guardians(purpose) {
                Covered::Yes if self.is_within_grace(since) => Covered::Yes,
                Covered::Disputed => Covered::Disputed,
                Covered::Yes
                | Covered::NotOwn
                | Covered::NoGuardian
                | Covered::Refused
                | Covered::Outdated => Covered::Outdated,
            },
            None => {
                let covered = self.guardians(purpose);
                let is_silent = covered == Covered::NoGuardian;
                if is_silent && self.was_alone_lately(own) {
                    Covered::Yes
                } else {
                    covered
                }
            }
        }
    }

    /// Whether publication is covered by what guardians said, also for a while after the birthday.
    fn rests_on_guardians(&self) -> bool {
        let own = last_word(&self.facts.own, Purpose::Publication);
        self.alone_since
            .is_none_or(|since| own.is_none_or(|own| own.on < since))
    }

    fn guarded_since(&self) -> Option<Timestamp> {
        let said = self.facts.guardians.iter().flat_map(|it| &it.said);
        said.filter(|said| said.purpose == Purpose::Publication && said.answer == Answer::Given)
            .map(|said| said.at)
            .min()
            .filter(|_first| self.rests_on_guardians())
    }

    fn guardians(&self, purpose: Purpose) -> Covered {
        let mut words = self
            .facts
            .guardians
            .iter()
            .filter_map(|guardian| last_word(&guardian.said, purpose));
        let is_given = |said: &Said| said.answer == Answer::Given;
        let given: Vec<Said> = words.clone().filter(|said| is_given(said)).collect();
        let is_withheld = words.any(|said| !is_given(&said));
        match (given.as_slice(), is_withheld) {
            ([], false) => Covered::NoGuardian,
            ([], true) => Covered::Refused,
            (_, true) => Covered::Disputed,
            (given, false) if given.iter().any(|said| self.is_current(*said)) => Covered::Yes,
            (_, false) => Covered::Outdated,
        }
    }

    /// Whether what was said is about the text of today, or one that was changed lately.
    fn is_current(&self, said: Said) -> bool {
        said.text >= self.rules.text || self.is_within_grace(self.rules.text_since)
    }

    /// Whether the law lately began to ask for a guardian, after the correspondent had consented alone.
    fn was_alone_lately(&self, own: Said) -> bool {
        let ConsentFacts { birth, country, .. } = self.facts;
        let before = self.today.checked_sub_days(GRACE).unwrap_or(self.today);
        let ages = self.rules.ages;
        before
            .iter_days()
            .take_while(|day| *day < self.today)
            .any(|day| {
                ages.alone_since(*birth, *country, day)
                    .is_some_and(|since| since <= own.on && own.on <= day)
            })
    }

    fn is_within_grace(&self, since: NaiveDate) -> bool {
        since
            .checked_add_days(GRACE)
            .is_none_or(|end| self.today < end)
    }
}

fn last_word(said: &[Said], purpose: Purpose) -> Option<Said> {
    said.iter().rfind(|said| said.purpose == purpose).copied()
}

#[cfg(test)]
mod tests;
