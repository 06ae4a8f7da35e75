//! What happens in the demo, and when: pure, so that it can be looked at without living through it.

use chrono::{NaiveDate, TimeDelta};
use domain::{Centre, Timestamp};
use moderation::review::Reason;

use super::mix::{self, Dice};
use super::texts::{self, Kind, Text};

/// How long the panel has existed.
const PANEL_LASTS: TimeDelta = TimeDelta::days(210);
/// Posts a correspondent writes, about, where there are more than are written for the demo.
const POSTS_EACH: usize = 6;

/// How large the panel is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Size {
    pub(super) posts: usize,
    pub(super) correspondents: usize,
    pub(super) groups: usize,
    pub(super) moderators: usize,
}

impl Size {
    /// A panel of so many posts; without a number, as large as what is written for it.
    pub(super) fn of(posts: Option<u16>) -> Self {
        let posts = posts.map_or(texts::WRITTEN, usize::from);
        let correspondents = posts.div_euclid(POSTS_EACH).clamp(24, 800);
        Self {
            posts,
            correspondents,
            groups: correspondents.div_euclid(20).clamp(4, 40),
            moderators: posts.div_euclid(500).saturating_add(3),
        }
    }
}

/// A passage, and what a moderator suggests to put in its place.
pub(super) type Suggested = (&'static str, &'static str);

/// What becomes of a post after it was submitted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Fate {
    /// It is published, and perhaps another version of it later.
    Published { revised: bool },
    /// It waits.
    Waiting,
    /// Its author is asked for changes.
    ChangesRequested(Reason, &'static str, &'static [Suggested]),
    /// It is declined.
    Declined(Reason, &'static str),
    /// Its author takes it back.
    Withdrawn,
    /// It is never submitted.
    Draft,
}

/// The life of one post.
#[derive(Debug, Clone)]
pub(super) struct Life {
    pub(super) text: Text,
    /// Which correspondent writes it.
    pub(super) author: usize,
    /// Which moderator reads it.
    pub(super) moderator: usize,
    /// When its author begins it.
    pub(super) begun: Timestamp,
    pub(super) fate: Fate,
}

const FRIEND: &str = "¡Hola! Has contado con mucha valentía algo que no es nada fácil, y lo de quitar los «pero» \
    nos ha encantado. Antes de publicarlo te pedimos una cosa: tal como está, en tu instituto cualquiera sabría quién \
    es tu amiga y qué pasaba en su casa, y eso le toca contarlo a ella. ¿Puedes cambiarle el nombre, quitar la clase y \
    el pelo, y contar solo tu parte? La historia no pierde nada. Si quieres, pregúntale también si le parece bien.";
const LESS_OF_A_FRIEND: [Suggested; 2] = [
    (
        "Ella se llama Nerea y está en segundo B, la del pelo rojo que toca el violín, así que en mi instituto todo el mundo sabrá quién es. ",
        "",
    ),
    (
        "Lo que me había contado es que sus padres se estaban separando y que su padre ya no vivía en casa.",
        "Lo que me había contado era de su familia, y no me tocaba a mí contarlo.",
    ),
];
const VOLCANO: &str = "¡Qué ganas de leer más de tu abuelo y de la señora que barría la ceniza! El segundo párrafo, \
    como tú mismo dices, es de una enciclopedia. ¿Nos lo cuentas con tus palabras, como se lo explicarías a alguien \
    de sexto? Si quieres dejar una frase copiada, ponla entre comillas y di de dónde es.";
const SHOES: &str = "Hola. En el panel no publicamos anuncios ni códigos de descuento, así que este texto no puede \
    salir. Si te apetece, escribe sobre por qué unas zapatillas se vuelven de repente las que todo el mundo quiere: \
    de eso seguro que sabes y nos interesa mucho.";

/// The day on which the panel began.
pub(super) fn beginning(now: Timestamp) -> Timestamp {
    now.plus(-PANEL_LASTS)
}

/// The birth date of a correspondent: between 13 and 17 as long as the demo's time runs.
pub(super) fn born_on(correspondent: usize, now: Timestamp, centre: Centre) -> NaiveDate {
    let mut dice = Dice::new(u64::try_from(correspondent).unwrap_or(0));
    let years = dice.below(4).saturating_add(13);
    let days = dice
        .below(150)
        .saturating_add(years.saturating_mul(1_461).div_euclid(4));
    let days = chrono::Days::new(u64::try_from(days).unwrap_or(0));
    let beginning = centre.day(beginning(now));
    beginning.checked_sub_days(days).unwrap_or(beginning)
}

/// Every post of a panel of this size, the oldest first.
pub(super) fn lives(size: Size, now: Timestamp) -> anyhow::Result<Vec<Life>> {
    let written = texts::written()?;
    let good: Vec<Text> = written
        .iter()
        .filter(|(kind, _)| *kind == Kind::Published)
        .map(|(_, text)| text.clone())
        .collect();
    let further = size.posts.saturating_sub(written.len());
    let mixed = (1..=further).map(|number| (kind_of(number), mix::text(number, &good)));
    let mut lives: Vec<Life> = written
        .into_iter()
        .take(size.posts)
        .chain(mixed)
        .enumerate()
        .map(|(number, (kind, text))| life(number, kind, text, size, now))
        .collect();
    lives.sort_by_key(|life| life.begun);
    Ok(lives)
}

