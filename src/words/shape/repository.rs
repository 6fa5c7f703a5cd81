//! The artifacts of a repository.

super::area! {
    /// The artifacts of a repository.
    Repository {
        texts {}
        says {}
    }
}
