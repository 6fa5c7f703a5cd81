//! Empty, failed, loading, how old.

use crate::words::shape::States;

pub const STATES: States = States {};
