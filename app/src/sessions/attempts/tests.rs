//! Who may try to sign in how often, and whom a stranger's guesses do not touch.

use super::*;

/// A moment, so many seconds after the world began.
fn at(seconds: i64) -> Timestamp {
    let beginning = Timestamp::from_micros(1_793_780_000_000_000).unwrap();
    beginning.plus(TimeDelta::seconds(seconds))
}

#[expect(clippy::unnecessary_wraps, reason = "as it is given")]
fn place(number: u16) -> Option<AttemptKey> {
    Some(AttemptKey::of(&number.to_be_bytes()))
}

/// Tries a wrong passphrase until it is refused; gives how many went through.
fn guesses(attempts: &Attempts, login: &str, from: Option<AttemptKey>, now: Timestamp) -> u32 {
    let mut through = 0;
    while attempts.begin(login, from, now).is_ok() {
        attempts.failed();
        through += 1;
    }
    through
}

fn sign_in(attempts: &Attempts, login: &str, from: Option<AttemptKey>, now: Timestamp) -> bool {
    let attempt = attempts.begin(login, from, now);
    attempt.is_ok_and(|attempt| {
        attempts.succeeded(&attempt, now);
        true
    })
}

#[test]
fn ten_tries_at_one_login_from_one_address_and_then_one_a_minute() {
    let attempts = Attempts::default();
    assert_eq!(guesses(&attempts, "ana", place(1), at(0)), 10);
    assert_eq!(attempts.begin("ana", place(1), at(0)).err(), Some(at(60)));
    assert_eq!(attempts.begin("ana", place(1), at(59)).err(), Some(at(60)));
    assert_eq!(guesses(&attempts, "ana", place(1), at(60)), 1);
    assert_eq!(guesses(&attempts, "ana", place(1), at(360)), 5);
}

#[test]
fn sixty_tries_from_one_address_and_then_one_each_two_seconds() {
    let attempts = Attempts::default();
    let one_try_at_each = |now| {
        let logins = (0..200).map(|number| format!("login{number}"));
        logins
            .filter(|login| attempts.begin(login, place(1), now).is_ok())
            .count()
    };
    assert_eq!(one_try_at_each(at(0)), 60);
    assert_eq!(one_try_at_each(at(2)), 1);
    assert_eq!(one_try_at_each(at(20)), 9);
    assert!(attempts.begin("ana", place(2), at(20)).is_ok());
}

#[test]
fn every_spelling_of_a_login_is_the_same_login() {
    let attempts = Attempts::default();
    for spelling in [
        "ana.lopez",
        "ANA.LOPEZ",
        " ana.lopez ",
        "Ana.Lopez",
        "ana.lopez\n",
    ] {
        for _ in 0..2 {
            assert!(
                attempts.begin(spelling, place(1), at(0)).is_ok(),
                "{spelling:?}"
            );
        }
    }
    assert!(attempts.begin("ana.lopez", place(1), at(0)).is_err());
}

#[test]
fn what_can_not_be_a_login_is_answered_like_a_login() {
    for given in ["", "a", "not a login!", &"x".repeat(30_000)] {
        assert_eq!(guesses(&Attempts::default(), given, place(1), at(0)), 10);
    }
}

#[test]
fn while_fifty_addresses_guess_the_owner_still_gets_in_from_the_usual_one() {
    let attempts = Attempts::default();
    assert!(sign_in(&attempts, "ana", place(1000), at(0)));
    let guessed: u32 = (0..50)
        .map(|number| guesses(&attempts, "ana", place(number), at(0)))
        .sum();
    assert_eq!(guessed, 300, "the cap holds over all addresses");
    assert!(sign_in(&attempts, "ana", place(1000), at(0)));
    assert!(
        !sign_in(&attempts, "ana", place(2000), at(0)),
        "an address where nobody signed in counts with the others"
    );
    assert_eq!(
        attempts.begin("ana", place(2000), at(0)).err(),
        Some(at(10))
    );
}

