//! Components that stand on every page.

use crate::words::shape::Parts;

pub const PARTS: Parts = Parts {};
