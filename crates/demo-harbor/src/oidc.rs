//! Signing in through an OpenID Connect provider, as Harbor does it when `auth_mode` is `oidc_auth`.

pub(crate) mod cli_secret;
pub(crate) mod flow;
pub(crate) mod person;
pub(crate) mod provider;
mod settings;

pub(crate) use settings::Setup;
