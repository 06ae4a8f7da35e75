//! Lane P1: sexual content, contact seeking, meeting, extortion. Nothing for any other lane.

use super::super::FindingCode::{ContactSeeking, Extortion, Meet, Sexual};
use super::List;

#[rustfmt::skip] // lines of entries, not a line for each
pub(super) const LISTS: &[List] = &[
    List { code: ContactSeeking, rule: "lexicon.contact.es", entries: &[
        "cuántos años tienes", "qué edad tienes", "estás sola", "estás solo", "dónde vives",
        "a qué cole vas", "a qué instituto vas", "no se lo digas a nadie", "no le digas a nadie",
        "no se lo cuentes a nadie", "nuestro secreto", "borra el chat", "borra los mensajes",
        "pásame tu número", "dame tu número", "pásame tu insta", "dame tu insta", "pásame una foto",
        "mándame una foto", "mándame fotos", "pásame fotos", "ponte la cam", "pon la cámara",
        "háblame por privado", "escríbeme por privado", "hablamos por privado", "agrégame",
        "te pago", "te hago un bizum", "te regalo robux", "te doy robux",
        "eres muy madura para tu edad", "eres muy maduro para tu edad",
    ] },
    List { code: ContactSeeking, rule: "lexicon.contact.en", entries: &[
        "how old are you", "asl", "are you alone", "are you home alone", "where do you live",
        "which school do you go to", "don't tell anyone", "dont tell anyone", "our secret",
        "our little secret", "delete the chat", "delete this chat", "send me a pic",
        "send me a picture", "send me pics", "send pics", "turn on your cam", "dm me", "add me on",
        "text me at", "give me your number", "what's your number", "i'll pay you", "free robux",
        "mature for your age",
    ] },
    List { code: ContactSeeking, rule: "lexicon.contact.pt", entries: &[
        "quantos anos tens", "quantos anos você tem", "que idade tens", "estás sozinha",
        "estás sozinho", "você está sozinha", "onde moras", "onde vives", "não contes a ninguém",
        "não conte a ninguém", "nosso segredo", "apaga a conversa", "apaga o chat",
        "manda-me uma foto", "me manda uma foto", "manda fotos", "liga a câmara", "liga a câmera",
        "adiciona-me", "me adiciona", "fala comigo em privado", "dá-me o teu número",
    ] },
    List { code: ContactSeeking, rule: "lexicon.contact.ca", entries: &[
        "quants anys tens", "quina edat tens", "estàs sol", "on vius", "no li diguis a ningú",
        "no ho diguis a ningú", "no ho expliquis a ningú", "el nostre secret", "esborra el xat",
        "envia'm una foto", "passa'm una foto", "posa la càmera", "afegeix-me",
        "parla'm per privat", "dona'm el teu número",
    ] },
    List { code: ContactSeeking, rule: "lexicon.contact.gl", entries: &[
        "cantos anos tes", "que idade tes", "estás soa", "non llo digas a ninguén",
        "non llo contes a ninguén", "noso segredo", "borra a conversa", "mándame unha foto",
        "pásame unha foto", "engádeme", "fálame por privado", "dáme o teu número",
    ] },
    List { code: ContactSeeking, rule: "lexicon.contact.eu", entries: &[
        "zenbat urte dituzu", "bakarrik zaude", "non bizi zara", "ez esan inori", "gure sekretua",
        "ezabatu txata", "bidali argazki bat", "bidali argazkia", "piztu kamera",
        "emadazu zure zenbakia",
    ] },
    List { code: Meet, rule: "lexicon.meet.es", entries: &[
        "quedamos tú y yo", "quieres quedar conmigo", "quedamos a solas", "nos vemos a solas",
        "ven a mi casa", "voy a tu casa", "te recojo en", "te espero en",
    ] },
    List { code: Meet, rule: "lexicon.meet.en", entries: &[
        "meet me at", "let's meet up", "come to my house", "i'll pick you up", "meet up alone",
    ] },
    List { code: Meet, rule: "lexicon.meet.pt", entries: &[
        "vem a minha casa", "vamos encontrar-nos", "espero-te em", "vou buscar-te",
    ] },
    List { code: Meet, rule: "lexicon.meet.ca", entries: &[
        "vine a casa meva", "quedem tu i jo", "t'espero a", "et recullo a",
    ] },
    List { code: Meet, rule: "lexicon.meet.gl", entries: &[
        "ven á miña casa", "quedamos ti e máis eu", "espérote en",
    ] },
    List { code: Meet, rule: "lexicon.meet.eu", entries: &[
        "etorri nire etxera", "elkartuko gara biok",
    ] },
    List { code: Sexual, rule: "lexicon.sexual.es", entries: &[
        "foto desnud*", "fotos desnud*", "foto íntima", "fotos íntimas", "foto en bragas",
        "pasa nudes", "manda nudes", "pack de fotos", "porno", "pornogr*", "masturb*", "follar",
        "follamos", "te follo", "te follaría", "chúpamela", "enséñame las tetas",
        "enséñame los pechos", "estoy cachond*", "sexting", "quítate la ropa",
    ] },
    List { code: Sexual, rule: "lexicon.sexual.en", entries: &[
        "nudes", "send nudes", "nude pic*", "naked pic*", "naked photo*", "porn", "porno*",
        "jerk off", "blowjob", "horny", "take off your clothes", "show me your boobs", "sext",
        "dick pic*",
    ] },
    List { code: Sexual, rule: "lexicon.sexual.pt", entries: &[
        "foto nua", "fotos nuas", "foto pelad*", "punheta", "tira a roupa", "mostra as mamas",
        "estou com tesão", "chupa-me",
    ] },
    List { code: Sexual, rule: "lexicon.sexual.ca", entries: &[
        "foto despullad*", "fotos despullad*", "treu-te la roba", "ensenya'm els pits",
        "estic calent*",
    ] },
    List { code: Sexual, rule: "lexicon.sexual.gl", entries: &[
        "foto espid*", "fotos espid*", "quita a roupa", "ensíname as tetas",
    ] },
    List { code: Sexual, rule: "lexicon.sexual.eu", entries: &[
        "argazki biluzi*", "biluzik argazki*", "kendu arropa", "larrua jo",
    ] },
    List { code: Extortion, rule: "lexicon.extortion.es", entries: &[
        "voy a subir tus fotos", "voy a publicar tus fotos", "subo tus fotos", "publico tus fotos",
        "enseño tus fotos", "si no pagas", "si no me pagas", "si no me mandas",
        "se lo enseño a todos", "tengo tus fotos",
    ] },
    List { code: Extortion, rule: "lexicon.extortion.en", entries: &[
        "i'll post your pics", "i will post your pics", "i have your pics", "i'll leak",
        "if you don't pay", "pay or i",
    ] },
    List { code: Extortion, rule: "lexicon.extortion.pt", entries: &[
        "vou publicar as tuas fotos", "tenho as tuas fotos", "se não pagares", "se não mandares",
    ] },
    List { code: Extortion, rule: "lexicon.extortion.ca", entries: &[
        "penjaré les teves fotos", "tinc les teves fotos", "si no em pagues",
    ] },
    List { code: Extortion, rule: "lexicon.extortion.gl", entries: &[
        "vou subir as túas fotos", "teño as túas fotos", "se non pagas",
    ] },
    List { code: Extortion, rule: "lexicon.extortion.eu", entries: &[
        "zure argazkiak argitaratuko", "zure argazkiak ditut", "ordaintzen ez baduzu",
    ] },
];
