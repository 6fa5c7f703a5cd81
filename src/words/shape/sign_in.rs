//! Signing in.

super::area! {
    /// Signing in.
    SignIn {
        texts {}
        says {}
    }
}