#[test]
fn who_guesses_at_everybodys_login_keeps_no_classmate_out_who_signed_in_there_before() {
    let attempts = Attempts::default();
    assert!(sign_in(&attempts, "mia", place(1), at(0)));
    for number in 0..200 {
        guesses(&attempts, &format!("login{number}"), place(1), at(1));
    }
    assert!(
        !sign_in(&attempts, "leo", place(1), at(1)),
        "the address is used up"
    );
    assert!(sign_in(&attempts, "mia", place(1), at(1)));
    assert_eq!(
        guesses(&attempts, "mia", place(1), at(1)),
        10,
        "but not for guessing"
    );
}

#[test]
fn guesses_at_one_login_leave_other_logins_alone() {
    let attempts = Attempts::default();
    for number in 0..50 {
        guesses(&attempts, "ana", place(number), at(0));
    }
    assert!(sign_in(&attempts, "eva", place(3000), at(0)));
    assert!(sign_in(&attempts, "eva", place(1), at(0)));
}

#[test]
fn an_address_is_usual_for_thirty_days() {
    let attempts = Attempts::default();
    assert!(sign_in(&attempts, "ana", place(1000), at(0)));
    for (day, gets_in) in [(29, true), (30 + 29, false)] {
        let now = at(0).plus(TimeDelta::days(day));
        for number in 0..50 {
            guesses(&attempts, "ana", place(number), now);
        }
        let attempt = attempts.begin("ana", place(1000), now);
        assert_eq!(attempt.is_ok(), gets_in, "on day {day}");
    }
}

#[test]
fn signing_in_costs_nothing_so_that_a_school_signs_in_together() {
    let attempts = Attempts::default();
    for number in 0..1_000 {
        let login = format!("login{number}");
        assert!(sign_in(&attempts, &login, place(1), at(0)), "{login}");
    }
    assert_eq!(guesses(&attempts, "ana", place(1), at(0)), 10);
}

#[test]
fn signing_in_does_not_forgive_what_was_tried_before() {
    let attempts = Attempts::default();
    for _ in 0..9 {
        assert!(attempts.begin("ana", place(1), at(0)).is_ok());
    }
    assert!(sign_in(&attempts, "ana", place(1), at(0)));
    assert_eq!(guesses(&attempts, "ana", place(1), at(0)), 1);
}

#[test]
fn many_attempts_at_once_are_counted_before_any_of_them_ends() {
    let attempts = Attempts::default();
    let under_way: Vec<_> = (0..100)
        .filter_map(|_| attempts.begin("ana", place(1), at(0)).ok())
        .collect();
    assert_eq!(under_way.len(), 10);
}

#[test]
fn an_attempt_that_nobody_judged_is_given_back() {
    let attempts = Attempts::default();
    for _ in 0..100 {
        let attempt = attempts.begin("ana", place(1), at(0)).ok().unwrap();
        attempts.give_back(&attempt);
    }
    assert_eq!(guesses(&attempts, "ana", place(1), at(0)), 10);
}

#[test]
fn whose_address_is_not_known_shares_one_budget_with_the_others_like_that() {
    let attempts = Attempts::default();
    assert!(sign_in(&attempts, "ana", None, at(0)));
    assert_eq!(guesses(&attempts, "ana", None, at(0)), 10);
    assert!(attempts.begin("ana", place(1), at(0)).is_ok());
    let others = (0..200).map(|number| format!("login{number}"));
    let others = others.filter(|login| attempts.begin(login, None, at(0)).is_ok());
    assert_eq!(others.count(), 50);
}

#[test]
fn when_to_try_again_is_a_full_second_that_is_not_too_early() {
    let attempts = Attempts::default();
    let odd = at(0).plus(TimeDelta::microseconds(1));
    guesses(&attempts, "ana", place(1), odd);
    let told = attempts.begin("ana", place(1), odd).err().unwrap();
    assert_eq!(told, at(61));
    assert!(attempts.begin("ana", place(1), told).is_ok());
}

#[test]
fn failed_and_refused_attempts_leave_a_count_and_nothing_else() {
    let attempts = Attempts::default();
    guesses(&attempts, "ana", place(1), at(0));
    let expected = AttemptCounts {
        failed: 10,
        refused: 1,
    };
    assert_eq!(attempts.counts(), expected);
    let key = AttemptKey::of(b"192.0.2.7");
    assert_eq!(format!("{key:?}"), "AttemptKey(..)");
}
