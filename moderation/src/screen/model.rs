//! A small statistical model beside the lexicons: what a sentence is about, learnt from labelled sentences. It finds what no list of
//! phrases has, and knows nothing of names or numbers. It is a linear model over hashed words, parts of words and phrases of lexicons, so that
//! for each finding the words that told can be shown. What it sees of a text is in `features` and `signals`, training in `train`.

mod concepts;
mod features;
mod label;
mod signals;
mod train;
mod weighed;

use std::borrow::Cow;
use std::ops::Range;

use super::find::{Findings, View};
use super::phrases::Phrases;
use super::weights::Weights;
use super::{FindingCode, Lane};

pub use concepts::Concepts;
pub(super) use concepts::Meanings;
pub(super) use features::{Word, hash_of_text, mix};
pub use label::Label;
pub use train::train;
use weighed::Weighed;

/// How many places the features are hashed to.
pub const PLACES: usize = 1 << 19;

/// How many labels there are.
pub const LABELS: usize = Label::ALL.len();

/// A word as the model sees it: any number is one.
pub(super) fn plain(word: &str) -> String {
    let is_number = word.chars().all(|c| c.is_ascii_digit());
    if is_number {
        return if word.len() < 3 {
            "#".to_owned()
        } else {
            "##".to_owned()
        };
    }
    let mut even = String::with_capacity(word.len());
    for c in word.chars().take(40) {
        if !even.ends_with(c) || c.is_ascii_digit() {
            even.push(if c == 'ñ' { 'n' } else { c });
        }
    }
    even
}

/// How long a file is before its weights, in bytes.
const HEAD: usize = LABELS * 8;

/// The file of a model that has learnt nothing.
pub(super) fn untrained() -> Vec<u8> {
    vec![0; HEAD + PLACES / 8]
}

/// The rule of what the model finds.
pub const MODEL: &str = "model";

/// What a model says of some words: how likely each label is. They add up to 1.
pub type Likely = [f32; LABELS];

/// A trained model.
#[derive(Debug)]
pub struct Model {
    concepts: Concepts,
    scales: [f32; LABELS],
    biases: Likely,
    weights: Weights<LABELS, LABELS>,
}

/// A file that is no model.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the file of the model is not as long as a model is")]
pub struct ModelError;

impl Model {
    /// Reads a model: for each label its scale and its bias, little-endian; a bit for each place that has weights, the lowest first; then
    /// the weights of those places.
    pub fn read(file: Cow<'static, [u8]>, concepts: Concepts) -> Result<Self, ModelError> {
        let head = file.get(..HEAD).ok_or(ModelError)?;
        let (mut scales, mut biases) = ([0.0; LABELS], [0.0; LABELS]);
        let pairs = head.chunks_exact(8).zip(scales.iter_mut().zip(&mut biases));
        for (pair, (scale, bias)) in pairs {
            let number = |at: usize| {
                let bytes = pair.get(at..at.saturating_add(4));
                let bytes: Option<[u8; 4]> = bytes.and_then(|bytes| bytes.try_into().ok());
                bytes.map(f32::from_le_bytes).ok_or(ModelError)
            };
            (*scale, *bias) = (number(0)?, number(4)?);
        }
        Ok(Self {
            concepts,
            scales,
            biases,
            weights: Weights::read(file, HEAD, PLACES)?,
        })
    }

    /// Some words as it sees them.
    pub(super) fn understand<'w>(&self, words: impl Iterator<Item = &'w str>) -> Vec<Word> {
        features::read(words.map(plain).collect(), &self.concepts)
    }

    /// What the model says of each sentence, by itself and with the next.
    pub(super) fn opinions(&self, phrases: &Phrases, view: &View<'_>) -> Opinions<'_> {
        let read = view.read(self);
        let weighed = Weighed::new(self, phrases, view);
        let sentences = sentences(view);
        let mut opinions = Vec::with_capacity(sentences.len().saturating_mul(2));
        for (place, sentence) in sentences.iter().enumerate() {
            let next = sentences.get(place.saturating_add(1));
            let is_short = |words: &Range<usize>| words.len() < SHORT;
            let pair = next.filter(|next| is_short(sentence) || is_short(next));
            let pair = pair.map(|next| sentence.start..next.end);
            for range in [Some(sentence.clone()), pair].into_iter().flatten() {
                let likely = weighed.likely(&range);
                opinions.push(Opinion {
                    words: range,
                    likely,
                });
            }
        }
        Opinions {
            words: read.len(),
            weighed,
            list: opinions,
        }
    }
}

