//! The people of the demo, made by the use cases that make real ones. None of them exists.

use anyhow::Context as _;
use app::consent::{SayConsent, TEXT, say_consent};
use app::people::{
    Group, NewAccount, NewGroup, Relation, create_account, create_group, group_by_name, relate,
};
use app::sessions::acting_as;
use app::topics::{Topic, create_topic, topic};
use app::{Ctx, Passphrase};
use chrono::NaiveDate;
use domain::account::Role;
use domain::consent::{ConsentAges, Purpose};
use domain::text::{Label, Login, PenName};
use domain::{AccountId, BirthDate, Country, Language};

use super::accounts::Account;
use super::plan::Size;
use super::staff;
use super::stage::told;
use super::texts::TOPICS;

const GROUPS: [&str; 4] = ["Vigo", "Granada", "Zaragoza", "Las Palmas"];
const CORRESPONDENTS: [&str; 24] = [
    "Marea Alta",
    "Luna de Papel",
    "Gato Despierto",
    "Nube Nueve",
    "La Grulla",
    "Tinta Verde",
    "Mapache Tranquilo",
    "Viento Sur",
    "Lina B",
    "Cometa Rojo",
    "Pan con Tomate",
    "Faro Pequeño",
    "Duna",
    "Zorro de Ciudad",
    "Iris y Punto",
    "Caracol Veloz",
    "Norte Perdido",
    "Brújula Rota",
    "Sal y Limón",
    "Erizo con Casco",
    "La del Séptimo",
    "Lluvia Fina",
    "Búho de Día",
    "Paracaídas",
];
const THINGS: [&str; 30] = [
    "Abeja",
    "Acera",
    "Ardilla",
    "Barca",
    "Bici",
    "Bufanda",
    "Calle",
    "Canción",
    "Ciruela",
    "Colina",
    "Cuchara",
    "Escalera",
    "Estrella",
    "Farola",
    "Flauta",
    "Golondrina",
    "Hoguera",
    "Hormiga",
    "Isla",
    "Lámpara",
    "Maceta",
    "Mandarina",
    "Mochila",
    "Montaña",
    "Naranja",
    "Ola",
    "Ovejita",
    "Pelota",
    "Pluma",
    "Ventana",
];
const LIKE: [&str; 28] = [
    "Alegre",
    "Amable",
    "Azul",
    "Breve",
    "Curiosa",
    "Dulce",
    "Eléctrica",
    "Errante",
    "Feliz",
    "Fugaz",
    "Gigante",
    "Intrépida",
    "Ligera",
    "Lista",
    "Lunar",
    "Modesta",
    "Nómada",
    "Nueva",
    "Pequeña",
    "Puntual",
    "Rápida",
    "Roja",
    "Sabia",
    "Serena",
    "Solar",
    "Tranquila",
    "Valiente",
    "Veloz",
];
const GUIDES: [&str; 4] = ["Amaya R", "Bruno C", "Celia M", "Domingo P"];
const MODERATORS: [&str; 3] = ["Elena V", "Fermín S", "Gloria T"];

/// What everybody in a demo consents to.
const CONSENTS: [Purpose; 2] = [Purpose::Account, Purpose::Publication];

/// Everybody.
pub(super) struct Panel {
    pub(super) correspondents: Vec<AccountId>,
    pub(super) moderators: Vec<AccountId>,
    /// The adults who meet children.
    pub(super) cleared: Vec<AccountId>,
    pub(super) topics: Vec<Topic>,
    /// With what they sign in.
    pub(super) accounts: Vec<Account>,
}

/// Somebody to create.
pub(super) struct Newcomer {
    login: String,
    pen_name: String,
    role: Role,
    born_on: Option<NaiveDate>,
    /// The group that a correspondent belongs to or a guide leads.
    group: Option<domain::GroupId>,
    /// Whether a guardian who has to consent has not yet done so.
    waits: bool,
}

/// Somebody who joined, with what they sign in, and a guardian.
pub(super) struct Joined {
    id: AccountId,
    account: Account,
    guardian: Option<Account>,
    waits: bool,
}

/// A passphrase for everybody of one role: hashing is what takes time, making up is not, but people copy them.
pub(super) struct Passphrases(Vec<(Role, Passphrase)>);

impl Passphrases {
    pub(super) fn new() -> Self {
        let each = |role| (role, Passphrase::generate());
        Self(Role::ALL.into_iter().map(each).collect())
    }

    fn of(&self, role: Role) -> Passphrase {
        let found = self.0.iter().find(|(own, _)| *own == role);
        found.map_or_else(Passphrase::generate, |(_, passphrase)| passphrase.clone())
    }
}

