//! Nothing that is secret or about a child's real life is in a copy of the database or in the log, whatever the level
//! (DESIGN 2, sentence 9; SAFETY A34, T30, T32): canaries go the whole way, and nobody finds them there.

use anyhow::{Context as _, Result};
use app::people::Relation;
use domain::Role;
use serde_json::{Value, json};
use tests::{
    ANSWER_LINK, FINISH_TOTP, INVITE, JOIN, Kind, PROVE_TOTP, SIGN_CODE, SIGN_IN, START_TOTP, World,
};

const NAME: &str = "Aurelia Canario Oculto";
const EMAIL: &str = "familia.canario@example.org";
const BORN_ON: &str = "2013-05-17";
const CHILDS: &str = "canario violin nube sopa";
const GUARDIANS: &str = "canario tortuga lluvia pan";
const MISTYPED: &str = "canario que nadie eligio";
const EVERYBODYS: &str = "la casa azul del puerto";

const OPEN: &str = "mutation($input: AskToOpenIdentityInput!) { askToOpenIdentity(input: $input) {
    __typename ... on ActKept { act { id } } ... on UserError { message } } }";
const ANSWER: &str = "mutation($input: AnswerActInput!) { answerAct(input: $input) {
    __typename ... on ActKept { act { agreed } } ... on UserError { message } } }";
const READ: &str = "mutation($input: ReadIdentityInput!) { readIdentity(input: $input) {
    __typename ... on IdentityRead { person { realName bornOn } } ... on UserError { message } } }";
const HELP: &str =
    "mutation($input: AskForPassphraseResetInput!) { askForPassphraseReset(input: $input) {
    __typename ... on ActKept { act { id } } ... on UserError { message } } }";
const CODE: &str =
    "mutation($input: ReadPassphraseCodeInput!) { readPassphraseCode(input: $input) {
    __typename ... on PassphraseCode { code } ... on UserError { message } } }";

fn text(value: &Value) -> Result<String> {
    Ok(value
        .as_str()
        .with_context(|| value.to_string())?
        .to_owned())
}

async fn does(world: &World, token: Option<&str>, query: &str, input: Value) -> Result<Value> {
    let answered = world.send(token, query, json!({ "input": input })).await;
    let data = answered.data().as_object().context("data")?;
    data.values().next().cloned().context("a payload")
}

/// Signs staff in, with every secret of theirs.
async fn staff(world: &World, login: &str, secrets: &mut Vec<String>) -> Result<String> {
    let input = json!({ "login": login, "passphrase": EVERYBODYS });
    let signed = does(world, None, SIGN_IN, input).await?;
    let unproven = text(&signed["token"])?;
    let started = does(world, Some(&unproven), START_TOTP, json!({})).await?;
    let secret = text(&started["secret"])?;
    let code = app::second_factors::code_of(&secret, world.now()).context("a secret")?;
    let set_up = does(world, Some(&unproven), FINISH_TOTP, json!({ "code": code })).await?;
    let token = text(&set_up["session"]["token"])?;
    let wrong = does(world, Some(&token), PROVE_TOTP, json!({ "code": code })).await?;
    assert_eq!(wrong["problem"], "WRONG");
    let codes: Vec<String> = serde_json::from_value(set_up["recoveryCodes"].clone())?;
    secrets.extend(codes.iter().map(|code| code.replace('-', "")));
    secrets.extend([unproven, token.clone(), secret]);
    secrets.extend(codes);
    Ok(token)
}

/// A child comes in with a guardian. Gives the child's token.
async fn a_child_joins(
    world: &World,
    guide: &str,
    group: &str,
    secrets: &mut Vec<String>,
) -> Result<String> {
    let expected = json!({
        "group": group, "realName": NAME, "bornOn": BORN_ON, "country": "ES", "guardianEmails": [EMAIL],
    });
    let invited = does(world, Some(guide), INVITE, expected).await?;
    let code = text(&invited["code"])?;
    world.is_vouched_for(&invited["invitation"]["id"]).await;
    let letters = world.letters().await;
    let letter = letters.first().context("a letter")?.replace("=\r\n", "");
    let (_, link) = letter.split_once("/familia#").context("a link")?;
    let link: String = link
        .chars()
        .take_while(char::is_ascii_alphanumeric)
        .collect();
    let account = json!({ "login": "familia", "penName": "Familia F", "passphrase": GUARDIANS });
    let answer = json!({
        "code": link, "textVersion": 1, "give": ["ACCOUNT", "PUBLICATION"],
        "declaresParentalResponsibility": true, "account": account,
    });
    let answered = does(world, None, ANSWER_LINK, answer).await?;
    let chosen = json!({
        "code": code, "bornOn": BORN_ON, "login": "kim", "penName": "Kim do Faro", "avatar": "120301",
        "passphrase": CHILDS, "language": "GALICIAN", "textVersion": 1, "give": ["ACCOUNT", "PUBLICATION"],
    });
    let joined = does(world, None, JOIN, chosen).await?;
    let token = text(&joined["token"])?;
    secrets.extend([
        code,
        link,
        text(&answered["session"]["token"])?,
        token.clone(),
    ]);
    Ok(token)
}

