//! What went wrong, by its code.

use pilothouse_protocol::Failure;

super::area! {
    /// What went wrong, by its code. [`crate::failure`] is the way to them.
    Failures {
        texts {}
        says {
            message(failure: &Failure),
            // Empty where there is none.
            hint(failure: &Failure),
        }
    }
}
