//! Mail: what is sent, and how. It goes to a server by SMTP, or into a folder of `.eml` files, so that everything works
//! without one. What is to be sent is stored with the write that causes it; sending is for a job, which tries again.

mod address;
mod send;
mod texts;

use std::path::{Path, PathBuf};
use std::time::Duration;

use lettre::message::Mailbox;
use lettre::transport::smtp::response::Code;
use lettre::{
    AsyncFileTransport, AsyncSmtpTransport, AsyncTransport as _, Message, Tokio1Executor,
};

use domain::Language;

use crate::Internal;

pub use address::{EmailAddress, EmailAddressError};
pub(crate) use send::run;
pub use send::send_due;
use texts::Text;

/// How long sending one mail may take.
const PATIENCE: Duration = Duration::from_secs(20);

/// How mail is sent.
#[derive(Clone)]
pub struct MailSettings {
    /// Where it goes.
    pub delivery: Delivery,
    /// Whom it is from.
    pub from: Mailbox,
    /// The address of the site that links lead to, such as `https://altavoz.example`.
    pub site: String,
    /// The languages that its pages have. Addresses in the first have no prefix; whoever reads another one is led there.
    pub languages: Vec<Language>,
    /// Who is called when something waits too long for a person.
    pub alarms: Alarms,
}

/// Who is called when something waits too long for a person.
#[derive(Clone)]
pub struct Alarms {
    /// The addresses; without any an alarm is in the log and the audit log only.
    pub to: Vec<Mailbox>,
    /// In which language.
    pub language: Language,
}

impl MailSettings {
    /// Reads an address, such as `Altavoz <panel@altavoz.example>`; nothing for what is none.
    pub fn read_address(text: &str) -> Option<Mailbox> {
        text.parse().ok()
    }
}

/// Where mail goes.
#[derive(Clone)]
pub enum Delivery {
    /// Into a folder, as files.
    Folder(PathBuf),
    /// To a server.
    Smtp(AsyncSmtpTransport<Tokio1Executor>),
}

/// Why an address of a server for mail can't be used. It does not repeat it: a passphrase may be part of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error(
    "a server for mail is written as smtps://name:passphrase@host or, with STARTTLS, smtp://…?tls=required"
)]
pub struct SmtpUrlError;

impl Delivery {
    /// A server, by its URL. Without TLS it has to be on this machine: links in mails open something.
    pub fn smtp(url: &str) -> Result<Self, SmtpUrlError> {
        let is_here = ["smtp://localhost", "smtp://127.0.0.1", "smtp://[::1]"];
        let is_here = is_here.iter().any(|here| url.starts_with(here));
        if !url.starts_with("smtps://") && !url.contains("tls=required") && !is_here {
            return Err(SmtpUrlError);
        }
        let transport = AsyncSmtpTransport::<Tokio1Executor>::from_url(url);
        let transport = transport.map_err(|_url| SmtpUrlError)?;
        Ok(Self::Smtp(transport.build()))
    }
}

/// Makes a folder that nobody else may enter, unless it is there.
async fn private_folder(folder: &Path) -> std::io::Result<()> {
    let mut builder = tokio::fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    builder.mode(0o700);
    builder.create(folder).await
}

/// Whether a server does not know an address (RFC 5321, section 4.2.3).
fn is_about_address(code: Code) -> bool {
    ["550", "551", "553"].contains(&code.to_string().as_str())
}

/// What those on call are mailed about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Call {
    /// A text that may tell of danger waits.
    Danger,
    /// Texts have waited too long.
    Late,
    /// Something was handed to the safeguarding leads.
    Escalated,
    /// The audit log is broken.
    LogBroken,
}

/// A page that mails lead to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Page {
    /// Where guardians read and decide.
    Family,
    /// Where somebody proves an address.
    Address,
    /// What happened.
    News,
    /// What waits to be read.
    Queue,
    /// What the audit log says.
    Log,
}

/// Sends mail.
pub(crate) struct Mailer {
    settings: MailSettings,
}

/// How sending ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sending {
    /// The next server, or the folder, took it.
    Taken,
    /// It may be taken later.
    Later,
    /// It never will.
    Refused,
    /// There was nothing to say any more.
    Needless,
}

impl Mailer {
    pub(crate) fn new(settings: &MailSettings) -> Self {
        let settings = settings.clone();
        Self { settings }
    }

