//! The command `import`: brings the posts of an existing site in. Each becomes a submission that waits for review
//! like any other; nothing of it is public before a person approved it.

mod archive;
mod collect;
pub(crate) mod front_matter;
mod post;
mod report;

use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context as _, ensure};
use app::drafts::InputError;
use app::posts::{ImportPost, ImportRefusal, import_post};
use app::{Ctx, Failure};
use domain::post::draft::{DraftTextError, Part};
use domain::text::{Body, Title};
use domain::{AccountId, GroupId};

use crate::cli;
use crate::config::Config;
use crate::say::say;
use crate::start::{self, When};
use archive::Kept;
use collect::Found;
use post::{Circumstances, Post};
use report::{Refused, Report, Waiting};

/// Runs the command.
pub(crate) async fn run(config: &Config, command: cli::Import) -> anyhow::Result<ExitCode> {
    let cli::Import::Markdown(asked) = command;
    let folder = asked.folder.as_path();
    ensure!(folder.is_dir(), "there is no folder {}", folder.display());
    let (found, unusable) = collect::files(folder);
    ensure!(
        !(found.is_empty() && unusable.is_empty()),
        "there is no .md or .markdown file in {}",
        folder.display()
    );
    let app = start::open(config, When::NewOrExisting).await?.app;
    let ctx = app.operator();
    let group = archive::group(&ctx, &asked.group).await?;
    let author = archive::account(&ctx, &group, asked.language).await?;
    let topics = app::topics::topics(&ctx).await?;
    let mut import = Importing {
        known: Circumstances {
            topics: &topics,
            language: asked.language,
        },
        kept: Kept::of(&app, author).await?,
        report: Report {
            group: group.name.to_string(),
            ..Report::default()
        },
        ctx: &ctx,
        author,
        group: group.id,
    };
    let unusable = unusable.into_iter().map(|it| Refused {
        file: it.name,
        why: it.why,
    });
    import.report.refused.extend(unusable);
    for file in found {
        import.bring_in(file).await?;
    }
    for line in import.report.lines() {
        say(&line);
    }
    if let Some(path) = &asked.report {
        write(path, &import.report)?;
    }
    Ok(ExitCode::SUCCESS)
}

/// An import on its way.
struct Importing<'a> {
    ctx: &'a Ctx,
    author: AccountId,
    group: GroupId,
    known: Circumstances<'a>,
    kept: Kept,
    report: Report,
}

impl Importing<'_> {
    /// Brings one file in and notes in the report how that went. An error inside ends the import: what was brought
    /// in stays, and running it again goes on from there.
    async fn bring_in(&mut self, file: Found) -> anyhow::Result<()> {
        let read =
            collect::read(&file.path).and_then(|text| post::read(&file.path, &text, &self.known));
        let post = match read {
            Ok(post) => post,
            Err(why) => {
                self.refuse(file, why);
                return Ok(());
            }
        };
        let title = Title::parse(&post.input.title).ok();
        let text = title.zip(Body::parse(&post.input.body).ok());
        if let Some((title, body)) = &text
            && self.kept.has(title.as_str(), body.as_str())
        {
            self.report.already_there.push(file.name);
            return Ok(());
        }
        let Post {
            input,
            notes,
            unknown_topics,
            authors,
            date,
        } = post;
        let wanted = ImportPost {
            author: self.author,
            group: self.group,
            text: input,
        };
        match import_post(self.ctx, wanted).await {
            Ok(imported) => {
                if let Some((title, body)) = &text {
                    self.kept.add(title.as_str(), body.as_str());
                }
                self.report.count_removed(&imported.removed);
                self.report.count_unknown(unknown_topics);
                self.report.waiting.push(Waiting {
                    file: file.name,
                    authors,
                    date,
                    notes,
                });
            }
            Err(Failure::Refused(refusal)) => self.refuse(file, reason(&refusal)),
            Err(Failure::Internal(error)) => {
                return Err(error).with_context(|| {
                    format!("the import ended at {}; run it again to go on", file.name)
                });
            }
        }
        Ok(())
    }

    fn refuse(&mut self, file: Found, why: String) {
        self.report.refused.push(Refused {
            file: file.name,
            why,
        });
    }
}

