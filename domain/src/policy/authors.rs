//! Who may do what as an author, or for one: correspondents, their guardians and guides. What those who work for the panel may is in `policy`.

use super::{Access, Denial, OTHER_ROLE, as_guide, as_role, signed_in};
use crate::AccountId;
use crate::account::{Actor, Role, Standing};
use crate::post::Authors;
use crate::publication::Subject;

/// Also who is suspended reads what they wrote and why it was decided as it was.
pub(super) fn as_reading_author(actor: &Actor, authors: &Authors) -> Access {
    match actor.person() {
        Some(person) if authors.include(person.account) && person.standing != Standing::Closed => {
            Access::Allowed
        }
        Some(_) | None => as_author(actor, authors),
    }
}

/// Authors of any age: who turned 18 keeps the right to take back and take down what they wrote.
pub(super) fn as_author(actor: &Actor, authors: &Authors) -> Access {
    match signed_in(actor) {
        Err(Access::Denied(Denial::NotActive)) if is_author(actor, authors) => {
            Access::Denied(Denial::NotActive)
        }
        Ok(person) if authors.include(person.account) => Access::Allowed,
        Ok(_) | Err(_) => Access::Hidden,
    }
}

/// The author who holds the pen. A co-author knows the post, and is told that somebody else writes it.
pub(super) fn as_writer(actor: &Actor, authors: &Authors) -> Access {
    match (as_writing_author(actor, authors), actor.account()) {
        (Access::Allowed, Some(account)) if !authors.are_led_by(account) => {
            Access::Denied(Denial::AnotherWrites)
        }
        (access, _) => access,
    }
}

pub(super) fn as_writing_author(actor: &Actor, authors: &Authors) -> Access {
    match as_author(actor, authors) {
        Access::Allowed => as_role(actor, Role::Correspondent),
        refused @ (Access::Denied(_) | Access::Hidden) => refused,
    }
}

/// An author of any age, also one who is suspended, a guardian of one, or a guide of their group. Nobody else learns that there is such a text.
pub(super) fn as_speaking_for(actor: &Actor, subject: &Subject) -> Access {
    let mut authors = subject.authors.as_slice().iter();
    let mut is_of_ward = || authors.any(|author| as_guardian(actor, *author) == Access::Allowed);
    let speaks = as_guide(actor, subject.group) == Access::Allowed
        || (signed_in(actor).is_ok() && is_of_ward());
    if speaks {
        Access::Allowed
    } else {
        as_reading_author(actor, &subject.authors)
    }
}

/// Whoever is a correspondent or was one, whatever consent allows today. Also who is suspended takes back what they gave
/// (GDPR, article 7(3)).
pub(super) fn as_consenting(actor: &Actor) -> Access {
    match actor.person() {
        Some(person)
            if person.standing != Standing::Closed
                && person.roles.contains(&Role::Correspondent) =>
        {
            Access::Allowed
        }
        Some(_) | None => match signed_in(actor) {
            Err(access) => access,
            Ok(_) => OTHER_ROLE,
        },
    }
}

/// Nobody else learns that there is such a correspondent. Also a guardian who is suspended takes back what they gave.
pub(super) fn as_guardian(actor: &Actor, ward: AccountId) -> Access {
    match actor.person() {
        Some(person)
            if person.standing != Standing::Closed
                && person.is_adult()
                && person.roles.contains(&Role::Guardian)
                && person.wards.contains(&ward) =>
        {
            Access::Allowed
        }
        Some(_) | None => Access::Hidden,
    }
}

fn is_author(actor: &Actor, authors: &Authors) -> bool {
    let account = actor.account();
    account.is_some_and(|account| authors.include(account))
}
