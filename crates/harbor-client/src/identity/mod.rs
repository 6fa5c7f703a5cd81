//! Who requests are sent as, and how that is renewed.

pub(super) mod authenticator;
pub(super) mod credentials;
pub(super) mod login;
pub(super) mod renew;
pub(super) mod secret;
pub(super) mod session;
pub(super) mod sign_in;
