//! Coming in: only whom a guide vouches for, only with a guardian's consent where the age needs it, and only once.

mod asked_later;
mod guardians;
mod invitations;
mod mail;
mod vouching;

use app::people::{Group, Relation};
use domain::Role;
use serde_json::{Value, json};
use tests::{INVITE, Person, START, World};

const PASSPHRASE: &str = "tortuga violin nube sopa";
/// Old enough to consent alone in Spain: sixteen.
const SIXTEEN: &str = "2010-03-01";
/// Not old enough: thirteen.
const THIRTEEN: &str = "2013-05-17";
const NAME: &str = "Aurelia Canario Oculto";
const EMAIL: &str = "familia.canario@example.org";

async fn guide<'a>(world: &'a World, name: &str, group: &Group) -> Person<'a> {
    let cleared = Some(World::certificate());
    let account = world.account(name, &[Role::Guide], None, cleared).await;
    let guide = world.signed_in(name, account).await;
    world
        .relate(Relation::Guide(group.id, guide.account()))
        .await;
    guide
}

/// A coordinator with a certificate.
async fn coordinator<'a>(world: &'a World, name: &str) -> Person<'a> {
    let cleared = Some(World::certificate());
    let account = world
        .account(name, &[Role::Coordinator], None, cleared)
        .await;
    world.signed_in(name, account).await
}

fn id_of(world: &World, group: &Group) -> String {
    let kind = api::seal::NodeKind::Group;
    world.sealer().node_id(kind, group.id.as_uuid())
}

/// What a guide writes about somebody born then.
fn about(world: &World, group: &Group, born_on: &str, emails: &[&str]) -> Value {
    json!({
        "group": id_of(world, group), "realName": NAME, "bornOn": born_on, "country": "ES",
        "guardianEmails": emails,
    })
}

/// Invites somebody, and gives the code.
async fn invited(guide: &Person<'_>, input: Value) -> String {
    let made = guide.does(INVITE, input).await;
    assert_eq!(made["__typename"], "Invited", "{made}");
    guide
        .world()
        .is_vouched_for(&made["invitation"]["id"])
        .await;
    made["code"].as_str().expect("a code").to_owned()
}

/// What somebody types who does it right.
fn typed(code: &str, name: &str, born_on: &str) -> Value {
    json!({
        "code": code, "bornOn": born_on, "login": name, "penName": format!("{name} del Faro"),
        "avatar": "120301", "passphrase": PASSPHRASE, "language": "ENGLISH", "textVersion": 1,
        "give": ["ACCOUNT", "PUBLICATION"],
    })
}

fn with(mut input: Value, field: &str, value: Value) -> Value {
    input[field] = value;
    input
}

/// The code in the link of the one mail.
async fn mailed(world: &World) -> String {
    code_in(world.letters().await.first().expect("a letter"))
}

pub(crate) fn code_in(letter: &str) -> String {
    let letter = letter.replace("=\r\n", "");
    let (_, link) = letter.split_once("/familia#").expect("a link");
    link.chars()
        .take_while(char::is_ascii_alphanumeric)
        .collect()
}

fn answer(code: &str, name: &str, give: &[&str]) -> Value {
    json!({
        "code": code, "textVersion": 1, "give": give, "declaresParentalResponsibility": true,
        "account": { "login": name, "penName": format!("{name} de Casa"), "passphrase": PASSPHRASE },
    })
}

/// How many people's real identities are kept.
async fn identities(world: &World) -> u64 {
    let checked = app::vault::check_vault(&world.app().operator()).await;
    checked.expect("a look").by_master.values().sum()
}

/// Tries to write with a token.
async fn writes(world: &World, token: &Value) -> Value {
    let text = json!({ "title": "Uno", "body": "Texto.", "language": "SPANISH" });
    let input = json!({ "input": { "text": text } });
    let said = world.send(token.as_str(), START, input).await;
    said.data()["startDraft"]["__typename"].clone()
}
