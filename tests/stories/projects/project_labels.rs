//! The labels of a project: a name is needed, and is alone of its kind.

use reqwest::Method;
use serde_json::json;

use crate::harness::{Desktop, Harbor};

#[test]
fn labels_are_made_changed_and_deleted() {
    let harbor = Harbor::start();
    let project = harbor.asks(Method::GET, "/projects/training-2026")["project_id"].clone();
    let label = |name: &str| json!({ "name": name, "scope": "p", "project_id": project });
    // Another program made one without a name: the list shows it as what it is.
    harbor.makes(Method::POST, "/labels", &label(""));
    harbor.makes(Method::POST, "/labels", &label("tested"));
    let window = Desktop::new().opens_pilothouse("project_labels");
    window.signs_in_to(&harbor, "ada");
    window.follows("training-2026");
    window.follows("Labels");
    window.sees_row("tested");
    window.sees_row("(no name)");

    window.presses("New label");
    window.shows("dialog[open] #label-name");
    window.clicks("#save-label");
    window.sees_in("#label-name-said", "A label needs a name");
    // Those of the other program.
    assert_eq!(harbor.requests_of("CreateLabel").len(), 2);
    window.types("#label-name", "tested");
    window.clicks("#save-label");
    window.sees_in("#label-name-said", "This project has a label of this name");
    window.types("#label-name", "released");
    window.types("#label-color", "blue");
    window.sees_in("#label-color-said", "# and six digits");
    window.types("#label-color", "#318700");
    window.takes_picture("1-new");
    window.clicks("#save-label");
    window.sees("Label released saved");
    window.sees_row("released");

    // Its colour stays when its name changes.
    window.selects_row("released");
    window.presses("Edit label");
    window.types("#label-name", "shipped");
    window.clicks("#save-label");
    window.sees_row("shipped");
    let path = format!("/labels?scope=p&project_id={project}&q=name=shipped");
    assert_eq!(harbor.asks(Method::GET, &path)[0]["color"], "#318700");

    // Deleting says what goes with it.
    window.selects_row("(no name)");
    window.presses("Delete…");
    window.sees("They go from all artifacts that carry them.");
    window.clicks("#delete-labels");
    window.sees("1 label deleted");
    window.sees_no_more("(no name)");
    window.takes_picture("2-left");
}
