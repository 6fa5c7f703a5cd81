//! What Pilothouse does, without a window: connections, sign-in, calls, what is kept.
//!
//! Invariants: knows neither Tauri nor Leptos; the keychain, the demo registry and the listener for
//! events are given to it as small traits. All API traffic goes through `harbor-client`.

mod apis;
mod bulk;
mod calls;
mod changes;
mod configuration;
mod connection;
mod console;
mod content;
mod desktop;
mod diagnose;
mod endpoints;
mod explorer;
mod failure;
mod lists;
mod model_registry;
mod new_users;
mod preheat;
mod private_file;
mod scanners;
mod secrets;
mod settings;
mod sign_in;
mod webhooks;

pub use connection::runtime::{Demo, DemoAccess};
pub use console::Console;
pub use desktop::{
    Browser, Clipboard, Desktop, FileToSave, Host, Launch, OpenWindow, SaveDialog, SignInWindows,
    UnfinishedFile, WindowTold,
};
pub use docker_login::{OtherFiles, Places as LoginPlaces};
pub use lists::ListExport;
pub use model_registry::DemoModelRegistryAccess;
pub use secrets::{
    keychain::{InParts, Keychain, KeychainError, MemoryKeychain},
    robot_secrets::SecretFile,
};
