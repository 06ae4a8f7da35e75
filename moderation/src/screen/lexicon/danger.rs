//! Lane P0: a child may be in danger. Nothing for any other lane.

use super::super::FindingCode::{Disclosure, SelfHarm};
use super::List;

#[rustfmt::skip] // lines of entries, not a line for each
pub(super) const LISTS: &[List] = &[
    List { code: SelfHarm, rule: "lexicon.self_harm.es", entries: &[
        "quiero morir", "quiero morirme", "me quiero morir", "no quiero vivir",
        "no quiero seguir viviendo", "no quiero estar viva", "no quiero estar vivo",
        "quitarme la vida", "me voy a matar", "quiero matarme", "acabar con mi vida",
        "acabar con todo", "suicid*", "me corto", "cortarme las venas", "autolesi*", "hacerme daño",
        "mejor si no existiera", "ojalá no hubiera nacido",
    ] },
    List { code: SelfHarm, rule: "lexicon.self_harm.en", entries: &[
        "want to die", "wanna die", "kill myself", "killing myself", "end my life", "kms",
        "unalive*", "sewerslide", "cut myself", "cutting myself", "hurt myself", "self harm",
        "self-harm", "better off dead", "don't want to live",
    ] },
    List { code: SelfHarm, rule: "lexicon.self_harm.pt", entries: &[
        "quero morrer", "quero-me matar", "quero me matar", "não quero viver", "tirar a minha vida",
        "vou matar-me", "vou me matar", "acabar com a minha vida", "corto-me", "automutila*",
    ] },
    List { code: SelfHarm, rule: "lexicon.self_harm.ca", entries: &[
        "vull morir", "vull morir-me", "em vull matar", "no vull viure", "treure'm la vida",
        "llevar-me la vida", "em tallo", "autolesionar-me",
    ] },
    List { code: SelfHarm, rule: "lexicon.self_harm.gl", entries: &[
        "quero morrerme", "quérome matar", "non quero vivir", "quitarme a vida", "vou matarme",
        "facerme dano", "córtome",
    ] },
    List { code: SelfHarm, rule: "lexicon.self_harm.eu", entries: &[
        "hil nahi dut", "ez dut bizi nahi", "nire burua hil", "neure burua hil", "nire burua moztu",
        "nire buruaz beste", "neure buruaz beste",
    ] },
    List { code: Disclosure, rule: "lexicon.disclosure.es", entries: &[
        "mi padre me pega", "mi madre me pega", "me pegan en casa", "me pega en casa",
        "me pegan todos los días", "me toca donde no", "me toca cuando", "me obliga a",
        "me obligan a", "me graba desnud*", "abusó de mí", "abusa de mí", "abusan de mí",
        "me violó", "me han violado", "miedo de volver a casa", "miedo a volver a casa",
        "no se lo he contado a nadie",
    ] },
    List { code: Disclosure, rule: "lexicon.disclosure.en", entries: &[
        "he touches me", "she touches me", "he hits me", "she hits me", "my dad hits me",
        "my mum hits me", "my mom hits me", "my dad beats me", "raped me", "abused me", "abuses me",
        "he makes me", "scared to go home", "afraid to go home",
    ] },
    List { code: Disclosure, rule: "lexicon.disclosure.pt", entries: &[
        "o meu pai bate-me", "a minha mãe bate-me", "meu pai me bate", "minha mãe me bate",
        "batem-me em casa", "abusou de mim", "abusa de mim", "violou-me",
        "medo de voltar para casa", "obriga-me a",
    ] },
    List { code: Disclosure, rule: "lexicon.disclosure.ca", entries: &[
        "el meu pare em pega", "la meva mare em pega", "em peguen a casa", "em toca on no",
        "ha abusat de mi", "em va violar", "por de tornar a casa", "m'obliga a",
    ] },
    List { code: Disclosure, rule: "lexicon.disclosure.gl", entries: &[
        "meu pai pégame", "miña nai pégame", "péganme na casa", "abusou de min", "abusa de min",
        "violoume", "medo de volver á casa", "obrígame a",
    ] },
    List { code: Disclosure, rule: "lexicon.disclosure.eu", entries: &[
        "aitak jotzen nau", "amak jotzen nau", "etxean jotzen naute", "ukitzen nau",
        "bortxatu ninduen", "etxera itzultzeko beldur*",
    ] },
];
