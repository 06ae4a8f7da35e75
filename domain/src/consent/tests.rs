//! What consent allows, told by cases and by properties.

use proptest::prelude::*;
use uuid::Uuid;

use super::*;

const TEXT: TextVersion = TextVersion(2);

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn yes(purpose: Purpose, on: &str) -> Said {
    Said {
        purpose,
        answer: Answer::Given,
        text: TEXT,
        on: day(on),
        at: midnight(day(on)),
    }
}

fn midnight(day: NaiveDate) -> Timestamp {
    Timestamp::new(day.and_time(chrono::NaiveTime::MIN).and_utc())
}

fn no(purpose: Purpose, on: &str) -> Said {
    Said {
        answer: Answer::Withheld,
        ..yes(purpose, on)
    }
}

fn guardian(number: u128, said: &[Said]) -> GuardianSaid {
    GuardianSaid {
        guardian: AccountId::from_uuid(Uuid::from_u128(number)),
        said: said.to_vec(),
        paused: false,
    }
}

/// Somebody in Spain, where the age is 14, who turns 14 on 10 June 2026.
fn facts(own: &[Said], guardians: &[GuardianSaid]) -> ConsentFacts {
    ConsentFacts {
        birth: BirthDate::from_stored(day("2012-06-10")),
        country: Country::SPAIN,
        own: own.to_vec(),
        guardians: guardians.to_vec(),
    }
}

fn on(facts: &ConsentFacts, today: &str) -> Consents {
    let ages = ConsentAges::built_in().unwrap();
    let rules = ConsentRules {
        ages: &ages,
        text: TEXT,
        text_since: day("2026-01-01"),
    };
    Consents::on(facts, &rules, day(today))
}

fn membership(own: &[Said], guardians: &[GuardianSaid], today: &str) -> Membership {
    on(&facts(own, guardians), today).membership
}

use Membership::{Active, AwaitingGuardian, NotAgreed, Paused, Renew};
use Purpose::{Account, Publication};

#[test]
fn under_the_age_a_guardian_and_the_child_consent_and_from_the_age_the_child_alone() {
    let own = [yes(Account, "2026-03-01")];
    let mother = guardian(1, &[yes(Account, "2026-03-02")]);
    assert_eq!(membership(&[], &[], "2026-03-05"), NotAgreed);
    assert_eq!(membership(&own, &[], "2026-03-05"), AwaitingGuardian);
    assert_eq!(
        membership(&own, std::slice::from_ref(&mother), "2026-03-05"),
        Active
    );
    assert_eq!(
        membership(&[], &[mother], "2026-03-05"),
        NotAgreed,
        "no guardian agrees in the child's place"
    );
    let own = [yes(Account, "2026-06-10")];
    assert_eq!(membership(&own, &[], "2026-06-10"), Active);
    assert_eq!(membership(&own, &[], "2026-06-09"), AwaitingGuardian);
}

#[test]
fn who_reaches_the_age_has_thirty_days_to_consent_again() {
    let own = [yes(Account, "2026-03-01")];
    let mother = [guardian(1, &[yes(Account, "2026-03-02")])];
    assert_eq!(membership(&own, &mother, "2026-06-10"), Active);
    assert_eq!(membership(&own, &mother, "2026-07-09"), Active);
    assert_eq!(membership(&own, &mother, "2026-07-10"), Renew);
    assert_eq!(
        membership(&own, &[], "2026-06-11"),
        Renew,
        "nobody ever consented"
    );
    let again = [yes(Account, "2026-03-01"), yes(Account, "2026-08-01")];
    assert_eq!(membership(&again, &mother, "2026-08-01"), Active);
}

#[test]
fn a_new_text_has_to_be_consented_to_within_thirty_days() {
    let old = |said: Said| Said {
        text: TextVersion(1),
        ..said
    };
    let own = [old(yes(Account, "2025-09-01"))];
    let mother = [guardian(1, &[old(yes(Account, "2025-09-02"))])];
    assert_eq!(membership(&own, &mother, "2026-01-30"), Active);
    assert_eq!(membership(&own, &mother, "2026-01-31"), Renew);
    let own = [yes(Account, "2026-02-02")];
    assert_eq!(membership(&own, &mother, "2026-02-02"), Renew, "both do");
    let mother = [guardian(1, &[yes(Account, "2026-02-03")])];
    assert_eq!(membership(&own, &mother, "2026-02-03"), Active);
}

