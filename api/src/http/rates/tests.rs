//! Who pays for a request, and that nobody pays for others.

use super::*;

const SECOND: Duration = Duration::from_secs(1);

/// An account has ten units and gets one a second, an address fifteen and two.
fn rates() -> (Rates, Instant) {
    let config = RatesConfig {
        account: Budget::per_second(10, 1),
        address: Budget::per_second(15, 2),
        keys: 1_000,
    };
    let began = Instant::now();
    (Rates::new(config, began), began)
}

#[expect(clippy::unnecessary_wraps, reason = "as it is given")]
fn account(number: u128) -> Option<Uuid> {
    Some(Uuid::from_u128(number))
}

#[expect(clippy::unnecessary_wraps, reason = "as it is given")]
fn address(number: u8) -> Option<AddressKey> {
    Some(AddressKey::of([192, 0, 2, number].into()))
}

#[expect(clippy::unnecessary_wraps, reason = "as it is answered")]
const fn left(remaining: u32) -> Result<Allowed, Exceeded> {
    Ok(Allowed { remaining })
}

const fn wait(retry_after: Duration, remaining: u32) -> Result<Allowed, Exceeded> {
    Err(Exceeded {
        retry_after,
        remaining,
    })
}

#[test]
fn who_is_not_signed_in_pays_by_address() {
    let (rates, began) = rates();
    assert_eq!(rates.take(None, address(1), 15, began), left(0));
    assert_eq!(rates.take(None, address(1), 4, began), wait(SECOND * 2, 0));
    assert_eq!(rates.take(None, address(2), 4, began), left(11));
    assert_eq!(rates.take(None, address(1), 4, began + SECOND * 2), left(0));
}

#[test]
fn who_is_signed_in_pays_by_account_wherever_they_are() {
    let (rates, began) = rates();
    assert_eq!(rates.take(account(1), address(1), 6, began), left(4));
    assert_eq!(
        rates.take(account(1), address(2), 6, began),
        wait(SECOND * 2, 4)
    );
    assert_eq!(rates.take(account(2), address(2), 6, began), left(4));
}

#[test]
fn accounts_behind_one_address_share_its_budget() {
    let (rates, began) = rates();
    assert_eq!(rates.take(account(1), address(1), 8, began), left(2));
    assert_eq!(rates.take(account(2), address(1), 6, began), left(1));
    let refused = rates.take(account(3), address(1), 3, began);
    assert_eq!(refused, wait(SECOND, 1));
    assert_eq!(
        rates.take(account(3), address(2), 10, began),
        left(0),
        "the refused request cost the account nothing"
    );
}

#[test]
fn who_used_up_their_own_budget_takes_nothing_from_the_others_at_the_school() {
    let (rates, began) = rates();
    assert_eq!(rates.take(account(1), address(1), 10, began), left(0));
    for _ in 0..100 {
        assert!(rates.take(account(1), address(1), 5, began).is_err());
    }
    assert_eq!(rates.take(account(2), address(1), 5, began), left(0));
}

#[test]
fn what_costs_more_than_a_burst_is_refused() {
    let (rates, began) = rates();
    assert_eq!(
        rates.take(account(1), address(1), 11, began),
        wait(Duration::ZERO, 10)
    );
    assert_eq!(
        rates.take(None, address(1), 16, began),
        wait(Duration::ZERO, 15)
    );
}

#[test]
fn whose_address_is_not_known_shares_one_budget_with_the_others_like_that() {
    let (rates, began) = rates();
    assert_eq!(rates.take(account(1), None, 8, began), left(2));
    assert_eq!(rates.take(None, None, 7, began), left(0));
    assert!(rates.take(None, None, 1, began).is_err());
    assert!(rates.take(account(2), None, 1, began).is_err());
    assert!(rates.take(None, address(1), 1, began).is_ok());
}

#[test]
fn nobody_gets_more_by_coming_from_everywhere() {
    let (rates, began) = rates();
    assert!(rates.take(account(1), None, 10, began).is_ok());
    let homes = (0_u128..50_000).map(|number| {
        let home = std::net::Ipv6Addr::from_bits(number << 64);
        Some(AddressKey::of(home.into()))
    });
    let granted = homes
        .filter(|home| rates.take(account(1), *home, 1, began).is_ok())
        .count();
    assert_eq!(granted, 0);
}

#[test]
fn a_moment_before_the_beginning_is_the_beginning() {
    let began = Instant::now();
    let rates = Rates::new(RatesConfig::default(), began + SECOND);
    assert_eq!(rates.take(None, address(1), 60_000, began), left(0));
    assert!(rates.take(None, address(1), 1, began).is_err());
}

#[test]
fn who_is_not_known_yet_pays_by_address() {
    let (rates, began) = rates();
    assert_eq!(rates.charge(address(1), 10, began), Ok(()));
    let refused = rates.charge(address(1), 10, began);
    assert_eq!(refused.map_err(|exceeded| exceeded.remaining), Err(5));
    assert_eq!(rates.charge(address(2), 10, began), Ok(()));
}
