//! One file per story.

mod artifacts;
mod connections;
mod faults;
mod lists;
mod operations;
mod projects;

mod window;
