//! What mails say, in six languages. No text has a place for a name or for anything that somebody wrote (SAFETY T39).

use askama::Template as _;
use domain::Language;

use crate::Internal;

/// A subject and a text.
pub(super) struct Text {
    pub(super) subject: &'static str,
    pub(super) body: String,
}

/// Makes a template for each language, and chooses among them.
macro_rules! in_six_languages {
    ($name:ident: $($language:ident, $path:literal, $subject:literal;)+) => {
        pub(super) fn $name(language: Language, link: &str) -> Result<Text, Internal> {
            let (subject, body) = match language {$(
                Language::$language => {
                    #[derive(askama::Template)]
                    #[template(path = $path, escape = "none")]
                    struct Asked<'a> {
                        link: &'a str,
                    }
                    ($subject, Asked { link }.render())
                }
            )+};
            let body = body.map_err(|_text| Internal::Mail("its text can't be made"))?;
            Ok(Text { subject, body })
        }
    };
}

in_six_languages! {
    guardian_asked:
    Spanish, "mail/guardian_asked.es.txt", "Te pedimos permiso para que alguien participe en un panel juvenil";
    English, "mail/guardian_asked.en.txt", "We ask your permission for somebody to take part in a youth panel";
    Portuguese, "mail/guardian_asked.pt.txt", "Pedimos a sua autorização para que alguém participe num painel juvenil";
    Catalan, "mail/guardian_asked.ca.txt", "Et demanem permís perquè algú participi en un panell juvenil";
    Galician, "mail/guardian_asked.gl.txt", "Pedímosche permiso para que alguén participe nun panel xuvenil";
    Basque, "mail/guardian_asked.eu.txt", "Zure baimena eskatzen dugu, norbaitek gazte-panel batean parte har dezan";
}

in_six_languages! {
    another_guardian:
    Spanish, "mail/another_guardian.es.txt", "Otra persona ha decidido sobre los permisos de alguien de quien eres responsable";
    English, "mail/another_guardian.en.txt", "Another person decided on the permissions of somebody you are responsible for";
    Portuguese, "mail/another_guardian.pt.txt", "Outra pessoa decidiu sobre as autorizações de alguém por quem é responsável";
    Catalan, "mail/another_guardian.ca.txt", "Una altra persona ha decidit sobre els permisos d'algú de qui ets responsable";
    Galician, "mail/another_guardian.gl.txt", "Outra persoa decidiu sobre os permisos de alguén de quen es responsable";
    Basque, "mail/another_guardian.eu.txt", "Beste norbaitek erabaki du zure ardurapeko baten baimenei buruz";
}

in_six_languages! {
    late:
    Spanish, "mail/late.es.txt", "Hay textos que esperan demasiado a que alguien los lea";
    English, "mail/late.en.txt", "Texts have waited too long for somebody to read them";
    Portuguese, "mail/late.pt.txt", "Há textos que esperam há demasiado tempo que alguém os leia";
    Catalan, "mail/late.ca.txt", "Hi ha textos que fa massa temps que esperen que algú els llegeixi";
    Galician, "mail/late.gl.txt", "Hai textos que agardan de máis a que alguén os lea";
    Basque, "mail/late.eu.txt", "Testuak luzeegi daude norbaitek irakurri zain";
}

in_six_languages! {
    danger:
    Spanish, "mail/danger.es.txt", "Urgente: un texto que puede hablar de un peligro espera a que alguien lo lea";
    English, "mail/danger.en.txt", "Urgent: a text that may tell of danger waits for somebody to read it";
    Portuguese, "mail/danger.pt.txt", "Urgente: um texto que pode falar de um perigo espera que alguém o leia";
    Catalan, "mail/danger.ca.txt", "Urgent: un text que pot parlar d'un perill espera que algú el llegeixi";
    Galician, "mail/danger.gl.txt", "Urxente: un texto que pode falar dun perigo agarda a que alguén o lea";
    Basque, "mail/danger.eu.txt", "Premiazkoa: arrisku bati buruz izan daitekeen testu bat norbaitek irakurri zain";
}

in_six_languages! {
    escalated:
    Spanish, "mail/escalated.es.txt", "Urgente: hay algo para el equipo de protección";
    English, "mail/escalated.en.txt", "Urgent: there is something for the safeguarding leads";
    Portuguese, "mail/escalated.pt.txt", "Urgente: há algo para a equipa de proteção";
    Catalan, "mail/escalated.ca.txt", "Urgent: hi ha una cosa per a l'equip de protecció";
    Galician, "mail/escalated.gl.txt", "Urxente: hai algo para o equipo de protección";
    Basque, "mail/escalated.eu.txt", "Premiazkoa: zerbait dago babes-taldearentzat";
}

in_six_languages! {
    log_broken:
    Spanish, "mail/log_broken.es.txt", "Urgente: el registro del panel no cuadra";
    English, "mail/log_broken.en.txt", "Urgent: the panel's log does not add up";
    Portuguese, "mail/log_broken.pt.txt", "Urgente: o registo do painel não bate certo";
    Catalan, "mail/log_broken.ca.txt", "Urgent: el registre del panell no quadra";
    Galician, "mail/log_broken.gl.txt", "Urxente: o rexistro do panel non cadra";
    Basque, "mail/log_broken.eu.txt", "Premiazkoa: panelaren erregistroa ez dator bat";
}

in_six_languages! {
    address_proof:
    Spanish, "mail/address_proof.es.txt", "Confirma que esta dirección es tuya";
    English, "mail/address_proof.en.txt", "Confirm that this address is yours";
    Portuguese, "mail/address_proof.pt.txt", "Confirma que este endereço é teu";
    Catalan, "mail/address_proof.ca.txt", "Confirma que aquesta adreça és teva";
    Galician, "mail/address_proof.gl.txt", "Confirma que este enderezo é teu";
    Basque, "mail/address_proof.eu.txt", "Berretsi helbide hau zurea dela";
}

in_six_languages! {
    news:
    Spanish, "mail/news.es.txt", "Hay novedades para ti en el panel";
    English, "mail/news.en.txt", "There is news for you on the panel";
    Portuguese, "mail/news.pt.txt", "Há novidades para ti no painel";
    Catalan, "mail/news.ca.txt", "Hi ha novetats per a tu al panell";
    Galician, "mail/news.gl.txt", "Hai novidades para ti no panel";
    Basque, "mail/news.eu.txt", "Zuretzako berriak daude panelean";
}

#[cfg(test)]
mod tests {
    use super::*;

    fn in_every_language(
        make: fn(Language, &str) -> Result<Text, Internal>,
        link: &str,
    ) -> Vec<Text> {
        let texts = Language::ALL
            .into_iter()
            .map(|language| make(language, link).unwrap());
        texts.collect()
    }

    #[test]
    fn every_language_has_texts_with_the_link_in_them_and_no_two_are_alike() {
        let link = "https://altavoz.test/x#abc";
        let asked = in_every_language(guardian_asked, link);
        assert!(asked.iter().all(|text| text.body.contains("72")));
        let told = in_every_language(another_guardian, link);
        let alarms = [late, danger, escalated, log_broken, news, address_proof]
            .map(|alarm| in_every_language(alarm, link));
        let others = told.into_iter().chain(alarms.into_iter().flatten());
        let texts: Vec<Text> = asked.into_iter().chain(others).collect();
        for (place, text) in texts.iter().enumerate() {
            assert_eq!(text.body.matches(link).count(), 1);
            assert!(!text.subject.is_empty());
            let mut before = texts.iter().take(place);
            assert!(before.all(|other| other.body != text.body && other.subject != text.subject));
        }
    }
}
