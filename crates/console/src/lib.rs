//! What Pilothouse does, without a window: connections, sign-in, calls, what is kept.
//!
//! Invariants: knows neither Tauri nor Leptos; the keychain, the demo registry and the listener for
//! events are given to it as small traits. All API traffic goes through `harbor-client`.

mod apis;
mod attachments;
mod bulk;
mod calls;
mod changes;
mod connection;
mod console;
mod content;
mod desktop;
mod endpoints;
mod failure;
mod frames;
mod lists;
mod new_users;
mod open_calls;
mod private_file;
mod secrets;
mod settings;
mod sign_in;

pub use connection::runtime::{Demo, DemoAccess};
pub use console::Console;
pub use desktop::{
    Browser, Clipboard, Desktop, FileToSave, Host, Launch, OpenWindow, SaveDialog, SignInWindows,
    UnfinishedFile, WindowTold,
};
pub use lists::ListExport;
pub use secrets::{
    keychain::{InParts, Keychain, KeychainError, MemoryKeychain},
    robot_secrets::SecretFile,
};
