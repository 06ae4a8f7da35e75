//! People and groups: creating accounts, groups and relations. Until people join by invitation this is done by the
//! operator and by administrators.

mod account;
mod group;

pub use account::{AccountRefusal, Clearance, NewAccount, create_account, set_blog_page};
pub use group::{Group, GroupRefusal, Relation, create_group, group_by_name, relate};
