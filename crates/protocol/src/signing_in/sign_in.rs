//! Signing in through an identity provider, while it goes on.
//!
//! One long call, [`BrowserSignIn`], lasts from the choice of the way to the connection that works;
//! cancelling it ends everything that belongs to it: the window, the watching of the clipboard, the
//! session that was begun. While it lasts,
//!
//! - [`Event::SignIn`](crate::Event::SignIn) tells its steps ([`SignInStep`]) under its call id,
//! - [`SignInInput`] hands in what the person does ([`Input`]), by the same id.
//!
//! No step ends the call; only success, cancellation, the closing of the sign-in window by the
//! person, and a failure before the first page do.
//!
//! The usual course: `Beginning`, `Page`, `Opened`, `Waiting`, `SigningIn`, and the reply.

use std::fmt;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::{
    connection::{ConnectionId, Entered, Trust},
    failure::Failure,
};

/// See [`Command::BrowserSignIn`](crate::Command::BrowserSignIn).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BrowserSignIn {
    pub to: SignInTo,
    pub at: SignInPlace,
    /// Whether the clipboard is looked at; [`Input::WatchClipboard`] changes it. Without meaning
    /// while [`SignInPlace::Window`] is used.
    pub watch_clipboard: bool,
    /// The client at the provider, for [`SignInPlace::Loopback`].
    #[serde(default)]
    pub own_client: Option<OwnClient>,
}

/// A client at the provider whose pages lead back to this computer.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnClient {
    /// Absent: the registry's own client is tried.
    pub client_id: Option<String>,
    /// Absent: found by the address of the provider's page.
    pub issuer: Option<String>,
    /// Whether the provider is to ask the person for their consent each time: some give nothing to
    /// stay signed in with otherwise.
    #[serde(default)]
    pub consent: bool,
}

/// What is signed in to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "to", rename_all = "snake_case")]
pub enum SignInTo {
    /// A registry that is kept once the sign-in went well.
    Address { address: String, trust: Trust },
    /// A connection that is kept.
    Connection {
        connection: ConnectionId,
        /// Whether this is an account beside those that are kept, rather than in the place of the
        /// active one.
        another: bool,
    },
}

/// Where the person meets the provider's page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SignInPlace {
    /// In the browser; the address that it ends at is handed back.
    Browser,
    /// In a window of Pilothouse, which hands it back by itself.
    Window,
    /// In the browser, which comes back by itself, to a client of Pilothouse's own.
    Loopback,
}

/// How far a sign-in is.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SignInStep {
    /// The registry is asked where to sign in; also after [`Input::BeginAgain`].
    Beginning,
    /// Where to sign in.
    Page {
        /// To be copied. Good for this attempt only.
        address: PageAddress,
        /// Of the provider's page: who will ask for the password.
        host: String,
        /// Of the registry's own page that the browser ends at.
        back_at: String,
        /// Browsers that were found on this computer, for [`Input::OpenPage`]; may be empty.
        browsers: Vec<String>,
    },
    /// The page was opened: in the browser, or in the window.
    Opened { at: SignInPlace },
    /// Nothing could be opened. The sign-in goes on: the address can be copied.
    NotOpened { at: SignInPlace, reason: String },
    /// It is the person's turn. Told whenever one of these changes.
    Waiting {
        clipboard: ClipboardWatch,
        /// When this attempt ends by itself ([`RunOut::NobodyCame`]).
        until: DateTime<Utc>,
    },
    /// The window shows a page of this host now.
    WindowAt { host: String },
    /// An address, but not the one that is waited for. The sign-in goes on waiting.
    OtherAddress {
        from: AddressSource,
        /// All that is told of it.
        host: String,
    },
    /// The right address, but of another attempt to sign in. The sign-in goes on waiting.
    OtherAttempt { from: AddressSource },
    /// What was pasted is no address at all. The sign-in goes on waiting.
    NoAddress,
    /// The address was taken over, and the registry checks it. Once for each attempt.
    SigningIn { from: AddressSource },
    /// The provider does not know the person's name at the registry yet:
    /// [`Input::UserName`] is waited for.
    NeedsName {
        /// What the registry proposes; may be empty, and is often taken.
        suggestion: String,
    },
    /// The name was sent.
    CreatingAccount { name: String },
    /// The registry does not take the name; another one is waited for.
    NameRefused {
        name: String,
        /// The registry's sentence.
        said: String,
    },
    /// This attempt is over; [`Input::BeginAgain`] is waited for.
    RunOut { why: RunOut },
    /// The provider said no; [`Input::BeginAgain`] is waited for.
    Refused {
        /// Its word and sentence: `access_denied: user is not assigned`.
        said: String,
    },
    /// The provider's token is good, but the registry does not know the person; signing in once by
    /// [`SignInPlace::Browser`] makes the account. [`Input::BeginAgain`] is waited for.
    UnknownPerson,
    /// Something else went wrong; [`Input::BeginAgain`] is waited for.
    Failed { failure: Failure },
}

