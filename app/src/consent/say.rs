//! Giving and withdrawing consent, and pausing an account: by the correspondent, by a guardian, or by the operator for
//! words on paper. What was said counts from the next request on; what it no longer covers is taken down with it.

use std::fmt::Display;

use domain::account::Standing;
use domain::consent::{Answer, ConsentFacts, Consents, Purpose, TextVersion};
use domain::policy::{Action, Denial};
use domain::{AccountId, Age, AgeBand, IdentityId};
use storage::consents::{self, About, Saying, Word};
use storage::identities::SealedBirth;
use storage::people;
use storage::{Tx, accounts, identities, posts};

use super::{TEXT, derive, facts, open_birth, rules};
use crate::failure::{Barred, refusal};
use crate::once::{ClientMutationId, once};
use crate::posts::take_down;
use crate::record::Record;
use crate::{Ctx, Failure, Internal, Outcome};

/// What is said about a correspondent.
#[derive(Debug, Clone, Hash)]
pub struct SayConsent {
    /// The correspondent.
    pub ward: AccountId,
    /// The text that was read.
    pub text: u16,
    /// Purposes that are given.
    pub given: Vec<Purpose>,
    /// Purposes that are withdrawn.
    pub withdrawn: Vec<Purpose>,
    /// Whether a guardian pauses the account, or lets it go on; nothing where that is not spoken of.
    pub pause: Option<bool>,
}

/// What was said is kept.
#[derive(Debug, Clone, serde::Serialize, serde::Deserialize)]
pub struct ConsentSaid {
    /// The correspondent.
    #[serde(with = "crate::wire::id")]
    pub ward: AccountId,
}

/// Why nothing was kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ConsentRefusal {
    /// The person may not, or there is no such correspondent.
    Barred(Barred),
    /// The retry id was used for something else.
    Reused,
    /// It is about another text than the one that counts now.
    OldText {
        /// The text to read.
        current: TextVersion,
    },
    /// The correspondent is of an age to decide alone, so a guardian gives and withdraws nothing.
    DecidesAlone,
}

refusal!(ConsentRefusal);

/// Who says it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Speaker {
    /// The correspondent.
    Own,
    /// A guardian.
    Guardian(AccountId),
}

/// Says something about a correspondent: about oneself, or about a ward.
pub async fn say_consent(
    ctx: &Ctx,
    input: SayConsent,
    retry: Option<ClientMutationId>,
) -> Outcome<ConsentSaid, ConsentRefusal> {
    once(ctx, "sayConsent", input, retry, |tx, ctx, input| {
        Box::pin(say(tx, ctx, input))
    })
    .await
}

async fn say(tx: &mut Tx, ctx: &Ctx, input: SayConsent) -> Outcome<ConsentSaid, ConsentRefusal> {
    let person = ctx.person::<ConsentRefusal>()?;
    let speaker = if person.account == input.ward {
        ctx.may::<ConsentRefusal>(&Action::ConsentForOneself)?;
        Speaker::Own
    } else {
        ctx.may::<ConsentRefusal>(&Action::ConsentForWard(&input.ward))?;
        Speaker::Guardian(person.account)
    };
    // Who is suspended takes back, and nothing else.
    let is_more = !input.given.is_empty() || input.pause == Some(false);
    if is_more && person.standing != Standing::Active {
        return Err(Failure::refused(Barred::Denied(Denial::NotActive)));
    }
    if input.text != TEXT.0 {
        return Err(Failure::Refused(ConsentRefusal::OldText { current: TEXT }));
    }
    let known = people::authors(tx, &[input.ward]).await?.pop();
    let sealed = known
        .and_then(|known| known.birth)
        .ok_or_else(|| Failure::<ConsentRefusal>::refused(Barred::NotFound))?;
    let words = words(&input);
    let birth = open_birth(ctx.app(), &sealed)?;
    let said = consents::of(tx, &[sealed.identity]).await?.pop();
    let facts = facts(birth, &sealed, said.unwrap_or_default());
    if matches!(speaker, Speaker::Guardian(_)) {
        may_say_for_ward(ctx, &input, &facts)?;
    }
    keep(tx, ctx, input.ward, &sealed, speaker, &words).await?;
    Ok(ConsentSaid { ward: input.ward })
}

