//! People, groups, robot accounts, and how people sign in.

mod configuration;
mod group;
mod ldap;
mod member;
mod robot;
mod user;

pub use configuration::*;
pub use group::*;
pub use ldap::*;
pub use member::*;
pub use robot::*;
pub use user::*;
