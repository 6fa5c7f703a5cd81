//! A real OpenID Connect provider for tests, and people who sign in there without a window.
//!
//! The provider is `tests/provider/provider.mjs`, run by Node.js; `cargo xtask setup` installs its
//! packages. [`Provider`] starts and ends it, [`Browser`] goes through its forms.

mod browser;
mod provider;

pub use browser::{Answer, Browser};
pub use provider::{Client, PASSWORD, Provider, subject};

/// Why there's no provider, or no sign-in.
#[derive(Debug, thiserror::Error)]
pub enum ProviderError {
    /// Its packages are not installed.
    #[error(
        "no folder 'provider' with the provider's packages near {0}: run `cargo xtask setup`, or name one by PILOTHOUSE_PROVIDER"
    )]
    NotInstalled(String),
    /// Node.js did not start, or the provider ended at once.
    #[error("the provider did not start: {0}")]
    NotStarted(String),
    /// A request failed.
    #[error(transparent)]
    Exchange(#[from] reqwest::Error),
    /// The provider answered with something else than the forms that are known.
    #[error("{status} from {path}: {text}")]
    Unexpected {
        /// Its status.
        status: u16,
        /// Its path, without a query.
        path: String,
        /// What it said.
        text: String,
    },
    /// An address is none.
    #[error(transparent)]
    Address(#[from] url::ParseError),
}
