//! What went wrong, by its code.

super::area! {
    /// What went wrong, by its code.
    Failures {
        texts {}
        says {}
    }
}
