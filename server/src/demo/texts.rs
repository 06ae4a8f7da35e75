//! The texts of the demo: written for it, in `server/demo`, one file each. Nobody in them exists.

use anyhow::Context as _;

use crate::import::front_matter;

/// A text as its author would type it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Text {
    pub(super) title: String,
    pub(super) summary: String,
    /// The names of its topics.
    pub(super) topics: Vec<String>,
    pub(super) body: String,
}

/// What becomes of a written text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// It is published.
    Published,
    /// It waits for review.
    Waiting,
    /// Its author is asked to leave somebody else's life out.
    TooMuchOfSomebody,
    /// Its author is asked to say it in their own words.
    Copied,
    /// It is declined, because it advertises.
    Advertising,
    /// Its author takes it back.
    Withdrawn,
    /// Its author still writes it.
    Draft,
}

/// The topics of the demo.
pub(super) const TOPICS: [&str; 10] = [
    "Internet y pantallas",
    "Instituto",
    "Medios y bulos",
    "Deporte",
    "Medio ambiente",
    "Bienestar",
    "Mi barrio",
    "Música y libros",
    "Ciencia y tecnología",
    "Participación",
];

macro_rules! files {
    ($($kind:ident: $($name:literal)+;)+) => {
        &[$($((Kind::$kind, include_str!(concat!("../../demo/", $name, ".md")))),+),+]
    };
}

/// In the order in which they were written, as far as the demo is concerned.
const FILES: &[(Kind, &str)] = files! {
    Published:
        "internet-una-semana-sin-notificaciones"
        "instituto-cambiar-de-instituto"
        "deporte-el-banquillo"
        "medios-el-video-del-tiburon"
        "ambiente-el-rio-de-detras"
        "bienestar-la-ansiedad-de-los-grupos"
        "barrio-la-fruteria"
        "cultura-la-banda-del-garaje"
        "ciencia-el-robot-que-giraba"
        "participacion-votar-en-clase"
        "internet-mi-abuela-y-las-estafas"
        "instituto-el-huerto-del-recreo"
        "deporte-nadar-a-las-siete"
        "medios-hicimos-un-periodico"
        "ambiente-contar-pajaros"
        "bienestar-mi-hermano-pequeno"
        "barrio-el-ascensor"
        "cultura-leer-en-voz-alta"
        "ciencia-preguntar-a-una-cientifica"
        "participacion-el-dinero-de-la-clase"
        "internet-el-grupo-de-clase"
        "instituto-suspender-con-un-cuatro-ocho"
        "deporte-aprender-a-caer"
        "medios-escuchar-la-radio"
        "ambiente-ropa-que-no-compre"
        "bienestar-pedir-ayuda"
        "barrio-dos-idiomas"
        "cultura-el-libro-que-no-acabe"
        "ciencia-inteligencia-artificial-y-deberes"
        "participacion-mi-carta-al-periodico"
        "internet-mi-cuenta-privada"
        "instituto-la-hora-del-comedor"
        "deporte-el-equipo-mixto"
        "medios-un-titular-y-yo"
        "ambiente-las-abejas-del-tejado"
        "bienestar-dormir"
        "barrio-la-fuente-seca"
        "cultura-dibujar-en-el-metro"
        "ciencia-la-maqueta-del-puente"
        "participacion-el-consejo"
        "internet-los-juegos-con-mi-padre"
        "instituto-exponer-en-publico"
        "deporte-correr-sin-reloj"
        "medios-la-foto-recortada"
        "bienestar-los-domingos-de-mi-madre"
        "ciencia-las-estrellas-del-pueblo"
        "barrio-la-biblioteca";
    Waiting:
        "espera-torneo-con-telefono"
        "espera-club-de-cine"
        "espera-el-arbitro"
        "ambiente-la-sombra"
        "cultura-aprender-guitarra-con-videos";
    TooMuchOfSomebody: "cambios-mi-mejor-amiga";
    Copied: "cambios-el-volcan";
    Advertising: "rechazada-las-mejores-zapatillas";
    Withdrawn: "retirada-mi-verano";
    Draft:
        "borrador-la-huelga-del-clima"
        "borrador-poema-del-autobus"
        "borrador-entrevista-a-mi-abuelo"
        "borrador-sin-titulo";
};

/// How many texts are written for the demo.
pub(super) const WRITTEN: usize = FILES.len();

/// Every written text with what becomes of it.
pub(super) fn written() -> anyhow::Result<Vec<(Kind, Text)>> {
    FILES
        .iter()
        .map(|(kind, file)| Ok((*kind, read(file)?)))
        .collect()
}

fn read(file: &str) -> anyhow::Result<Text> {
    let document = front_matter::split(file)
        .ok()
        .context("a text of the demo can't be read")?;
    let field = |name| document.fields.text(&[name]).unwrap_or_default();
    Ok(Text {
        title: field("title"),
        summary: field("summary"),
        topics: document.fields.list(&["topics"]),
        body: document.body.trim().to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use domain::text::{Body, Summary, Title};
    use moderation::screen::{Screened, screen};
    use moderation::{Lane, sanitise};

    use super::*;

    fn lane(text: &Text) -> Lane {
        screen(&Screened {
            title: &text.title,
            summary: &text.summary,
            body: &text.body,
            earlier: &[],
        })
        .lane
    }

    #[test]
    fn every_text_of_the_demo_fits_and_is_told_apart_by_its_title() {
        let texts = written().unwrap();
        assert_eq!(texts.len(), 60);
        let titles: HashSet<&str> = texts.iter().map(|(_, text)| text.title.as_str()).collect();
        assert_eq!(titles.len(), texts.len());
        for (kind, text) in &texts {
            let name = &text.title;
            assert!(
                *kind == Kind::Draft || Title::parse(&text.title).is_ok(),
                "{name}"
            );
            assert!(
                *kind == Kind::Draft || Summary::parse(&text.summary).is_ok(),
                "{name}"
            );
            assert!(Body::parse(&text.body).is_ok(), "{name}");
            assert!(!text.topics.is_empty(), "{name}");
            for topic in &text.topics {
                assert!(TOPICS.contains(&topic.as_str()), "{name}: {topic}");
            }
            assert!(
                sanitise::render(&text.body).unwrap().removed.is_empty(),
                "{name}"
            );
        }
    }

    #[test]
    fn few_published_texts_of_the_demo_are_false_alarms_that_two_adults_read() {
        let texts = written().unwrap();
        let published = texts.iter().filter(|(kind, _)| *kind == Kind::Published);
        let lanes: Vec<(&str, Lane)> = published
            .map(|(_, text)| (text.title.as_str(), lane(text)))
            .collect();
        let alarms: Vec<_> = lanes.iter().filter(|(_, lane)| *lane <= Lane::P1).collect();
        assert!(!alarms.is_empty(), "the demo shows what two adults read");
        assert!(
            alarms.len() * 5 <= lanes.len(),
            "{alarms:?} of {}",
            lanes.len()
        );
    }

    #[test]
    fn what_waits_in_the_demo_is_in_several_lanes() {
        let texts = written().unwrap();
        let lanes: HashSet<Lane> = texts
            .iter()
            .filter(|(kind, _)| *kind == Kind::Waiting)
            .map(|(_, text)| lane(text))
            .collect();
        for expected in [Lane::P1, Lane::P2, Lane::P4] {
            assert!(lanes.contains(&expected), "{expected}");
        }
    }
}
