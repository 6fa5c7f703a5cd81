//! Signing in: choosing the way, the forms, and what goes on in the browser.

mod credentials;
mod dialog;
mod method_words;
mod methods;
mod newcomer;
mod oidc_callback;
mod oidc_callback_words;
mod page;
mod seen;
mod words;

pub use dialog::{ClockNote, SignInDialog};
pub use method_words::SignInMethods;
pub use methods::{Choice, SignInForm, provider_name};
pub use oidc_callback::OidcCallbackDialog;
pub use oidc_callback_words::OidcCallback;
pub use page::{KeychainNote, SignInPage};
pub use words::SignIn;
