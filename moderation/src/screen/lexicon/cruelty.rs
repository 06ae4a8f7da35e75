//! Lane P3: bullying, threats, hate. Nothing for any other lane.

use super::super::FindingCode::{Bullying, Hate, Threat};
use super::List;

#[rustfmt::skip] // lines of entries, not a line for each
pub(super) const LISTS: &[List] = &[
    List { code: Bullying, rule: "lexicon.bullying.es", entries: &[
        "das asco", "me das asco", "nadie te quiere", "nadie te aguanta", "nadie te soporta",
        "todos te odian", "muérete", "ojalá te mueras", "mátate", "eres un inútil",
        "eres una inútil", "eres un fracasado", "eres una fracasada", "eres idiota", "eres imbécil",
        "eres subnormal", "subnormal", "retrasado mental", "gorda asquerosa", "gordo asqueroso",
        "foca", "eres patétic*", "pringad*", "vete de aquí", "no vales nada", "no vales para nada",
        "friki de mierda",
    ] },
    List { code: Bullying, rule: "lexicon.bullying.en", entries: &[
        "nobody likes you", "no one likes you", "everyone hates you", "kill yourself", "kys",
        "go die", "you're disgusting", "you are disgusting", "you're worthless",
        "you are worthless", "loser", "fat pig", "retard", "retarded", "you're an idiot",
        "you are an idiot", "you're ugly", "you are ugly",
    ] },
    List { code: Bullying, rule: "lexicon.bullying.pt", entries: &[
        "ninguém gosta de ti", "ninguém gosta de você", "metes nojo", "mete nojo", "mata-te",
        "se mata", "és um inútil", "és uma inútil", "és um falhado", "és burro", "és burra",
        "gorda nojenta", "não vales nada", "atrasado mental",
    ] },
    List { code: Bullying, rule: "lexicon.bullying.ca", entries: &[
        "fas fàstic", "fas pena", "ningú t'estima", "ningú et vol", "mor-te", "mata't",
        "ets un inútil", "ets una inútil", "ets idiota", "ets imbècil", "no vals res",
        "tothom t'odia",
    ] },
    List { code: Bullying, rule: "lexicon.bullying.gl", entries: &[
        "das noxo", "ninguén te quere", "morre dunha vez", "es un inútil", "es unha inútil",
        "non vales nada", "todos te odian de verdade",
    ] },
    List { code: Bullying, rule: "lexicon.bullying.eu", entries: &[
        "nazka ematen duzu", "inork ez zaitu maite", "hil zaitez", "alferrikakoa zara",
        "tentela zara", "ez duzu ezer balio",
    ] },
    List { code: Threat, rule: "lexicon.threat.es", entries: &[
        "te voy a matar", "te voy a rajar", "te voy a partir la cara", "te voy a pegar",
        "te voy a reventar", "voy a por ti", "sé dónde vives", "te vas a enterar",
        "te espero a la salida", "os voy a matar", "te mato", "te reviento", "te parto la cara",
    ] },
    List { code: Threat, rule: "lexicon.threat.en", entries: &[
        "i'll kill you", "i will kill you", "gonna kill you", "i know where you live",
        "beat you up", "watch your back", "you're dead", "stab you", "shoot up",
    ] },
    List { code: Threat, rule: "lexicon.threat.pt", entries: &[
        "vou-te matar", "vou te matar", "sei onde moras", "sei onde vives", "vou-te bater",
        "parto-te a cara", "estás morto",
    ] },
    List { code: Threat, rule: "lexicon.threat.ca", entries: &[
        "et mataré", "et penso matar", "sé on vius", "et trencaré la cara", "t'espero a la sortida",
        "et rebentaré",
    ] },
    List { code: Threat, rule: "lexicon.threat.gl", entries: &[
        "voute matar", "sei onde vives ti", "pártoche a cara", "espérote á saída",
    ] },
    List { code: Threat, rule: "lexicon.threat.eu", entries: &[
        "hilko zaitut", "badakit non bizi zaren", "jipoituko zaitut", "muturra hautsiko",
    ] },
    List { code: Hate, rule: "lexicon.hate.es", entries: &[
        "moro de mierda", "moros de mierda", "negro de mierda", "negros de mierda",
        "gitano de mierda", "gitanos de mierda", "sudaca", "sudacas", "panchit*", "maricón",
        "maricones", "marica", "bollera", "travelo", "machorra", "puto negro", "puto moro",
        "puta mora", "judío de mierda", "vete a tu país", "volved a vuestro país", "muerte a los",
    ] },
    List { code: Hate, rule: "lexicon.hate.en", entries: &[
        "nigger*", "nigga*", "faggot*", "tranny", "paki", "pakis", "go back to your country",
        "white power", "heil hitler", "gas the",
    ] },
    List { code: Hate, rule: "lexicon.hate.pt", entries: &[
        "preto de merda", "pretos de merda", "cigano de merda", "ciganos de merda", "paneleiro",
        "paneleiros", "viado", "sapatão", "volta para a tua terra",
    ] },
    List { code: Hate, rule: "lexicon.hate.ca", entries: &[
        "moro de merda", "negre de merda", "gitano de merda", "marieta", "torna al teu país",
        "mort als",
    ] },
    List { code: Hate, rule: "lexicon.hate.gl", entries: &[
        "mouro de merda", "negro de merda", "xitano de merda", "volve ao teu país",
    ] },
    List { code: Hate, rule: "lexicon.hate.eu", entries: &[
        "moro zikin*", "beltz zikin*", "ijito zikin*", "maritxu", "zoaz zure herrira",
    ] },
];
