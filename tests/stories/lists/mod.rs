//! Long lists, and the same change to many rows.

mod back_and_forward;
mod bulk;
mod filter_thousands;
mod long_lists;
