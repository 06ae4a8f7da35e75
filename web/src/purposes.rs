//! What consent is for, as people read it and answer: one thing at a time, none answered beforehand.

use serde::{Deserialize, Serialize};

use crate::client::Broken;
use crate::form::Form;
use crate::operations::{ConsentText, consent_text};
use crate::site::Visit;
use crate::words::key;

/// What the names of answers begin with in forms.
const ANSWER: &str = "give-";
/// What a form carries for yes.
const YES: &str = "yes";

/// What consent is for, as the schema names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub(crate) enum ConsentPurpose {
    Account,
    Publication,
    PublicationElsewhere,
    PhotoAndVoice,
    PanelContact,
}

impl ConsentPurpose {
    /// All of them, in the order in which people read them.
    pub(crate) const ALL: [Self; 5] = [
        Self::Account,
        Self::Publication,
        Self::PublicationElsewhere,
        Self::PhotoAndVoice,
        Self::PanelContact,
    ];

    /// Its name in the schema.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Account => "ACCOUNT",
            Self::Publication => "PUBLICATION",
            Self::PublicationElsewhere => "PUBLICATION_ELSEWHERE",
            Self::PhotoAndVoice => "PHOTO_AND_VOICE",
            Self::PanelContact => "PANEL_CONTACT",
        }
    }

    /// What it is called in a few words, as a key.
    pub(crate) const fn title(self) -> &'static str {
        match self {
            Self::Account => key("purpose-account"),
            Self::Publication => key("purpose-publication"),
            Self::PublicationElsewhere => key("purpose-elsewhere"),
            Self::PhotoAndVoice => key("purpose-photo"),
            Self::PanelContact => key("purpose-contact"),
        }
    }

    /// The purpose with a name.
    pub(crate) fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.name() == name)
    }
}

/// What somebody answered to each purpose.
#[derive(Clone, Default)]
pub(crate) struct Answers(Vec<(ConsentPurpose, bool)>);

impl Answers {
    /// What a form carries.
    pub(crate) fn of(form: &Form) -> Self {
        let answered = form.starting(ANSWER).filter_map(|(name, answer)| {
            let purpose = ConsentPurpose::named(name)?;
            (answer == YES || answer == "no").then_some((purpose, answer == YES))
        });
        Self(answered.collect())
    }

    /// What was answered to a purpose.
    pub(crate) fn to(&self, purpose: ConsentPurpose) -> Option<bool> {
        let answer = self.0.iter().find(|(about, _)| *about == purpose);
        answer.map(|(_, is_yes)| *is_yes)
    }

    /// What is given.
    pub(crate) fn given(&self) -> Vec<ConsentPurpose> {
        let given = self.0.iter().filter(|(_, is_yes)| *is_yes);
        given.map(|(purpose, _)| *purpose).collect()
    }

    /// The answers as hidden fields carry them from step to step: names and values.
    pub(crate) fn carried(&self) -> impl Iterator<Item = (String, &'static str)> {
        self.0.iter().map(|(purpose, is_yes)| {
            let answer = if *is_yes { YES } else { "no" };
            (format!("{ANSWER}{}", purpose.name()), answer)
        })
    }
}

/// A purpose to answer.
pub(crate) struct Asked {
    pub(crate) purpose: ConsentPurpose,
    /// The explanation, as HTML that the API made.
    pub(crate) html: String,
    pub(crate) answer: Option<bool>,
}

/// The text that people read before they answer.
pub(crate) struct Text {
    pub(crate) version: i64,
    pub(crate) introduction: String,
    pub(crate) purposes: Vec<Asked>,
    pub(crate) closing: String,
}

impl Text {
    /// The text that counts now, with what was answered so far.
    pub(crate) async fn of(visit: &Visit, answers: &Answers) -> Result<Self, Broken> {
        let variables = consent_text::Variables { language: None };
        let text = visit.ask::<ConsentText>(variables).await?.consent_text;
        let purposes = text.purposes.into_iter().map(|it| Asked {
            answer: answers.to(it.purpose),
            purpose: it.purpose,
            html: it.html,
        });
        Ok(Self {
            version: text.version,
            introduction: text.introduction,
            purposes: purposes.collect(),
            closing: text.closing,
        })
    }

    /// Whether a problem with the answers leads to this purpose: the first that is not answered, or the first.
    #[expect(
        clippy::trivially_copy_pass_by_ref,
        reason = "templates pass references"
    )]
    pub(crate) fn is_led_to(&self, purpose: &ConsentPurpose) -> bool {
        let mut unanswered = self.purposes.iter().filter(|it| it.answer.is_none());
        let led_to = unanswered.next().or(self.purposes.first());
        led_to.is_some_and(|it| it.purpose == *purpose)
    }

    /// Only what is among these.
    pub(crate) fn about(mut self, purposes: &[ConsentPurpose]) -> Self {
        self.purposes.retain(|it| purposes.contains(&it.purpose));
        self
    }
}
