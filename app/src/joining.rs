//! How somebody becomes a correspondent: a guide vouches for them, a guardian consents where one has to, and they come in
//! by an invitation that works once. There is no other way in. The rules are in `domain::invitation` and
//! `domain::consent`.

mod ask;
mod ask_guardian;
mod bounds;
mod consent;
mod invitation;
mod invite;
mod join;
mod link;
mod second;
mod take_back;

pub use ask_guardian::{AskGuardian, AskGuardianRefusal, Child, GuardianAsked, ask_guardian};
pub(crate) use bounds::forget_askings;
pub use consent::{
    ConsentByLink, ConsentByLinkRefusal, ConsentGiven, NewGuardian, consent_by_link,
};
pub use invitation::{InvitationRefusal, ReadInvitation, read_invitation};
pub use invite::{Invite, InviteRefusal, Invited, invite};
pub use join::{Join, JoinRefusal, join};
pub(crate) use link::institution_of;
pub use link::{ConsentRequest, LinkOver, read_link};
pub use second::{SecondRefusal, second, second_guardian};
pub(crate) use take_back::forget_over;
pub use take_back::{TakeBackRefusal, TakenBack, take_back};
