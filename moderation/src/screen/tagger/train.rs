//! Trains the tagger: a conditional random field by stochastic gradient descent with adaptive steps (`AdaGrad`; Duchi, Hazan and Singer,
//! 2011). The same texts in the same order give the same model on the same kind of machine.

use std::ops::Range;

use super::super::chance::{Chance, scale_of};
use super::super::model::number;
use super::super::weights::{add_share, common, is_known, scales, written};
use super::super::{FindingCode, Rules};
use super::chain::Chain;
use super::{CODES, GIVEN, PLACES, Read, TAGS, Tags};

/// How often it learns from the beginning, each time in another order. What is written is the mean, which depends less on any order.
const RUNS: usize = 3;
/// How often every text is looked at each time.
const EPOCHS: usize = 10;
/// The first epoch whose weights count.
const FIRST_COUNTED: usize = 3;
/// The first step.
const RATE: f32 = 0.08;
/// How strongly weights are drawn to nothing.
const DECAY: f32 = 2e-3;
/// How many features of 100 are left out each time a text is looked at.
const DROPOUT: u8 = 20;
/// In how many texts a feature has to be. What is in few is more often theirs than of what they are about.
const LEAST: u32 = 10;

/// A text and what in it is personal data: where, in bytes.
#[derive(Debug, Clone)]
pub struct Marked {
    /// The text.
    pub text: String,
    /// The data.
    pub data: Vec<(FindingCode, Range<usize>)>,
}

impl Marked {
    /// The text in small letters, if it has others: so many write.
    pub fn in_small_letters(&self) -> Option<Self> {
        let mut text = String::with_capacity(self.text.len());
        for c in self.text.chars() {
            let before = text.len();
            text.extend(c.to_lowercase());
            // The data have to stay where they are.
            if text.len().saturating_sub(before) != c.len_utf8() {
                return None;
            }
        }
        (text != self.text).then(|| Self {
            text,
            data: self.data.clone(),
        })
    }
}

/// A text, ready to learn from.
struct Example {
    /// The places of the features of each token.
    places: Vec<Vec<u32>>,
    /// The tag of each token.
    tags: Vec<usize>,
}

impl Example {
    fn new(rules: &Rules, marked: &Marked) -> Self {
        let read = Read::new(rules, &marked.text);
        let mut tags = vec![0; read.tokens.len()];
        for (code, data) in &marked.data {
            let Some(number) = CODES.iter().position(|known| known == code) else {
                continue;
            };
            let inside = read.tokens.iter().zip(&mut tags);
            let inside =
                inside.filter(|(token, _)| token.at.start < data.end && data.start < token.at.end);
            for ((_, tag), place) in inside.zip(0_usize..) {
                *tag = number * 2 + 1 + place.min(1);
            }
        }
        Self {
            places: read.places(),
            tags,
        }
    }
}

/// A model that learns.
struct Learner {
    weights: Vec<Tags>,
    squares: Vec<Tags>,
    chain: Chain,
    chain_squares: Chain,
    /// What features count for while some are left out.
    scale: f32,
}

/// Trains a tagger and gives its file.
pub fn train(rules: &Rules, texts: &[Marked]) -> Vec<u8> {
    let mut examples: Vec<Example> = texts.iter().map(|text| Example::new(rules, text)).collect();
    let known = keep_common(&mut examples);
    let mut chance = Chance::new();
    let mut mean = Mean {
        weights: vec![[0.0; TAGS]; PLACES],
        chain: Chain::new(),
    };
    for _ in 0..RUNS {
        let mut learner = Learner::new();
        for epoch in 0..EPOCHS {
            chance.shuffle(&mut examples);
            for example in &examples {
                let places = example.places.iter();
                let places: Vec<_> = places.map(|all| chance.leave(all, DROPOUT)).collect();
                learner.learn(&example.tags, &places);
            }
            if epoch >= FIRST_COUNTED {
                mean.add(&learner);
            }
        }
    }
    mean.into_file(&known)
}

/// The mean of what was learnt after each epoch that counts.
struct Mean {
    weights: Vec<Tags>,
    chain: Chain,
}

impl Mean {
    fn add(&mut self, learner: &Learner) {
        let share = 1.0 / number(RUNS.saturating_mul(EPOCHS.saturating_sub(FIRST_COUNTED)));
        let rows = self.weights.iter_mut().zip(&learner.weights);
        let steps = self.chain.next.iter_mut().zip(&learner.chain.next);
        let first = [(&mut self.chain.first, &learner.chain.first)];
        add_share(rows.chain(steps).chain(first), share);
    }

    /// The file of the model, with the weights in units of the scales.
    fn into_file(self, known: &[bool]) -> Vec<u8> {
        let scales = scales(&self.weights);
        let numbers = scales.iter().chain(&self.chain.first);
        let numbers = numbers.chain(self.chain.next.iter().flatten());
        let mut file: Vec<u8> = numbers.flat_map(|number| number.to_le_bytes()).collect();
        file.extend(written(known, self.weights.iter(), &scales));
        file.extend([0; GIVEN - TAGS]);
        file
    }
}