/// What a model says of some words of a text.
#[derive(Debug, Clone)]
struct Opinion {
    words: Range<usize>,
    likely: Likely,
}

impl Opinion {
    /// How likely the labels of a lane are together, and the code of the likeliest.
    fn in_lane(&self, lane: Lane) -> (f32, Option<FindingCode>) {
        let labels = Label::ALL.into_iter().zip(self.likely);
        let labels = labels.filter_map(|(label, likely)| {
            let (code, its) = label.finding()?;
            (its == lane).then_some((code, likely))
        });
        let all: f32 = labels.clone().map(|(_, likely)| likely).sum();
        let most = labels.max_by(|one, other| one.1.total_cmp(&other.1));
        (all, most.map(|(code, _)| code))
    }

    /// How likely anything of it is.
    fn of_anything(&self) -> f32 {
        1.0 - self.likely.first().copied().unwrap_or(0.0)
    }
}

/// What a model says of a text.
#[derive(Debug)]
pub(super) struct Opinions<'a> {
    words: usize,
    weighed: Weighed<'a>,
    /// In the order of their first words.
    list: Vec<Opinion>,
}

impl Opinions<'_> {
    /// The opinions of the sentences, and of pairs of them, that some words are in.
    fn around<'a>(&'a self, words: &'a Range<usize>) -> impl Iterator<Item = &'a Opinion> + 'a {
        let earliest = words.start.saturating_sub(LONGEST.saturating_mul(2));
        let first = self
            .list
            .partition_point(|opinion| opinion.words.start < earliest);
        let near = self.list.iter().skip(first);
        near.take_while(|opinion| opinion.words.start < words.end)
            .filter(|opinion| words.start < opinion.words.end)
    }

    /// What the model says of some words and the few around them: a long sentence must not make them harmless.
    fn nearby(&self, words: &Range<usize>, beside: usize) -> f32 {
        let from = words.start.saturating_sub(beside);
        let to = words.end.saturating_add(beside).min(self.words);
        let likely = self.weighed.likely(&(from..to));
        1.0 - likely.first().copied().unwrap_or(0.0)
    }

    /// The likeliest labels of each sentence, in words.
    pub(super) fn told(&self, view: &View<'_>) -> Vec<String> {
        let told = self.list.iter().map(|opinion| {
            let mut labels: Vec<(Label, f32)> =
                Label::ALL.into_iter().zip(opinion.likely).collect();
            labels.sort_by(|one, other| other.1.total_cmp(&one.1));
            let most = labels.iter().take(3);
            let most: Vec<String> = most
                .map(|(label, likely)| format!("{} {:.2}", label.name(), likely))
                .collect();
            let text = view
                .source_of(opinion.words.clone())
                .and_then(|at| view.source.get(at));
            format!("{}: {}", most.join(", "), text.unwrap_or_default())
        });
        told.collect()
    }

    /// Whether a phrase of a lexicon may mean what its rule says: the model does not find the sentence harmless.
    pub(super) fn allow(&self, words: &Range<usize>, lane: Lane) -> bool {
        let least = match lane {
            Lane::P0 => HARMLESS_IN_DANGER,
            Lane::P1 => HARMLESS_IN_CONTACT,
            Lane::P2 | Lane::P3 | Lane::P4 | Lane::P5 => HARMLESS,
        };
        self.around(words)
            .any(|opinion| opinion.of_anything() > least)
            || self.nearby(words, BESIDE) > least
            || self.nearby(words, 0) > BY_ITSELF
    }

    /// Whether a hint of a lexicon counts: the model finds its lane likely.
    pub(super) fn support(&self, words: &Range<usize>, lane: Lane) -> bool {
        self.around(words)
            .any(|opinion| opinion.in_lane(lane).0 > SUPPORT)
    }

    /// Finds sentences that are about something by the model alone.
    pub(super) fn find(&self, view: &View<'_>, findings: &mut Findings) {
        let doubt = doubt_of(self.list.len());
        for opinion in self
            .list
            .iter()
            .filter(|opinion| opinion.words.len() >= LEAST_WORDS)
        {
            let is_short = opinion.words.len() < SHORT;
            let more = if is_short {
                SHORT_MORE.max(doubt)
            } else {
                doubt
            };
            let told = THRESHOLDS.into_iter().find_map(|(lane, least)| {
                let (all, code) = opinion.in_lane(lane);
                let least = least + more;
                code.filter(|_| all > least).map(|code| (code, lane, all))
            });
            if let Some((code, lane, likely)) = told
                && let Some(at) = view.source_of(opinion.words.clone())
            {
                findings.add_in(lane, code, (&MODEL.into(), percent(likely)), at);
            }
        }
    }
}

