//! The list of projects.

use crate::words::shape::Projects;

pub const PROJECTS: Projects = Projects {};