/// Keeps words about somebody who has an account, and takes down what consent no longer covers.
pub(crate) async fn keep(
    tx: &mut Tx,
    ctx: &Ctx,
    ward: AccountId,
    sealed: &SealedBirth,
    speaker: Speaker,
    words: &[Word],
) -> Result<(), Internal> {
    // Posts before the identity, as approving locks them. What was published in between is free by now; what is not is
    // held by somebody who waits for the identity, and asks again what consent covers.
    let mut open = posts::shown_or_waiting(tx, ward).await?;
    for post in &open {
        posts::lock(tx, *post).await?;
    }
    identities::lock(tx, sealed.identity).await?;
    for post in posts::shown_or_waiting(tx, ward).await? {
        if !open.contains(&post) && posts::lock_if_free(tx, post).await? {
            open.push(post);
        }
    }
    store_words(tx, ctx, ward, sealed.identity, speaker, words).await?;
    let said = consents::of(tx, &[sealed.identity]).await?.pop();
    let birth = open_birth(ctx.app(), sealed)?;
    let said = said.unwrap_or_default();
    let consents = derive(ctx.app(), birth, sealed, said, ctx.today());
    if is_withdrawn(words, &consents) {
        for post in open {
            take_down(tx, ctx, post).await?;
        }
        // The page of one's own shows a name also where no post is left.
        accounts::set_blog_page(tx, ward, false).await?;
        tx.move_epoch();
    }
    Ok(())
}

/// Goes on only with what a guardian may say: anything while the ward does not decide alone; afterwards a pause, and
/// taking back what still rests on guardians' consent; nothing about an adult.
fn may_say_for_ward(
    ctx: &Ctx,
    input: &SayConsent,
    facts: &ConsentFacts,
) -> Result<(), Failure<ConsentRefusal>> {
    if AgeBand::of(Age::on(facts.birth, ctx.today())) == AgeBand::Adult {
        return Err(Failure::refused(Barred::NotFound));
    }
    let ages = ctx.app().consent_ages();
    if ages.needs_guardian(facts.birth, facts.country, ctx.today()) {
        return Ok(());
    }
    let rules = rules(ctx.app());
    let rests =
        |purpose: &Purpose| Consents::rests_on_guardians(facts, &rules, *purpose, ctx.today());
    if input.given.is_empty() && input.withdrawn.iter().all(rests) {
        Ok(())
    } else {
        Err(Failure::Refused(ConsentRefusal::DecidesAlone))
    }
}

/// The words of an input. A purpose of both lists is withdrawn.
fn words(input: &SayConsent) -> Vec<Word> {
    let word = |purpose: &Purpose, answer| Word {
        about: About::Purpose(*purpose),
        answer,
    };
    let is_withdrawn = |purpose: &&Purpose| input.withdrawn.contains(purpose);
    let is_given = |purpose: &&Purpose| input.given.contains(purpose) && !is_withdrawn(purpose);
    let given = Purpose::ALL.iter().filter(is_given);
    let given = given.map(|purpose| word(purpose, Answer::Given));
    let withdrawn = Purpose::ALL.iter().filter(is_withdrawn);
    let withdrawn = withdrawn.map(|purpose| word(purpose, Answer::Withheld));
    let pause = input.pause.map(|pause| Word {
        about: About::GoingOn,
        answer: if pause {
            Answer::Withheld
        } else {
            Answer::Given
        },
    });
    given.chain(withdrawn).chain(pause).collect()
}

/// Whether one of the words takes away what publishing needs. What ran out by time takes nothing down.
fn is_withdrawn(words: &[Word], consents: &Consents) -> bool {
    let needed = [Purpose::Account, Purpose::Publication];
    needed.iter().any(|purpose| {
        let about = About::Purpose(*purpose);
        let answer = Answer::Withheld;
        words.contains(&Word { about, answer }) && !consents.purposes.contains(purpose)
    })
}

/// Keeps words, with a record of each that names whom it is `about`: an account, or an identity that has none yet.
pub(crate) async fn store_words(
    tx: &mut Tx,
    ctx: &Ctx,
    about: impl Display + Copy + Send,
    ward: IdentityId,
    speaker: Speaker,
    words: &[Word],
) -> Result<(), Internal> {
    let saying = Saying {
        ward,
        guardian: match speaker {
            Speaker::Own => None,
            Speaker::Guardian(guardian) => Some(guardian),
        },
        text: TEXT,
        language: ctx.language(),
        on: ctx.today(),
        at: ctx.now(),
    };
    let first = consents::count(tx, ward).await?;
    for (place, word) in (first..).zip(words) {
        consents::say(tx, place, &saying, *word).await?;
        let (what, named) = match (word.about, word.answer) {
            (About::Purpose(purpose), Answer::Given) => ("consent.given", purpose.name()),
            (About::Purpose(purpose), Answer::Withheld) => ("consent.withheld", purpose.name()),
            (About::GoingOn, Answer::Given) => ("account.goes-on", "pause"),
            (About::GoingOn, Answer::Withheld) => ("account.paused", "pause"),
        };
        let mut record = Record::of(what, about)
            .with("about", named)
            .with("text", TEXT.0);
        if let Speaker::Guardian(guardian) = speaker {
            record = record.with("guardian", guardian);
        }
        record.store(tx, ctx).await?;
    }
    Ok(())
}
