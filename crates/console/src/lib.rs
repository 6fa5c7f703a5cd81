//! What Pilothouse does, without a window: connections, sign-in, calls, what is kept.
//!
//! Invariants: knows neither Tauri nor Leptos; the keychain, the demo registry and the listener for
//! events are given to it as small traits. All API traffic goes through `harbor-client`.

mod administration;
mod apis;
mod bulk;
mod calls;
mod changes;
mod connection;
mod console;
mod content;
mod desktop;
mod diagnose;
mod explorer;
mod failure;
mod lists;
mod model_registry;
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
pub use docker_login::{OtherFiles, Places as LoginPlaces};
pub use lists::ListExport;
pub use model_registry::DemoModelRegistryAccess;
pub use secrets::{
    keychain::{InParts, Keychain, KeychainError, MemoryKeychain},
    robot_secrets::SecretFile,
};
