//! Whether a new passphrase withstands guessing: by an estimate of how many guesses it takes (zxcvbn), without rules on
//! its composition (NIST SP 800-63B, section 5.1.1.2), and by a list of passphrases that were stolen elsewhere, if the
//! installation has one.

use std::fs::File;
use std::io::{self, BufRead as _, BufReader, Seek as _, SeekFrom};
use std::path::PathBuf;

use sha1::{Digest as _, Sha1};
use zxcvbn::Score;

use super::Passphrase;

/// How much of a passphrase the estimate looks at; what follows only makes it better.
const LOOKED_AT: usize = 72;

/// The longest line of a list of breached passphrases that is believed to be one.
const LONGEST_LINE: u64 = 128;

/// Words that people here choose first; the estimate comes with English ones only.
const LIKELY_WORDS: &str = include_str!("../../data/likely-words.txt");

/// Why a new passphrase is refused, though it is long enough.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum WeakPassphrase {
    /// It takes too few guesses.
    #[error(
        "the passphrase is easy to guess; four words that have nothing to do with each other are better"
    )]
    Guessable,
    /// It is on the list of passphrases that were stolen elsewhere.
    #[error("the passphrase was stolen elsewhere and is on lists that attackers try first")]
    Breached,
}

/// Whether a passphrase takes enough guesses (10^8, score 3 of 4) for somebody who knows `about` its owner.
pub(super) fn withstands_guessing(passphrase: &Passphrase, about: &[String]) -> bool {
    let some: String = passphrase.reveal().chars().take(LOOKED_AT).collect();
    let about: Vec<&str> = about
        .iter()
        .map(String::as_str)
        .chain(LIKELY_WORDS.lines())
        .collect();
    zxcvbn::zxcvbn(&some, &about).score() >= Score::Three
}

/// A list of SHA-1 hashes of passphrases that were stolen elsewhere, in the format of Pwned Passwords: a line for each,
/// `HASH:COUNT`, in order. Nothing is asked of anybody else's server.
#[derive(Debug, Clone)]
pub struct Breached(PathBuf);

impl Breached {
    /// Takes the path of a list.
    pub const fn list(path: PathBuf) -> Self {
        Self(path)
    }

    /// Whether a passphrase is on the list. Reads about thirty lines of a list of a thousand million.
    pub(super) fn holds(&self, passphrase: &Passphrase) -> io::Result<bool> {
        let wanted = hex(&Sha1::digest(passphrase.reveal().as_bytes()));
        let mut list = BufReader::with_capacity(256, File::open(&self.0)?);
        let (mut low, mut high) = (0, list.get_ref().metadata()?.len());
        // The first line that begins at or after `low` and before `high` may be it.
        while low < high {
            let middle = low + (high - low) / 2;
            let (begin, hash) = line_from(&mut list, middle)?;
            match hash {
                Some(hash) if begin < high => match hash.as_str().cmp(wanted.as_str()) {
                    std::cmp::Ordering::Less => low = begin.saturating_add(1),
                    std::cmp::Ordering::Equal => return Ok(true),
                    std::cmp::Ordering::Greater => high = middle,
                },
                Some(_) | None => high = middle,
            }
        }
        Ok(false)
    }
}

/// Where the first line that begins at `from` or later begins, and its hash.
fn line_from(list: &mut BufReader<File>, from: u64) -> io::Result<(u64, Option<String>)> {
    let begin = match from.checked_sub(1) {
        None => 0,
        Some(before) => {
            list.seek(SeekFrom::Start(before))?;
            let skipped = read_line(list)?.len();
            before.saturating_add(u64::try_from(skipped).unwrap_or(u64::MAX))
        }
    };
    list.seek(SeekFrom::Start(begin))?;
    let line = read_line(list)?;
    let hash = line
        .split(|byte| matches!(byte, b':' | b'\r' | b'\n'))
        .next();
    let hash = hash.filter(|hash| !hash.is_empty());
    let hash = hash.map(|hash| String::from_utf8_lossy(hash).to_ascii_uppercase());
    Ok((begin, hash))
}

fn read_line(list: &mut BufReader<File>) -> io::Result<Vec<u8>> {
    let mut line = Vec::new();
    io::Read::take(&mut *list, LONGEST_LINE).read_until(b'\n', &mut line)?;
    if u64::try_from(line.len()).is_ok_and(|length| length == LONGEST_LINE) {
        return Err(io::Error::new(
            io::ErrorKind::InvalidData,
            "a line of the list of breached passphrases is too long",
        ));
    }
    Ok(line)
}

fn hex(bytes: &[u8]) -> String {
    format!("{bytes:02X?}").replace(|other: char| !other.is_ascii_hexdigit(), "")
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use super::*;

    fn given(text: &str) -> Passphrase {
        Passphrase::parse(text).unwrap()
    }

    #[test]
    fn what_attackers_try_first_is_easy_to_guess() {
        for weak in [
            "contraseña1",
            "Contrasena2026",
            "hola12345678",
            "realmadrid10",
            "1234567890",
            "qwertyuiop",
            "passwordpassword",
            "aaaaaaaaaaaa",
            "mia del mar",
        ] {
            assert!(
                !withstands_guessing(&given(weak), &["mia del Mar".to_owned()]),
                "{weak}"
            );
        }
        for strong in [
            "la casa azul del puerto",
            "mi colegio huele a pan",
            "tortuga violín nube sopa",
            "xK9#mQ2vLp",
        ] {
            assert!(
                withstands_guessing(&given(strong), &["mia".to_owned()]),
                "{strong}"
            );
        }
    }

    #[test]
    fn the_longest_passphrase_is_estimated_too() {
        let long = "ab".repeat(100);
        assert!(!withstands_guessing(&given(&long), &[]));
    }

    #[test]
    fn a_passphrase_is_found_wherever_it_stands_in_the_list() {
        let on_it: Vec<String> = (0..200).map(|n| format!("passphrase number {n}")).collect();
        let mut lines: Vec<String> = on_it
            .iter()
            .enumerate()
            .map(|(n, text)| format!("{}:{}", hex(&Sha1::digest(text.as_bytes())), n * n * n))
            .collect();
        lines.sort();
        for end in ["\n", "\r\n"] {
            let mut file = tempfile::NamedTempFile::new().unwrap();
            file.write_all(lines.join(end).as_bytes()).unwrap();
            let list = Breached::list(file.path().to_owned());
            for text in &on_it {
                assert!(list.holds(&given(text)).unwrap(), "{text}");
            }
            for n in 200..400 {
                assert!(
                    !list
                        .holds(&given(&format!("passphrase number {n}")))
                        .unwrap()
                );
            }
        }
        let empty = tempfile::NamedTempFile::new().unwrap();
        assert!(
            !Breached::list(empty.path().to_owned())
                .holds(&given("la casa azul"))
                .unwrap()
        );
    }

    #[test]
    fn a_list_that_is_none_is_an_error() {
        assert!(
            Breached::list("no/such/list".into())
                .holds(&given("la casa azul"))
                .is_err()
        );
        let mut file = tempfile::NamedTempFile::new().unwrap();
        file.write_all(&[b'x'; 4_000]).unwrap();
        assert!(
            Breached::list(file.path().to_owned())
                .holds(&given("la casa azul"))
                .is_err()
        );
    }
}
