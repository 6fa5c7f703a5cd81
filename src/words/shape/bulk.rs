//! Changes to many things at once.

super::area! {
    /// Changes to many things at once.
    Bulk {
        texts { stop, scan, scanning }
        says { progress(done: &str, total: &str), stopped(done: &str, left: usize), partly(done: usize, total: usize), scanned(count: usize) }
    }
}
