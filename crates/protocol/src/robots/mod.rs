//! What a robot account is made with.

pub(super) mod robot_file;
pub(super) mod robot_secret;
