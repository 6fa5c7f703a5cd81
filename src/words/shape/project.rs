//! One project: head, tabs, summary.

super::area! {
    /// One project: head, tabs, summary.
    Project {
        texts {}
        says {}
    }
}
