//! What somebody typed who comes in, as it goes from step to step.

use std::hash::{DefaultHasher, Hash as _, Hasher as _};

use super::Step;
use crate::date;
use crate::form::Form;
use crate::purposes::Answers;
use crate::token::fresh;

/// How many drawings there are to choose from at a time.
const DRAWINGS: u8 = 12;
/// How many names.
const IDEAS: usize = 4;
/// How many kinds of each part a drawing can have: tint, colour, head, eyes, mouth and top.
const PARTS: [u64; 6] = [8, 8, 5, 5, 4, 6];

/// What was typed so far.
pub(crate) struct Typed {
    /// The step that it comes from.
    pub(crate) step: Step,
    pub(crate) code: String,
    pub(crate) day: String,
    pub(crate) month: String,
    pub(crate) year: String,
    pub(crate) login: String,
    pub(crate) pen_name: String,
    /// The drawing that was chosen, as a code.
    pub(crate) avatar: String,
    /// What the drawings and names to choose from come of.
    pub(crate) seed: String,
    pub(crate) answers: Answers,
    /// The version of the text that was read.
    pub(crate) version: i64,
}

impl Typed {
    /// Nothing.
    pub(crate) fn empty() -> Self {
        Self {
            step: Step::Code,
            code: String::new(),
            day: String::new(),
            month: String::new(),
            year: String::new(),
            login: String::new(),
            pen_name: String::new(),
            avatar: String::new(),
            seed: fresh(),
            answers: Answers::default(),
            version: 0,
        }
    }

    /// What a form carries.
    pub(crate) fn of(form: &Form) -> Self {
        let typed = |name| form.get(name).trim().to_owned();
        Self {
            step: Step::named(form.get("step")),
            code: typed("code"),
            day: typed("day"),
            month: typed("month"),
            year: typed("year"),
            login: typed("login"),
            pen_name: typed("penName"),
            avatar: typed("avatar"),
            seed: typed("seed"),
            answers: Answers::of(form),
            version: form.get("version").parse().unwrap_or_default(),
        }
    }

    /// The birth date as the schema writes it, where these are numbers.
    pub(super) fn born_on(&self) -> Option<String> {
        date::typed(&self.day, &self.month, &self.year)
    }

    /// Other drawings and names, next time.
    pub(super) fn draws_others(&mut self) {
        self.seed = fresh();
    }

    /// Takes a name that was offered.
    pub(super) fn takes_idea(&mut self, idea: &str) {
        idea.clone_into(&mut self.pen_name);
    }

    /// Nothing is answered any more: it was about another text.
    pub(super) fn forgets_answers(&mut self) {
        self.answers = Answers::default();
    }

    /// The codes of drawings to choose from. The one that was chosen stays.
    pub(super) fn drawings(&self) -> Vec<String> {
        let chosen = Some(self.avatar.clone()).filter(|it| !it.is_empty());
        let others = (0..DRAWINGS).map(|number| self.drawing(number));
        let mut codes: Vec<String> = Vec::with_capacity(usize::from(DRAWINGS));
        for code in chosen.into_iter().chain(others) {
            if !codes.contains(&code) {
                codes.push(code);
            }
        }
        codes.truncate(usize::from(DRAWINGS));
        codes
    }

    fn drawing(&self, number: u8) -> String {
        let mut left = self.chance(number);
        let digits = PARTS.iter().map(|kinds| {
            let digit = left % kinds;
            left /= kinds;
            digit.to_string()
        });
        digits.collect()
    }

    /// Names made of two words, each from a list with spaces between.
    pub(super) fn ideas(&self, first: &str, second: &str) -> Vec<String> {
        let (first, second): (Vec<&str>, Vec<&str>) = (
            first.split_whitespace().collect(),
            second.split_whitespace().collect(),
        );
        let of = |words: &[&str], chance: u64| {
            let count = u64::try_from(words.len()).ok()?;
            let at = usize::try_from(chance.checked_rem(count)?).ok()?;
            words.get(at).map(|word| (*word).to_owned())
        };
        let all = (0..DRAWINGS).filter_map(|number| {
            let chance = self.chance(number);
            let first = of(&first, chance & 0xffff)?;
            Some(format!("{first} {}", of(&second, chance >> 32)?))
        });
        let mut ideas: Vec<String> = vec![];
        for idea in all {
            if !ideas.contains(&idea) {
                ideas.push(idea);
            }
        }
        ideas.truncate(IDEAS);
        ideas
    }

    fn chance(&self, number: u8) -> u64 {
        let mut hasher = DefaultHasher::new();
        (&self.seed, number).hash(&mut hasher);
        hasher.finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn drawings_and_names_come_of_a_seed_and_others_of_another() {
        let mut typed = Typed::empty();
        // By chance two of twelve may be alike; of this seed none are.
        "uno".clone_into(&mut typed.seed);
        let names = ("Zarza Faro Duna Ola Nube", "Azul Lunar Verde Salado Lento");
        let (drawings, ideas) = (typed.drawings(), typed.ideas(names.0, names.1));
        assert_eq!((drawings.len(), ideas.len()), (12, 4));
        assert_eq!(typed.drawings(), drawings);
        for code in &drawings {
            let digits: Vec<u64> = code
                .chars()
                .map(|it| it.to_digit(10).unwrap().into())
                .collect();
            assert!(
                digits
                    .iter()
                    .zip(PARTS)
                    .all(|(digit, kinds)| *digit < kinds),
                "{code}"
            );
        }
        typed.avatar.clone_from(&drawings[5]);
        typed.draws_others();
        let others = typed.drawings();
        assert_eq!(others[0], drawings[5]);
        assert!(others[1..].iter().any(|it| !drawings.contains(it)));
    }
}