/// Drops features that are rare. Gives for each place whether it has any that is not.
fn keep_common(examples: &mut [Example]) -> Vec<bool> {
    let texts = examples.iter().map(|example| example.places.concat());
    let known = common(texts, PLACES, LEAST);
    for places in examples.iter_mut().flat_map(|example| &mut example.places) {
        places.retain(|feature| is_known(&known, *feature));
    }
    known
}

impl Learner {
    fn new() -> Self {
        Self {
            weights: vec![[0.0; TAGS]; PLACES],
            squares: vec![[1e-6; TAGS]; PLACES],
            chain: Chain::new(),
            chain_squares: Chain {
                first: [1e-6; TAGS],
                next: [[1e-6; TAGS]; TAGS],
            },
            scale: scale_of(DROPOUT),
        }
    }

    /// Learns from some of the features of each token of a text.
    fn learn(&mut self, tags: &[usize], places: &[Vec<u32>]) {
        let factors = self.chain.factors();
        let fits: Vec<Tags> = places.iter().map(|places| self.fit(places)).collect();
        let likely = factors.likely(fits);
        let mut steps = [[0.0; TAGS]; TAGS];
        factors.add_steps(&likely, &mut steps);
        for pair in tags.windows(2) {
            let [from, to] = pair else { continue };
            if let Some(step) = steps.get_mut(*from).and_then(|row| row.get_mut(*to)) {
                *step -= 1.0;
            }
        }
        let texts = tags.iter().zip(likely.tags()).zip(places);
        for (place, ((tag, mut errors), places)) in texts.enumerate() {
            if let Some(right) = errors.get_mut(*tag) {
                *right -= 1.0;
            }
            if place == 0 {
                step(
                    &mut self.chain.first,
                    &mut self.chain_squares.first,
                    &errors,
                );
            }
            let errors = errors.map(|error| error * self.scale);
            for feature in places {
                let at = usize::try_from(*feature).unwrap_or(usize::MAX);
                if let (Some(weights), Some(squares)) =
                    (self.weights.get_mut(at), self.squares.get_mut(at))
                {
                    step(weights, squares, &errors);
                }
            }
        }
        let rows = self.chain.next.iter_mut().zip(&mut self.chain_squares.next);
        for ((row, squares), errors) in rows.zip(&steps) {
            step(row, squares, errors);
        }
    }

    /// How well each tag fits features.
    fn fit(&self, places: &[u32]) -> Tags {
        let mut fit = [0.0; TAGS];
        for feature in places {
            let at = usize::try_from(*feature).unwrap_or(usize::MAX);
            for (sum, weight) in fit
                .iter_mut()
                .zip(self.weights.get(at).into_iter().flatten())
            {
                *sum += weight * self.scale;
            }
        }
        fit
    }
}

/// A step against the errors for the tags of one feature.
fn step(weights: &mut Tags, squares: &mut Tags, errors: &Tags) {
    for ((weight, square), error) in weights.iter_mut().zip(squares).zip(errors) {
        let slope = error + DECAY * *weight;
        *square += slope * slope;
        *weight -= RATE * slope / square.sqrt();
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::find::{Findings, View};
    use super::super::Tagger;
    use super::*;

    #[test]
    fn a_text_in_small_letters_keeps_its_data_where_they_are() {
        let marked = |text: &str| Marked {
            text: text.to_owned(),
            data: vec![(FindingCode::FullName, 3..10)],
        };
        let small = marked("es Eva Gil").in_small_letters().unwrap();
        assert_eq!(
            (small.text.as_str(), &small.data[0].1),
            ("es eva gil", &(3..10))
        );
        assert!(marked("es eva gil").in_small_letters().is_none());
        // The small letter of this one is longer.
        assert!(marked("İs Eva Gil").in_small_letters().is_none());
    }

    #[test]
    fn a_trained_tagger_finds_what_it_was_taught_and_doubts_the_rest() {
        let text = |before: &str, datum: &str, after: &str| Marked {
            text: format!("{before}{datum}{after}"),
            data: vec![(
                FindingCode::Secret,
                before.len()..before.len().saturating_add(datum.len()),
            )],
        };
        let plain = |text: &str| Marked {
            text: text.to_owned(),
            data: Vec::new(),
        };
        let taught = [
            text("la llave mágica es ", "tortuga", ", no la digas"),
            text("la llave mágica es ", "girasol", ", no la digas"),
            plain("la palabra mágica es gracias, no la olvides"),
            plain("la respuesta es siempre gracias, o por favor"),
        ];
        let many: Vec<Marked> = taught.iter().cycle().take(200).cloned().collect();
        let rules = Rules::built_in();
        let tagger = Tagger::read(train(&rules, &many).into()).unwrap();
        let found = |text: &str| {
            let view = View::new(&rules, text);
            let mut findings = Findings::new(super::super::super::Field::Body);
            tagger.find(&rules, &view, &mut findings);
            let found = findings.into_list().into_iter();
            let excerpts = found.map(|finding| text.get(finding.start..finding.end).unwrap());
            excerpts.map(str::to_owned).collect::<Vec<_>>()
        };
        assert_eq!(
            found("la llave mágica es lechuza, no la digas"),
            ["lechuza"]
        );
        assert!(found("la palabra mágica es gracias, no la digas").is_empty());
    }
}
