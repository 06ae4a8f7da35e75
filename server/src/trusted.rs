//! Trusted documents: those of our own pages, and those that other front ends hand in as files. Each is named by the
//! SHA-256 of its text, so that nobody can hand in one under the name of another.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::{Context as _, bail, ensure};
use api::documents::{Answered, Documents, Types, document_id};

use crate::config::Config;

/// The most documents of one folder.
const MOST: usize = 10_000;

/// The documents of the pages and of the configured folder, parsed.
pub(crate) fn load(config: &Config, cache: api::documents::CacheSize) -> anyhow::Result<Documents> {
    let mut texts: Vec<String> = web::documents()
        .iter()
        .map(|text| (*text).to_owned())
        .collect();
    if let Some(folder) = &config.graphql.documents {
        texts.extend(read_folder(folder)?);
    }
    let answered = if config.graphql.trusted_only {
        Answered::TrustedOnly
    } else {
        Answered::Any
    };
    let mut documents = Documents::new(config.graphql.limits(), cache)
        .of_schema(Types::of(&api::sdl()))
        .answering(answered);
    for text in &texts {
        documents
            .trust(text)
            .with_context(|| format!("a trusted document is refused: {}", first_line(text)))?;
    }
    Ok(documents)
}

/// Reads `*.graphql`, a document each, and `*.json`, manifests that name texts by their hash.
fn read_folder(folder: &Path) -> anyhow::Result<Vec<String>> {
    let unreadable = || format!("{} can't be read", folder.display());
    let mut texts = Vec::new();
    for entry in std::fs::read_dir(folder).with_context(unreadable)? {
        let path = entry.with_context(unreadable)?.path();
        let kind = path.extension().and_then(|kind| kind.to_str());
        let read = || {
            std::fs::read_to_string(&path)
                .with_context(|| format!("{} can't be read", path.display()))
        };
        match kind {
            Some("graphql") => texts.push(read()?),
            Some("json") => {
                texts.extend(manifest(&read()?).with_context(|| format!("in {}", path.display()))?);
            }
            _ => {}
        }
        ensure!(
            texts.len() <= MOST,
            "{} has more than {MOST} documents",
            folder.display()
        );
    }
    Ok(texts)
}

/// The texts of a manifest as code generators write it: an object from hash to text.
fn manifest(json: &str) -> anyhow::Result<Vec<String>> {
    let named: BTreeMap<String, String> =
        serde_json::from_str(json).context("a manifest is an object from hash to document")?;
    let mut texts = Vec::with_capacity(named.len());
    for (name, text) in named {
        let id = document_id(&text);
        if id != name && id.strip_prefix("sha256:") != Some(&name) {
            bail!("the document under {name} has another SHA-256: {id}");
        }
        texts.push(text);
    }
    Ok(texts)
}

fn first_line(text: &str) -> String {
    let line = text.lines().find(|line| !line.trim().is_empty());
    line.unwrap_or_default().chars().take(80).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_manifest_names_each_document_by_its_hash() {
        let id = document_id("{ a }");
        let bare = id.trim_start_matches("sha256:");
        for name in [id.as_str(), bare] {
            let json = serde_json::json!({ name: "{ a }" }).to_string();
            assert_eq!(manifest(&json).unwrap(), ["{ a }"]);
        }
        let wrong = serde_json::json!({ "sha256:00": "{ a }" }).to_string();
        assert!(
            manifest(&wrong)
                .unwrap_err()
                .to_string()
                .contains("sha256:00")
        );
        assert!(manifest("[]").is_err());
    }

    #[test]
    fn a_folder_holds_documents_and_manifests_and_whatever_else() {
        let folder = tempfile::tempdir().unwrap();
        let write =
            |name: &str, text: &str| std::fs::write(folder.path().join(name), text).unwrap();
        write("a.graphql", "{ a }");
        write("README.md", "not a document");
        let id = document_id("{ b }");
        write("b.json", &serde_json::json!({ id: "{ b }" }).to_string());
        let mut texts = read_folder(folder.path()).unwrap();
        texts.sort_unstable();
        assert_eq!(texts, ["{ a }", "{ b }"]);
        assert!(read_folder(&folder.path().join("nowhere")).is_err());
    }
}
