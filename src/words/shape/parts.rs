//! Components that stand on every page.

super::area! {
    /// Components that stand on every page.
    Parts {
        texts {}
        says {}
    }
}
