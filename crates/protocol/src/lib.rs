//! The door between the two halves: what the window may ask, what the shell answers and tells by
//! itself, and the one error type that crosses.
//!
//! Shared by window and shell, so neither can ask or answer what the other does not know.
//! Invariant: nothing in here does I/O. Secrets are in [`Entered`] on their way inwards and in
//! [`Shown`] on their way outwards, and in no other type.

mod ask;
mod connection;
mod deep_link;
mod event;
mod failure;
mod frame;
mod registry_login;
#[cfg(test)]
mod secrets_test;

pub use ask::{
    AddConnection, AddDemo, Ask, Call, Cancel, Empty, Harbor, HarborAll, OpenLink, Probe, Probed,
    Ready, Reconnect, RemoveConnection, Request, SaveFile, Saved, SetTheme, SignIn, SignOut, Start,
    Started, Theme,
};
pub use connection::{
    Account, Connection, ConnectionId, ConnectionKind, ConnectionState, Credentials, Entered,
    InvalidConnectionId, KeychainState, Transport, Trust,
};
pub use deep_link::DeepLink;
pub use event::{EVENT, Event};
pub use failure::{Failure, FailureCode};
pub use frame::{Answer, BadFrame, Head, Meta, read_frame, write_frame};
pub use registry_login::{
    ChangePassword, ClearClipboard, Copied, CopySecret, LoginKeeper, LoginTest, NewCliSecret,
    PasswordOf, RegistryLogin, RegistryScope, RepositoryPlace, RevealCliSecret, Revealed,
    SecretText, SetCliSecret, Shown, TestRegistryLogin, WriteDockerLogin, WrittenLogin,
};