#[test]
fn a_new_law_that_asks_for_a_guardian_is_waited_for_thirty_days() {
    let table = "[[ages]]\ncountry = \"ES\"\nage = 14\nfrom = \"2018-12-07\"\nsource = \"x\"
        [[ages]]\ncountry = \"ES\"\nage = 16\nfrom = \"2026-09-01\"\nsource = \"x\"";
    let ages = ConsentAges::parse(table).unwrap();
    let rules = ConsentRules {
        ages: &ages,
        text: TEXT,
        text_since: day("2026-01-01"),
    };
    let own = facts(&[yes(Account, "2026-06-15")], &[]);
    let at = |today: &str| Consents::on(&own, &rules, day(today)).membership;
    let after = facts(&[yes(Account, "2026-09-10")], &[]);
    assert_eq!(
        Consents::on(&after, &rules, day("2026-09-10")).membership,
        AwaitingGuardian,
        "who begins under the new law is under it"
    );
    let refused = facts(
        &[yes(Account, "2026-06-15")],
        &[guardian(1, &[no(Account, "2026-09-02")])],
    );
    assert_eq!(
        Consents::on(&refused, &rules, day("2026-09-02")).membership,
        AwaitingGuardian,
        "who said no is not waited for"
    );
    assert_eq!(at("2026-08-31"), Active);
    assert_eq!(at("2026-09-01"), Active);
    assert_eq!(at("2026-09-30"), Active);
    assert_eq!(at("2026-10-01"), AwaitingGuardian);
    assert_eq!(at("2028-06-09"), AwaitingGuardian);
    assert_eq!(
        at("2028-06-10"),
        Renew,
        "sixteen, and consented under another law"
    );
}

#[test]
fn one_guardian_is_enough_and_two_who_disagree_pause_the_account() {
    let own = [yes(Account, "2026-03-01")];
    let mother = guardian(1, &[yes(Account, "2026-03-02")]);
    let silent = guardian(2, &[]);
    let against = guardian(2, &[no(Account, "2026-03-03")]);
    let again = guardian(2, &[no(Account, "2026-03-03"), yes(Account, "2026-03-04")]);
    let paused = GuardianSaid {
        paused: true,
        ..silent.clone()
    };
    for (father, membership_then) in [
        (&silent, Active),
        (&against, Paused),
        (&again, Active),
        (&paused, Paused),
    ] {
        let guardians = [mother.clone(), father.clone()];
        assert_eq!(membership(&own, &guardians, "2026-03-05"), membership_then);
    }
    assert_eq!(membership(&own, &[against], "2026-03-05"), AwaitingGuardian);
    let grown_up = [yes(Account, "2026-07-01")];
    let paused = [paused];
    assert_eq!(membership(&grown_up, &paused, "2030-06-09"), Paused);
    assert_eq!(
        membership(&grown_up, &paused, "2030-06-10"),
        Active,
        "is an adult"
    );
}

#[test]
fn each_purpose_is_given_by_itself_and_none_by_default() {
    let own = [yes(Account, "2026-03-01"), yes(Publication, "2026-03-01")];
    let mother = [guardian(1, &[yes(Account, "2026-03-02")])];
    let consents = on(&facts(&own, &mother), "2026-03-05");
    assert_eq!(consents.purposes, BTreeSet::from([Account]));
    assert!(!consents.allow_publishing());
    let both = [guardian(
        1,
        &[yes(Account, "2026-03-02"), yes(Publication, "2026-03-02")],
    )];
    let consents = on(&facts(&own, &both), "2026-03-05");
    assert_eq!(consents.purposes, BTreeSet::from([Account, Publication]));
    assert!(consents.allow_publishing());
}

#[test]
fn what_was_withdrawn_is_not_covered_from_that_day_on() {
    let own = [yes(Account, "2026-06-10"), yes(Publication, "2026-06-10")];
    assert!(on(&facts(&own, &[]), "2026-06-11").allow_publishing());
    let withdrawn = [own.as_slice(), &[no(Publication, "2026-06-11")]].concat();
    let consents = on(&facts(&withdrawn, &[]), "2026-06-11");
    assert_eq!(
        consents.membership, Active,
        "refusing what is optional costs nothing"
    );
    assert!(!consents.allow_publishing());
    let all = [own.as_slice(), &[no(Account, "2026-06-11")]].concat();
    let consents = on(&facts(&all, &[]), "2026-06-11");
    assert_eq!(consents.membership, NotAgreed);
    assert!(!consents.allow_publishing());
}

#[test]
fn publication_counts_from_the_first_yes_of_a_guardian_where_one_is_needed() {
    let own = Purpose::ALL.map(|purpose| yes(purpose, "2026-01-01"));
    let first = guardian(
        1,
        &[yes(Account, "2026-02-01"), no(Publication, "2026-02-01")],
    );
    let second = guardian(
        2,
        &[
            yes(Publication, "2026-02-03"),
            yes(Publication, "2026-03-01"),
        ],
    );
    let since =
        |guardians: &[GuardianSaid], today| on(&facts(&own, guardians), today).guarded_since;
    assert_eq!(since(std::slice::from_ref(&first), "2026-04-01"), None);
    assert_eq!(
        since(&[first, second.clone()], "2026-04-01"),
        Some(midnight(day("2026-02-03")))
    );
    assert_eq!(
        since(std::slice::from_ref(&second), "2026-06-10"),
        Some(midnight(day("2026-02-03"))),
        "after the birthday it still rests on the guardian for a while"
    );
    let anew = [yes(Publication, "2026-06-10")];
    assert_eq!(
        on(&facts(&anew, &[second]), "2026-06-10").guarded_since,
        None
    );
}

