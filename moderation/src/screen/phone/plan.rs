//! Which digits are a telephone number: the plans of Spain and Portugal, lengths of other countries, help lines and free numbers, which are
//! nobody's own. Where digits stand in a text is not looked at.

/// The numbers that help, without their country; the shorter ones (017, 016, 024, 112) are too short to be found.
const HELP_LINES: [&str; 28] = [
    "017",
    "016",
    "024",
    "112",
    "116111",
    "116123",
    "116006",
    "116000",
    "900116117",
    "900202010",
    "900018018",
    "900116016",
    "800219090",
    "600000016",
    "600505152",
    "717003717",
    "808242424",
    "808201257",
    "213544545",
    "225506070",
    "08001111",
    "1800666666",
    "0800116123",
    "08457909090",
    "1800833634",
    "984842600",
    "900300077",
    "800202148",
];

/// Nine digits of Spain or Portugal, with their country or without.
pub(super) fn is_national(digits: &str) -> bool {
    let number = ["0034", "34", "00351", "351"]
        .iter()
        .find_map(|country| digits.strip_prefix(country).filter(|rest| rest.len() == 9))
        .unwrap_or(digits);
    matches!(
        number.as_bytes(),
        [b'6' | b'7', _, _, _, _, _, _, _, _]
            | [b'9', b'1' | b'2' | b'3' | b'6', _, _, _, _, _, _, _]
            | [b'8' | b'9', b'1'..=b'8', _, _, _, _, _, _, _]
            | [b'2', b'1'..=b'9', _, _, _, _, _, _, _]
    )
}

/// Numbers of Brazil, Latin America, the United Kingdom and Ireland, which are taken only where words lead to them.
pub(super) fn is_foreign(digits: &str) -> bool {
    let is_mobile_of_brazil = digits.len() == 11 && digits.chars().nth(2) == Some('9');
    let is_british = (digits.len() == 11
        && (digits.starts_with("07") || digits.starts_with("01") || digits.starts_with("02")))
        || (digits.len() == 10 && digits.starts_with("08"));
    let is_latin = digits.len() == 10
        && (digits.starts_with('3') || digits.starts_with("11") || digits.starts_with('5'));
    let is_local_of_brazil = digits.len() == 9 && digits.starts_with('9');
    is_mobile_of_brazil || is_british || is_latin || is_local_of_brazil
}

/// Whether digits count up or down, or repeat one: nobody's number.
pub(super) fn is_counting(digits: &str) -> bool {
    let pairs = || {
        digits.as_bytes().windows(2).filter_map(|pair| match pair {
            [one, next] => Some(i16::from(*next).saturating_sub(i16::from(*one))),
            _ => None,
        })
    };
    digits.len() > 3
        && (pairs().all(|step| step == 0)
            || (digits.starts_with('1') || digits.starts_with('0') || digits.starts_with('9'))
                && (pairs().all(|step| step == 1) || pairs().all(|step| step == -1)))
}

pub(super) fn is_help(digits: &str) -> bool {
    let plain = digits.strip_prefix("00").unwrap_or(digits);
    let national = ["34", "351", "44", "353"]
        .iter()
        .find_map(|country| plain.strip_prefix(country));
    HELP_LINES.contains(&digits)
        || HELP_LINES.contains(&plain)
        || national.is_some_and(|number| HELP_LINES.contains(&number))
        // What costs nothing to call is a service and nobody's own.
        || is_free(national.unwrap_or(plain))
}

/// Whether digits that stand in several texts are a mobile number together.
pub(in crate::screen) fn is_whole(digits: &str) -> bool {
    let national = ["0034", "34", "00351", "351"]
        .iter()
        .find_map(|country| digits.strip_prefix(country).filter(|rest| rest.len() == 9));
    let number = national.unwrap_or(digits);
    let is_mobile = matches!(
        number.as_bytes(),
        [b'6' | b'7', ..] | [b'9', b'1' | b'2' | b'3' | b'6', ..]
    );
    number.len() == 9 && is_mobile && !is_counting(number) && !is_help(number)
}

fn is_free(number: &str) -> bool {
    number.len() == 9 && (number.starts_with("900") || number.starts_with("800"))
}

/// The rule that nine digits fulfil.
pub(super) fn national_rule(prefix: &str, number: &str) -> Option<&'static str> {
    if is_help(number) {
        return None;
    }
    let portuguese = prefix.ends_with("351");
    match number.as_bytes() {
        [b'2' | b'3' | b'6' | b'7' | b'9', ..] if portuguese => Some("phone.pt"),
        _ if portuguese => None,
        [b'6'..=b'9', ..] => Some("phone.es"),
        [b'2', b'1'..=b'9', ..] if prefix.is_empty() => Some("phone.pt"),
        _ => None,
    }
}
