//! Ways to sign in, and what they give.

mod credentials;
mod discovery;
mod loopback;
mod oidc;
mod registry_login;
mod renewal;
mod session;
