//! The window itself.

mod accessibility;
mod administration;
mod first_page;
mod french;
mod keyboard_only;
mod palette;
mod themes_and_sizes;
