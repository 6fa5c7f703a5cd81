//! One project: head, tabs, summary.

use crate::words::shape::Project;

pub const PROJECT: Project = Project {};