/// The groups and topics of a panel.
pub(super) async fn places(ctx: &Ctx, size: Size) -> anyhow::Result<(Vec<Group>, Vec<Topic>)> {
    let mut groups = Vec::with_capacity(size.groups);
    for number in 0..size.groups {
        let town = GROUPS.get(number.wrapping_rem(GROUPS.len())).copied();
        let town = town.unwrap_or_default();
        let round = number.div_euclid(GROUPS.len()).saturating_add(1);
        let name = if round == 1 {
            format!("Grupo de {town}")
        } else {
            format!("Grupo de {town} {round}")
        };
        let name = Label::parse(&name)?;
        let new = NewGroup::named(name.clone());
        told("a group", create_group(ctx, new, None).await)?;
        groups.push(group_by_name(ctx, name).await?.context("a group")?);
    }
    let mut topics = Vec::with_capacity(TOPICS.len());
    for name in TOPICS {
        let created = create_topic(ctx, Label::parse(name)?, None).await;
        let created = told("a topic", created)?;
        topics.extend(topic(ctx, created.topic).await?);
    }
    Ok((groups, topics))
}

/// Everybody who joins: the correspondents first.
pub(super) fn newcomers(
    size: Size,
    groups: &[Group],
    born_on: impl Fn(usize) -> NaiveDate,
) -> Vec<Newcomer> {
    let group = |number: usize| {
        groups
            .get(number.wrapping_rem(groups.len().max(1)))
            .map(|group| group.id)
    };
    let adult = |role: Role, login: String, pen_name: String| Newcomer {
        login,
        pen_name,
        role,
        born_on: None,
        group: None,
        waits: false,
    };
    let correspondents = (0..size.correspondents).map(|number| Newcomer {
        login: format!("corresponsal-{}", number.saturating_add(1)),
        pen_name: correspondent(number),
        role: Role::Correspondent,
        born_on: Some(born_on(number)),
        group: group(number),
        waits: false,
    });
    // Everybody of the kind that is thirteen, so that the first of them is too.
    let youngest = (0..size.correspondents.max(1)).map(&born_on).max();
    let waiting = Newcomer {
        login: "corresponsal-espera".to_owned(),
        pen_name: "Farolillo Nuevo".to_owned(),
        role: Role::Correspondent,
        born_on: youngest,
        group: group(0),
        waits: true,
    };
    let guides = (0..size.groups).map(|number| Newcomer {
        group: group(number),
        ..adult(Role::Guide, login("guia", number), named(&GUIDES, number))
    });
    let moderators = (0..size.moderators).map(|number| {
        adult(
            Role::Moderator,
            login("moderacion", number),
            named(&MODERATORS, number),
        )
    });
    correspondents
        .chain(guides)
        .chain(moderators)
        .chain([waiting])
        .chain([
            adult(
                Role::Coordinator,
                "coordinacion".to_owned(),
                "Hilda N".to_owned(),
            ),
            adult(
                Role::Administrator,
                "administracion".to_owned(),
                "Isaac L".to_owned(),
            ),
            adult(
                Role::Administrator,
                "administracion-2".to_owned(),
                "Karim B".to_owned(),
            ),
            adult(
                Role::SafeguardingLead,
                "proteccion".to_owned(),
                "Julia P".to_owned(),
            ),
        ])
        .collect()
}

fn login(role: &str, number: usize) -> String {
    format!("{role}-{}", number.saturating_add(1))
}

/// A name of the list; those after its end are told apart by a letter.
fn named(list: &[&str], number: usize) -> String {
    let name = list
        .get(number.wrapping_rem(list.len().max(1)))
        .copied()
        .unwrap_or_default();
    match number.div_euclid(list.len().max(1)) {
        0 => name.to_owned(),
        round => {
            let letter =
                u8::try_from(round).map_or('Z', |round| char::from(b'A'.saturating_add(round)));
            format!("{name}{letter}")
        }
    }
}

fn correspondent(number: usize) -> String {
    if let Some(name) = CORRESPONDENTS.get(number) {
        return (*name).to_owned();
    }
    let number = number.saturating_sub(CORRESPONDENTS.len());
    let thing = THINGS
        .get(number.wrapping_rem(THINGS.len()))
        .copied()
        .unwrap_or_default();
    let like = LIKE
        .get(number.div_euclid(THINGS.len()))
        .copied()
        .unwrap_or_default();
    format!("{thing} {like}")
}

/// Creates one of them, with a guardian where one has to consent.
pub(super) async fn join(
    ctx: &Ctx,
    newcomer: &Newcomer,
    passphrases: &Passphrases,
) -> anyhow::Result<Joined> {
    let (id, account) = create(ctx, newcomer, passphrases).await?;
    let ages = ConsentAges::built_in()?;
    let needs_guardian = newcomer.born_on.is_some_and(|day| {
        let birth = BirthDate::from_stored(day);
        ages.needs_guardian(birth, Country::SPAIN, ctx.today())
    });
    let guardian = if needs_guardian && !newcomer.waits {
        Some(guardian(ctx, newcomer, id, passphrases).await?)
    } else {
        None
    };
    Ok(Joined {
        id,
        account,
        guardian,
        waits: newcomer.waits,
    })
}

