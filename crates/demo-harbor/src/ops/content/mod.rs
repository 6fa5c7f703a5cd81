//! Repositories, artifacts and tags.

pub(crate) mod additions;
pub(crate) mod artifact_view;
pub(crate) mod artifacts;
pub(crate) mod overview;
pub(crate) mod registry;
pub(crate) mod repositories;
pub(crate) mod tags;
pub(crate) mod uploads;