/// How much likelier the labels of a lane have to be in a text of so many sentences: the more there are, the more of them look like something
/// by chance.
fn doubt_of(opinions: usize) -> f32 {
    let beyond = opinions.saturating_sub(FEW_OPINIONS).min(MOST_DOUBTED);
    number(beyond) * DOUBT
}

/// So many sentences, with their pairs, raise no doubt.
const FEW_OPINIONS: usize = 6;
/// So many more do.
const MOST_DOUBTED: usize = 10;
/// How much each of them does.
const DOUBT: f32 = 0.015;

/// Sentences that are shorter, in words, are also looked at with their neighbours.
const SHORT: usize = 7;

/// How likely anything has to be for a phrase of a lexicon to count.
const HARMLESS: f32 = 0.95;
/// The same where somebody may want to meet a child.
const HARMLESS_IN_CONTACT: f32 = 0.85;
/// The same where the phrase tells of danger: a doubt is enough.
const HARMLESS_IN_DANGER: f32 = 0.3;
/// How likely anything has to be for the words of a phrase by themselves: nothing around them makes them harmless then.
const BY_ITSELF: f32 = 0.985;
/// How likely a lane has to be for a hint to count.
const SUPPORT: f32 = 0.7;

/// How much likelier the labels of a lane have to be in a short sentence, which says little.
const SHORT_MORE: f32 = 0.2;

/// The fewest words that say enough.
const LEAST_WORDS: usize = 3;

/// How likely the labels of a lane have to be together.
const THRESHOLDS: [(Lane, f32); 3] = [(Lane::P0, 0.53), (Lane::P1, 0.47), (Lane::P3, 0.67)];

/// The longest sentence that is looked at in one piece, in words.
const LONGEST: usize = 50;
/// How many words on each side of a phrase are looked at with it.
const BESIDE: usize = 2;

/// The words of each sentence; very long ones in pieces.
fn sentences(view: &View<'_>) -> Vec<Range<usize>> {
    let mut sentences = Vec::new();
    let mut from = 0;
    for at in 1..=view.words.len() {
        let is_full = at.saturating_sub(from) >= LONGEST;
        if at == view.words.len() || view.begins_sentence(at) || is_full {
            sentences.push(from..at);
            from = at;
        }
    }
    sentences
}

/// The softmax of some numbers.
fn soften(numbers: &mut Likely) {
    let most = numbers.iter().copied().fold(f32::MIN, f32::max);
    let mut sum = 0.0;
    for number in numbers.iter_mut() {
        *number = (*number - most).exp();
        sum += *number;
    }
    for number in numbers.iter_mut() {
        *number /= sum;
    }
}

/// A likelihood in hundredths.
pub(super) fn percent(likely: f32) -> u8 {
    (0..=100)
        .rev()
        .find(|hundredths| number(*hundredths) <= likely * 100.0)
        .and_then(|found| u8::try_from(found).ok())
        .unwrap_or(0)
}

/// A count as a number with a point; counts here are far below what it holds exactly.
pub(super) fn number(count: impl TryInto<i32>) -> f32 {
    #[expect(
        clippy::cast_precision_loss,
        clippy::as_conversions,
        reason = "far below 2^24"
    )]
    let number = count.try_into().unwrap_or(i32::MAX) as f32;
    number
}
