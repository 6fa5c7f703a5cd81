//! Secrets of robot accounts, and where they go.

pub(super) mod recipes;
pub(super) mod renew;
pub(super) mod secret;
