//! Mail: what is sent, and how. It goes to a server by SMTP, or into a folder of `.eml` files, so that everything works
//! without one. What is to be sent is stored with the write that causes it; sending is for a job, which tries again.

mod address;
mod send;
mod texts;

use std::path::PathBuf;

use lettre::message::Mailbox;
use lettre::{
    AsyncFileTransport, AsyncSmtpTransport, AsyncTransport as _, Message, Tokio1Executor,
};

use crate::Internal;

pub use address::{EmailAddress, EmailAddressError};
pub(crate) use send::run;
pub use send::send_due;
use texts::Text;

/// How mail is sent.
#[derive(Clone)]
pub struct MailSettings {
    /// Where it goes.
    pub delivery: Delivery,
    /// Whom it is from.
    pub from: Mailbox,
    /// The address of the site that links lead to, such as `https://altavoz.example`.
    pub site: String,
}

impl MailSettings {
    /// Reads whom mail is from, such as `Altavoz <panel@altavoz.example>`; nothing for what is no address.
    pub fn read_from(text: &str) -> Option<Mailbox> {
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
    /// A server, by its URL.
    pub fn smtp(url: &str) -> Result<Self, SmtpUrlError> {
        let transport = AsyncSmtpTransport::<Tokio1Executor>::from_url(url);
        let transport = transport.map_err(|_url| SmtpUrlError)?;
        Ok(Self::Smtp(transport.build()))
    }
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
}

impl Mailer {
    pub(crate) fn new(settings: &MailSettings) -> Self {
        let settings = settings.clone();
        Self { settings }
    }

    /// The link that a code is in: behind the `#`, which browsers send to nobody.
    fn link(&self, page: &str, code: &str) -> String {
        format!("{}/{page}#{code}", self.settings.site)
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
                let made = tokio::fs::create_dir_all(folder).await;
                let transport = AsyncFileTransport::<Tokio1Executor>::new(folder);
                match (made, transport.send(message).await) {
                    (Ok(()), Ok(_id)) => Sending::Taken,
                    (Err(_), _) | (_, Err(_)) => Sending::Later,
                }
            }
            Delivery::Smtp(transport) => match transport.send(message).await {
                Ok(_response) => Sending::Taken,
                Err(error) if error.is_permanent() => Sending::Refused,
                Err(_later) => Sending::Later,
            },
        })
    }
}