    /// The address of a page in a language.
    fn page(&self, language: Language, page: Page) -> String {
        let others = self.settings.languages.iter().skip(1);
        let is_there = others.into_iter().any(|other| *other == language);
        let prefix = if is_there {
            format!("/{}", language.code())
        } else {
            String::new()
        };
        let path = match page {
            Page::Family => "/familia",
            Page::Address => "/cuenta/correo",
            Page::News => "/novedades",
            Page::Queue => "/equipo/cola",
            Page::Log => "/admin/registro",
        };
        format!("{}{prefix}{path}", self.settings.site)
    }

    /// The link that a code is in: behind the `#`, which browsers send to nobody.
    fn link(&self, language: Language, page: Page, code: &str) -> String {
        format!("{}#{code}", self.page(language, page))
    }

    /// Calls everybody who is to be called, all at once. Tells whether there is nothing more to do: somebody got
    /// the mail, or nobody is to be called.
    pub(crate) async fn call(&self, call: Call) -> Result<bool, Internal> {
        let Alarms { to, language } = &self.settings.alarms;
        let (make, page): (fn(_, &str) -> _, _) = match call {
            Call::Danger => (texts::danger, Page::Queue),
            Call::Late => (texts::late, Page::Queue),
            Call::Escalated => (texts::escalated, Page::Queue),
            Call::LogBroken => (texts::log_broken, Page::Log),
        };
        let calls = to.iter().map(async |mailbox| {
            let text = make(*language, &self.page(*language, page))?;
            let address = mailbox.email.to_string();
            let sent = tokio::time::timeout(PATIENCE, self.send(&address, text)).await;
            let is_taken = matches!(sent, Ok(Ok(Sending::Taken)));
            if !is_taken {
                tracing::error!(
                    "an alarm could not be mailed to one of those who are to be called"
                );
            }
            Ok::<bool, Internal>(is_taken)
        });
        let taken = futures_util::future::try_join_all(calls).await?;
        Ok(to.is_empty() || taken.contains(&true))
    }

    /// Sends a text. What went wrong is logged by its kind: errors of servers repeat addresses.
    async fn send(&self, to: &str, text: Text) -> Result<Sending, Internal> {
        let address = to
            .parse()
            .map_err(|_address| Internal::Mail("to no address"))?;
        let message = Message::builder()
            .from(self.settings.from.clone())
            .to(Mailbox::new(None, address))
            .subject(text.subject)
            .header(lettre::message::header::ContentType::TEXT_PLAIN)
            .body(text.body)
            .map_err(|_message| Internal::Mail("from its parts"))?;
        Ok(match &self.settings.delivery {
            Delivery::Folder(folder) => {
                let made = private_folder(folder).await;
                let transport = AsyncFileTransport::<Tokio1Executor>::new(folder);
                match (made, transport.send(message).await) {
                    (Ok(()), Ok(_id)) => Sending::Taken,
                    (Err(_), _) | (_, Err(_)) => Sending::Later,
                }
            }
            Delivery::Smtp(transport) => match transport.send(message).await {
                Ok(_response) => Sending::Taken,
                // Only what is wrong with the address is for good: a passphrase can be corrected.
                Err(error) if error.status().is_some_and(is_about_address) => Sending::Refused,
                Err(_later) => Sending::Later,
            },
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(languages: &[Language]) -> Mailer {
        let from = MailSettings::read_address("panel@altavoz.test").unwrap();
        Mailer::new(&MailSettings {
            delivery: Delivery::Folder(PathBuf::new()),
            from,
            site: "https://altavoz.test".to_owned(),
            languages: languages.to_vec(),
            alarms: Alarms {
                to: Vec::new(),
                language: Language::Spanish,
            },
        })
    }

    #[test]
    fn a_link_leads_to_a_page_that_is_there_in_a_language_that_the_panel_offers() {
        let portugal = of(&[Language::Portuguese, Language::Spanish]);
        for (language, link) in [
            (Language::Portuguese, "https://altavoz.test/familia#abc"),
            (Language::Spanish, "https://altavoz.test/es/familia#abc"),
            (Language::Basque, "https://altavoz.test/familia#abc"),
        ] {
            assert_eq!(portugal.link(language, Page::Family, "abc"), link);
        }
    }
}
