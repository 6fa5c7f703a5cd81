//! Commands of a registry's administration that are more than one request, or carry a secret.

mod configuration;
mod endpoints;
mod new_users;
mod preheat;
mod scanners;
mod webhooks;
