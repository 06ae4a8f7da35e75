//! From a file to what can be submitted: title, summary, language and topics, from the front matter or from what
//! stands in for it. The text stays as it is, a heading that repeats the title included.

use std::path::Path;

use app::drafts::DraftInput;
use app::topics::Topic;
use domain::Language;
use domain::post::draft::TOPICS_MOST;
use domain::text::Summary;

use super::front_matter::{self, Fields};

/// A post to submit, with what was lost on the way.
pub(super) struct Post {
    /// What to submit.
    pub(super) input: DraftInput,
    /// What the report says of the file, in plain words.
    pub(super) notes: Vec<String>,
    /// Tags that are no topic here.
    pub(super) unknown_topics: Vec<String>,
    /// Who wrote it there.
    pub(super) authors: Vec<String>,
    /// When, as it was written there.
    pub(super) date: Option<String>,
}

/// What the folder and the command line say of every post.
pub(super) struct Circumstances<'a> {
    /// The topics that exist.
    pub(super) topics: &'a [Topic],
    /// The language of posts that don't say theirs.
    pub(super) language: Language,
}

/// Reads a post; the error says in plain words why it can't be submitted.
pub(super) fn read(path: &Path, text: &str, known: &Circumstances<'_>) -> Result<Post, String> {
    let document = front_matter::split(text).map_err(|unreadable| {
        let place = unreadable
            .line
            .map_or_else(String::new, |line| format!(" (line {line})"));
        format!("its front matter is no {}{place}", unreadable.language)
    })?;
    let (fields, body) = (document.fields, document.body);
    if fields.says("draft", "true")
        || fields.says("published", "false")
        || fields.says("status", "draft")
    {
        return Err("it was a draft there, and never published".to_owned());
    }
    let title = fields
        .text(&["title"])
        .or_else(|| first_heading(body))
        .or_else(|| file_title(path))
        .ok_or("it has no title")?;
    let mut notes = Vec::new();
    let summary = summary(&fields, &mut notes);
    let wanted = fields.list(&["tags", "tag", "topics", "categories", "category"]);
    let (topics, unknown_topics) = topics(&wanted, known.topics, &mut notes);
    Ok(Post {
        input: DraftInput {
            title,
            summary,
            body: body.to_owned(),
            language: language(&fields, path, known.language)?,
            topics,
        },
        notes,
        unknown_topics,
        authors: fields.list(&["author", "authors"]),
        date: fields.text(&["date", "date_created", "startdate"]),
    })
}

/// A summary that can't be kept is left out, never cut.
fn summary(fields: &Fields, notes: &mut Vec<String>) -> String {
    let Some(given) = fields.text(&["summary", "description", "excerpt"]) else {
        return String::new();
    };
    match Summary::parse(&given) {
        Ok(_) => given,
        Err(error) => {
            notes.push(format!("the summary was left out: {error}"));
            String::new()
        }
    }
}

fn topics(
    wanted: &[String],
    known: &[Topic],
    notes: &mut Vec<String>,
) -> (Vec<domain::TopicId>, Vec<String>) {
    let (mut found, mut unknown) = (Vec::new(), Vec::new());
    for name in wanted {
        let same = |topic: &&Topic| topic.name.as_str().to_lowercase() == name.to_lowercase();
        match known.iter().find(same) {
            None => unknown.push(name.clone()),
            Some(topic) if found.contains(&topic.id) => {}
            Some(topic) if found.len() < TOPICS_MOST => found.push(topic.id),
            Some(_) => notes.push(format!("one topic more than {TOPICS_MOST} was left out")),
        }
    }
    (found, unknown)
}

/// The front matter's language, else that of the file's name (`index.pt.md`), else that of the nearest folder named
/// after one, else that of the command line.
fn language(fields: &Fields, path: &Path, otherwise: Language) -> Result<Language, String> {
    if let Some(tag) = fields.text(&["lang", "language", "locale"]) {
        return Language::from_tag(&tag).ok_or_else(|| {
            let ours = Language::ALL.map(Language::code).join(", ");
            format!("its language is none of {ours}")
        });
    }
    let stem = path.file_stem().and_then(|stem| stem.to_str());
    let suffix = stem.and_then(|stem| Some(stem.rsplit_once('.')?.1));
    let folders = path
        .ancestors()
        .skip(1)
        .filter_map(|folder| folder.file_name()?.to_str());
    let named = suffix.into_iter().chain(folders).find_map(|name| {
        Language::ALL
            .into_iter()
            .find(|language| language.code().eq_ignore_ascii_case(name))
    });
    Ok(named.unwrap_or(otherwise))
}

/// The text of the first heading outside a block of code.
fn first_heading(body: &str) -> Option<String> {
    let mut in_code = false;
    let mut before = "";
    for line in body.lines() {
        let trimmed = line.trim();
        if trimmed.starts_with("```") || trimmed.starts_with("~~~") {
            in_code = !in_code;
        }
        let is_indented = line.starts_with("    ") || line.starts_with('\t');
        if !in_code && !is_indented {
            let marks = trimmed.bytes().take_while(|byte| *byte == b'#').count();
            let heading = trimmed.trim_start_matches('#');
            if (1..=6).contains(&marks) && heading.starts_with([' ', '\t']) {
                return plain(heading.trim().trim_end_matches('#'));
            }
            let is_underline = trimmed.len() >= 3
                && (trimmed.bytes().all(|byte| byte == b'=')
                    || trimmed.bytes().all(|byte| byte == b'-'));
            if is_underline && !before.is_empty() {
                return plain(before);
            }
        }
        before = trimmed;
    }
    None
}

