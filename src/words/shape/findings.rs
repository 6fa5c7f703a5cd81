//! Vulnerabilities.

super::area! {
    /// Vulnerabilities.
    Findings {
        texts {}
        says {}
    }
}
