//! How easy a Spanish text is to read, for tests: Szigriszt-Pazos (1993) on the INFLESZ scale of Barrio Cantalejo (2008), where 65 and more is
//! easy. The scale needs syllables, which are counted by the rules of Spanish spelling.

/// Perspicuity: 206.835 less 62.3 times syllables a word less words a sentence.
pub(super) fn perspicuity(text: &str) -> f64 {
    let words: Vec<&str> = text
        .split(|character: char| !character.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    let syllables: usize = words.iter().map(|word| syllables(word)).sum();
    let (syllables, count) = (number(syllables), number(words.len().max(1)));
    206.835 - 62.3 * syllables / count - count / number(sentences(text))
}

fn number(count: usize) -> f64 {
    f64::from(u32::try_from(count).unwrap())
}

/// How many sentences a text has: colons and semicolons end one too.
fn sentences(text: &str) -> usize {
    let ends = text.split_whitespace();
    ends.filter(|word| word.ends_with(['.', '!', '?', ':', ';', '…']))
        .count()
        .max(1)
}

/// How many syllables a word has: each run of vowels one, and one more where two vowels don't merge.
fn syllables(word: &str) -> usize {
    let word = word.to_lowercase();
    // The u of que, qui, gue and gui is silent.
    let word = ["que", "qui", "qué", "quí", "gue", "gui", "gué", "guí"]
        .into_iter()
        .fold(word, |word, silent| {
            word.replace(silent, &silent.replacen('u', "", 1))
        });
    let word = word
        .strip_suffix('y')
        .map_or(word.clone(), |stem| format!("{stem}i"));
    let mut count = 0_usize;
    let mut before = None;
    for character in word.chars() {
        let vowel = vowel(character);
        let merges = match (before, vowel) {
            (Some(one), Some(other)) => {
                one != Vowel::Apart
                    && other != Vowel::Apart
                    && !(one == Vowel::Strong && other == Vowel::Strong)
            }
            _ => false,
        };
        count += usize::from(vowel.is_some() && !merges);
        before = vowel;
    }
    count.max(1)
}

/// What a vowel does beside another.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Vowel {
    /// Two of them are two syllables.
    Strong,
    /// It merges with any other.
    Weak,
    /// It is a syllable of its own.
    Apart,
}

const fn vowel(character: char) -> Option<Vowel> {
    match character {
        'a' | 'e' | 'o' | 'á' | 'é' | 'ó' => Some(Vowel::Strong),
        'i' | 'u' | 'ü' => Some(Vowel::Weak),
        'í' | 'ú' => Some(Vowel::Apart),
        _ => None,
    }
}

#[test]
fn syllables_are_counted_as_children_clap_them() {
    for (word, count) in [
        ("texto", 2),
        ("publicación", 4),
        ("guía", 2),
        ("que", 1),
        ("quien", 1),
        ("leer", 2),
        ("muy", 1),
        ("ya", 1),
        ("después", 2),
        ("día", 2),
        ("ciudad", 2),
        ("vergüenza", 3),
        ("y", 1),
    ] {
        assert_eq!(syllables(word), count, "{word}");
    }
}

#[test]
fn short_words_in_short_sentences_read_more_easily() {
    let easy = "Tu texto no sale hoy. Cambia una cosa y lo lees otra vez.";
    let hard = "La no publicación obedece al incumplimiento de las condiciones generales aplicables a las colaboraciones.";
    assert!(perspicuity(easy) > 80.0, "{}", perspicuity(easy));
    assert!(perspicuity(hard) < 40.0, "{}", perspicuity(hard));
}