/// Why a post can't be kept, in plain words.
fn reason(refusal: &ImportRefusal) -> String {
    match refusal {
        ImportRefusal::Barred(_) => "only the operator imports".to_owned(),
        ImportRefusal::Input(InputError::Text(DraftTextError::Text(part, error))) => {
            format!("{}: {error}", name(*part))
        }
        ImportRefusal::Input(InputError::Text(DraftTextError::Topics)) => {
            "it has too many topics".to_owned()
        }
        ImportRefusal::Input(InputError::Text(error @ DraftTextError::NotInComment(_))) => {
            error.to_string()
        }
        ImportRefusal::Input(InputError::UnknownTopic) => "one of its topics is gone".to_owned(),
        ImportRefusal::Incomplete(parts) => {
            let missing: Vec<&str> = parts.iter().map(|part| name(*part)).collect();
            format!("nothing is left of its {}", missing.join(" and "))
        }
        ImportRefusal::Render(error) => error.to_string(),
    }
}

const fn name(part: Part) -> &'static str {
    match part {
        Part::Title => "title",
        Part::Summary => "summary",
        Part::Body => "text",
        Part::Topics => "topics",
    }
}

fn write(path: &Path, report: &Report) -> anyhow::Result<()> {
    let json = serde_json::to_string_pretty(report).context("the report can't be written")?;
    std::fs::write(path, json + "\n")
        .with_context(|| format!("the report can't be written to {}", path.display()))
}

#[cfg(test)]
mod tests {
    use domain::text::{TextError, Unit};

    use super::*;
    use crate::cli::{Common, ImportMarkdown};

    async fn imported(place: &Path) -> serde_json::Value {
        let common = Common {
            data: Some(place.join("data")),
            ..Common::default()
        };
        let report = place.join("report.json");
        let asked = ImportMarkdown {
            folder: place.join("posts"),
            group: "Vigo".to_owned(),
            language: domain::Language::Galician,
            report: Some(report.clone()),
        };
        let config = Config::load(&common, None).unwrap();
        run(&config, cli::Import::Markdown(asked)).await.unwrap();
        serde_json::from_slice(&std::fs::read(report).unwrap()).unwrap()
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn an_import_can_be_run_again_and_brings_in_only_what_is_new() {
        let place = tempfile::tempdir().unwrap();
        let posts = place.path().join("posts");
        std::fs::create_dir(&posts).unwrap();
        std::fs::write(posts.join("a.md"), "---\ntitle: A\n---\nOla. ![x](x.png)\n").unwrap();
        std::fs::write(posts.join("b.md"), "# B\n\nOla.\n").unwrap();
        std::fs::write(posts.join("c.md"), [0xff]).unwrap();
        let first = imported(place.path()).await;
        assert_eq!(first["waiting"].as_array().map(Vec::len), Some(2));
        assert_eq!(first["removed"]["picture"], 1);
        assert_eq!(first["refused"][0]["file"], "c.md");

        std::fs::write(posts.join("d.md"), "# D\n\nOla.\n").unwrap();
        let second = imported(place.path()).await;
        assert_eq!(second["waiting"][0]["file"], "d.md");
        assert_eq!(second["already_there"], serde_json::json!(["a.md", "b.md"]));
    }

    #[test]
    fn a_refusal_says_in_plain_words_which_part_does_not_fit() {
        let long = TextError::TooLong {
            most: 120,
            actual: 130,
            unit: Unit::Characters,
        };
        let refusal =
            ImportRefusal::Input(InputError::Text(DraftTextError::Text(Part::Title, long)));
        assert_eq!(
            reason(&refusal),
            "title: the text has 130 characters, at most 120 are possible"
        );
        let empty = ImportRefusal::Incomplete(vec![Part::Body]);
        assert_eq!(reason(&empty), "nothing is left of its text");
    }
}
