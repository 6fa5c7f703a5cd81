//! The parts that pages are made of, once each.

pub mod brief;
mod copy;
mod escape;
mod forms;
mod icon;
mod inspector;
mod link;
mod log;
mod markdown;
mod menu;
mod part_tabs;
mod room;
mod schedule;
mod states;
mod web_address;
mod words;
pub use brief::Brief;
pub use copy::{CopyButton, CopyIcon, CopyLater, SAID, copy_text};
pub use escape::{is_dialog_open, use_escape};
pub use forms::dialog::Dialog;
pub use forms::dialog_form::DialogForm;
pub use forms::field::{Checkbox, Field, Find, Select, Switch, is_typing};
pub use forms::file_drop::FileDrop;
pub use forms::form_buttons::FormButtons;
pub use forms::form_failure::FormFailure;
pub use forms::save::save_text;
pub use forms::saving::Saving;
pub use forms::trial::{Trial, TrialButton};
pub use forms::value_menu::ValueMenu;
pub use forms::writing_words::Writing;
pub use icon::Icon;
pub use inspector::{Inspector, pair, section, titled_section};
pub use link::{Link, Places, provide_places, use_places};
pub use log::{LogDialog, LogWords, last_error};
pub use markdown::{Markdown, may_open, web_link};
pub use menu::{Menu, MenuItem, MenuList, MenuPlace};
pub use part_tabs::PartTabs;
pub use room::has_room;
pub use schedule::{
    NextRuns, ScheduleFields, ScheduleForm, ScheduleWords, next_run, schedule_words,
};
pub use states::absent::{Empty, Failed};
pub use states::failure_links::{CheckConnection, CheckRights, ShowRequest};
pub use states::failure_words::Failures;
pub use states::severity::{
    SeverityBar, SeverityCounts, SeverityGlyph, SeverityWord, VulnerabilityCell, severity_counts,
};
pub use states::state_words::States;
pub use states::toast::{Act, ToastArea, Toasts};
pub use web_address::is_web_address;
pub use words::Parts;
