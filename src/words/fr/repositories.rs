//! The repositories of a project.

use crate::words::shape::Repositories;

pub const REPOSITORIES: Repositories = Repositories {};
