//! Lists in the shell.

mod compare;
mod memberships;
mod own_findings;
mod projects;
mod reading;
mod retention;
mod system;
