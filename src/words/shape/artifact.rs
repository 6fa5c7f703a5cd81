//! One artifact: overview, tags, scan.

super::area! {
    /// One artifact: overview, tags, scan.
    Artifact {
        texts {}
        says {}
    }
}
