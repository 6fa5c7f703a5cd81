//! The list of projects.

super::area! {
    /// The list of projects.
    Projects {
        texts {}
        says {}
    }
}
