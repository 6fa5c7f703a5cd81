//! Adding a registry.

super::area! {
    /// Adding a registry.
    Welcome {
        texts {}
        says {}
    }
}
