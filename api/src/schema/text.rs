//! The texts that people agree to, for whoever asks for agreement.

use app::texts;
use async_graphql::SimpleObject;

use super::enums::ConsentPurpose;

/// What one purpose of consent means.
#[derive(Debug, SimpleObject)]
#[graphql(serial)]
pub(crate) struct ConsentPurposeText {
    /// What consent is for.
    purpose: ConsentPurpose,
    /// The explanation, as HTML that begins with a heading.
    html: String,
}

/// What a correspondent, and a guardian where one has to, reads before saying yes or no to each purpose. Show all of it, and send
/// `version` along with what was said.
#[derive(Debug, SimpleObject)]
#[graphql(serial)]
pub(crate) struct ConsentText {
    /// The version that counts now.
    version: i32,
    /// What it is about, as HTML that begins with a heading.
    introduction: String,
    /// Each purpose. None is ticked beforehand, and only the first is needed to take part.
    purposes: Vec<ConsentPurposeText>,
    /// How to take it back, and whom to ask, as HTML that begins with a heading.
    closing: String,
}

impl From<texts::ConsentText> for ConsentText {
    fn from(text: texts::ConsentText) -> Self {
        let purpose = |it: texts::PurposeText| ConsentPurposeText {
            purpose: it.purpose.into(),
            html: it.html,
        };
        Self {
            version: text.version.0.into(),
            introduction: text.introduction,
            purposes: text.purposes.into_iter().map(purpose).collect(),
            closing: text.closing,
        }
    }
}

/// What adults sign who meet young people or read what they write. Send `version` along with the signature.
#[derive(Debug, SimpleObject)]
#[graphql(serial)]
pub(crate) struct CodeOfConduct {
    /// The version that counts now.
    version: i32,
    /// The whole of it, as HTML that begins with a heading.
    html: String,
}

impl From<texts::CodeText> for CodeOfConduct {
    fn from(text: texts::CodeText) -> Self {
        Self {
            version: text.version.0.into(),
            html: text.html,
        }
    }
}
