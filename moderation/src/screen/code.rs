//! The codes that say what a finding seems to be. Their names are stored and shown; they never change.

use crate::lane::Lane;

/// Makes the enum, its list and its stable names from one table.
macro_rules! finding_codes {
    ($($(#[$doc:meta])* $code:ident = $name:literal in $lane:ident;)+) => {
        /// What a finding seems to be.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum FindingCode {
            $($(#[$doc])* $code,)+
        }

        impl FindingCode {
            /// Every code.
            pub const ALL: &'static [Self] = &[$(Self::$code,)+];

            /// The stable name, as storage keeps it.
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Self::$code => $name,)+
                }
            }

            /// The lane that a finding of this code asks for.
            pub const fn lane(self) -> Lane {
                match self {
                    $(Self::$code => Lane::$lane,)+
                }
            }
        }
    };
}

finding_codes! {
    /// Wanting to die, or hurting oneself.
    SelfHarm = "SELF_HARM" in P0;
    /// A child tells of abuse.
    Disclosure = "DISCLOSURE" in P0;
    /// Sexual content or a request for it.
    Sexual = "SEXUAL" in P1;
    /// Asking for contact elsewhere, for secrecy, for age or whereabouts.
    ContactSeeking = "CONTACT_SEEKING" in P1;
    /// A proposal to meet.
    Meet = "MEET" in P1;
    /// Pressing somebody with pictures or secrets.
    Extortion = "EXTORTION" in P1;
    /// A link into a messaging service.
    UrlContact = "URL_CONTACT" in P2;
    /// An e-mail address.
    Email = "EMAIL" in P2;
    /// A telephone number.
    Phone = "PHONE" in P2;
    /// The number of an identity document.
    NationalId = "NATIONAL_ID" in P2;
    /// A bank account.
    Iban = "IBAN" in P2;
    /// A postal address.
    Address = "ADDRESS" in P2;
    /// The name of a school or class.
    School = "SCHOOL" in P2;
    /// A date of birth.
    BirthDate = "BIRTH_DATE" in P2;
    /// A person's full name.
    FullName = "FULL_NAME" in P2;
    /// A name on another service.
    Handle = "HANDLE" in P2;
    /// A place given as coordinates or map link.
    Geo = "GEO" in P2;
    /// A number plate.
    Plate = "PLATE" in P2;
    /// A password or key.
    Secret = "SECRET" in P2;
    /// Screening failed or timed out. Nobody knows what is in the text: wherever it waits, two adults read it.
    ScreeningFailed = "SCREENING_FAILED" in P2;
    /// The text was checked so often before it was sent that it looks like a search for what is not seen. Where it is, nobody knows.
    Probing = "PROBING" in P2;
    /// Disordered eating, told in the first person; a dare is in P3.
    Eating = "EATING" in P0;
    /// Belittling or excluding somebody.
    Bullying = "BULLYING" in P3;
    /// A threat; the recogniser lifts one with a place or a time to P0.
    Threat = "THREAT" in P3;
    /// Hate against a group.
    Hate = "HATE" in P3;
    /// Drugs.
    Drugs = "DRUGS" in P3;
    /// Swearing.
    Profanity = "PROFANITY" in P4;
    /// Advertising, or the same again and again.
    Spam = "SPAM" in P4;
    /// A link.
    Link = "LINK" in P4;
}

impl FindingCode {
    /// Reads a stable name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|code| code.as_str() == name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_reads_back() {
        for code in FindingCode::ALL {
            assert_eq!(FindingCode::parse(code.as_str()), Some(*code));
        }
        assert_eq!(FindingCode::parse("Email"), None);
    }
}
