//! Further texts for a demo that is larger than what is written for it: paragraphs of the written ones in another
//! order. They read like a slightly absent-minded author's, which is enough to fill lists.

use super::texts::{TOPICS, Text};

/// How long a mixed text becomes, in words, within a paragraph.
const WORDS: usize = 600;

const TITLES: [&str; 12] = [
    "Lo que he aprendido sobre",
    "Una tarde pensando en",
    "Tres cosas sobre",
    "Mi historia con",
    "Preguntas que me hago sobre",
    "Hablemos de",
    "Antes y después de",
    "Carta abierta sobre",
    "Apuntes sobre",
    "Lo que nadie me contó de",
    "Un año con",
    "Volver a empezar con",
];

/// What a text about each topic may be about.
const SUBJECTS: [[&str; 4]; TOPICS.len()] = [
    [
        "las pantallas",
        "los grupos de mensajes",
        "los juegos",
        "mis contraseñas",
    ],
    ["los exámenes", "el recreo", "mi clase", "los deberes"],
    ["los bulos", "las fotos", "los titulares", "la radio"],
    [
        "mi equipo",
        "los entrenamientos",
        "las derrotas",
        "la piscina",
    ],
    ["el río", "los árboles", "el calor", "la ropa"],
    ["el sueño", "los nervios", "mi familia", "el silencio"],
    ["mi calle", "la plaza", "mis vecinos", "la biblioteca"],
    ["los libros", "la guitarra", "las canciones", "el dibujo"],
    [
        "los robots",
        "las estrellas",
        "los experimentos",
        "las máquinas",
    ],
    [
        "las reuniones",
        "las votaciones",
        "las peticiones",
        "el consejo",
    ],
];

/// Numbers that look random and are the same every time (splitmix64).
pub(super) struct Dice(u64);

impl Dice {
    /// Dice that fall as `seed` says.
    pub(super) const fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// A number below `sides`.
    pub(super) fn below(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^= mixed >> 31;
        let sides = u64::try_from(sides.max(1)).unwrap_or(1);
        usize::try_from(mixed.checked_rem(sides).unwrap_or(0)).unwrap_or(0)
    }
}

/// The mixed text with this number.
pub(super) fn text(number: usize, written: &[Text]) -> Text {
    let mut dice = Dice::new(u64::try_from(number).unwrap_or(0));
    let topic = dice.below(TOPICS.len());
    let name = TOPICS.get(topic).copied().unwrap_or_default();
    let subjects = SUBJECTS.get(topic);
    let subject = subjects.and_then(|all| all.get(dice.below(all.len())));
    let opening = TITLES
        .get(dice.below(TITLES.len()))
        .copied()
        .unwrap_or_default();
    let title = format!(
        "{opening} {} ({number})",
        subject.copied().unwrap_or("todo")
    );
    let mut paragraphs: Vec<&str> = written
        .iter()
        .filter(|text| text.topics.iter().any(|topic| topic == name))
        .flat_map(|text| text.body.split("\n\n"))
        .collect();
    let mut body = String::new();
    let mut words = 0_usize;
    while words < WORDS && !paragraphs.is_empty() {
        let paragraph = paragraphs.swap_remove(dice.below(paragraphs.len()));
        words = words.saturating_add(paragraph.split_whitespace().count());
        if !body.is_empty() {
            body.push_str("\n\n");
        }
        body.push_str(paragraph);
    }
    Text {
        title,
        summary: format!("{opening} {}.", subject.copied().unwrap_or("todo")),
        topics: vec![name.to_owned()],
        body,
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;
    use crate::demo::texts::{Kind, written};

    #[test]
    fn mixed_texts_are_long_different_and_the_same_every_time() {
        let all = written().unwrap().into_iter();
        let written: Vec<Text> = all
            .filter(|(kind, _)| *kind == Kind::Published)
            .map(|(_, text)| text)
            .collect();
        let mixed: Vec<Text> = (0..50).map(|number| text(number, &written)).collect();
        let bodies: HashSet<&str> = mixed.iter().map(|text| text.body.as_str()).collect();
        assert_eq!(bodies.len(), mixed.len());
        for one in &mixed {
            let words = one.body.split_whitespace().count();
            assert!((500..750).contains(&words), "{}: {words}", one.title);
        }
        assert_eq!(text(7, &written), text(7, &written));
    }
}
