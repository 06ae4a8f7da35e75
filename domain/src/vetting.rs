//! Vetting: the facts that let an adult meet children or read what they did not publish. A certificate that somebody else has
//! seen, training and the code of conduct, each for a year at most (LOPIVI, article 57; SAFETY A80, A87). What lapses at
//! midnight is gone at midnight: nothing here depends on a job.

use chrono::{Months, NaiveDate};

use crate::Country;

/// How long a certificate, training and the signed code of conduct count at most.
pub const LASTS: Months = Months::new(12);

/// What a certificate is. Which one is right depends on the country.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum CertificateKind {
    /// A negative certificate of a register of sexual offences, as in Spain.
    SexualOffencesRegister,
    /// A criminal record certificate for work with minors, as in Portugal.
    CriminalRecord,
    /// A check that includes lists of people barred from working with children, as in the United Kingdom.
    BarredListsCheck,
}

impl CertificateKind {
    /// Every kind.
    pub const ALL: [Self; 3] = [
        Self::SexualOffencesRegister,
        Self::CriminalRecord,
        Self::BarredListsCheck,
    ];

    /// The name that commands take.
    pub const fn name(self) -> &'static str {
        match self {
            Self::SexualOffencesRegister => "sexual-offences-register",
            Self::CriminalRecord => "criminal-record",
            Self::BarredListsCheck => "barred-lists-check",
        }
    }

    /// The kind with this [`CertificateKind::name`].
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }
}

/// A certificate that somebody has seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Certificate {
    /// The country whose authority issued it.
    pub country: Country,
    /// What it is.
    pub kind: CertificateKind,
    /// The day it was issued. It tells of that day only, which is why it counts for a year at most.
    pub issued_on: NaiveDate,
    /// The last day on which it counts.
    pub expires_on: NaiveDate,
}

/// Why a certificate is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CertificateError {
    /// It was issued after today.
    #[error("the certificate was issued after today")]
    NotYetIssued,
    /// Its last day is not after its first.
    #[error("the certificate ends before it begins")]
    EndsBefore,
    /// It would count for more than twelve months.
    #[error("a certificate counts for twelve months at most")]
    TooLong,
    /// Its last day is over.
    #[error("the certificate is over already")]
    Over,
    /// A newer one was seen before.
    #[error("a newer certificate was seen before")]
    Older,
}

impl Certificate {
    /// Takes a certificate that somebody has seen `today`.
    pub fn seen(self, today: NaiveDate) -> Result<Self, CertificateError> {
        if self.issued_on > today {
            return Err(CertificateError::NotYetIssued);
        }
        if self.expires_on <= self.issued_on {
            return Err(CertificateError::EndsBefore);
        }
        if self.expires_on > year_after(self.issued_on) {
            return Err(CertificateError::TooLong);
        }
        if self.expires_on < today {
            return Err(CertificateError::Over);
        }
        Ok(self)
    }

    fn counts(&self, today: NaiveDate) -> bool {
        self.issued_on <= today && today <= self.expires_on
    }
}

/// The day a year later; the last one that what began on `day` counts.
pub fn year_after(day: NaiveDate) -> NaiveDate {
    day.checked_add_months(LASTS).unwrap_or(NaiveDate::MAX)
}

/// A version of the code of conduct.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CodeVersion(pub i16);

/// The code of conduct that an adult signed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SignedCode {
    /// Which text.
    pub version: CodeVersion,
    /// On which day.
    pub on: NaiveDate,
}

/// What is known of an adult.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Vetting {
    /// The newest certificate.
    pub certificate: Option<Certificate>,
    /// The day of the last training.
    pub trained_on: Option<NaiveDate>,
    /// The code of conduct that was signed last.
    pub signed: Option<SignedCode>,
}

/// What an adult lacks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Lack {
    /// A certificate that counts today.
    Certificate,
    /// Training within a year.
    Training,
    /// The code of conduct of today, signed within a year.
    CodeOfConduct,
}

impl Vetting {
    /// What is lacking today, where `code` is the code of conduct of today.
    pub fn lacks(&self, today: NaiveDate, code: CodeVersion) -> Vec<Lack> {
        let within_a_year = |day: NaiveDate| day <= today && today <= year_after(day);
        let has = [
            (
                Lack::Certificate,
                self.certificate.is_some_and(|seen| seen.counts(today)),
            ),
            (Lack::Training, self.trained_on.is_some_and(within_a_year)),
            (
                Lack::CodeOfConduct,
                self.signed
                    .is_some_and(|signed| signed.version == code && within_a_year(signed.on)),
            ),
        ];
        let lacking = has.into_iter().filter(|(_, has)| !has);
        lacking.map(|(lack, _)| lack).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const CODE: CodeVersion = CodeVersion(1);

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn certificate(issued: &str, expires: &str) -> Certificate {
        Certificate {
            country: Country::SPAIN,
            kind: CertificateKind::SexualOffencesRegister,
            issued_on: day(issued),
            expires_on: day(expires),
        }
    }

    #[test]
    fn a_certificate_counts_from_its_first_day_to_its_last_and_a_year_at_most() {
        let seen = |issued, expires| certificate(issued, expires).seen(day("2026-11-04"));
        assert!(seen("2026-11-04", "2027-11-04").is_ok());
        assert!(seen("2025-11-04", "2026-11-04").is_ok());
        assert_eq!(
            seen("2026-11-05", "2027-01-01"),
            Err(CertificateError::NotYetIssued)
        );
        assert_eq!(
            seen("2026-11-04", "2027-11-05"),
            Err(CertificateError::TooLong)
        );
        assert_eq!(
            seen("2026-11-04", "2026-11-04"),
            Err(CertificateError::EndsBefore)
        );
        assert_eq!(
            seen("2025-11-03", "2026-11-03"),
            Err(CertificateError::Over)
        );
        assert!(
            certificate("2024-02-29", "2025-02-28")
                .seen(day("2024-03-01"))
                .is_ok()
        );
    }

    #[test]
    fn every_fact_lapses_by_itself_on_the_day_after_its_last() {
        let whole = Vetting {
            certificate: Some(certificate("2026-01-10", "2027-01-10")),
            trained_on: Some(day("2026-02-10")),
            signed: Some(SignedCode {
                version: CODE,
                on: day("2026-03-10"),
            }),
        };
        let on = |today| whole.lacks(day(today), CODE);
        assert_eq!(on("2026-12-01"), []);
        assert_eq!(on("2027-01-10"), []);
        assert_eq!(on("2027-01-11"), [Lack::Certificate]);
        assert_eq!(on("2027-02-10"), [Lack::Certificate]);
        assert_eq!(on("2027-02-11"), [Lack::Certificate, Lack::Training]);
        assert_eq!(on("2027-03-11").len(), 3);
        assert_eq!(on("2026-01-09").len(), 3, "nothing counts before its day");
        assert_eq!(
            whole.lacks(day("2026-12-01"), CodeVersion(2)),
            [Lack::CodeOfConduct]
        );
        assert_eq!(Vetting::default().lacks(day("2026-12-01"), CODE).len(), 3);
    }

    #[test]
    fn every_kind_reads_back_from_its_name() {
        for kind in CertificateKind::ALL {
            assert_eq!(CertificateKind::from_name(kind.name()), Some(kind));
        }
    }
}
