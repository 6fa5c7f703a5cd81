//! Connections: what is saved of them, and those in use.

pub(crate) mod accounts;
pub(crate) mod connect;
pub(crate) mod edit_connection;
pub(crate) mod holds;
pub(crate) mod runtime;
pub(crate) mod saved;
pub(crate) mod turns;
