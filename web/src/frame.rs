//! What every page has around it: its head, the help strip, the way around and the foot.

use std::borrow::Cow;
use std::sync::Arc;

use crate::avatar::Avatar;
use crate::entry;
use crate::language::Language;
use crate::operations::{HelplineKind, own_shell, shell};
use crate::site::{Settings, Site};
use crate::style::Sheet;
use crate::words::{Value, Words};

/// Which entry of the navigation a page belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Section {
    Home,
    Topics,
    How,
    Help,
    Desk,
    Queue,
    Family,
    Guide,
    Account,
    Panel,
    None,
}

/// A line, for the strip.
pub(crate) struct StripLine {
    /// What it is for.
    pub(crate) kind: HelplineKind,
    /// Whether it is known that nobody answers now.
    pub(crate) is_shut: bool,
    /// The number as it is read.
    pub(crate) number: String,
    /// Whether somebody answers, and until when or from when, in words.
    pub(crate) hours: String,
}

/// Makes lines of what the two operations give.
macro_rules! lines {
    ($($given:path)+) => {
        $(impl From<$given> for StripLine {
            fn from(line: $given) -> Self {
                Self {
                    kind: line.kind,
                    is_shut: line.is_open_now == Some(false),
                    number: line.number,
                    hours: line.hours,
                }
            }
        })+
    };
}

lines!(shell::ShellHelplines own_shell::OwnShellHelplines);

/// Whoever is signed in, for the head of pages.
pub(crate) struct Who {
    pub(crate) pen_name: String,
    pub(crate) avatar: Avatar,
    roles: Vec<own_shell::Role>,
}

impl Who {
    /// Whether they write.
    pub(crate) fn writes(&self) -> bool {
        self.roles.contains(&own_shell::Role::CORRESPONDENT)
    }

    /// Whether they read what waits.
    pub(crate) fn reads(&self) -> bool {
        self.roles.contains(&own_shell::Role::MODERATOR)
            || self.roles.contains(&own_shell::Role::SAFEGUARDING_LEAD)
    }

    /// Whether what is handed on goes to them.
    pub(crate) fn protects(&self) -> bool {
        self.roles.contains(&own_shell::Role::SAFEGUARDING_LEAD)
    }

    /// Whether they are responsible for somebody.
    pub(crate) fn guards(&self) -> bool {
        self.roles.contains(&own_shell::Role::GUARDIAN)
    }

    /// Whether they have a desk: whoever writes, and whoever has nothing else here, such as somebody whose account is paused.
    pub(crate) fn has_desk(&self) -> bool {
        self.writes() || !(self.reads() || self.guards() || self.guides() || self.runs())
    }

    /// Whether they run the panel.
    pub(crate) fn runs(&self) -> bool {
        self.roles.contains(&own_shell::Role::ADMINISTRATOR)
            || self.roles.contains(&own_shell::Role::COORDINATOR)
    }

    /// Whether they are told of identities, too.
    pub(crate) fn administers(&self) -> bool {
        self.roles.contains(&own_shell::Role::ADMINISTRATOR)
    }

    /// Whether they lead a group.
    pub(crate) fn guides(&self) -> bool {
        self.roles.contains(&own_shell::Role::GUIDE)
    }
}

impl From<own_shell::OwnShellViewer> for Who {
    fn from(viewer: own_shell::OwnShellViewer) -> Self {
        let account = viewer.account;
        Self {
            avatar: Avatar::of(&account.avatar),
            pen_name: account.pen_name,
            roles: account.roles,
        }
    }
}

/// What every page has around it.
pub(crate) struct Frame {
    pub(crate) language: Language,
    words: Arc<Words>,
    settings: Arc<Settings>,
    sheet: Arc<Sheet>,
    /// The page's address without the prefix of its language; another page's where this one has none of its own.
    path: Cow<'static, str>,
    pub(crate) section: Section,
    pub(crate) title: String,
    /// One or two sentences for search engines and cards.
    pub(crate) description: Option<String>,
    /// Whether search engines may list it.
    pub(crate) is_indexed: bool,
    /// The address of a feed of what it lists, without the ending.
    pub(crate) feed: Option<String>,
    /// What cards say it is.
    pub(crate) kind: &'static str,
    pub(crate) line: Option<StripLine>,
    /// The address of what runs on it, if anything does.
    pub(crate) script: Option<&'static str>,
    /// Whoever is signed in.
    pub(crate) who: Option<Who>,
    /// What the page's forms carry.
    pub(crate) token: String,
}

