//! Signing in: choosing the way, the forms, and what goes on in the browser.

mod credentials;
mod dialog;
mod hand_back;
mod newcomer;
mod page;
mod seen;
mod ways;

pub use credentials::FormFailure;
pub use dialog::{ClockNote, SignInDialog};
pub use hand_back::HandBackDialog;
pub use page::{KeychainNote, SignInPage};
pub use ways::{Choice, SignInForm, provider_name};
