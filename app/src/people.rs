//! People and groups: creating accounts, groups and relations, by the operator and by administrators. How correspondents
//! and guardians come in is in `joining`.

mod account;
mod address;
mod adults;
mod facilitator;
mod group;
mod guides;
mod identity;
mod passphrase;
mod roles;
mod set_up;
mod vetting;

pub(crate) use account::new_hash;
pub use account::{AccountRefusal, NewAccount, create_account, set_blog_page};
pub(crate) use address::to_prove;
pub use address::{
    ADDRESS_PROOF_LASTS, AddressGiven, GiveAddress, GiveAddressRefusal, ProveAddressRefusal,
    RemoveAddressRefusal, give_address, own_address_hint, prove_address, remove_address,
};
pub use adults::{
    AdultInvited, AdultsTakenBack, InviteAdultRefusal, JoinAsAdult, JoinAsAdultRefusal,
    TakeBackAdultsRefusal, invite_adult, join_as_adult, take_back_adults,
};
pub use facilitator::{FacilitatorRefusal, SetFacilitator, set_facilitator};
pub use group::{
    Group, GroupCreated, GroupRefusal, NewGroup, Relation, create_group, group_by_name, relate,
};
pub use guides::{GuideRefusal, LetGuideGo, appoint_guide, let_guide_go};
pub(crate) use identity::{RealIdentity, seal};
pub(crate) use passphrase::new_hash_of;
pub use passphrase::{
    ChangePassphrase, ChangePassphraseRefusal, change_passphrase, own_login, own_passphrase_at,
};
pub use roles::{RoleRefusal, account_of_login, give_role, take_role};
pub(crate) use roles::{give, may_give, may_take, take};
pub use set_up::{SETUP_LINK_LASTS, SetUp, SetUpRefusal, offer_set_up, set_up_administrator};
pub use vetting::{
    CODE_OF_CONDUCT, VettingRefusal, lacks, record_certificate, record_training,
    sign_code_of_conduct,
};
