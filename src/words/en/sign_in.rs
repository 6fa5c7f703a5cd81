//! Signing in.

use crate::words::shape::SignIn;

pub const SIGN_IN: SignIn = SignIn {};
