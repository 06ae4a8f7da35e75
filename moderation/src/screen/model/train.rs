//! Trains the model: multinomial logistic regression by stochastic gradient descent with adaptive steps (`AdaGrad`; Duchi, Hazan and Singer,
//! 2011). The same sentences in the same order give the same model on the same kind of machine.

use super::features;
use super::signals::signals;
use super::{LABELS, Label, Likely, PLACES, number, soften};
use crate::screen::Rules;
use crate::screen::chance::{Chance, scale_of};
use crate::screen::find::View;
use crate::screen::weights::{add_share, common, is_known, scales, written};

/// How often it learns from the beginning, each time in another order. What is written is the mean, which depends less on any order.
const RUNS: usize = 3;
/// How often every sentence is looked at each time.
const EPOCHS: usize = 10;
/// The first epoch whose weights count.
const FIRST_COUNTED: usize = 3;
/// The first step.
const RATE: f32 = 0.5;
/// How strongly weights are drawn to nothing.
const DECAY: f32 = 2e-4;
/// How many features of 100 are left out each time a sentence is looked at.
const DROPOUT: u8 = 30;
/// In how many sentences a feature has to be; what is only in one tells nothing of another.
const LEAST_SENTENCES: u32 = 3;

/// A labelled sentence, ready to learn from.
struct Example {
    label: usize,
    /// Those that other sentences have too.
    features: Vec<u32>,
    /// What a sentence with so many features is divided by.
    norm: f32,
}

/// A model that learns.
struct Learner {
    weights: Vec<Likely>,
    squares: Vec<Likely>,
    biases: Likely,
    bias_squares: Likely,
}

/// Trains a model and gives its file.
pub fn train<'a>(rules: &Rules, sentences: impl IntoIterator<Item = (Label, &'a str)>) -> Vec<u8> {
    let mut examples: Vec<Example> = sentences
        .into_iter()
        .map(|(label, text)| Example {
            label: Label::ALL
                .iter()
                .position(|known| *known == label)
                .unwrap_or(0),
            features: places(rules, text),
            norm: 1.0,
        })
        .collect();
    let known = keep_common(&mut examples);
    let mut chance = Chance::new();
    let scale = scale_of(DROPOUT);
    let mut mean = Mean {
        weights: vec![[0.0; LABELS]; PLACES],
        biases: [0.0; LABELS],
    };
    for _ in 0..RUNS {
        let mut learner = Learner {
            weights: vec![[0.0; LABELS]; PLACES],
            squares: vec![[1e-8; LABELS]; PLACES],
            biases: [0.0; LABELS],
            bias_squares: [1e-8; LABELS],
        };
        for epoch in 0..EPOCHS {
            chance.shuffle(&mut examples);
            for example in &examples {
                let features = chance.leave(&example.features, DROPOUT);
                learner.learn(example.label, &features, example.norm * scale);
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
    weights: Vec<Likely>,
    biases: Likely,
}

impl Mean {
    fn add(&mut self, learner: &Learner) {
        let share = 1.0 / number(RUNS.saturating_mul(EPOCHS.saturating_sub(FIRST_COUNTED)));
        let rows = self.weights.iter_mut().zip(&learner.weights);
        add_share(rows.chain([(&mut self.biases, &learner.biases)]), share);
    }

    /// The file of the model, with the weights in units of the scales.
    fn into_file(self, known: &[bool]) -> Vec<u8> {
        let scales = scales(&self.weights);
        let mut file = Vec::with_capacity(PLACES.saturating_add(8).saturating_mul(LABELS));
        for (scale, bias) in scales.iter().zip(self.biases) {
            file.extend(scale.to_le_bytes());
            file.extend(bias.to_le_bytes());
        }
        file.extend(written(known, self.weights.iter(), &scales));
        file
    }
}

/// The places of all features of a sentence.
fn places(rules: &Rules, text: &str) -> Vec<u32> {
    let view = View::new(rules, text);
    let words = view.read(&rules.model);
    let mut places = Vec::with_capacity(words.len().saturating_mul(30));
    for word in words {
        word.own(|place| places.push(place));
    }
    features::among(words, |_, _, place| places.push(place));
    places.extend(words.last().map(features::last));
    signals(&rules.phrases, &view, words, &mut |_, _, place| {
        places.push(place);
    });
    places
}

/// Drops features that are rare. Gives for each place whether it has any that is not.
fn keep_common(examples: &mut [Example]) -> Vec<bool> {
    let texts = examples.iter().map(|example| example.features.clone());
    let known = common(texts, PLACES, LEAST_SENTENCES);
    for example in examples {
        example.norm = 1.0 / number(example.features.len().max(1)).sqrt();
        example
            .features
            .retain(|feature| is_known(&known, *feature));
    }
    known
}

impl Learner {
    /// Learns from some of the features of a sentence.
    fn learn(&mut self, label: usize, features: &[u32], norm: f32) {
        let mut errors = self.biases;
        for feature in features {
            for (sum, weight) in errors.iter_mut().zip(self.weights_at(*feature)) {
                *sum += weight * norm;
            }
        }
        soften(&mut errors);
        if let Some(right) = errors.get_mut(label) {
            *right -= 1.0;
        }
        step(&mut self.biases, &mut self.bias_squares, &errors, 1.0, 0.0);
        for feature in features {
            let at = usize::try_from(*feature).unwrap_or(usize::MAX);
            if let (Some(weights), Some(squares)) =
                (self.weights.get_mut(at), self.squares.get_mut(at))
            {
                step(weights, squares, &errors, norm, DECAY);
            }
        }
    }

    fn weights_at(&self, feature: u32) -> Likely {
        let at = usize::try_from(feature).unwrap_or(usize::MAX);
        self.weights.get(at).copied().unwrap_or([0.0; LABELS])
    }
}

/// A step against the errors for the labels of one feature.
fn step(weights: &mut Likely, squares: &mut Likely, errors: &Likely, norm: f32, decay: f32) {
    for ((weight, square), error) in weights.iter_mut().zip(squares).zip(errors) {
        let slope = error * norm + decay * *weight;
        *square += slope * slope;
        *weight -= RATE * slope / square.sqrt();
    }
}

#[cfg(test)]
mod tests {
    use super::super::weighed::Weighed;
    use super::super::{Concepts, Model};
    use super::*;

    #[test]
    fn a_trained_model_tells_apart_what_it_was_taught() {
        let taught = [
            (Label::SelfHarm, "no quiero seguir viviendo"),
            (Label::SelfHarm, "ya no quiero vivir más"),
            (Label::None, "mañana tenemos partido"),
            (Label::None, "el partido fue muy divertido"),
        ];
        let many = taught.iter().cycle().take(200).copied();
        let rules = Rules::built_in();
        let file = train(&rules, many);
        let model = Model::read(file.into(), Concepts::default()).unwrap();
        let likeliest = |text: &str| {
            let view = View::new(&rules, text);
            let weighed = Weighed::new(&model, &rules.phrases, &view);
            let likely = weighed.likely(&(0..view.words.len()));
            let most = likely
                .iter()
                .enumerate()
                .max_by(|one, other| one.1.total_cmp(other.1));
            most.map(|(at, _)| Label::ALL[at])
        };
        assert_eq!(likeliest("no quiero vivir"), Some(Label::SelfHarm));
        assert_eq!(likeliest("otro partido divertido"), Some(Label::None));
    }
}
