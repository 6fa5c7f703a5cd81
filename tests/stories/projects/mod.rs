//! Projects, who may do what in them, and their rules.

mod cve_export;
mod delete_project;
mod delete_repository;
mod new_project;
mod policies;
mod project_labels;
mod project_log;
mod retention;
mod robots;
mod storage_limit;
mod webhooks;
