//! The people of the page in a real panel, each with an author, a post, a review, an invitation and acts of their own, so that
//! nobody is in anybody's way.

use api::seal::NodeKind;
use app::StorageError;
use app::joining::{AskGuardian, Child};
use app::mail::EmailAddress;
use app::people::{
    CODE_OF_CONDUCT, Group, Relation, record_certificate, record_training, sign_code_of_conduct,
};
use chrono::{Months, NaiveDate, TimeDelta};
use domain::account::{Actor, Role, STEP_UP_LASTS, Standing};
use domain::act::{Act, AskedAct, OpeningReason, WAITS};
use domain::{AccountId, ActId, GuardianLinkId, InvitationId};
use serde_json::{Value, json};
use storage::Tx;
use storage::acts::StoredAct;
use tests::{CHANGE_CONSENT, CONSENT, DraftHandle, INVITE, Person, ReviewHandle, World};
use uuid::Uuid;

use super::people::Who;
use super::texts::{Escalated, Published, Shared, asked_about, shared, takes, told};

/// What there is for one person to try things with.
pub(super) struct Stage<'w> {
    pub(super) who: Person<'w>,
    pub(super) author: AccountId,
    /// The author's login.
    pub(super) name: String,
    pub(super) group: Group,
    pub(super) guide: AccountId,
    pub(super) guide_login: String,
    /// Somebody who reads what moderators and leads read.
    pub(super) colleague: AccountId,
    /// What waits for review, and somebody else holds.
    pub(super) draft: DraftHandle,
    pub(super) review: ReviewHandle,
    /// What was handed to the safeguarding leads.
    pub(super) escalated: Escalated,
    /// What whoever comes on was asked about the review, or somebody else where that is the author; and what whoever comes on was told.
    pub(super) consultation: Uuid,
    /// What the author was told of another text.
    pub(super) statement: Value,
    /// What was suggested about one more.
    pub(super) suggestion: Value,
    /// What another correspondent writes with the author.
    pub(super) shared: Shared,
    /// What is published, unless the author took consent back.
    pub(super) published: Published,
    /// What the group's guide was given: an invitation and its code.
    pub(super) invited: Value,
    pub(super) guardian_code: String,
    /// A guardian who waits for another adult.
    pub(super) asked_guardian: GuardianLinkId,
    /// What an administrator was given for another adult.
    pub(super) adult_code: String,
    pub(super) acts: Acts,
    /// Another session of whoever comes on, or one that is nobody's.
    pub(super) session: String,
}

/// What was asked for about the author.
pub(super) struct Acts {
    /// By somebody else.
    pub(super) opening: ActId,
    /// By whoever comes on; by somebody else where that is the author.
    pub(super) own_opening: ActId,
    pub(super) own_reset: ActId,
}

const OPEN: Act = Act::OpenIdentity(OpeningReason::Danger);

impl Stage<'_> {
    /// A sealed id.
    pub(super) fn id(&self, kind: NodeKind, value: Uuid) -> String {
        self.who.world().sealer().node_id(kind, value)
    }

    /// The name that readers know the author by.
    pub(super) fn pen_name(&self) -> String {
        format!("{} del Mar", self.name)
    }
}

/// How much time passes before somebody comes on.
pub(super) const fn later(who: Who) -> TimeDelta {
    match who {
        Who::AuthorTurnedAdult | Who::ModeratorAuthor => TimeDelta::days(1),
        Who::AuthorTooYoung => TimeDelta::days(-1),
        Who::AuthorToRenew => TimeDelta::days(33),
        _ => TimeDelta::zero(),
    }
}

