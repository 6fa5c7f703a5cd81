//! The pages.

pub mod artifact;
pub mod artifact_overview;
pub mod artifact_tags;
pub mod findings;
pub mod frame;
pub mod member_add;
pub mod member_role;
pub mod members;
pub mod project;
pub mod project_summary;
pub mod projects;
pub mod repositories;
pub mod repository;
pub mod sign_in;
pub mod status;
pub mod welcome;
