//! The adults who work for the panel: what they may do, and what they lack.

use app::read::{StaffView, VettingView};
use async_graphql::{Context, Enum, ID, Object, Result};
use domain::AccountId;
use domain::vetting as facts;

use super::connection::{Page, connection};
use super::enums::Role;
use super::request::{OrMasked as _, Parts as _};
use super::scalars::{CountryCode, Date};
use crate::errors::bad_input;
use crate::seal::NodeKind;

/// The name of the list that cursors of staff belong to.
pub(crate) const STAFF: &str = "staff";

connection! {
    /// A page of the adults who work for the panel, the newest account first.
    StaffConnection,
    /// An adult with their place in the list.
    StaffEdge of StaffMember in STAFF
}

/// A page of the list; `None` for whoever does not run the panel.
pub(crate) async fn page(ctx: &Context<'_>, page: Page<'_>) -> Result<Option<StaffConnection>> {
    let from = match page.from {
        None => None,
        Some(cursor) => {
            let refused = || bad_input("This cursor belongs to no list of staff.");
            let place = ctx.shared()?.sealer.open_cursor(STAFF, cursor);
            let place = place.ok_or_else(refused)?;
            let account = uuid::Uuid::from_slice(&place).map_err(|_unreadable| refused())?;
            Some(AccountId::from_uuid(account))
        }
    };
    let found = app::read::staff(ctx.app()?, from, page.direction, page.rows());
    let Some(mut rows) = found.await.or_masked(ctx)? else {
        return Ok(None);
    };
    let ends = page.arrange(&mut rows);
    let item = |view: StaffView| {
        let place = view.member.account.as_uuid().as_bytes().to_vec();
        (place, StaffMember::from(view))
    };
    let items = rows.into_iter().map(item).collect();
    Ok(Some(StaffConnection::new(items, ends)))
}

/// One adult, for those who run the panel.
pub(crate) async fn member(ctx: &Context<'_>, account: AccountId) -> Result<Option<StaffMember>> {
    let found = app::read::staff_member(ctx.app()?, account).await;
    Ok(found.or_masked(ctx)?.map(StaffMember::from))
}

/// An adult who works for the panel.
pub(crate) struct StaffMember(StaffView);

impl From<StaffView> for StaffMember {
    fn from(view: StaffView) -> Self {
        Self(view)
    }
}

/// An adult who works for the panel. Only those who run it see the list.
#[Object(serial)]
impl StaffMember {
    /// The opaque, stable id.
    pub(crate) async fn id(&self, ctx: &Context<'_>) -> Result<ID> {
        ctx.node_id(NodeKind::StaffMember, self.0.member.account)
    }

    /// The name to sign in with.
    async fn login(&self) -> &str {
        &self.0.member.login
    }

    /// The name that others see.
    async fn pen_name(&self) -> &str {
        self.0.member.pen_name.as_str()
    }

    /// Every role that was given, whether or not the adult may act in it today.
    async fn roles(&self) -> Vec<Role> {
        let roles = self.0.member.roles.iter();
        roles.map(|role| (*role).into()).collect()
    }

    /// What is known of the adult, and what is lacking.
    async fn vetting(&self) -> Vetting {
        Vetting(self.0.vetting.clone())
    }
}

/// What is known of an adult.
pub(crate) struct Vetting(VettingView);

impl From<VettingView> for Vetting {
    fn from(view: VettingView) -> Self {
        Self(view)
    }
}

/// What lets an adult meet children, or read what they did not publish: a certificate that somebody else has seen, training, and
/// the signed code of conduct. Each counts for a year at most.
#[Object(serial)]
impl Vetting {
    /// The newest certificate.
    async fn certificate(&self) -> Option<Certificate> {
        self.0.vetting.certificate.map(Certificate)
    }

    /// The last day on which the training counts.
    async fn training_until(&self) -> Option<Date> {
        self.0.training_until().map(Date)
    }

    /// The last day on which the signed code of conduct counts, unless there is a new one before.
    async fn code_of_conduct_until(&self) -> Option<Date> {
        self.0.code_until().map(Date)
    }

    /// What is lacking today. Guides, moderators and safeguarding leads can do nothing while anything is.
    async fn lacks(&self) -> Vec<VettingLack> {
        self.0.lacks.iter().map(|lack| (*lack).into()).collect()
    }
}

/// A certificate.
pub(crate) struct Certificate(facts::Certificate);

/// A certificate that somebody has seen. The paper itself is not kept.
#[Object(serial)]
impl Certificate {
    /// The country whose authority issued it.
    async fn country(&self) -> CountryCode {
        CountryCode(self.0.country)
    }

    /// What it is.
    async fn kind(&self) -> CertificateKind {
        self.0.kind.into()
    }

    /// The day it was issued.
    async fn issued_on(&self) -> Date {
        Date(self.0.issued_on)
    }

    /// The last day on which it counts.
    async fn expires_on(&self) -> Date {
        Date(self.0.expires_on)
    }
}

/// What a certificate is. Which one is right depends on the country.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
#[graphql(remote = "facts::CertificateKind")]
pub(crate) enum CertificateKind {
    /// A negative certificate of a register of sexual offences, as in Spain.
    SexualOffencesRegister,
    /// A criminal record certificate for work with minors, as in Portugal.
    CriminalRecord,
    /// A check that includes lists of people barred from working with children, as in the United Kingdom.
    BarredListsCheck,
}

/// What an adult lacks who meets children.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
#[graphql(remote = "facts::Lack")]
pub(crate) enum VettingLack {
    /// A certificate that counts today.
    Certificate,
    /// Training within a year.
    Training,
    /// The code of conduct of today, signed within a year.
    CodeOfConduct,
}