/// Sets the stage for somebody, on whose day the clock then stands; `None` for whoever is not there over the network.
pub(super) async fn stage(world: &World, who: Who, number: usize) -> Option<Stage<'_>> {
    if who == Who::Operator {
        return None;
    }
    let named = |name: &str| format!("{name}{}", letters(number));
    let group = world.group(&named("Faro ")).await;
    let name = named("mia");
    let author = world
        .account(&name, &[Role::Correspondent], born(world, who), None)
        .await;
    world.relate(Relation::Member(group.id, author)).await;
    let writer = world.signed_in(&name, author).await;
    let guardian = guardian(world, who, &named("eva"), &writer).await;
    let holder = world.moderator(&named("ann")).await;
    let (published, statement, suggestion, escalated) = told(&writer, &holder, named).await;
    let leo = world.correspondent(&named("leo"), &group).await;
    let shared = shared(&leo, &writer, &holder).await;
    let draft = writer.writes(&name, "Texto.").await;
    let review = takes(&holder, &name).await;
    let (guide, invited, guardian_code) = invite(world, &named("gael"), &group).await;
    let asked = ask_guardian(world, guide, &invited).await;
    befalls(who, &writer, guardian.as_ref()).await;
    let other = named("sol");
    let account = arrives(world, who, &other, &group, author).await;
    let asked_by = account
        .filter(|account| *account != author)
        .unwrap_or(guide);
    let consultation = asked_about(&holder, &review, (asked_by, author), account).await;
    let acts = acts(world, (author, &group), guide, asked_by).await;
    if let Some(account) = account {
        was_opened(world, account, &group, guide).await;
        asks(world, OPEN, (guide, &group), account).await;
        shared.invite(world, account).await;
    }
    // Nobody signs in after the clock went back: the throttle has not forgotten.
    let (later, is_earlier) = (later(who), later(who) < TimeDelta::zero());
    if !is_earlier {
        world.passes(later);
    }
    if let Some(account) = account {
        turns(world, who, account).await;
    }
    let login = if who.is_author() { &name } else { &other };
    let person = comes_on(world, who, login, account).await;
    if is_earlier {
        world.passes(later);
    }
    Some(Stage {
        session: other_session(&person).await,
        who: person,
        author,
        name,
        group,
        guide,
        guide_login: named("gael"),
        colleague: colleague(world, &named("cea")).await,
        draft,
        review,
        escalated,
        consultation,
        statement,
        suggestion,
        shared,
        published,
        invited,
        guardian_code,
        asked_guardian: asked,
        adult_code: invite_adult(world, &named("ada")).await,
        acts,
    })
}

/// Letters instead of a number, for names that look like no other.
fn letters(number: usize) -> String {
    let letters = ["b", "d", "f", "g", "k", "p", "t", "x"];
    let (first, second) = (number / letters.len(), number % letters.len());
    format!("{}{}", letters[first], letters[second])
}

/// When the author was born.
fn born(world: &World, who: Who) -> Option<NaiveDate> {
    let today = world.now().as_utc().date_naive();
    let ago = |day: NaiveDate, years: u32| day.checked_sub_months(Months::new(12 * years));
    match who {
        Who::AuthorOfTwelve | Who::AuthorPaused | Who::AuthorAwaitingGuardian => ago(today, 13),
        Who::AuthorTooYoung => ago(today.succ_opt()?, 12),
        Who::AuthorToRenew => ago(today.succ_opt()?, 14),
        Who::AuthorTurnedAdult | Who::ModeratorAuthor => ago(today.succ_opt()?, 18),
        _ => ago(today, 15),
    }
}

/// A moderator and safeguarding lead, so that both have a colleague.
async fn colleague(world: &World, name: &str) -> AccountId {
    let roles = [Role::Moderator, Role::SafeguardingLead];
    let cleared = Some(World::certificate());
    world.account(name, &roles, None, cleared).await
}

/// The author's guardian, who agrees, where there has to be one.
async fn guardian<'w>(
    world: &'w World,
    who: Who,
    name: &str,
    author: &Person<'_>,
) -> Option<Person<'w>> {
    match who {
        Who::AuthorOfTwelve
        | Who::AuthorPaused
        | Who::AuthorAwaitingGuardian
        | Who::AuthorTooYoung
        | Who::AuthorToRenew => (),
        _ => return None,
    }
    let guardian = world.adult(name, &[Role::Guardian]).await;
    world
        .relate(Relation::Guardian(guardian.account(), author.account()))
        .await;
    says(&guardian, json!({ "give": ["ACCOUNT", "PUBLICATION"] })).await;
    world.passes(TimeDelta::hours(24));
    Some(guardian)
}

/// Says something about oneself, or about one's ward.
async fn says(who: &Person<'_>, mut words: Value) {
    let seen = who.send(CONSENT, json!({})).await;
    let viewer = &seen.data()["viewer"];
    let own = &viewer["consent"]["correspondent"];
    let ward = &viewer["wards"][0]["correspondent"];
    words["correspondent"] = if own.is_null() {
        ward.clone()
    } else {
        own.clone()
    };
    words["textVersion"] = json!(1);
    let said = who.does(CHANGE_CONSENT, words).await;
    assert_eq!(said["__typename"], "ConsentChanged", "{said}");
}

