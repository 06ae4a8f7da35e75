//! Coming in and going out: the passphrase, the second factor of those who work for the panel, a new passphrase with a code, and the end of a session.

pub(crate) mod authenticator;
pub(crate) mod new_passphrase;
pub(crate) mod passkey;
pub(crate) mod second_factor;
pub(crate) mod sign_in;

use axum::response::Response;

use crate::form::Form;
use crate::frame::{Frame, Section};
use crate::sent::go_on;
use crate::site::Visit;

/// The name under which an address and a form carry where somebody wanted to go.
const TO: &str = "a";
/// Where somebody goes who wanted to go nowhere else.
pub(crate) const HOME: &str = "/mesa";
/// Where the second factor is proven.
const SECOND_STEP: &str = "/entrar/segundo-paso";

/// Where somebody wanted to go: an address of ours, or their own page.
fn destination(form: &Form) -> String {
    let to = form.get(TO);
    let is_ours = to.starts_with('/')
        && !to.starts_with("//")
        && !to.contains('\\')
        && !to.contains(char::is_control);
    if is_ours { to } else { HOME }.to_owned()
}

/// An address that carries where to go afterwards.
pub(crate) fn with_destination(path: &str, to: &str) -> String {
    if to == HOME {
        return path.to_owned();
    }
    let query = url::form_urlencoded::Serializer::new(String::new())
        .append_pair(TO, to)
        .finish();
    format!("{path}?{query}")
}

/// Sends whoever is signed out to sign in, and then to a page, which is named without its language.
pub(crate) fn sign_in_first(visit: &Visit, then: &str) -> Response {
    let then = match then {
        HOME => then.to_owned(),
        _ => visit.site.address(then),
    };
    go_on(visit, &with_destination("/entrar", &then), None)
}

/// The frame of a page for whoever comes in.
async fn frame(visit: &Visit, path: &'static str, title: &str) -> Frame {
    visit.own_frame(Section::None, path, title).await
}

#[cfg(test)]
mod tests {
    use super::*;

    fn destination_of(to: &str) -> String {
        let address = with_destination("/entrar", to).parse().expect("an address");
        destination(&Form::in_address(&address))
    }

    #[test]
    fn nobody_is_led_to_another_server() {
        assert_eq!(destination_of("/mesa/nueva?x=1&y=2"), "/mesa/nueva?x=1&y=2");
        for to in [
            "",
            "mesa",
            "//example.com",
            "https://example.com",
            "/\\example.com",
            "\\\\example.com",
            "/\t/example.com",
            "/\u{1}",
            "/mesa\r\nx: y",
            "javascript:alert(1)",
        ] {
            assert_eq!(destination_of(to), HOME, "{to}");
        }
    }
}
