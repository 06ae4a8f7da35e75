//! The site that passkeys belong to. A passkey answers to it and to nothing else, which is why it can't be phished.

use std::sync::Arc;

use webauthn_rs::prelude::{Url, Webauthn, WebauthnBuilder};

/// The site that passkeys belong to. Cheap to clone.
#[derive(Clone)]
pub struct Site(Arc<Webauthn>);

/// Why passkeys can't belong to an address.
#[derive(Debug, thiserror::Error)]
#[error("passkeys need an address with the name of a host, such as https://panel.example")]
pub struct SiteError;

impl Site {
    /// The site at this origin, such as `https://panel.example`.
    pub fn new(origin: &str) -> Result<Self, SiteError> {
        let url = Url::parse(origin).map_err(|_unreadable| SiteError)?;
        let host = url.domain().ok_or(SiteError)?;
        let built = WebauthnBuilder::new(host, &url)
            .and_then(|builder| {
                let builder = builder.rp_name("Altavoz");
                builder.allow_any_port(host == "localhost").build()
            })
            .map_err(|_unusable| SiteError)?;
        Ok(Self(Arc::new(built)))
    }

    /// The site of a server that has no public address yet: this machine, at any port.
    pub fn this_machine() -> Result<Self, SiteError> {
        Self::new("http://localhost")
    }

    pub(super) fn webauthn(&self) -> &Webauthn {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_site_has_the_name_of_a_host() {
        assert!(Site::this_machine().is_ok());
        assert!(Site::new("https://panel.example").is_ok());
        assert!(Site::new("https://panel.example:8443").is_ok());
        assert!(Site::new("http://127.0.0.1:8090").is_err());
        assert!(Site::new("panel.example").is_err());
    }
}
