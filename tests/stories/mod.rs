//! One file per story.

mod accessibility;
mod accounts;
mod add_demo;
mod attachments;
mod back_and_forward;
mod bad_addresses;
mod broken_answers;
mod changes;
mod damaged_settings;
mod docker_login;
mod edit_connection;
mod filter_thousands;
mod first_page;
mod french;
mod keyboard_only;
mod kinds;
mod links;
mod lose_the_server;
mod no_keychain;
mod odd_names;
mod palette;
mod requests;
mod sign_in;
mod single_sign_on;
mod states;
mod themes_and_sizes;
