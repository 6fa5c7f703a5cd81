//! Members and roles.

use crate::words::shape::Members;

pub const MEMBERS: Members = Members {};
