//! What correspondents of the demo say to each other's posts, through the same use cases as a real comment.

use anyhow::Context as _;
use app::comments::{Comment, comment};
use chrono::TimeDelta;
use domain::{Language, PostId, Timestamp};

use super::mix::Dice;
use super::people::Panel;
use super::plan::Life;
use super::stage::{Stage, told};

/// Words that fit any post. Nobody says the same twice under one.
const WORDS: [&str; 12] = [
    "Me ha pasado casi lo mismo y creía que era la única persona a la que le pasaba. Gracias por contarlo.",
    "Lo he leído dos veces. La segunda, en voz alta a mi abuela, y ahora quiere saber quién lo ha escrito.",
    "No lo veo igual, pero me has hecho pensar. ¿Y si el problema no es la norma, sino que nadie nos pregunta?",
    "En mi instituto intentamos algo parecido y salió regular. Lo que funcionó fue empezar con poca gente.",
    "Qué bien explicado. Me quedo con la última frase.",
    "Nunca lo había mirado así. Hoy lo hablamos en clase.",
    "¿De dónde has sacado los datos? Me gustaría leer más.",
    "Yo añadiría una cosa: también cuenta cómo lo dicen las personas adultas, no solo lo que dicen.",
    "Se nota que lo has escrito con calma. Ojalá lo lea quien tiene que leerlo.",
    "Me he reído con lo del principio y luego ya no tanto. Muy bien contado.",
    "Estoy de acuerdo en casi todo. En lo de los horarios, no: a mí me viene mejor por la tarde.",
    "Gracias. Llevaba tiempo buscando palabras para esto.",
];

/// What an author answers.
const ANSWERS: [&str; 5] = [
    "¡Gracias! Me alegra que no sea cosa mía.",
    "Buena pregunta. Los busqué en la biblioteca, con ayuda; si quieres, escribo otra entrada sobre eso.",
    "Tienes razón en eso. No lo había pensado.",
    "Gracias por leerlo con tanto cuidado.",
    "Pues cuéntalo también, que seguro que interesa a más gente.",
];

/// How long somebody thinks before they say something.
const THINKING: TimeDelta = TimeDelta::hours(20);
/// How long a comment waits for a moderator.
const WAITING: TimeDelta = TimeDelta::hours(9);

/// What is said to one post.
struct Said {
    by: usize,
    words: &'static str,
}

impl Stage {
    /// Others say something to a post that is public since a moment, and its author answers the first of them. Not every post is talked about.
    pub(super) async fn talk(
        &self,
        panel: &Panel,
        life: &Life,
        (post, public): (PostId, Timestamp),
    ) -> anyhow::Result<()> {
        let begun = life.begun.as_micros().unsigned_abs();
        let mut dice = Dice::new(begun);
        let first = dice.below(WORDS.len());
        let mut at = public;
        for turn in 0..dice.below(5) {
            let other = dice.below(panel.correspondents.len());
            let said = Said {
                by: other,
                words: pick(&WORDS, first.saturating_add(turn)),
            };
            if other == life.author {
                continue;
            }
            at = at.plus(THINKING);
            let Some(comment) = self.say(panel, life, (post, said), at).await? else {
                return Ok(());
            };
            if turn == 0 {
                let answer = Said {
                    by: life.author,
                    words: pick(&ANSWERS, first),
                };
                at = at.plus(THINKING);
                if self
                    .say(panel, life, (comment, answer), at)
                    .await?
                    .is_none()
                {
                    return Ok(());
                }
            }
        }
        Ok(())
    }

    /// Somebody says something, and it is read and published; nothing of it where the demo is at its end by then. What is said shortly before that waits.
    async fn say(
        &self,
        panel: &Panel,
        life: &Life,
        (on, said): (PostId, Said),
        at: Timestamp,
    ) -> anyhow::Result<Option<PostId>> {
        if self.until() <= at {
            return Ok(None);
        }
        let by = *panel
            .correspondents
            .get(said.by)
            .context("a comment without an author")?;
        let ctx = self.person(by, at).await?;
        let input = Comment {
            on,
            text: said.words.to_owned(),
            language: Language::Spanish,
            checked: None,
        };
        let sent = told("a comment", comment(&ctx, input, None).await)?;
        let read = at.plus(WAITING);
        if self.until() <= read.plus(WAITING) {
            return Ok(None);
        }
        self.publish(panel, life.moderator, sent.review, read)
            .await?;
        Ok(Some(sent.comment))
    }
}

fn pick(from: &'static [&'static str], number: usize) -> &'static str {
    let place = number.checked_rem(from.len()).unwrap_or_default();
    from.get(place).copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use moderation::Lane;
    use moderation::screen::{Rules, Screened, screen_by};

    use super::*;

    #[test]
    fn nothing_in_what_is_said_keeps_a_moderator_from_publishing_it() {
        let rules = Rules::built_in();
        for words in WORDS.iter().chain(&ANSWERS) {
            let item = Screened {
                title: "",
                summary: "",
                body: words,
                earlier: &[],
            };
            let found = screen_by(&rules, &item);
            assert!(found.lane > Lane::P1, "{words}: {found:?}");
        }
    }
}
