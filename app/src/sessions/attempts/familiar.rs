//! From where people signed in lately, for this process only: logins and addresses as hashes, never stored, never told.

use std::collections::HashMap;

use chrono::TimeDelta;
use domain::Timestamp;

use super::{AttemptKey, LoginKey};

/// How long an address is a usual one after signing in there: as long as a session lasts, so that whoever is signed
/// out by its end is still known.
const LASTS: TimeDelta = TimeDelta::days(30);
/// The addresses of one login, the latest: home, school, the centre, and a telephone that changes its own.
const MOST_ADDRESSES: usize = 16;
/// The logins that are remembered. Only who has an account gets in here; a panel has a few thousand.
const MOST_LOGINS: usize = 20_000;

/// The addresses at which each login was signed in to, the latest last.
#[derive(Default)]
pub(super) struct Familiar(HashMap<LoginKey, Vec<(AttemptKey, Timestamp)>>);

impl Familiar {
    /// Whether somebody signed in to `login` at `from` lately.
    pub(super) fn knows(&self, login: LoginKey, from: AttemptKey, now: Timestamp) -> bool {
        let places = self.0.get(&login).into_iter().flatten();
        places
            .filter(|(_, at)| at.plus(LASTS) > now)
            .any(|(place, _)| *place == from)
    }

    /// Remembers that somebody signed in.
    pub(super) fn remember(&mut self, login: LoginKey, from: AttemptKey, now: Timestamp) {
        if self.0.len() >= MOST_LOGINS && !self.0.contains_key(&login) {
            self.forget_oldest(now);
        }
        let places = self.0.entry(login).or_default();
        places.retain(|(place, at)| *place != from && at.plus(LASTS) > now);
        if places.len() >= MOST_ADDRESSES {
            places.remove(0);
        }
        places.push((from, now));
    }

    /// Makes room: forgets who did not sign in lately, or else who did so the longest ago.
    fn forget_oldest(&mut self, now: Timestamp) {
        let latest = |places: &Vec<(AttemptKey, Timestamp)>| places.last().map(|(_, at)| *at);
        self.0
            .retain(|_, places| latest(places).is_some_and(|at| at.plus(LASTS) > now));
        if self.0.len() < MOST_LOGINS {
            return;
        }
        let oldest = self.0.iter().min_by_key(|(_, places)| latest(places));
        if let Some(login) = oldest.map(|(login, _)| *login) {
            self.0.remove(&login);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(day: i64) -> Timestamp {
        Timestamp::from_micros(1_793_780_000_000_000)
            .unwrap()
            .plus(TimeDelta::days(day))
    }

    fn login(number: usize) -> LoginKey {
        LoginKey::of(&format!("login{number}"))
    }

    fn place(number: usize) -> AttemptKey {
        AttemptKey::of(&number.to_be_bytes())
    }

    #[test]
    fn a_place_is_familiar_for_thirty_days_to_its_own_login_only() {
        let mut familiar = Familiar::default();
        familiar.remember(login(1), place(1), at(0));
        assert!(familiar.knows(login(1), place(1), at(29)));
        assert!(!familiar.knows(login(1), place(1), at(30)));
        assert!(!familiar.knows(login(2), place(1), at(1)));
        assert!(!familiar.knows(login(1), place(2), at(1)));
    }

    #[test]
    fn signing_in_again_keeps_a_place_familiar() {
        let mut familiar = Familiar::default();
        familiar.remember(login(1), place(1), at(0));
        familiar.remember(login(1), place(1), at(20));
        assert!(familiar.knows(login(1), place(1), at(49)));
    }

    #[test]
    fn only_the_latest_places_of_a_login_are_remembered() {
        let mut familiar = Familiar::default();
        for number in 0..100 {
            familiar.remember(login(1), place(number), at(0));
        }
        let known = (0..100).filter(|number| familiar.knows(login(1), place(*number), at(0)));
        assert_eq!(known.collect::<Vec<_>>(), (84..100).collect::<Vec<_>>());
    }

    #[test]
    fn who_signed_in_the_longest_ago_makes_room() {
        let mut familiar = Familiar::default();
        familiar.remember(login(0), place(1), at(0));
        for number in 1..=MOST_LOGINS {
            familiar.remember(login(number), place(1), at(1));
        }
        assert_eq!(familiar.0.len(), MOST_LOGINS);
        assert!(!familiar.knows(login(0), place(1), at(1)));
        assert!(familiar.knows(login(1), place(1), at(1)));
        familiar.remember(login(0), place(1), at(40));
        assert_eq!(
            familiar.0.len(),
            1,
            "who did not sign in lately is forgotten first"
        );
    }
}
