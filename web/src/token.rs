//! The token of forms: a form is ours if it carries what its browser's cookie carries. No other page can read the cookie, and none can write one whose
//! name begins as ours does over HTTPS.

use axum::http::header::COOKIE;
use axum::http::{HeaderMap, HeaderValue};
use rand::Rng as _;

/// How many bytes chance gives.
const BYTES: usize = 16;
/// The hidden field that carries it.
pub(crate) const FIELD: &str = "token";

/// The token of a browser.
pub(crate) struct Token {
    text: String,
    /// Whether the browser has yet to be given it.
    is_new: bool,
}

impl Token {
    /// The browser's token, or a new one.
    pub(crate) fn of(headers: &HeaderMap, is_https: bool) -> Self {
        let name = name(is_https);
        let cookies = headers.get_all(COOKIE).iter();
        let mut pairs = cookies
            .filter_map(|cookies| cookies.to_str().ok())
            .flat_map(|cookies| cookies.split(';'))
            .filter_map(|pair| pair.trim().split_once('='));
        let known = pairs.find(|(named, value)| *named == name && is_token(value));
        match known {
            Some((_, text)) => Self {
                text: text.to_owned(),
                is_new: false,
            },
            None => Self {
                text: fresh(),
                is_new: true,
            },
        }
    }

    /// The token itself.
    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    /// Whether a form that carries `given` is ours.
    pub(crate) fn proves(&self, given: &str) -> bool {
        // Nothing is learnt from the time that this takes: who guesses needs the cookie that they are guessing.
        !self.is_new && self.text == given
    }

    /// The cookie that the browser has to be given, if it hasn't got it. It ends with the browser.
    pub(crate) fn cookie(&self, is_https: bool) -> Option<HeaderValue> {
        let secure = if is_https { "; Secure" } else { "" };
        let cookie = format!(
            "{}={}; Path=/; HttpOnly; SameSite=Lax{secure}",
            name(is_https),
            self.text
        );
        self.is_new
            .then(|| HeaderValue::try_from(cookie).ok())
            .flatten()
    }
}

/// A text that nobody else comes to.
#[expect(
    clippy::disallowed_methods,
    reason = "pages are a client of the API, which has its own"
)]
pub(crate) fn fresh() -> String {
    let mut bytes = [0_u8; BYTES];
    rand::rng().fill_bytes(&mut bytes);
    bytes.iter().fold(String::new(), |mut text, byte| {
        text.push(digit(byte >> 4));
        text.push(digit(byte & 0xf));
        text
    })
}

fn digit(half: u8) -> char {
    char::from_digit(half.into(), 16).unwrap_or('0')
}

fn is_token(text: &str) -> bool {
    text.len() == BYTES * 2 && text.bytes().all(|byte| byte.is_ascii_hexdigit())
}

const fn name(is_https: bool) -> &'static str {
    if is_https {
        "__Host-altavoz-form"
    } else {
        "altavoz-form"
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with(cookies: &str) -> HeaderMap {
        let mut headers = HeaderMap::new();
        headers.insert(COOKIE, HeaderValue::from_str(cookies).expect("a header"));
        headers
    }

    #[test]
    fn a_browser_keeps_its_token_and_a_form_without_it_is_none_of_ours() {
        let first = Token::of(&HeaderMap::new(), true);
        assert!(!first.proves(first.text()), "nobody had it yet");
        let cookie = first.cookie(true).expect("a cookie");
        let cookie = cookie.to_str().expect("a text");
        assert!(cookie.starts_with("__Host-altavoz-form="));
        for part in ["; Path=/", "; HttpOnly", "; Secure", "; SameSite=Lax"] {
            assert!(cookie.contains(part), "{part}");
        }
        let sent = cookie.split(';').next().expect("a pair");
        let again = Token::of(&with(&format!("a=b; {sent}; c=d")), true);
        assert!(again.proves(first.text()) && again.cookie(true).is_none());
        assert!(!again.proves("") && !again.proves(&fresh()));
    }

    #[test]
    fn what_is_no_token_is_replaced() {
        for cookies in [
            "altavoz-form=",
            "altavoz-form=x",
            "altavoz-form",
            ";;=",
            "altavoz-form=\"\"",
            "other=0123456789abcdef0123456789abcdef",
        ] {
            let token = Token::of(&with(cookies), false);
            assert!(
                token.cookie(false).is_some() && is_token(token.text()),
                "{cookies}"
            );
        }
        let over_https = Token::of(&with("altavoz-form=0123456789abcdef0123456789abcdef"), true);
        assert!(over_https.cookie(true).is_some(), "another name");
    }
}
