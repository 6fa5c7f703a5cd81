//! Labels on artifacts.

super::area! {
    /// Labels on artifacts.
    Labels {
        texts { add, find, none, nothing, bulk_add }
        says { added(name: &str), removed(name: &str), not_added(name: &str), not_removed(name: &str), remove(name: &str), added_to(name: &str, count: usize), adding(name: &str) }
    }
}
