//! Empty, failed, loading, how old.

super::area! {
    /// Empty, failed, loading, how old.
    States {
        texts {
            no_longer_here, unreachable, busy,
            sign_in_first, read_only,
            refreshing, not_refreshed, copy_request, go_on,
        }
        says {
            no_right_to_see(what: &str),
            sign_in_to_see(what: &str),
            cannot_load(what: &str),
            unreadable(number: usize),
            loading(done: &str),
            loading_of(done: &str, total: &str),
            read(done: &str),
            read_of(done: &str, total: &str),
            access_request(who: &str, what: &str, place: &str, registry: &str),
            old(age: &str),
            updated(ago: &str),
        }
    }
}
