//! Whose word on an address counts, and that nobody chooses their own.

use proptest::collection::vec;
use proptest::prelude::*;

use super::*;

/// Proxies of ours are in `10.0.0.0/8` and `fd00::/8`.
fn proxies() -> TrustedProxies {
    let networks = ["10.0.0.0/8", "fd00::/8"];
    networks
        .into_iter()
        .filter_map(TrustedProxy::parse)
        .collect()
}

fn ip(text: &str) -> IpAddr {
    text.parse().expect("is an address")
}

fn headers(lines: &[(HeaderName, &str)]) -> HeaderMap {
    let mut headers = HeaderMap::new();
    for (name, value) in lines {
        let value = HeaderValue::from_str(value).expect("can be sent");
        headers.append(name, value);
    }
    headers
}

fn client(peer: &str, lines: &[(HeaderName, &str)]) -> String {
    let client = proxies().client(ip(peer).to_canonical(), &headers(lines));
    client.to_string()
}

#[test]
fn without_trusted_proxies_no_header_counts() {
    let told = headers(&[(X_FORWARDED_FOR, "192.0.2.1"), (FORWARDED, "for=192.0.2.1")]);
    for peer in ["127.0.0.1", "10.0.0.1", "198.51.100.7"] {
        let caller = TrustedProxies::default().caller(ip(peer), &told);
        assert_eq!(caller, AddressKey::of(ip(peer)), "{peer}");
    }
}

#[test]
fn a_trusted_proxy_is_believed_up_to_the_first_address_that_is_not_ours() {
    for (list, expected) in [
        ("192.0.2.1", "192.0.2.1"),
        ("6.6.6.6, 192.0.2.1", "192.0.2.1"),
        ("6.6.6.6, 192.0.2.1, 10.9.9.9, 10.8.8.8", "192.0.2.1"),
        ("six sixes, 192.0.2.1", "192.0.2.1"),
        ("\"for=, 192.0.2.1,", "192.0.2.1"),
        ("192.0.2.1:4711", "192.0.2.1"),
        ("2001:db8::1", "2001:db8::1"),
        ("[2001:db8::1]", "2001:db8::1"),
        ("[2001:db8::1]:4711", "2001:db8::1"),
        ("6.6.6.6, 2001:db8::1, fd00::1", "2001:db8::1"),
        ("::ffff:192.0.2.1, ::ffff:10.1.1.1", "192.0.2.1"),
        // everybody on the way is ours, so the first is the client
        ("10.7.7.7, 10.8.8.8", "10.7.7.7"),
    ] {
        let told = [(X_FORWARDED_FOR, list)];
        assert_eq!(client("10.0.0.1", &told), expected, "{list}");
        assert_eq!(client("::ffff:10.0.0.1", &told), expected, "{list}");
        assert_eq!(client("198.51.100.7", &told), "198.51.100.7", "{list}");
    }
}

#[test]
fn the_standard_header_is_read_too() {
    for (list, expected) in [
        ("for=192.0.2.1", "192.0.2.1"),
        (
            "For=\"192.0.2.1:4711\";proto=https;by=10.0.0.1",
            "192.0.2.1",
        ),
        ("for=\"[2001:db8::1]\"", "2001:db8::1"),
        (
            "for=\"[2001:db8::1]:4711\"; host=\"a.example\"",
            "2001:db8::1",
        ),
        (
            "for=6.6.6.6, for=192.0.2.1;proto=http, for=10.9.9.9",
            "192.0.2.1",
        ),
        ("for=\"6.6.6.6, for=192.0.2.1", "192.0.2.1"),
        (";;for=192.0.2.1;;", "192.0.2.1"),
    ] {
        assert_eq!(client("10.0.0.1", &[(FORWARDED, list)]), expected, "{list}");
    }
}

#[test]
fn several_lines_of_a_header_are_one_list() {
    let told = [
        (X_FORWARDED_FOR, "6.6.6.6"),
        (X_FORWARDED_FOR, "192.0.2.1, 10.9.9.9"),
        (X_FORWARDED_FOR, "10.8.8.8"),
    ];
    assert_eq!(client("10.0.0.1", &told), "192.0.2.1");
}

#[test]
fn what_no_proxy_of_ours_would_write_counts_for_nothing() {
    let long = format!("192.0.2.1,{}10.0.0.2", " ".repeat(LONGEST_LIST));
    let far = format!("192.0.2.1{}", ", 10.0.0.2".repeat(MOST_HOPS + 1));
    for list in [
        "",
        ",,,",
        "unknown",
        "_hidden",
        "192.0.2.1, unknown",
        "192.0.2.1 10.0.0.2",
        "192.0.2.256",
        "192.0.2.1/24",
        "[192.0.2.1]",
        "[2001:db8::1",
        "2001:db8::1%eth0",
        "192.0.2.1:99999",
        "for=192.0.2.1",
        "altavoz.example",
        &long,
        &far,
    ] {
        let told = [(X_FORWARDED_FOR, list)];
        assert_eq!(client("10.0.0.1", &told), "10.0.0.1", "{list}");
    }
    for list in [
        "192.0.2.1",
        "for=unknown",
        "for=_hidden",
        "by=192.0.2.1",
        "for=192.0.2.1;for=6.6.6.6",
        "for=\"192.0.2.1",
        "for=192.0.2.1\"",
        "for=\"192.0.2.1\\\"",
        // a host that was made to look like a client
        "for=192.0.2.1;host=\"a, for=6.6.6.6\"",
        "for=192.0.2.1;host=\"a, for=6.6.6.6;x=y\"",
        "for=192.0.2.1;host=\"a;for=6.6.6.6\"",
    ] {
        assert_eq!(
            client("10.0.0.1", &[(FORWARDED, list)]),
            "10.0.0.1",
            "{list}"
        );
    }
}

