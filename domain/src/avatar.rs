//! The drawn picture of a person: a choice of parts, none of which shows what somebody looks like. No photos.
//! Drawing it is for pages.

use std::fmt;

/// How many kinds of each part there are: tints, colours, heads, eyes, mouths and tops.
const KINDS: [u8; Avatar::PARTS] = [8, 8, 5, 5, 4, 6];

/// A drawn picture, by the number of each of its parts from 0: tint, colour, head, eyes, mouth and top.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Avatar([u8; Self::PARTS]);

/// Why a text is no avatar's code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error(
    "an avatar is six digits: tint 0 to 7, colour 0 to 7, head 0 to 4, eyes 0 to 4, mouth 0 to 3, top 0 to 5"
)]
pub struct AvatarError;

impl Avatar {
    /// How many parts there are.
    pub const PARTS: usize = 6;

    /// Reads a code of six digits.
    pub fn parse(code: &str) -> Result<Self, AvatarError> {
        let digits: [u8; Self::PARTS] =
            code.as_bytes().try_into().map_err(|_length| AvatarError)?;
        let parts = digits.map(|digit| digit.wrapping_sub(b'0'));
        let fits = parts.iter().zip(KINDS).all(|(part, kinds)| *part < kinds);
        if fits {
            Ok(Self(parts))
        } else {
            Err(AvatarError)
        }
    }

    /// The avatar that random bytes choose.
    pub fn chosen_by(bytes: [u8; Self::PARTS]) -> Self {
        let mut parts = bytes;
        for (part, kinds) in parts.iter_mut().zip(KINDS) {
            *part %= kinds;
        }
        Self(parts)
    }
}

impl fmt::Display for Avatar {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|part| write!(f, "{part}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_names_parts_that_there_are() {
        for code in ["000000", "774435", "120301"] {
            assert_eq!(Avatar::parse(code).unwrap().to_string(), code);
        }
        for code in [
            "", "00000", "0000000", "800000", "000006", "00000a", "00000/", "ñ0000",
        ] {
            assert_eq!(Avatar::parse(code), Err(AvatarError), "{code}");
        }
    }

    #[test]
    fn any_bytes_choose_an_avatar() {
        for byte in 0..=u8::MAX {
            let code = Avatar::chosen_by([byte; 6]).to_string();
            assert!(Avatar::parse(&code).is_ok(), "{code}");
        }
    }
}
