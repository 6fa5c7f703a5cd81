//! The repositories of a project.

super::area! {
    /// The repositories of a project.
    Repositories {
        texts {}
        says {}
    }
}
