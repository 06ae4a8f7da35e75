//! What was said about somebody's taking part, for themselves and for those who are responsible for them, and changing it: one press a thing, for giving
//! and taking back alike.

use serde::{Deserialize, Serialize};

use crate::client::{Changed, Refusal};
use crate::operations::change_consent::{self, ChangeConsentInput};
use crate::operations::consent::{ConsentParts, ConsentPartsStatements};
use crate::operations::member_statements::MemberStatementsViewerGroupsMembersStatements;
use crate::operations::{AskForSecondLook, ChangeConsent, ask_for_second_look};
use crate::purposes::ConsentPurpose;
use crate::reading::card::Day;
use crate::sent::{Problem, Sent};
use crate::words::{Words, key};

/// Whether somebody takes part, as the schema names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub(crate) enum Membership {
    Active,
    NotAgreed,
    AwaitingGuardian,
    Paused,
    Renew,
}

impl Membership {
    /// What it means for the one who writes, as a key.
    pub(crate) const fn for_oneself(self) -> &'static str {
        match self {
            Self::Active => key("member-active"),
            Self::NotAgreed => key("member-not-agreed"),
            Self::AwaitingGuardian => key("member-awaiting"),
            Self::Paused => key("member-paused"),
            Self::Renew => key("member-renew"),
        }
    }

    /// What it means, for adults, as a key.
    pub(crate) const fn for_adults(self) -> &'static str {
        match self {
            Self::Active => key("ward-active"),
            Self::NotAgreed => key("ward-not-agreed"),
            Self::AwaitingGuardian => key("ward-awaiting"),
            Self::Paused => key("ward-paused"),
            Self::Renew => key("ward-renew"),
        }
    }

    /// The colour of it.
    pub(crate) const fn tone(self) -> &'static str {
        match self {
            Self::Active => "tone-ok",
            Self::NotAgreed | Self::AwaitingGuardian | Self::Paused | Self::Renew => "tone-warn",
        }
    }
}

/// Who says something about taking part.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Speaker {
    /// The one who writes.
    Own,
    /// The guardian who looks.
    You,
    /// Any other guardian.
    Other,
}

/// What was said to one purpose.
pub(crate) struct Line {
    pub(crate) purpose: ConsentPurpose,
    /// Whether it is covered today.
    pub(crate) holds: bool,
    /// Who said yes.
    yes: Vec<Speaker>,
}

impl Line {
    /// Whether the one who writes said yes.
    pub(crate) fn own(&self) -> bool {
        self.yes.contains(&Speaker::Own)
    }

    /// Whether the guardian who looks said yes.
    pub(crate) fn yours(&self) -> bool {
        self.yes.contains(&Speaker::You)
    }

    /// Whether the one who writes said yes, and it has to be said anew: or a guardian has yet to say it.
    pub(crate) fn is_old(&self) -> bool {
        self.own() && !self.holds
    }

    /// Whether any other guardian said yes.
    pub(crate) fn others(&self) -> bool {
        self.yes.contains(&Speaker::Other)
    }
}

/// What guardians are told of a text that was declined.
pub(crate) struct Told {
    pub(crate) id: String,
    pub(crate) what_happened: String,
    pub(crate) scope: String,
    pub(crate) reasons: Vec<String>,
    pub(crate) redress: String,
    /// Until when a second look can be asked for.
    pub(crate) until: Option<Day>,
    pub(crate) day: Day,
}

/// Makes it of what each operation gives.
macro_rules! told {
    ($($given:path)+) => {
        $(impl From<(&Words, $given)> for Told {
            fn from((words, given): (&Words, $given)) -> Self {
                let day = |moment: &str| Day::at(words, moment);
                Self {
                    until: given.second_look_until.as_deref().map(day),
                    day: day(&given.issued_at),
                    id: given.id,
                    what_happened: given.what_happened,
                    scope: given.scope,
                    reasons: given.reasons,
                    redress: given.redress,
                }
            }
        })+
    };
}

