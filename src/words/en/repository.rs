//! The artifacts of a repository.

use crate::words::shape::Repository;

pub const REPOSITORY: Repository = Repository {};