/// The pen name of a correspondent's guardian.
fn family(pen_name: &str) -> String {
    format!("{pen_name} F")
}

/// Creates a guardian, who consents.
async fn guardian(
    ctx: &Ctx,
    newcomer: &Newcomer,
    ward: AccountId,
    passphrases: &Passphrases,
) -> anyhow::Result<Account> {
    let guardian = Newcomer {
        login: newcomer.login.replace("corresponsal", "familia"),
        pen_name: family(&newcomer.pen_name),
        role: Role::Guardian,
        born_on: None,
        group: None,
        waits: false,
    };
    let (id, account) = create(ctx, &guardian, passphrases).await?;
    let relation = Relation::Guardian(id, ward);
    told("a guardian", relate(ctx, relation).await)?;
    let acting = acting_as(ctx.app(), id).await?;
    let acting = acting.context("a guardian got lost")?;
    let words = SayConsent {
        ward,
        text: TEXT.0,
        given: CONSENTS.to_vec(),
        withdrawn: Vec::new(),
        pause: None,
    };
    told("a consent", say_consent(&acting, words, None).await)?;
    Ok(account)
}

async fn create(
    ctx: &Ctx,
    newcomer: &Newcomer,
    passphrases: &Passphrases,
) -> anyhow::Result<(AccountId, Account)> {
    let role = newcomer.role;
    let passphrase = passphrases.of(role);
    let new = NewAccount {
        login: Login::parse(&newcomer.login).context("a login of the demo")?,
        pen_name: PenName::parse(&newcomer.pen_name).context("a pen name of the demo")?,
        passphrase: passphrase.clone(),
        language: Language::Spanish,
        roles: vec![role],
        born_on: newcomer.born_on,
        country: Country::SPAIN,
        consent: match role {
            Role::Correspondent => CONSENTS.to_vec(),
            Role::Guide
            | Role::Guardian
            | Role::Moderator
            | Role::SafeguardingLead
            | Role::Coordinator
            | Role::Administrator => Vec::new(),
        },
        certificate: None,
        trained_on: None,
    };
    let id = told("an account", create_account(ctx, new).await)?;
    let relation = newcomer.group.map(|group| match role {
        Role::Guide => Relation::Guide(group, id),
        Role::Correspondent
        | Role::Guardian
        | Role::Moderator
        | Role::SafeguardingLead
        | Role::Coordinator
        | Role::Administrator => Relation::Member(group, id),
    });
    if let Some(relation) = relation {
        told("a relation", relate(ctx, relation).await)?;
    }
    // Coordinators vouch for whom a new guide invites, so they need a certificate too.
    if role.needs_clearance() || role == Role::Coordinator {
        staff::vet(ctx, id).await?;
    }
    let account = Account {
        login: newcomer.login.clone(),
        passphrase: passphrase.reveal().to_owned(),
        role: role.name().to_owned(),
        totp_secret: if role.is_staff() {
            Some(staff::set_up_totp(ctx, &newcomer.login, &passphrase).await?)
        } else {
            None
        },
    };
    Ok((id, account))
}

impl Panel {
    /// Puts everybody in their places; `joined` is in the order of [`newcomers`].
    pub(super) fn of(topics: Vec<Topic>, joined: Vec<Joined>) -> Self {
        let of = |role: Role| -> Vec<AccountId> {
            let own = joined
                .iter()
                .filter(|joined| joined.account.role == role.name() && !joined.waits);
            own.map(|joined| joined.id).collect()
        };
        let accounts = |joined: Joined| [joined.account].into_iter().chain(joined.guardian);
        Self {
            correspondents: of(Role::Correspondent),
            moderators: of(Role::Moderator),
            cleared: [Role::Guide, Role::Moderator, Role::SafeguardingLead]
                .map(of)
                .concat(),
            topics,
            accounts: joined.into_iter().flat_map(accounts).collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn everybody_in_a_demo_has_a_login_and_a_pen_name_that_nobody_is_taken_for() {
        let size = Size::of(Some(5_000));
        let all = newcomers(size, &[], |_| NaiveDate::default());
        assert_eq!(all.len(), 800 + 40 + 13 + 4 + 1);
        let mut seen = HashSet::new();
        for one in &all {
            assert!(Login::parse(&one.login).is_ok(), "{}", one.login);
            let family = (one.role == Role::Correspondent).then(|| family(&one.pen_name));
            for pen_name in [one.pen_name.clone()].into_iter().chain(family) {
                let skeleton = PenName::parse(&pen_name).map(|name| name.skeleton());
                assert!(skeleton.is_ok_and(|new| seen.insert(new)), "{pen_name}");
            }
        }
    }
}
