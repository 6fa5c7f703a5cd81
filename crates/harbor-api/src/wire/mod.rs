//! How requests are written and answers read.

pub mod encode;
pub mod page;
pub mod query;
pub mod reply;
pub mod time;