impl Frame {
    /// The frame of a page of nobody's own, without a help line: that one comes from the API.
    pub(crate) fn new(
        site: &Site,
        section: Section,
        path: impl Into<Cow<'static, str>>,
        title: String,
    ) -> Self {
        Self {
            language: site.language,
            words: Arc::clone(&site.words),
            settings: Arc::clone(&site.settings),
            sheet: Arc::clone(&site.sheet),
            path: path.into(),
            section,
            title,
            description: None,
            is_indexed: true,
            feed: None,
            kind: "website",
            line: None,
            script: None,
            who: None,
            token: String::new(),
        }
    }

    /// With the line of those given that helps most of the people who look at a page: the number stays the same at every hour, and danger has its own.
    pub(crate) fn with_lines(mut self, lines: impl Iterator<Item = StripLine>) -> Self {
        self.line = lines.min_by_key(|line| line.kind);
        self
    }

    /// Words in which nothing has to be filled in.
    pub(crate) fn t<'a>(&'a self, key: &'a str) -> &'a str {
        self.words.plain(key)
    }

    /// Words with what is filled in under the name `what`.
    pub(crate) fn with(&self, key: &str, what: impl AsRef<str>) -> String {
        self.words
            .with(key, &[("what", Value::from(what.as_ref()))])
    }

    /// Words with a number under the name `what`.
    #[expect(
        clippy::trivially_copy_pass_by_ref,
        reason = "templates pass references"
    )]
    pub(crate) fn count(&self, key: &str, what: &i64) -> String {
        self.words.with(key, &[("what", Value::from(*what))])
    }

    /// What the panel is called.
    pub(crate) fn name(&self) -> &str {
        &self.settings.name
    }

    /// The address of the style sheet.
    pub(crate) fn style(&self) -> &str {
        &self.sheet.address
    }

    /// Where readers reach the pages.
    pub(crate) fn origin(&self) -> &str {
        &self.settings.origin
    }

    /// The address of a page in this page's language.
    pub(crate) fn to(&self, path: impl AsRef<str>) -> String {
        self.settings
            .languages
            .address(self.language, path.as_ref())
    }

    /// Where somebody wanted to go: such an address has its language already, unless it is their own page.
    pub(crate) fn to_whole(&self, to: &str) -> String {
        if to == entry::HOME {
            return self.to(to);
        }
        to.to_owned()
    }

    /// This page's own whole address.
    pub(crate) fn own_address(&self) -> String {
        format!("{}{}", self.origin(), self.to(&self.path))
    }

    /// This page in each language.
    pub(crate) fn languages(&self) -> Vec<(Language, String)> {
        let offered = &self.settings.languages;
        let here = |language| (language, offered.address(language, &self.path));
        offered.iter().map(here).collect()
    }

    /// The languages in which texts can be: those of the pages first.
    pub(crate) fn text_languages(&self) -> Vec<Language> {
        let offered = &self.settings.languages;
        let others = Language::ALL.into_iter();
        let others = others.filter(|it| offered.iter().all(|other| other != *it));
        offered.iter().chain(others).collect()
    }

    /// The title as tabs and search engines show it.
    pub(crate) fn whole_title(&self) -> String {
        if self.title == self.settings.name {
            return self.title.clone();
        }
        format!("{} · {}", self.title, self.settings.name)
    }

    /// Whether the page is the one at an address without its language.
    pub(crate) fn is_at(&self, path: &str) -> bool {
        self.path == path
    }

    /// Whether the page belongs to an entry of the navigation.
    pub(crate) fn is_in(&self, section: Section) -> bool {
        self.section == section
    }
}

/// A number as a link calls it.
pub(crate) fn dialled(number: &str) -> String {
    number
        .chars()
        .filter(|it| it.is_ascii_digit() || *it == '+')
        .collect()
}
