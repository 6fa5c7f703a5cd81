//! Lists in the shell.

mod compare;
mod projects;
mod reading;
mod retention;
mod system;