#[test]
fn as_many_proxies_of_ours_as_allowed_are_believed() {
    let near = format!("192.0.2.1{}", ", 10.0.0.2".repeat(MOST_HOPS));
    assert_eq!(client("10.0.0.1", &[(X_FORWARDED_FOR, &near)]), "192.0.2.1");
}

#[test]
fn two_headers_that_disagree_count_for_nothing() {
    for (standard, expected) in [
        ("for=192.0.2.1", "192.0.2.1"),
        ("for=6.6.6.6", "10.0.0.1"),
        ("for=unknown", "10.0.0.1"),
    ] {
        let told = [(X_FORWARDED_FOR, "192.0.2.1"), (FORWARDED, standard)];
        assert_eq!(client("10.0.0.1", &told), expected, "{standard}");
    }
}

#[test]
fn addresses_of_one_home_count_as_one() {
    let key = |text| AddressKey::of(ip(text));
    assert_eq!(key("2001:db8::1"), key("2001:db8::ffff:1:2"));
    assert_ne!(key("2001:db8::1"), key("2001:db8:0:1::1"));
    assert_ne!(key("192.0.2.1"), key("192.0.2.2"));
    assert_eq!(key("192.0.2.1"), key("::ffff:192.0.2.1"));
    assert_ne!(key("::1").bytes(), key("0.0.0.1").bytes());
    assert_ne!(key("::").bytes(), key("0.0.0.0").bytes());
}

#[test]
fn an_address_does_not_print() {
    let key = AddressKey::of(ip("192.0.2.77"));
    assert_eq!(format!("{key:?}"), "AddressKey(..)");
}

#[test]
fn a_trusted_network_is_written_as_an_address_or_with_its_bits() {
    for (given, printed) in [
        ("10.0.0.0/8", "10.0.0.0/8"),
        ("10.1.2.3/8", "10.0.0.0/8"),
        ("192.0.2.1", "192.0.2.1/32"),
        ("fd00::/8", "fd00::/8"),
        ("::1", "::1/128"),
        ("::ffff:10.0.0.0/104", "10.0.0.0/8"),
        ("::ffff:192.0.2.1", "192.0.2.1/32"),
    ] {
        let network = TrustedProxy::parse(given).map(|network| network.to_string());
        assert_eq!(network.as_deref(), Some(printed), "{given}");
    }
}

#[test]
fn nobody_trusts_everybody() {
    for given in [
        "0.0.0.0/0",
        "::/0",
        "::ffff:0.0.0.0/96",
        "",
        "localhost",
        "10.0.0.0/33",
        "10/8",
    ] {
        assert_eq!(TrustedProxy::parse(given), None, "{given}");
    }
}

/// What somebody may write into a header: nonsense, and lists that look right.
fn written() -> impl Strategy<Value = String> {
    let plain = "[0-9a-f:.]{1,15}";
    prop_oneof![
        "[ -~]{0,80}",
        vec(plain, 0..6).prop_map(|list| list.join(", ")),
        vec(any::<IpAddr>().prop_map(|ip| ip.to_string()), 0..25).prop_map(|list| list.join(",")),
        vec(
            any::<IpAddr>().prop_map(|ip| format!("for=\"[{ip}]\"")),
            0..5
        )
        .prop_map(|list| list.join(", ")),
    ]
}

proptest! {
    #[test]
    fn who_is_no_proxy_of_ours_never_chooses_their_address(
        peer in any::<IpAddr>(), usual in vec(written(), 0..3), standard in vec(written(), 0..3)
    ) {
        prop_assume!(!proxies().hold(peer.to_canonical()));
        let usual = usual.iter().map(|line| (X_FORWARDED_FOR, line.as_str()));
        let standard = standard.iter().map(|line| (FORWARDED, line.as_str()));
        let lines: Vec<_> = usual.chain(standard).collect();
        let caller = proxies().caller(peer, &headers(&lines));
        prop_assert_eq!(caller, AddressKey::of(peer));
    }

    #[test]
    fn whatever_a_client_wrote_stands_before_what_the_proxy_adds(
        client in any::<IpAddr>(), written in written()
    ) {
        let (client, proxy) = (client.to_canonical(), ip("10.0.0.1"));
        prop_assume!(!proxies().hold(client));
        let usual = format!("{written}, {client}");
        let told = proxies().client(proxy, &headers(&[(X_FORWARDED_FOR, &usual)]));
        prop_assert_eq!(told, client);
        let node = if client.is_ipv4() { client.to_string() } else { format!("\"[{client}]\"") };
        let standard = format!("{written}, for={node};proto=https");
        let told = proxies().client(proxy, &headers(&[(FORWARDED, &standard)]));
        prop_assert_eq!(told, client);
        // with a header that the proxy does not know and passes on, the client is at most mistaken for the proxy
        let both = headers(&[(X_FORWARDED_FOR, &usual), (FORWARDED, &written)]);
        let told = proxies().client(proxy, &both);
        prop_assert!(told == client || told == proxy);
    }
}
