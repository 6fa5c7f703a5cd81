//! Making a robot account.

pub(super) mod grants;
pub(super) mod lifetime;
pub(super) mod new;
pub(super) mod permissions;