/// A line of Markdown as its reader sees it.
fn plain(line: &str) -> Option<String> {
    let rendered = moderation::sanitise::render(line.trim()).ok()?;
    let text = rendered.html.text();
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

/// `2024-03-01-mi-barrio.es.md` is "mi barrio"; `mi-barrio/index.md` too.
fn file_title(path: &Path) -> Option<String> {
    let stem = path.file_stem()?.to_str()?;
    let stem = stem.split('.').next().unwrap_or(stem);
    let name = if stem.eq_ignore_ascii_case("index") || stem.eq_ignore_ascii_case("readme") {
        path.parent()?.file_name()?.to_str()?
    } else {
        stem
    };
    let name = name.trim_start_matches(|character: char| {
        character.is_ascii_digit() || matches!(character, '-' | '_' | ' ')
    });
    let words: Vec<&str> = name
        .split(['-', '_', ' '])
        .filter(|word| !word.is_empty())
        .collect();
    (!words.is_empty()).then(|| words.join(" "))
}

#[cfg(test)]
mod tests {
    use domain::TopicId;
    use domain::text::{Label, Slug};
    use uuid::Uuid;

    use super::*;

    fn topic(number: u128, name: &str) -> Topic {
        Topic {
            id: TopicId::from_uuid(Uuid::from_u128(number)),
            slug: Slug::parse("t").unwrap(),
            name: Label::parse(name).unwrap(),
        }
    }

    fn post(path: &str, text: &str) -> Result<Post, String> {
        let topics = [
            topic(1, "Deporte"),
            topic(2, "Música"),
            topic(3, "a"),
            topic(4, "b"),
        ];
        let known = Circumstances {
            topics: &topics,
            language: Language::Spanish,
        };
        read(Path::new(path), text, &known)
    }

    fn title(path: &str, text: &str) -> String {
        post(path, text).map_or_else(|why| why, |post| post.input.title)
    }

    #[test]
    fn a_title_comes_from_the_front_matter_else_the_first_heading_else_the_file() {
        for (path, text, expected) in [
            ("x.md", "---\ntitle: Uno\n---\n# Dos\n", "Uno"),
            (
                "x.md",
                "Hola.\n\n## Dos **negro** [aquí](https://a.example) ##\n",
                "Dos negro aquí",
            ),
            ("x.md", "Dos\n===\n\nHola.", "Dos"),
            ("x.md", "```\n# code\n```\n    # code\n\n# Dos", "Dos"),
            ("2024-03-01-mi-barrio.es.md", "Hola.", "mi barrio"),
            ("es/mi_barrio/index.md", "#hola", "mi barrio"),
            ("2024-03-01.md", "Hola.", "it has no title"),
        ] {
            assert_eq!(title(path, text), expected, "{path} {text:?}");
        }
    }

    #[test]
    fn the_text_is_never_changed_also_when_it_repeats_the_title() {
        let text = "---\ntitle: Uno\n---\n# Uno\n\nHola,  mundo.  \n";
        assert_eq!(
            post("x.md", text)
                .ok()
                .map(|post| post.input.body)
                .as_deref(),
            Some("# Uno\n\nHola,  mundo.  \n")
        );
    }

    #[test]
    fn a_language_comes_from_the_front_matter_else_the_file_else_the_nearest_folder() {
        for (path, text, code) in [
            ("es/x.md", "---\ntitle: x\nlang: pt-BR\n---\n", "pt"),
            ("es/x.ca.md", "Hola.", "ca"),
            ("es/gl/2024/x.md", "Hola.", "gl"),
            ("posts/x.md", "Hola.", "es"),
        ] {
            let language = post(path, text).map(|post| post.input.language.code());
            assert_eq!(language, Ok(code), "{path}");
        }
        let french = post("x.md", "---\ntitle: x\nlang: fr\n---\n");
        assert!(french.err().is_some_and(|why| why.contains("none of es")));
    }

    #[test]
    fn only_topics_that_exist_are_taken_and_the_others_are_reported() {
        let text =
            "---\ntitle: x\ntags: [deporte, DEPORTE, vim, a]\ncategories: [Música, b]\n---\n";
        let post = post("x.md", text).ok().unwrap();
        let numbers: Vec<u128> = post
            .input
            .topics
            .iter()
            .map(|id| id.as_uuid().as_u128())
            .collect();
        assert_eq!(numbers, [1, 3, 2]);
        assert_eq!(post.unknown_topics, ["vim"]);
        assert!(
            post.notes.iter().any(|note| note.contains("more than 3")),
            "{:?}",
            post.notes
        );
    }

    #[test]
    fn a_summary_that_does_not_fit_is_left_out_and_reported_never_cut() {
        let long = "a".repeat(301);
        let post = post("x.md", &format!("---\ntitle: x\nsummary: {long}\n---\n"))
            .ok()
            .unwrap();
        assert_eq!(post.input.summary, "");
        assert_eq!(post.notes.len(), 1);
    }

    #[test]
    fn what_was_a_draft_there_is_refused() {
        for field in ["draft: true", "published: false", "status: Draft"] {
            let text = format!("---\ntitle: x\n{field}\n---\nHola.");
            assert!(post("x.md", &text).is_err(), "{field}");
        }
        assert!(post("x.md", "---\ntitle: x\ndraft: false\n---\nHola.").is_ok());
    }
}
