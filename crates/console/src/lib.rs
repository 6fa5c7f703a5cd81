//! What Pilothouse does, without a window: connections, sign-in, calls, what is kept.
//!
//! Invariants: knows neither Tauri nor Leptos; the keychain, the demo registry and the listener for
//! events are given to it as small traits. All API traffic goes through `harbor-client`.

mod accounts;
mod apis;
mod browser_sign_in;
mod calls;
mod changes;
mod cli_secret;
mod connect;
mod connections;
mod console;
mod desktop;
mod ending;
mod failure;
mod frames;
mod handed_back;
mod holds;
mod image_pull_secret;
mod kept_renewal;
mod kept_session;
mod keychain;
mod lists;
mod live;
mod open_calls;
mod own_client;
mod reach;
mod registry_login;
mod renewals;
mod secrets;
mod settings;
mod sign_in;
mod sign_ins;
mod withheld;

pub use console::Console;
pub use desktop::{Browser, Clipboard, Desktop, OpenWindow, SignInWindows, WindowTold};
pub use keychain::{InParts, Keychain, KeychainError, MemoryKeychain};
pub use lists::ListExport;
pub use live::{Demo, DemoAccess};
