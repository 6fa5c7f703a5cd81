//! Lists in the shell.

mod packages;
mod projects;
mod reading;
mod retention;
mod system;
