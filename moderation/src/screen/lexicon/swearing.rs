//! Lane P4: swearing. Words that hurt a person or a group are in `cruelty`.

use super::super::FindingCode::Profanity;
use super::List;

#[rustfmt::skip] // lines of entries, not a line for each
pub(super) const LISTS: &[List] = &[
    List { code: Profanity, rule: "lexicon.profanity.es", entries: &[
        "mierda", "mierdas", "puta", "putas", "puto", "putos", "putada", "hijo de puta",
        "hija de puta", "hijoputa", "hdp", "joder", "jodido", "jodida", "coño", "coños",
        "gilipoll*", "cabrón", "cabrones", "cabrona", "capullo", "polla", "pollas", "cojones",
        "cojonud*", "hostia puta", "que te jodan", "vete a la mierda", "me cago en", "zorra",
        "pendej*", "verga", "culo", "comemierda", "soplapollas", "mamón", "tocapelotas",
    ] },
    List { code: Profanity, rule: "lexicon.profanity.en", entries: &[
        "fuck*", "motherfuck*", "shit", "shits", "shitty", "bullshit", "bitch", "bitches",
        "asshole*", "bastard", "bastards", "dickhead", "cunt", "cunts", "wanker*", "bollocks",
        "piss off", "crap", "stfu", "wtf", "slut", "sluts", "whore",
    ] },
    List { code: Profanity, rule: "lexicon.profanity.pt", entries: &[
        "merda", "merdas", "caralho", "foda-se", "foder", "fodido", "cabrão", "cabrões",
        "filho da puta", "filha da puta", "cona", "vai-te foder", "vai tomar no cu",
        "puta que pariu", "bosta", "buceta", "arrombad*", "piroca",
    ] },
    List { code: Profanity, rule: "lexicon.profanity.ca", entries: &[
        "collons", "cony", "fill de puta", "filla de puta", "malparit", "malparida", "cabró",
        "capsigrany", "vés a la merda", "merdós", "que et donin pel cul", "fotre el camp",
        "em cago en", "gilipolles",
    ] },
    List { code: Profanity, rule: "lexicon.profanity.gl", entries: &[
        "carallo", "cago en", "fillo de puta", "filla da puta nai", "merda para ti", "vai á merda",
        "cabrón do demo",
    ] },
    List { code: Profanity, rule: "lexicon.profanity.eu", entries: &[
        "kaka zaharra", "kabroi", "putaseme", "putakume*", "zoaz pikutara", "zoaz popatik",
        "alu hori", "ipurdi zikin*", "joder ostia", "kaiku alaena",
    ] },
];