/// The tokens of the adults of a story.
struct Adults {
    guide: String,
    lead: String,
    administrator: String,
}

/// Three adults with a second factor each, and a group.
async fn adults(world: &World, secrets: &mut Vec<String>) -> Result<(Adults, String)> {
    let faro = world.group("Faro").await;
    let certificate = Some(World::certificate());
    let eva = world
        .account("eva", &[Role::Guide], None, certificate)
        .await;
    world.relate(Relation::Guide(faro.id, eva)).await;
    world
        .account("sol", &[Role::SafeguardingLead], None, certificate)
        .await;
    world
        .account("ada", &[Role::Administrator], None, None)
        .await;
    let adults = Adults {
        guide: staff(world, "eva", secrets).await?,
        lead: staff(world, "sol", secrets).await?,
        administrator: staff(world, "ada", secrets).await?,
    };
    does(
        world,
        Some(&adults.lead),
        SIGN_CODE,
        json!({ "version": 1 }),
    )
    .await?;
    let kind = api::seal::NodeKind::Group;
    Ok((adults, world.sealer().node_id(kind, faro.id.as_uuid())))
}

/// What people send who mistype, and what is no request at all.
async fn mistakes(world: &World) -> Result<()> {
    let mistyped = json!({ "login": "kim", "passphrase": MISTYPED });
    let refused = does(world, None, SIGN_IN, mistyped).await?;
    assert_eq!(refused["__typename"], "SignInRefusedError");
    let nonsense = format!("{{ \"query\": \"{NAME} {MISTYPED}\", ");
    world.send_bytes(None, nonsense.into_bytes()).await;
    Ok(())
}

/// Two adults read who the child is, and get a code for a forgotten passphrase.
async fn opened(world: &World, adults: &Adults, secrets: &mut Vec<String>) -> Result<()> {
    let Adults {
        guide,
        lead,
        administrator,
    } = adults;
    let agree = async |act: &Value| {
        let input = json!({ "act": act, "agree": true });
        does(world, Some(administrator), ANSWER, input).await
    };
    let asked = json!({ "penName": "Kim do Faro", "reason": "DANGER" });
    let asked = does(world, Some(lead), OPEN, asked).await?;
    let act = &asked["act"]["id"];
    agree(act).await?;
    let read = does(world, Some(lead), READ, json!({ "act": act })).await?;
    let real = json!({ "realName": NAME, "bornOn": BORN_ON });
    assert_eq!(read["person"], real, "the canaries are in the vault");
    let asked = does(
        world,
        Some(guide),
        HELP,
        json!({ "penName": "Kim do Faro" }),
    )
    .await?;
    let act = &asked["act"]["id"];
    agree(act).await?;
    let code = does(world, Some(guide), CODE, json!({ "act": act })).await?;
    secrets.push(text(&code["code"])?);
    Ok(())
}

async fn canaries_are_found_nowhere(kind: Kind) -> Result<()> {
    let world = World::new(kind).await?;
    let typed = [
        NAME,
        "Canario",
        "familia.canario",
        BORN_ON,
        CHILDS,
        GUARDIANS,
        MISTYPED,
        EVERYBODYS,
    ];
    let mut secrets: Vec<String> = typed.map(str::to_owned).to_vec();
    let (adults, group) = adults(&world, &mut secrets).await?;
    a_child_joins(&world, &adults.guide, &group, &mut secrets).await?;
    mistakes(&world).await?;
    opened(&world, &adults, &mut secrets).await?;

    assert!(
        world.was_logged("a second factor was refused"),
        "the log is listened to"
    );
    assert!(
        world.database().holds("identity.read").await?,
        "the database is looked at"
    );
    for secret in &secrets {
        world.is_secret(secret);
    }
    world.end().await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn canaries_are_found_nowhere_on_sqlite() -> Result<()> {
    canaries_are_found_nowhere(Kind::Sqlite).await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn canaries_are_found_nowhere_on_postgres() -> Result<()> {
    if Kind::Postgres.is_there() {
        canaries_are_found_nowhere(Kind::Postgres).await?;
    }
    Ok(())
}
