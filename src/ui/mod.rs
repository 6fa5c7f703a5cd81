//! The parts that pages are made of, once each.

pub mod brief;
mod copy;
mod dialog;
mod failure_words;
mod field;
mod form_buttons;
mod form_failure;
mod icon;
mod inspector;
mod link;
mod log;
mod markdown;
mod menu;
mod save;
mod schedule;
mod severity;
mod state_words;
mod states;
mod toast;
mod value_menu;
mod words;
mod writing_words;
pub use brief::Brief;
pub use copy::{CopyButton, CopyIcon, CopyLater, SAID, copy_text};
pub use dialog::Dialog;
pub use failure_words::Failures;
pub use field::{Checkbox, Field, Find, Select, Switch, is_typing};
pub use form_buttons::FormButtons;
pub use form_failure::FormFailure;
pub use icon::Icon;
pub use inspector::{Inspector, pair, section, titled_section};
pub use link::{Link, Places, provide_places, use_places};
pub use log::{LogDialog, LogWords};
pub use markdown::{Markdown, may_open, web_link};
pub use menu::{Menu, MenuItem, MenuList, MenuPlace};
pub use save::save_text;
pub use schedule::{
    NextRuns, ScheduleFields, ScheduleForm, ScheduleWords, next_run, schedule_words,
};
pub use severity::{
    SeverityBar, SeverityCounts, SeverityGlyph, SeverityWord, VulnerabilityCell, severity_counts,
};
pub use state_words::States;
pub use states::{Empty, Failed};
pub use toast::{Act, ToastArea, Toasts};
pub use value_menu::ValueMenu;
pub use words::Parts;
pub use writing_words::Writing;
