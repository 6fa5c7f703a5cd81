//! The frame around the pages: what is there wherever one is.

mod action_table;
mod action_words;
mod app;
mod frame;
mod key_list;
mod navigation;
mod outside_link;
mod painted;
mod palette;
mod words;
mod zoom;

pub use action_table::ACTIONS;
pub use action_words::Actions;
pub use app::App;
pub use frame::tile_colour;
pub use key_list::KeyList;
pub use palette::Palette;
pub use words::Frame;
