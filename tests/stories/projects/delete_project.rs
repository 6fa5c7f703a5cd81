//! A project is deleted: what stands in the way is said first.

use demo_harbor::FaultKind;
use reqwest::Method;

use crate::harness::{Desktop, Harbor, Window};

fn about_to_delete(story: &'static str, project: &str) -> (Harbor, Window) {
    let harbor = Harbor::start();
    let window = Desktop::new().opens_pilothouse(story);
    window.signs_in_to(&harbor, "admin");
    window.follows(project);
    window.opens(project);
    window.presses("More about this project");
    window.presses("Delete project…");
    window.sees("This can’t be undone");
    (harbor, window)
}

#[test]
fn a_project_goes_with_its_repositories_once_its_name_is_typed() {
    let (harbor, window) = about_to_delete("delete_project", "canucs");
    let repositories = harbor.asks(Method::GET, "/projects/canucs/repositories");
    let number = repositories.as_array().expect("a list").len();
    assert!(number > 1);
    window.sees_in("dialog[open]", &format!("{number} repositories"));
    window.shows("#delete-project:disabled");
    window.types("#project-to-delete", "canuc");
    window.shows("#delete-project:disabled");
    window.types("#project-to-delete", "canucs");
    window.takes_picture("1-asked");

    // One that can't be removed keeps the project, and says why.
    harbor.breaks("deleteRepository", FaultKind::Status(500));
    window.clicks("#delete-project");
    window.sees("The project stays, since these could not be removed:");
    assert!(harbor.requests_of("deleteProject").is_empty());
    assert_eq!(window.value_of("#project-to-delete"), "canucs");
    window.takes_picture("2-refused");
    harbor.is_mended();

    window.clicks("#delete-project");
    window.sees("Project canucs deleted");
    window.opens("Projects");
    assert_eq!(harbor.requests_of("deleteProject").len(), 1);
    let left = harbor.asks(Method::GET, "/projects?name=canucs");
    assert_eq!(left.as_array().map(Vec::len), Some(0));
}

#[test]
fn immutable_tags_stand_in_the_way() {
    let (harbor, window) = about_to_delete("delete_project_held", "skaha");
    window.sees("Immutable tags can’t be deleted.");
    window.sees_in("dialog[open] .note", "skaha/base/");
    window.types("#project-to-delete", "skaha");
    window.shows("#delete-project:disabled");
    window.takes_picture("1-held");
    assert!(harbor.requests_of("deleteRepository").is_empty());
}
