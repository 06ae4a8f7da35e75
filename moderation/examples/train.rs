//! Trains the models of screening anew: `cargo run --release -p moderation --example train` reads `moderation/sets/train/*.tsv`, lines of a
//! label, a tab and a sentence, and writes `moderation/rules/model/sentences.bin`; then `moderation/sets/marked/*.txt`, lines in which what
//! is personal data is marked as `⟦CODE|words⟧`, and writes `moderation/rules/model/spans.bin`. With `sentences` or `spans` it trains one.

use std::error::Error;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use moderation::screen::model::Label;
use moderation::screen::tagger::Marked;
use moderation::screen::{FindingCode, Rules, model, tagger};

/// Of so many marked texts one is learnt in small letters too.
const EVERY_SMALL: usize = 5;

fn main() -> Result<(), Box<dyn Error>> {
    let home = Path::new(env!("CARGO_MANIFEST_DIR"));
    let chosen = std::env::args().nth(1);
    let rules = Rules::untrained()?;
    let is_chosen = |name| chosen.as_deref().is_none_or(|chosen| chosen == name);
    let texts = lines(&home.join("sets/marked"), "txt", marked)?;
    let texts: Vec<Marked> = texts.into_iter().map(|(_, text)| text).collect();
    if is_chosen("sentences") {
        let sentences = lines(&home.join("sets/train"), "tsv", sentence)?;
        let mut sentences: Vec<_> = sentences.into_iter().map(|(_, line)| line).collect();
        // What holds no personal data is harmless in other ways too; the rest may ask for contact.
        let harmless = texts.iter().filter(|text| text.data.is_empty());
        sentences.extend(harmless.map(|text| (Label::None, text.text.clone())));
        let sentences = sentences.iter();
        let sentences = sentences.map(|(label, text)| (*label, text.as_str()));
        let model = model::train(&rules, sentences);
        std::fs::write(home.join("rules/model/sentences.bin"), model)?;
    }
    if is_chosen("spans") {
        let mut texts = texts;
        let small = texts.iter().step_by(EVERY_SMALL);
        let small: Vec<Marked> = small.filter_map(Marked::in_small_letters).collect();
        texts.extend(small);
        // Posts and prose are about people whom everybody may know.
        let sentences = lines(&home.join("sets/train"), "tsv", sentence)?;
        let prose = sentences.into_iter().filter(|(file, (label, _))| {
            *label == Label::None && (file.contains("-posts") || file.contains("-prose"))
        });
        texts.extend(prose.map(|(_, (_, text))| Marked {
            text,
            data: Vec::new(),
        }));
        let model = tagger::train(&rules, &texts);
        std::fs::write(home.join("rules/model/spans.bin"), model)?;
    }
    Ok(())
}

/// What the lines of the files of a folder say, each with the name of its file.
fn lines<T>(
    folder: &Path,
    ending: &str,
    read: impl Fn(&str) -> Option<T>,
) -> Result<Vec<(String, T)>, Box<dyn Error>> {
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder)?
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<Result<_, _>>()?;
    files.retain(|file| file.extension().is_some_and(|known| known == ending));
    files.sort();
    let mut all = Vec::new();
    for file in &files {
        let text = std::fs::read_to_string(file)?;
        let name = file.file_name().and_then(OsStr::to_str).unwrap_or_default();
        for (line, number) in text.lines().zip(1_usize..) {
            if line.trim().is_empty() {
                continue;
            }
            let read = read(&line.replace("\\n", "\n"));
            let read =
                read.ok_or_else(|| format!("{}, line {number}, can't be read", file.display()))?;
            all.push((name.to_owned(), read));
        }
    }
    Ok(all)
}

/// A label, a tab and a sentence.
fn sentence(line: &str) -> Option<(Label, String)> {
    let (label, text) = line.split_once('\t')?;
    Some((Label::from_name(label.trim())?, text.to_owned()))
}

/// A text with marks.
fn marked(line: &str) -> Option<Marked> {
    let mut marked = Marked {
        text: String::new(),
        data: Vec::new(),
    };
    let mut rest = line;
    while let Some((before, after)) = rest.split_once('⟦') {
        let (mark, after) = after.split_once('⟧')?;
        let (code, words) = mark.split_once('|')?;
        marked.text.push_str(before);
        let start = marked.text.len();
        marked.text.push_str(words);
        let data = start..marked.text.len();
        marked.data.push((FindingCode::parse(code)?, data));
        rest = after;
    }
    marked.text.push_str(rest);
    Some(marked)
}