impl SignInStep {
    /// Whether the attempt is over and only another one helps.
    pub fn is_over(&self) -> bool {
        matches!(
            self,
            Self::RunOut { .. } | Self::Refused { .. } | Self::UnknownPerson | Self::Failed { .. }
        )
    }
}

/// Why an attempt is over.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RunOut {
    /// The address came too late (codes last a minute or so), or had been used before.
    Code,
    /// The registry has forgotten the session that was begun.
    Session,
    /// Nothing came for ten minutes.
    NobodyCame,
}

/// Where an address came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AddressSource {
    Clipboard,
    Pasted,
    Window,
    /// The browser came to this computer.
    Listener,
}

/// Whether the clipboard is looked at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ClipboardWatch {
    On,
    Off,
    /// It should be, but this desktop does not let it be read.
    Unreadable {
        reason: String,
    },
}

/// The provider's page with everything that belongs to one attempt; printed by its host only.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct PageAddress(String);

impl PageAddress {
    pub fn new(address: String) -> Self {
        Self(address)
    }

    /// The whole address.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for PageAddress {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.0.split('?').next().unwrap_or_default())
    }
}

/// See [`Command::SignInInput`](crate::Command::SignInInput). Fails with
/// [`NotFound`](crate::FailureCode::NotFound) where that call is over.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct SignInInput {
    /// The id of the [`BrowserSignIn`] call.
    pub call: u64,
    pub input: Input,
}

/// What the person does during a sign-in. What does not fit its step is left alone.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(tag = "input", rename_all = "snake_case")]
pub enum Input {
    /// A text that was pasted or dropped.
    Pasted { text: Entered },
    /// The same with what is on the clipboard now, once.
    PasteClipboard,
    /// The name to have at the registry, after [`SignInStep::NeedsName`].
    UserName { name: String },
    /// Begins another attempt, in the given place; also to change from the browser to the window.
    BeginAgain { at: SignInPlace },
    /// Opens the page once more: in the usual browser, or in one of [`SignInStep::Page`]'s.
    OpenPage { browser: Option<String> },
    /// Turns looking at the clipboard on or off.
    WatchClipboard { on: bool },
}

/// Checks a user name by Harbor's rules for people who come from a provider: 1 to 255 characters,
/// none of [`USER_NAME_FORBIDS`]. Whether it is taken is told only when it is sent.
pub fn check_user_name(name: &str) -> Result<(), UserNameFault> {
    let length = name.chars().count();
    let wrong: Vec<char> = USER_NAME_FORBIDS
        .into_iter()
        .filter(|c| name.contains(*c))
        .collect();
    if !wrong.is_empty() {
        Err(UserNameFault::Characters(wrong))
    } else if name.trim().is_empty() {
        Err(UserNameFault::Empty)
    } else if length > USER_NAME_LENGTH {
        Err(UserNameFault::TooLong {
            by: length - USER_NAME_LENGTH,
        })
    } else {
        Ok(())
    }
}

/// Characters that no user name has.
pub const USER_NAME_FORBIDS: [char; 6] = [',', '"', '~', '#', '%', '$'];

/// The longest user name, in characters.
pub const USER_NAME_LENGTH: usize = 255;

/// What is wrong with a user name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum UserNameFault {
    Empty,
    TooLong { by: usize },
    Characters(Vec<char>),
}

/// A user name that would be taken: the same with `_` for what is forbidden.
pub fn mend_user_name(name: &str) -> String {
    name.trim()
        .chars()
        .map(|c| {
            if USER_NAME_FORBIDS.contains(&c) {
                '_'
            } else {
                c
            }
        })
        .take(USER_NAME_LENGTH)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn user_names_are_judged_by_harbors_rules() {
        assert_eq!(check_user_name("maya.tremblay"), Ok(()));
        assert_eq!(check_user_name(&"é".repeat(255)), Ok(()));
        assert_eq!(check_user_name(" "), Err(UserNameFault::Empty));
        assert_eq!(
            check_user_name(&"a".repeat(261)),
            Err(UserNameFault::TooLong { by: 6 })
        );
        assert_eq!(
            check_user_name("maya#tremblay$"),
            Err(UserNameFault::Characters(vec!['#', '$']))
        );
        assert_eq!(mend_user_name("maya#tremblay"), "maya_tremblay");
    }

    #[test]
    fn what_belongs_to_an_attempt_is_not_printed() {
        let page = PageAddress::new("https://idp.example/auth?state=canary".to_owned());
        assert_eq!(format!("{page:?}"), "https://idp.example/auth");
        let input = Input::Pasted {
            text: Entered::new("canary".to_owned()),
        };
        assert!(!format!("{input:?}").contains("canary"));
    }
}
