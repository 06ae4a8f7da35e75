//! The people of the demo, made by the use cases that make real ones. None of them exists.

use anyhow::Context as _;
use app::people::{Clearance, Group, NewAccount, Relation, create_account, create_group, relate};
use app::topics::{Topic, create_topic};
use app::{Ctx, Passphrase};
use chrono::{Days, NaiveDate};
use domain::account::Role;
use domain::text::{Label, Login, PenName};
use domain::{AccountId, Country, Language};

use super::accounts::Account;
use super::plan::Size;
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

/// Everybody.
pub(super) struct Panel {
    pub(super) correspondents: Vec<AccountId>,
    pub(super) moderators: Vec<AccountId>,
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
        groups.push(told(
            "a group",
            create_group(ctx, Label::parse(&name)?).await,
        )?);
    }
    let mut topics = Vec::with_capacity(TOPICS.len());
    for name in TOPICS {
        topics.push(told(
            "a topic",
            create_topic(ctx, Label::parse(name)?).await,
        )?);
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
    };
    let correspondents = (0..size.correspondents).map(|number| Newcomer {
        login: format!("corresponsal-{}", number.saturating_add(1)),
        pen_name: correspondent(number),
        role: Role::Correspondent,
        born_on: Some(born_on(number)),
        group: group(number),
    });
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

/// Creates one of them.
pub(super) async fn join(
    ctx: &Ctx,
    newcomer: &Newcomer,
    passphrases: &Passphrases,
) -> anyhow::Result<(AccountId, Account)> {
    let role = newcomer.role;
    let passphrase = passphrases.of(role);
    let days = |count| Days::new(count);
    let today = ctx.today();
    let clearance = role.needs_clearance().then(|| Clearance {
        issued_on: today.checked_sub_days(days(30)).unwrap_or(today),
        expires_on: today.checked_add_days(days(3 * 365)).unwrap_or(today),
    });
    let new = NewAccount {
        login: Login::parse(&newcomer.login).context("a login of the demo")?,
        pen_name: PenName::parse(&newcomer.pen_name).context("a pen name of the demo")?,
        passphrase: passphrase.clone(),
        language: Language::Spanish,
        roles: vec![role],
        born_on: newcomer.born_on,
        country: Country::SPAIN,
        clearance,
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
    let account = Account {
        login: newcomer.login.clone(),
        passphrase: passphrase.reveal().to_owned(),
        role: role.name().to_owned(),
    };
    Ok((id, account))
}

impl Panel {
    /// Puts everybody in their places; `joined` is in the order of [`newcomers`].
    pub(super) fn of(topics: Vec<Topic>, joined: Vec<(AccountId, Account)>) -> Self {
        let of = |role: Role| {
            let own = joined
                .iter()
                .filter(|(_, account)| account.role == role.name());
            own.map(|(id, _)| *id).collect()
        };
        Self {
            correspondents: of(Role::Correspondent),
            moderators: of(Role::Moderator),
            topics,
            accounts: joined.into_iter().map(|(_, account)| account).collect(),
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
        assert_eq!(all.len(), 800 + 40 + 13 + 2);
        let mut seen = HashSet::new();
        for one in &all {
            assert!(Login::parse(&one.login).is_ok(), "{}", one.login);
            let pen_name = PenName::parse(&one.pen_name);
            let skeleton = pen_name.map(|name| name.skeleton());
            assert!(
                skeleton.is_ok_and(|new| seen.insert(new)),
                "{}",
                one.pen_name
            );
        }
    }
}
