//! The repositories of a project.

use crate::{format::counted, words::shape::Repositories};

pub const REPOSITORIES: Repositories = Repositories {
    find: "Find by name",
    the_repositories: "the repositories",
    repository: "repository",
    empty_title: "No repositories yet",
    copy_push: "Copy push command",
    copy_names: "Copy names",
    name: "Name",
    artifacts: "Artifacts",
    pulls: "Pulls",
    created: "Created",
    updated: "Updated",
    description: "Description",
    open: "Open repository",
    enter_key: "Enter",
    empty_text: |project| format!("Push an image to {project} and it appears here."),
    table: |project| format!("Repositories of {project}"),
    number: |number| counted(number, "repository", "repositories"),
};
