//! Accounts, and how somebody signs in.

pub(super) mod account;
pub(super) mod new_user;
pub(super) mod offer;
pub(super) mod registry_login;
pub(super) mod sign_in;
