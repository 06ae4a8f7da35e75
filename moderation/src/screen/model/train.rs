//! Trains the model: multinomial logistic regression by stochastic gradient descent with adaptive steps (`AdaGrad`; Duchi, Hazan and Singer,
//! 2011). The same sentences in the same order give the same model on the same kind of machine.

use super::concepts::Concepts;
use super::features::{self, Word};
use super::{LABELS, Label, Likely, PLACES, number, soften, words};
use crate::screen::shuffle::Order;
use crate::screen::weights::{common, is_known, scales, written};

/// How often every sentence is looked at.
const EPOCHS: usize = 10;
/// The first epoch whose weights count.
const FIRST_COUNTED: usize = 3;
/// The first step.
const RATE: f32 = 0.5;
/// How strongly weights are drawn to nothing.
const DECAY: f32 = 2e-4;
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
pub fn train<'a>(
    concepts: &Concepts,
    sentences: impl IntoIterator<Item = (Label, &'a str)>,
) -> Vec<u8> {
    let mut examples: Vec<Example> = sentences
        .into_iter()
        .map(|(label, text)| Example {
            label: Label::ALL
                .iter()
                .position(|known| *known == label)
                .unwrap_or(0),
            features: places(&features::read(words(text), concepts)),
            norm: 1.0,
        })
        .collect();
    let known = keep_common(&mut examples);
    let mut learner = Learner {
        weights: vec![[0.0; LABELS]; PLACES],
        squares: vec![[1e-8; LABELS]; PLACES],
        biases: [0.0; LABELS],
        bias_squares: [1e-8; LABELS],
    };
    let mut order = Order::new();
    let mut means = vec![[0.0; LABELS]; PLACES];
    for epoch in 0..EPOCHS {
        order.shuffle(&mut examples);
        for example in &examples {
            learner.learn(example);
        }
        if epoch >= FIRST_COUNTED {
            learner.add_to(&mut means);
        }
    }
    learner.weights = means;
    learner.into_file(&known)
}

/// The places of all features of a sentence.
fn places(words: &[Word]) -> Vec<u32> {
    let mut places = Vec::with_capacity(words.len().saturating_mul(30));
    for word in words {
        word.own(|place| places.push(place));
    }
    features::among(words, |_, _, place| places.push(place));
    places.extend(words.last().map(features::last));
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
    fn learn(&mut self, example: &Example) {
        let norm = example.norm;
        let mut errors = self.biases;
        for feature in &example.features {
            for (sum, weight) in errors.iter_mut().zip(self.weights_at(*feature)) {
                *sum += weight * norm;
            }
        }
        soften(&mut errors);
        if let Some(right) = errors.get_mut(example.label) {
            *right -= 1.0;
        }
        step(&mut self.biases, &mut self.bias_squares, &errors, 1.0, 0.0);
        for feature in &example.features {
            let at = usize::try_from(*feature).unwrap_or(usize::MAX);
            if let (Some(weights), Some(squares)) =
                (self.weights.get_mut(at), self.squares.get_mut(at))
            {
                step(weights, squares, &errors, norm, DECAY);
            }
        }
    }

    /// Adds the share of an epoch to the mean of the weights, which errs less than any of them.
    fn add_to(&self, means: &mut [Likely]) {
        let share = 1.0 / number(EPOCHS.saturating_sub(FIRST_COUNTED).max(1));
        for (mean, weights) in means
            .iter_mut()
            .flatten()
            .zip(self.weights.iter().flatten())
        {
            *mean += weights * share;
        }
    }

    fn weights_at(&self, feature: u32) -> Likely {
        let at = usize::try_from(feature).unwrap_or(usize::MAX);
        self.weights.get(at).copied().unwrap_or([0.0; LABELS])
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
    use super::super::Model;
    use super::super::weighed::Weighed;
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
        let file = train(&Concepts::default(), many);
        let model = Model::read(&file, Concepts::default()).unwrap();
        let likeliest = |text: &str| {
            let words = features::read(words(text), &model.concepts);
            let likely = Weighed::new(&model, &words).likely(&(0..words.len()));
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
