//! One request: read, judged, answered.

pub(super) mod call;
pub(super) mod csrf;
pub(super) mod identify;
pub(super) mod interference;
pub(super) mod page;
pub(super) mod query;
pub(super) mod sending;
pub(super) mod server;
