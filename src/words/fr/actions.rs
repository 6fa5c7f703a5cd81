//! What can be done, as palette, menus and the list of keys name it.

use crate::words::shape::Actions;

pub const ACTIONS: Actions = Actions {};
