//! Labels on artifacts.

use crate::{format::counted, words::shape::Labels};

pub const LABELS: Labels = Labels {
    add: "Add a label",
    find: "Find a label",
    none: "None",
    nothing: "No other label",
    bulk_add: "Label",
    added: |name| format!("Label {name} added"),
    removed: |name| format!("Label {name} removed"),
    not_added: |name| format!("Couldn't add label {name}"),
    not_removed: |name| format!("Couldn't remove label {name}"),
    remove: |name| format!("Remove label {name}"),
    added_to: |name, count| {
        format!(
            "Label {name} added to {}",
            counted(count, "artifact", "artifacts")
        )
    },
    adding: |name| format!("Adding label {name}"),
};