/// What becomes of a mixed text.
const fn kind_of(number: usize) -> Kind {
    match number.wrapping_rem(40) {
        7 | 23 => Kind::Waiting,
        11 => Kind::Copied,
        31 => Kind::Withdrawn,
        35 => Kind::Draft,
        _ => Kind::Published,
    }
}

fn life(number: usize, kind: Kind, text: Text, size: Size, now: Timestamp) -> Life {
    let mut dice = Dice::new(u64::try_from(number).unwrap_or(0).wrapping_mul(31));
    let is_revised = matches!(number, 4 | 10);
    let fate = match kind {
        Kind::Published => Fate::Published {
            revised: is_revised,
        },
        Kind::Waiting => Fate::Waiting,
        Kind::TooMuchOfSomebody => {
            Fate::ChangesRequested(Reason::PersonalDataOther, FRIEND, &LESS_OF_A_FRIEND)
        }
        Kind::Copied => Fate::ChangesRequested(Reason::CopiedTextOrImage, VOLCANO, &[]),
        Kind::Advertising => Fate::Declined(Reason::Advertising, SHOES),
        Kind::Withdrawn => Fate::Withdrawn,
        Kind::Draft => Fate::Draft,
    };
    // What is settled lies months back, what waits is recent; all of it is past.
    let (first, last) = match kind {
        Kind::Published if is_revised => (TimeDelta::days(205), TimeDelta::days(60)),
        Kind::Published => (TimeDelta::days(205), TimeDelta::days(4)),
        Kind::Waiting => (TimeDelta::hours(80), TimeDelta::hours(30)),
        Kind::TooMuchOfSomebody | Kind::Copied => (TimeDelta::days(12), TimeDelta::days(4)),
        Kind::Advertising | Kind::Withdrawn | Kind::Draft => {
            (TimeDelta::days(40), TimeDelta::days(3))
        }
    };
    let minutes = usize::try_from((first - last).num_minutes()).unwrap_or(0);
    let back = i64::try_from(dice.below(minutes)).unwrap_or(0);
    Life {
        text,
        author: dice.below(size.correspondents),
        moderator: dice.below(size.moderators),
        begun: now.plus(-last).plus(-TimeDelta::minutes(back)),
        fate,
    }
}

#[cfg(test)]
mod tests {
    use domain::{Age, BirthDate};

    use super::*;

    fn now() -> Timestamp {
        Timestamp::from_micros(1_793_780_000_000_000).unwrap()
    }

    #[test]
    fn a_small_demo_is_what_was_written_for_it_and_a_large_one_has_more_of_everybody() {
        let small = Size::of(None);
        assert_eq!((small.posts, small.correspondents), (60, 24));
        assert_eq!((small.groups, small.moderators), (4, 3));
        let large = Size::of(Some(5_000));
        assert_eq!((large.correspondents, large.groups), (800, 40));
        assert_eq!(lives(large, now()).unwrap().len(), 5_000);
        assert_eq!(lives(Size::of(Some(5)), now()).unwrap().len(), 5);
    }

    #[test]
    fn most_posts_of_a_demo_are_published_and_every_fate_is_met() {
        let lives = lives(Size::of(None), now()).unwrap();
        let count = |is: fn(&Fate) -> bool| lives.iter().filter(|life| is(&life.fate)).count();
        assert_eq!(count(|fate| matches!(fate, Fate::Published { .. })), 47);
        assert_eq!(
            count(|fate| matches!(fate, Fate::Published { revised: true })),
            2
        );
        assert_eq!(count(|fate| *fate == Fate::Waiting), 5);
        assert_eq!(count(|fate| matches!(fate, Fate::ChangesRequested(..))), 2);
        assert_eq!(count(|fate| matches!(fate, Fate::Declined(..))), 1);
        assert_eq!(count(|fate| *fate == Fate::Withdrawn), 1);
        assert_eq!(count(|fate| *fate == Fate::Draft), 4);
    }

    #[test]
    fn correspondents_of_a_demo_are_of_age_to_write_as_long_as_it_lasts() {
        let centre = Centre::default();
        for correspondent in 0..800 {
            let birth = BirthDate::from_stored(born_on(correspondent, now(), centre));
            let first = Age::on(birth, centre.day(beginning(now()))).years();
            let last = Age::on(birth, centre.day(now().plus(TimeDelta::days(60)))).years();
            assert!(first >= 12 && last <= 17, "{first} to {last}");
        }
    }

    #[test]
    fn everything_in_a_demo_lies_in_the_past() {
        for life in lives(Size::of(Some(500)), now()).unwrap() {
            assert!(life.begun > beginning(now()));
            let lasts = match life.fate {
                Fate::Published { revised: true } => TimeDelta::days(30),
                Fate::Published { revised: false } => TimeDelta::days(3),
                Fate::Waiting
                | Fate::ChangesRequested(..)
                | Fate::Declined(..)
                | Fate::Withdrawn
                | Fate::Draft => TimeDelta::hours(29),
            };
            assert!(life.begun.plus(lasts) < now());
        }
    }
}
