//! Trains the model of screening anew: `cargo run --release -p moderation --example train` reads `moderation/sets/train/*.tsv`, lines of a
//! label, a tab and a sentence, and writes `moderation/rules/model/sentences.bin`.

use std::error::Error;
use std::path::Path;

use moderation::screen::built_in_concepts;
use moderation::screen::model::{Label, train};

fn main() -> Result<(), Box<dyn Error>> {
    let home = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files: Vec<_> = std::fs::read_dir(home.join("sets/train"))?
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<Result<_, _>>()?;
    files.retain(|file| file.extension().is_some_and(|ending| ending == "tsv"));
    files.sort();
    let mut sentences = Vec::new();
    for file in &files {
        let text = std::fs::read_to_string(file)?;
        for (line, number) in text.lines().zip(1_usize..) {
            if line.trim().is_empty() {
                continue;
            }
            let row = line.split_once('\t').and_then(|(label, text)| {
                Some((Label::from_name(label.trim())?, text.replace("\\n", "\n")))
            });
            let row =
                row.ok_or_else(|| format!("{}, line {number}: no label and text", file.display()))?;
            sentences.push(row);
        }
    }
    let model = train(
        &built_in_concepts()?,
        sentences
            .iter()
            .map(|(label, text)| (*label, text.as_str())),
    );
    std::fs::write(home.join("rules/model/sentences.bin"), model)?;
    Ok(())
}
