//! The configuration of mail, of what new passphrases are compared with, and of the rules of screening.

use std::fmt;
use std::path::PathBuf;

use app::mail::{Alarms, Delivery, MailSettings};
use serde::{Deserialize, Deserializer};
use url::Url;

use super::value::{LanguageCode, from_text};

/// Mail.
#[derive(Debug, Clone, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Mail {
    /// A server that takes mail. Without one mail is put into a folder.
    pub(crate) server: Option<SmtpUrl>,
    /// The folder; without one it is `mail` in the data folder. Files there have links in them that work.
    pub(crate) folder: Option<PathBuf>,
    /// Whom mail is from.
    pub(crate) from: MailAddress,
    /// Who is called when something waits too long for a person. Nobody: only the centre knows who.
    pub(crate) alarms: Vec<MailAddress>,
    /// The language of those calls. `es`, the first centre's.
    pub(crate) alarms_language: LanguageCode,
}

impl Default for Mail {
    fn default() -> Self {
        Self {
            server: None,
            folder: None,
            from: MailAddress("Altavoz <altavoz@localhost>".to_owned()),
            alarms: Vec::new(),
            alarms_language: LanguageCode::default(),
        }
    }
}

/// How texts are screened.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Screening {
    /// A folder of rules, in place of those that are built in. None.
    pub(crate) rules: Option<PathBuf>,
}

/// What new passphrases are compared with.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Passphrases {
    /// A list of passphrases that were stolen elsewhere, in the format of Pwned Passwords (SHA-1, ordered by hash).
    /// None: it has tens of gigabytes, and the estimate of guesses works without one.
    pub(crate) breached: Option<PathBuf>,
}

/// The address of a server that takes mail. Its `Debug` prints nothing.
#[derive(Clone)]
pub(crate) struct SmtpUrl {
    text: String,
    delivery: Delivery,
}

impl SmtpUrl {
    fn read(text: &str) -> Result<Self, &'static str> {
        let delivery = Delivery::smtp(text).map_err(|_quoted| {
            "a server for mail is wanted, such as smtps://name:passphrase@host or, with STARTTLS, \
             smtp://name:passphrase@host:587?tls=required"
        })?;
        Ok(Self {
            text: text.to_owned(),
            delivery,
        })
    }

    /// The address without its passphrase.
    pub(crate) fn masked(&self) -> String {
        let Ok(mut url) = Url::parse(&self.text) else {
            return "***".to_owned();
        };
        if url.password().is_some() && url.set_password(Some("***")).is_err() {
            return "***".to_owned();
        }
        url.to_string()
    }
}

impl fmt::Debug for SmtpUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SmtpUrl(..)")
    }
}

impl<'de> Deserialize<'de> for SmtpUrl {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        from_text(deserializer, Self::read)
    }
}

/// An address for mail, such as `Altavoz <panel@altavoz.example>`.
#[derive(Debug, Clone)]
pub(crate) struct MailAddress(String);

impl MailAddress {
    fn read(text: &str) -> Result<Self, &'static str> {
        match MailSettings::read_address(text) {
            Some(_) => Ok(Self(text.to_owned())),
            None => Err("an address for mail is wanted, such as Altavoz <panel@altavoz.example>"),
        }
    }
}

impl fmt::Display for MailAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for MailAddress {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        from_text(deserializer, Self::read)
    }
}

impl Mail {
    /// How mail is sent. Links in it lead to `site`, which has pages in `languages`, and files are put into `folder` unless another one is named.
    pub(crate) fn settings(
        &self,
        site: String,
        languages: Vec<domain::Language>,
        folder: PathBuf,
    ) -> Option<MailSettings> {
        let delivery = match &self.server {
            Some(server) => server.delivery.clone(),
            None => Delivery::Folder(self.folder.clone().unwrap_or(folder)),
        };
        Some(MailSettings {
            delivery,
            from: MailSettings::read_address(&self.from.0)?,
            site,
            languages,
            alarms: Alarms {
                to: self
                    .alarms
                    .iter()
                    .map(|address| MailSettings::read_address(&address.0))
                    .collect::<Option<Vec<_>>>()?,
                language: self.alarms_language.language(),
            },
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_server_for_mail_keeps_its_passphrase_to_itself() {
        let server = SmtpUrl::read("smtps://panel:geheim@mail.example:465").unwrap();
        assert_eq!(server.masked(), "smtps://panel:***@mail.example:465");
        assert_eq!(format!("{server:?}"), "SmtpUrl(..)");
        for wrong in ["", "geheim", "http://panel:geheim@mail.example"] {
            let told = SmtpUrl::read(wrong).map(|_| ()).unwrap_err();
            assert!(
                told.contains("smtps://") && !told.contains("geheim"),
                "{told}"
            );
        }
    }

    #[test]
    fn mail_is_from_an_address() {
        for right in [
            "Altavoz <panel@altavoz.example>",
            "panel@altavoz.example",
            "Altavoz <altavoz@localhost>",
        ] {
            assert_eq!(MailAddress::read(right).unwrap().to_string(), right);
        }
        assert!(MailAddress::read("Altavoz").is_err());
    }
}
