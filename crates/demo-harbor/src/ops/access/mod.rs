//! People, members and robot accounts.

pub(crate) mod groups;
pub(crate) mod members;
pub(crate) mod people;
pub(crate) mod robot_body;
pub(crate) mod robot_permissions;
pub(crate) mod robots;
