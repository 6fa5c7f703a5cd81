//! Tables: head, checks, menus, export.

use crate::words::shape::Table;

pub const TABLE: Table = Table {};