/// A guide, who invited somebody who needs a guardian; what the guide was given, and the code in the guardian's mail.
async fn invite(world: &World, name: &str, group: &Group) -> (AccountId, Value, String) {
    let certificate = Some(World::certificate());
    let account = world.account(name, &[Role::Guide], None, certificate).await;
    world.relate(Relation::Guide(group.id, account)).await;
    let guide = world.signed_in(name, account).await;
    let email = format!("familia-de-{name}@example.org");
    let kind = NodeKind::Group;
    let input = json!({
        "group": world.sealer().node_id(kind, group.id.as_uuid()), "realName": "Aurelia Canario",
        "bornOn": "2013-05-17", "country": "ES", "guardianEmails": [email],
    });
    let invited = guide.does(INVITE, input).await;
    assert_eq!(invited["__typename"], "Invited", "{invited}");
    let letters = world.letters().await;
    let letter = letters.iter().find(|letter| letter.contains(&email));
    let code = crate::joining::code_in(letter.expect("a letter"));
    (account, invited, code)
}

/// Another guardian, whom the guide wants asked.
async fn ask_guardian(world: &World, guide: AccountId, invited: &Value) -> GuardianLinkId {
    let acting = app::sessions::acting_as(world.app(), guide).await;
    let acting = acting.expect("a look").expect("an adult");
    let id = invited["invitation"]["id"].as_str().unwrap_or_default();
    let (_, id) = world.sealer().open_node(id).expect("an invitation");
    let invitation = InvitationId::from_uuid(id);
    let email = format!("otra.{id}@example.org");
    let ask = AskGuardian {
        child: Child::Invited(invitation),
        guardian: EmailAddress::parse(&email).expect("an address"),
        institution: None,
        language: None,
    };
    let asked = app::joining::ask_guardian(&acting, ask, None).await;
    asked.expect("a guardian");
    let view = app::read::invitation(&acting, invitation).await;
    let view = view.expect("a look").expect("an invitation");
    let held = view.asked.iter().find(|asked| asked.needs_second);
    held.expect("a guardian who waits").link
}

/// The code of an administrator's invitation.
async fn invite_adult(world: &World, name: &str) -> String {
    let account = world
        .account(name, &[Role::Administrator], None, None)
        .await;
    let acting = app::sessions::acting_as(world.app(), account).await;
    let acting = acting.expect("a look").expect("an adult");
    let invited = app::people::invite_adult(&acting, None).await;
    let code = invited.expect("an invitation").code(&acting);
    code.expect("a code").reveal().to_owned()
}

/// What befell the author since.
async fn befalls(who: Who, author: &Person<'_>, guardian: Option<&Person<'_>>) {
    match (who, guardian) {
        (Who::AuthorPaused, Some(guardian)) => says(guardian, json!({ "pause": true })).await,
        (Who::AuthorAwaitingGuardian, Some(guardian)) => {
            says(guardian, json!({ "withdraw": ["ACCOUNT"] })).await;
        }
        (Who::AuthorNotAgreed, _) => says(author, json!({ "withdraw": ["ACCOUNT"] })).await,
        _ => (),
    }
}

/// The account of whoever comes on, made into what the page says of them; `None` for whoever has none.
async fn arrives(
    world: &World,
    who: Who,
    name: &str,
    group: &Group,
    author: AccountId,
) -> Option<AccountId> {
    let like = match who.actor() {
        Actor::Person(person) => person,
        // Of those who work for the panel any will do.
        Actor::Unproven(_) => match Who::Moderator.actor() {
            Actor::Person(person) => person,
            _ => return None,
        },
        Actor::Reader | Actor::Operator => return None,
    };
    let account = if who.is_author() {
        author
    } else if like.is_adult() {
        let certificate = like.cleared.then(World::certificate);
        world.account(name, &like.roles, None, certificate).await
    } else {
        world
            .account(name, &[Role::Correspondent], born(world, who), None)
            .await
    };
    for guided in &like.guides {
        let guided = if *guided == super::columns::group(1) {
            group.id
        } else {
            world.group(&format!("Norte de {name}")).await.id
        };
        world.relate(Relation::Guide(guided, account)).await;
    }
    // Whoever may be invited to write together belongs to the group.
    if like.group.is_some() && !who.is_author() || who == Who::ModeratorMinor {
        world.relate(Relation::Member(group.id, account)).await;
    }
    if !like.wards.is_empty() {
        world.relate(Relation::Guardian(account, author)).await;
    }
    if like.standing != Standing::Active {
        stands(world, account, like.standing).await;
    }
    Some(account)
}

