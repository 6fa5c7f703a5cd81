//! The list of projects.

use crate::{format::counted, words::shape::Projects};

pub const PROJECTS: Projects = Projects {
    title: "Projects",
    find: "Find by name",
    the_projects: "the projects",
    project: "project",
    empty_title: "No projects to see",
    empty_text: "This account is a member of no project, and no project is public.",
    copy_names: "Copy names",
    name: "Name",
    kind: "Type",
    repositories_column: "Repos",
    your_role: "Your role",
    storage: "Storage",
    updated: "Updated",
    contents: "Contents",
    open: "Open project",
    enter_key: "Enter",
    refresh: "Refresh",
    refresh_tip: "Refresh (R)",
    show_all: "Show all",
    number: |number| counted(number, "project", "projects"),
    repositories: |number| counted(number, "repository", "repositories"),
    shown_of: |shown, total| format!("{shown} of {total}"),
    no_match_title: |what| format!("No {what} matches"),
    no_match_text: |what, wanted| format!("There is no {what} with “{wanted}”."),
    used_of: |percent, limit| format!("{percent} % of {limit} used"),
};
