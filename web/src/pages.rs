//! The pages and their words, in Spanish and English.

use askama::Template;

use crate::language::Language;

/// What this is.
#[derive(Template)]
#[template(path = "home.html")]
struct Home {
    language: &'static str,
    title: &'static str,
    lead: &'static str,
    how_title: &'static str,
    how: &'static [&'static str],
    promise_title: &'static str,
    promises: &'static [&'static str],
    developers_title: &'static str,
    developers: &'static str,
    schema: &'static str,
}

/// There is nothing here.
#[derive(Template)]
#[template(path = "missing.html")]
struct Missing {
    language: &'static str,
    title: &'static str,
    text: &'static str,
    home: &'static str,
}

pub(crate) fn home(language: Language) -> Result<String, askama::Error> {
    let page = match language {
        Language::Spanish => Home {
            language: language.tag(),
            title: "Altavoz",
            lead: "El altavoz de un panel de jóvenes: corresponsales de 12 a 17 años cuentan cómo viven internet, \
                   el instituto y su barrio, con sus propias palabras y bajo seudónimo.",
            how_title: "Cómo funciona",
            how: &[
                "Una corresponsal escribe una entrada y la envía cuando le parece que está lista.",
                "Una persona adulta, formada y acreditada, lee cada palabra. Si algo no puede salir así, lo explica \
                 y propone cambios; nunca reescribe.",
                "Lo que se publica es, letra por letra, lo que esa persona aprobó.",
            ],
            promise_title: "Lo que nunca pasa aquí",
            promises: &[
                "Nada se publica sin que lo haya aprobado una persona, y ninguna máquina decide.",
                "No hay mensajes privados ni contadores de seguidores.",
                "El nombre real de quien escribe no aparece en ninguna parte.",
            ],
            developers_title: "Para quien programa",
            developers: "Todo lo público se puede leer por GraphQL, en la dirección /graphql. El contrato está aquí:",
            schema: "schema.graphql",
        },
        Language::English => Home {
            language: language.tag(),
            title: "Altavoz",
            lead: "The loudspeaker of a youth panel: correspondents aged 12 to 17 tell how they live with the \
                   internet, school and their neighbourhood, in their own words and under a pen name.",
            how_title: "How it works",
            how: &[
                "A correspondent writes a post and submits it when it feels ready.",
                "An adult, trained and vetted, reads every word. If something can't go out as it is, they say why \
                 and suggest changes; they never rewrite.",
                "What is published is, letter by letter, what that adult approved.",
            ],
            promise_title: "What never happens here",
            promises: &[
                "Nothing is published before a person approved it, and no machine decides.",
                "There are no private messages and no follower counts.",
                "The real name of whoever writes appears nowhere.",
            ],
            developers_title: "For developers",
            developers: "Everything public can be read by GraphQL, at the address /graphql. The contract is here:",
            schema: "schema.graphql",
        },
    };
    page.render()
}

pub(crate) fn missing(language: Language) -> Result<String, askama::Error> {
    let page = match language {
        Language::Spanish => Missing {
            language: language.tag(),
            title: "Aquí no hay nada",
            text: "Esta dirección no lleva a ninguna página.",
            home: "Ir al inicio",
        },
        Language::English => Missing {
            language: language.tag(),
            title: "There is nothing here",
            text: "This address leads to no page.",
            home: "Go to the start",
        },
    };
    page.render()
}
