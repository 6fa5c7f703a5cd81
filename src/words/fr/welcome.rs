//! Adding a registry.

use crate::words::shape::Welcome;

pub const WELCOME: Welcome = Welcome {};
