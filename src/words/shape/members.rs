//! Members and roles.

super::area! {
    /// Members and roles.
    Members {
        texts {}
        says {}
    }
}