told!(ConsentPartsStatements MemberStatementsViewerGroupsMembersStatements);

/// What was said about one correspondent.
pub(crate) struct Consent {
    pub(crate) correspondent: String,
    pub(crate) pen_name: String,
    pub(crate) membership: Membership,
    pub(crate) needs_guardian: bool,
    pub(crate) version: i64,
    pub(crate) lines: Vec<Line>,
    /// Who paused the account.
    paused_by: Vec<Speaker>,
    /// Whether there is another guardian than the one who looks.
    pub(crate) has_others: bool,
    pub(crate) told: Vec<Told>,
}

impl Consent {
    /// What the API gave.
    pub(crate) fn new(words: &Words, given: ConsentParts) -> Self {
        let speaker = |is_you: bool| if is_you { Speaker::You } else { Speaker::Other };
        let lines = ConsentPurpose::ALL.map(|purpose| {
            let own = given.own.contains(&purpose).then_some(Speaker::Own);
            let guardians = given.guardians.iter();
            let guardians = guardians.filter(|it| it.given.contains(&purpose));
            Line {
                purpose,
                holds: given.covers.contains(&purpose),
                yes: own
                    .into_iter()
                    .chain(guardians.map(|it| speaker(it.is_you)))
                    .collect(),
            }
        });
        let paused = given.guardians.iter().filter(|it| it.paused);
        let paused_by = paused.map(|it| speaker(it.is_you)).collect();
        let told = given.statements.into_iter();
        let told = told.map(|it| Told::from((words, it)));
        Self {
            lines: lines.into_iter().collect(),
            paused_by,
            has_others: given.guardians.iter().any(|it| !it.is_you),
            told: told.collect(),
            correspondent: given.correspondent,
            pen_name: given.pen_name,
            membership: given.membership,
            needs_guardian: given.needs_guardian,
            version: given.text_version,
        }
    }

    /// Whether the guardian who looks paused the account.
    pub(crate) fn is_paused_by_you(&self) -> bool {
        self.paused_by.contains(&Speaker::You)
    }

    /// Whether another guardian did.
    pub(crate) fn is_paused_by_others(&self) -> bool {
        self.paused_by.contains(&Speaker::Other)
    }
}

/// Gives or takes back what a form names, or pauses.
pub(crate) async fn change(sent: &Sent) -> Result<(), Problem> {
    let form = &sent.form;
    let purpose = ConsentPurpose::named(form.get("purpose"));
    let act = form.get("do");
    let only = |wanted: &str| purpose.filter(|_| act == wanted).into_iter().collect();
    let input = ChangeConsentInput {
        correspondent: form.get("correspondent").to_owned(),
        text_version: form.get("version").parse().unwrap_or_default(),
        give: only("give"),
        withdraw: only("withdraw"),
        pause: match act {
            "pause" => Some(true),
            "resume" => Some(false),
            _ => None,
        },
        client_mutation_id: sent.once("consent"),
    };
    let variables = change_consent::Variables { input };
    let Changed { outcome, .. } = sent.ask::<ChangeConsent>(variables).await;
    done(sent, outcome.map(drop))
}

/// Has another adult look at what was decided.
pub(crate) async fn look_again(sent: &Sent) -> Result<(), Problem> {
    let message = sent.form.get("message").replace("\r\n", "\n");
    let input = ask_for_second_look::AskForSecondLookInput {
        statement: sent.form.get("statement").to_owned(),
        message: Some(message).filter(|it| !it.trim().is_empty()),
        client_mutation_id: sent.once("look"),
    };
    let variables = ask_for_second_look::Variables { input };
    let Changed { outcome, .. } = sent.ask::<AskForSecondLook>(variables).await;
    done(sent, outcome.map(drop))
}

fn done(sent: &Sent, outcome: Result<(), Refusal>) -> Result<(), Problem> {
    outcome.map_err(|refusal| Problem::of(&sent.visit, refusal))
}
