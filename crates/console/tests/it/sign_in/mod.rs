//! Connections: signing in, what is kept, signing out.

mod accounts;
mod browser;
mod edit_connection;
mod keeping;
mod keychain;
mod loopback;
mod model_registry;
mod registry_login;
mod use_cases;
