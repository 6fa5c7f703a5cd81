//! One file per story.

mod add_demo;
