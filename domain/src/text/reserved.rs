//! Pen names that nobody may have, in the six languages of the first centres: the platform, its staff, authorities
//! and "nobody" itself. Compared as skeletons, so that "Adm1n" and "moderádor" are found. Short on purpose: an adult
//! reads every pen name.

use std::collections::HashSet;
use std::sync::LazyLock;

use super::skeleton;

/// Without accents or spaces; one line a role.
const WORDS: &str = "
altavoz altaveu altofalante altifalante bozgorailu bozgorailua loudspeaker
admin admins administrator administrador administradora administradores administracion administracio
    administracao administratzaile administratzailea root sudo superuser sysadmin webmaster hostmaster postmaster
mod mods moderator moderators moderador moderadora moderadores moderadors moderacion moderacio moderacao
    moderation moderatzaile moderatzailea
guia guias guide gida gidari gidaria
coordinator coordinador coordinadora coordinacion coordinacio coordenador coordenadora coordenacao
    koordinatzaile koordinatzailea koordinazioa
team equipo equip equipa taldea staff
official oficial oficiais oficials ofizial ofiziala
support soporte suport suporte help ayuda ajuda axuda laguntza helpdesk
system sistema security seguridad seguretat seguranca seguridade segurtasuna safeguarding proteccion proteccio
    protecao babesa
anonymous anonimo anonima anonim anonimoa nobody nadie ningu ninguem ninguen inor unknown desconocido
    desconegut desconhecido ezezaguna null undefined deleted borrado eliminado eliminat apagado ezabatua
police policia polizia guardiacivil ertzaintza ertzaina mossos mossosdesquadra fiscalia
teacher profe profes profesor profesora profesorado professor professora professors docente maestro maestra
    mestre mestra mestres irakasle irakaslea
monitor monitora monitoras monitores begirale begiralea educador educadora hezitzaile hezitzailea
tutor tutora tutoria director directora diretor diretora zuzendari zuzendaria
psicologo psicologa psicoleg psychologist psikologo psikologoa orientador orientadora
";

static SKELETONS: LazyLock<HashSet<String>> =
    LazyLock::new(|| WORDS.split_whitespace().map(key).collect());

/// Whether a name is reserved, as a whole or in one of its words.
pub(super) fn is_reserved(name: &str) -> bool {
    SKELETONS.contains(&key(name)) || words(name).iter().any(|word| is_reserved_word(word))
}

/// A number after the word changes nothing: "Admin2".
fn is_reserved_word(word: &str) -> bool {
    let bare = word.trim_matches(char::is_numeric);
    SKELETONS.contains(&key(word)) || SKELETONS.contains(&key(bare))
}

/// The words of a name; `ElAdmin` is two.
fn words(name: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut after_small = false;
    for character in name.chars() {
        if skeleton::is_separator(character) || (after_small && character.is_uppercase()) {
            words.push(String::new());
        }
        if let Some(word) = words.last_mut()
            && !skeleton::is_separator(character)
        {
            word.push(character);
        }
        after_small = character.is_lowercase();
    }
    words
}

/// The skeleton, with the digits that children write for letters. 0 and 1 are lookalikes already.
fn key(text: &str) -> String {
    let digits_read = |character| match character {
        '3' => 'e',
        '4' => 'a',
        '5' => 's',
        '7' => 't',
        other => other,
    };
    skeleton::of(text).chars().map(digits_read).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_platform_its_staff_and_authorities_are_reserved_however_they_are_written() {
        for name in [
            "admin",
            "ADMIN",
            "Ádmín",
            "Adm1n",
            "4dmin",
            "a.d.m.i.n",
            "a d m i n",
            "Admin2",
            "ElAdmin",
            "Ana Admin",
            "admin_ana",
            "moderadora",
            "M0der4dor4",
            "Altavoz",
            "altav0z oficial",
            "Guía",
            "La guia",
            "Guardia Civil",
            "coordinación",
            "equip Altaveu",
            "Ofiziala",
            "Suport",
            "Axuda",
            "Laguntza",
            "staff",
            "Sistema",
            "root",
            "Anónimo",
            "anònim",
            "Policía Local",
            "polizia",
            "Profe Marta",
            "professora",
            "Irakaslea",
            "Monitor",
            "psicóloga",
            "Null",
            "Segurança",
        ] {
            assert!(is_reserved(name), "{name}");
        }
    }

    #[test]
    fn names_of_children_are_not_reserved() {
        for name in [
            "Ana",
            "Aina",
            "Iria",
            "Guiomar",
            "Modesta",
            "Martina",
            "Adriana",
            "Oriol",
            "Mireia",
            "Maite",
            "Ainhoa",
            "Xoel",
            "Brais",
            "Núria",
            "João",
            "Teo",
            "Estrella",
            "Rotger",
            "Sistach",
            "Monia",
            "Luna 2010",
            "Gato_Negro",
            "Policarpo",
            "Helpida",
            "Andrea",
            "Yassin",
        ] {
            assert!(!is_reserved(name), "{name}");
        }
    }

    #[test]
    fn every_reserved_word_reserves_itself_and_no_word_is_there_twice() {
        assert!(WORDS.split_whitespace().all(is_reserved));
        let distinct: HashSet<&str> = WORDS.split_whitespace().collect();
        assert_eq!(WORDS.split_whitespace().count(), distinct.len());
    }
}