/// What somebody turns into on the day: an author of 18 who becomes a moderator, and a child who was made one by mistake.
async fn turns(world: &World, who: Who, account: AccountId) {
    match who {
        Who::ModeratorAuthor => {
            let operator = world.app().operator();
            world.grants(account, Role::Moderator).await;
            let today = operator.today();
            record_certificate(&operator, account, World::certificate(), None)
                .await
                .expect("a certificate");
            record_training(&operator, account, today, None)
                .await
                .expect("training");
            let acting = app::sessions::acting_as(world.app(), account).await;
            let acting = acting.expect("a look").expect("an adult");
            sign_code_of_conduct(&acting, CODE_OF_CONDUCT, None)
                .await
                .expect("a signature");
        }
        Who::ModeratorMinor => {
            let now = world.now();
            let grant = world
                .app()
                .db()
                .write::<_, StorageError, _>(async move |tx: &mut Tx| {
                    storage::accounts::grant(tx, account, Role::Moderator, now).await
                });
            grant.await.expect("a role");
        }
        _ => (),
    }
}

/// Signs somebody in, twice; the second time gives the other session's token.
async fn comes_on<'w>(
    world: &'w World,
    who: Who,
    name: &str,
    account: Option<AccountId>,
) -> Person<'w> {
    let Some(account) = account else {
        return world.reader();
    };
    match who {
        Who::AuthorClosed => world.reader(),
        Who::NothingSetUp => {
            world.half_signed_in(name, account).await;
            world.half_signed_in(name, account).await
        }
        Who::NotProven => {
            world.signed_in(name, account).await;
            world.half_signed_in(name, account).await
        }
        Who::ModeratorProvenLongAgo => {
            world.signed_in(name, account).await;
            let person = world.signed_in(name, account).await;
            world.passes(STEP_UP_LASTS);
            person
        }
        _ => {
            world.signed_in(name, account).await;
            world.signed_in(name, account).await
        }
    }
}

/// The id of a session of somebody that is not the one they use; somebody else's where they see none.
async fn other_session(who: &Person<'_>) -> String {
    let sessions = "{ viewer { sessions { id isCurrent } } }";
    let seen = who.send(sessions, json!({})).await;
    let seen = seen.data()["viewer"]["sessions"].as_array().cloned();
    let other = seen
        .unwrap_or_default()
        .into_iter()
        .find(|seen| seen["isCurrent"] == false);
    match other {
        Some(other) => other["id"].as_str().unwrap_or_default().to_owned(),
        None => who.world().sealer().node_id(NodeKind::Session, Uuid::nil()),
    }
}

async fn stands(world: &World, account: AccountId, standing: Standing) {
    let stands = world
        .app()
        .db()
        .write::<_, StorageError, _>(async move |tx: &mut Tx| {
            storage::accounts::set_standing(tx, account, standing).await
        });
    stands.await.expect("a standing");
}

/// Somebody's identity was opened some time ago.
async fn was_opened(world: &World, account: AccountId, group: &Group, by: AccountId) {
    let act = asks(world, OPEN, (account, group), by).await;
    let before = world.now().plus(TimeDelta::days(-2));
    let opened = world
        .app()
        .db()
        .write::<_, StorageError, _>(async move |tx: &mut Tx| {
            storage::acts::note_opened(tx, act, before).await
        });
    opened.await.expect("an act");
}

/// Asks for what can be asked for about the author.
async fn acts(
    world: &World,
    about: (AccountId, &Group),
    guide: AccountId,
    asked_by: AccountId,
) -> Acts {
    Acts {
        opening: asks(world, OPEN, about, guide).await,
        own_opening: asks(world, OPEN, about, asked_by).await,
        own_reset: asks(world, Act::ResetPassphrase, about, asked_by).await,
    }
}

/// Asks for an act in somebody's name, whether they might or not.
async fn asks(
    world: &World,
    act: Act,
    (about, group): (AccountId, &Group),
    asked_by: AccountId,
) -> ActId {
    let id = ActId::from_uuid(Uuid::from_u128(rand::random()));
    let asked = AskedAct {
        act,
        about,
        group: Some(group.id),
        asked_by,
    };
    let stored = StoredAct {
        id,
        asked,
        at: world.now(),
        until: world.now().plus(WAITS),
        answer: None,
        opened: None,
    };
    let insert = world
        .app()
        .db()
        .write::<_, StorageError, _>(async move |tx: &mut Tx| {
            storage::acts::insert(tx, &stored).await
        });
    insert.await.expect("an act");
    id
}
