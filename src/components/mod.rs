//! The parts that pages are made of, once each.

mod copy;
mod dialog;
mod field;
mod filter_bar;
mod icon;
mod inspector;
mod keys;
mod link;
mod list_place;
mod markdown;
mod menu;
mod palette;
mod pull_menu;
mod severity;
mod states;
mod table;
mod toast;
mod value_menu;

pub use copy::{CopyButton, CopyIcon, CopyLater, SAID, copy_text};
pub use dialog::Dialog;
pub use field::{Checkbox, Field, Find, is_typing};
pub use filter_bar::FilterBar;
pub use icon::Icon;
pub use inspector::{Inspector, pair, section, titled_section};
pub use keys::KeyList;
pub use link::{Link, Places, provide_places, use_places};
pub use list_place::ListPlace;
pub use markdown::Markdown;
pub use menu::{Menu, MenuItem};
pub use palette::Palette;
pub use pull_menu::PullMenu;
pub use severity::{
    SeverityBar, SeverityCounts, SeverityGlyph, SeverityWord, VulnerabilityCell, severity_counts,
};
pub use states::{Empty, Failed, Footer};
pub use table::{BulkBar, Column, Sorting, Table, TableState, TableTools, export};
pub use toast::{Act, ToastArea, Toasts};
pub use value_menu::ValueMenu;
