//! Asking a guardian: a sealed address, a link that works once, and a mail with it.

use domain::consent::Purpose;
use domain::invitation::GUARDIAN_LINK_LASTS;
use domain::text::Label;
use domain::{AccountId, Country, GuardianLinkId, IdentityId, Language, MailId};
use storage::guardian_links::{self, GuardianLink};
use storage::mails::{self, About, Mail};
use storage::{Tx, identities};

use crate::consent::TEXT;
use crate::mail::EmailAddress;
use crate::people::{RealIdentity, seal};
use crate::record::Record;
use crate::secrets::CodeFor;
use crate::source::new_id;
use crate::{Ctx, Internal};

/// Whom to ask about whom.
pub(super) struct Asking<'a> {
    /// About whom.
    pub(super) ward: IdentityId,
    /// Where both live.
    pub(super) country: Country,
    /// The guardian.
    pub(super) guardian: &'a EmailAddress,
    /// The institution for which the guardian acts, if they do.
    pub(super) institution: Option<&'a Label>,
    /// The language of the mail.
    pub(super) language: Language,
    /// Who vouches that this is a guardian.
    pub(super) asked_by: AccountId,
    /// Whether another adult vouches too before the guardian is written to.
    pub(super) needs_second: bool,
}

/// Asks a guardian for everything, each purpose by itself.
pub(super) async fn ask(tx: &mut Tx, ctx: &Ctx, asking: &Asking<'_>) -> Result<(), Internal> {
    let real = RealIdentity {
        name: None,
        birth: None,
        email: Some(asking.guardian.reveal()),
        institution: asking.institution.map(Label::as_str),
        country: asking.country,
    };
    let recipient = seal(ctx, &real)?;
    identities::insert(tx, &recipient, ctx.now()).await?;
    let id = GuardianLinkId::from_uuid(new_id(ctx.now()));
    let link = GuardianLink {
        id,
        ward: asking.ward,
        recipient: recipient.id,
        asked_by: asking.asked_by,
        needs_second: asking.needs_second,
        seconded_by: None,
        purposes: Purpose::ALL.to_vec(),
        text: TEXT,
        until: ctx.now().plus(GUARDIAN_LINK_LASTS),
        is_used: false,
    };
    let code = ctx
        .app()
        .vault()
        .code(CodeFor::GuardianLink, id.as_uuid())?;
    guardian_links::insert(tx, &link, &code.hash(), ctx.now()).await?;
    if !asking.needs_second {
        write_to(tx, ctx, &link, asking.language).await?;
    }
    Record::of("guardian.asked", id)
        .with("held", asking.needs_second)
        .store(tx, ctx)
        .await?;
    Ok(())
}

/// Has the mail with a link sent.
pub(super) async fn write_to(
    tx: &mut Tx,
    ctx: &Ctx,
    link: &GuardianLink,
    language: Language,
) -> Result<(), Internal> {
    let mail = Mail {
        id: MailId::from_uuid(new_id(ctx.now())),
        recipient: link.recipient,
        about: About::GuardianAsked(link.id),
        language,
        attempts: 0,
    };
    Ok(mails::insert(tx, &mail, ctx.now()).await?)
}
