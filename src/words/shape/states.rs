//! Empty, failed, loading, how old.

super::area! {
    /// Empty, failed, loading, how old.
    States {
        texts {}
        says {}
    }
}
