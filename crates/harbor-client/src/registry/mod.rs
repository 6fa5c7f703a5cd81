//! The registry's own content.

pub(super) mod content_stream;
pub(super) mod registry_login;
pub(super) mod registry_token;
pub(super) mod upload_attempt;