#[test]
fn every_purpose_reads_back_from_its_name() {
    for purpose in Purpose::ALL {
        assert_eq!(Purpose::from_name(purpose.name()), Some(purpose));
    }
    assert_eq!(Purpose::from_name("everything"), None);
}

prop_compose! {
    fn any_said()(
        purpose in prop::sample::select(&Purpose::ALL[..]),
        is_given in any::<bool>(),
        text in 1_u16..=2,
        on in 0_u64..400,
    ) -> Said {
        let on = day("2025-10-01") + Days::new(on);
        Said {
            purpose,
            answer: if is_given { Answer::Given } else { Answer::Withheld },
            text: TextVersion(text),
            on,
            at: midnight(on),
        }
    }
}

prop_compose! {
    fn any_guardian()(number in 1_u128..3, said in prop::collection::vec(any_said(), 0..6), paused: bool) -> GuardianSaid {
        GuardianSaid { paused, ..guardian(number, &said) }
    }
}

prop_compose! {
    fn any_facts()(
        own in prop::collection::vec(any_said(), 0..6),
        guardians in prop::collection::vec(any_guardian(), 0..3),
    ) -> ConsentFacts {
        facts(&own, &guardians)
    }
}

proptest! {
    #[test]
    fn nothing_is_covered_that_the_correspondent_did_not_agree_to(facts in any_facts(), after in 0_u64..500) {
        let today = (day("2025-12-01") + Days::new(after)).to_string();
        for purpose in on(&facts, &today).purposes {
            let own = last_word(&facts.own, purpose).unwrap();
            prop_assert_eq!(own.answer, Answer::Given);
        }
    }

    #[test]
    fn a_no_of_anybody_who_counts_takes_effect_at_once(
        facts in any_facts(), after in 0_u64..190, purpose in prop::sample::select(&Purpose::ALL[..]), whose: bool
    ) {
        let today = (day("2025-12-01") + Days::new(after)).to_string();
        let mut facts = facts;
        let said = no(purpose, &today);
        if whose {
            facts.own.push(said);
        } else {
            facts.guardians.push(guardian(9, &[said]));
        }
        prop_assert!(!on(&facts, &today).purposes.contains(&purpose), "{}", today);
    }

    #[test]
    fn whoever_pauses_stops_what_is_new(facts in any_facts(), after in 0_u64..500) {
        let today = (day("2025-12-01") + Days::new(after)).to_string();
        let mut facts = facts;
        facts.guardians.push(GuardianSaid { paused: true, ..guardian(9, &[]) });
        let consents = on(&facts, &today);
        prop_assert_eq!(consents.membership, Paused);
        prop_assert!(!consents.allow_publishing());
    }

    #[test]
    fn under_the_age_only_a_guardian_opens_the_account(facts in any_facts(), after in 0_u64..190) {
        let today = (day("2025-12-01") + Days::new(after)).to_string();
        let consents = on(&facts, &today);
        if consents.membership == Active {
            let given = |said: Said| said.answer == Answer::Given;
            let guardians = facts.guardians.iter();
            let mut words = guardians.filter_map(|guardian| last_word(&guardian.said, Account));
            prop_assert!(words.any(given));
        }
    }
}

#[test]
fn guardians_take_back_what_still_rests_on_them_and_nothing_else() {
    let own = [yes(Account, "2026-03-01")];
    let mother = [guardian(1, &[yes(Account, "2026-03-02")])];
    let ages = ConsentAges::built_in().unwrap();
    let rules = ConsentRules {
        ages: &ages,
        text: TEXT,
        text_since: day("2026-01-01"),
    };
    let rests = |own: &[Said], guardians: &[GuardianSaid], purpose, today| {
        Consents::rests_on_guardians(&facts(own, guardians), &rules, purpose, day(today))
    };
    assert!(rests(&own, &mother, Account, "2026-06-10"));
    assert!(rests(&own, &mother, Account, "2026-07-09"));
    assert!(
        !rests(&own, &mother, Account, "2026-07-10"),
        "the time is over"
    );
    assert!(
        !rests(&own, &mother, Publication, "2026-06-10"),
        "it was never given"
    );
    let anew = [yes(Account, "2026-03-01"), yes(Account, "2026-06-10")];
    assert!(
        !rests(&anew, &mother, Account, "2026-06-10"),
        "it was given anew, alone"
    );
}
