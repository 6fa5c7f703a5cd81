//! Lists in the shell.

mod own_findings;
mod packages;
mod projects;
mod reading;
mod retention;
mod system;
