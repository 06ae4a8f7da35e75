//! The reasons that a refusal can have. The words that explain them to a child are texts of the interface.

/// Why something is not published as it is. The stored code never changes its meaning.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Reason {
    /// It gives away the author's own personal data.
    PersonalDataSelf,
    /// It gives away somebody else's personal data.
    PersonalDataOther,
    /// It insults or bullies somebody.
    InsultBullying,
    /// It attacks people for what they are.
    Hate,
    /// It has sexual content.
    SexualContent,
    /// It seeks contact outside the panel.
    ContactSeeking,
    /// It encourages self-harm.
    SelfHarmPromotion,
    /// It encourages an eating disorder.
    EatingDisorderPromotion,
    /// It invites to a dangerous challenge.
    DangerousChallenge,
    /// Text or pictures are somebody else's.
    CopiedTextOrImage,
    /// It says something that is not true.
    Misinformation,
    /// It advertises.
    Advertising,
    /// It threatens or calls for violence.
    ViolenceThreat,
    /// It does not fit the panel, or needs work on its form.
    OffTopicOrForm,
}

impl Reason {
    /// Every reason.
    pub const ALL: [Self; 14] = [
        Self::PersonalDataSelf,
        Self::PersonalDataOther,
        Self::InsultBullying,
        Self::Hate,
        Self::SexualContent,
        Self::ContactSeeking,
        Self::SelfHarmPromotion,
        Self::EatingDisorderPromotion,
        Self::DangerousChallenge,
        Self::CopiedTextOrImage,
        Self::Misinformation,
        Self::Advertising,
        Self::ViolenceThreat,
        Self::OffTopicOrForm,
    ];

    /// The stable code that is stored.
    pub const fn code(self) -> &'static str {
        match self {
            Self::PersonalDataSelf => "personal_data_self",
            Self::PersonalDataOther => "personal_data_other",
            Self::InsultBullying => "insult_bullying",
            Self::Hate => "hate",
            Self::SexualContent => "sexual_content",
            Self::ContactSeeking => "contact_seeking",
            Self::SelfHarmPromotion => "self_harm_promotion",
            Self::EatingDisorderPromotion => "eating_disorder_promotion",
            Self::DangerousChallenge => "dangerous_challenge",
            Self::CopiedTextOrImage => "copied_text_or_image",
            Self::Misinformation => "misinformation",
            Self::Advertising => "advertising",
            Self::ViolenceThreat => "violence_threat",
            Self::OffTopicOrForm => "off_topic_or_form",
        }
    }

    /// The reason with this [`Reason::code`].
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|reason| reason.code() == code)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_reads_back() {
        for reason in Reason::ALL {
            assert_eq!(Reason::from_code(reason.code()), Some(reason));
        }
        assert_eq!(Reason::from_code("other"), None);
    }
}
