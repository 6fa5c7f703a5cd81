//! Registries and accounts: coming in, staying in, leaving.

mod accounts;
mod add_demo;
mod bad_addresses;
mod damaged_settings;
mod docker_login;
mod doctor;
mod edit_connection;
mod links;
mod no_keychain;
mod sign_in;
mod single_sign_on;
