//! A repository's description, and how to push to it.

use crate::words::shape::Description;

pub const DESCRIPTION: Description = Description {
    parts: "Parts of the repository",
    tab: "Description",
    edit: "Edit",
    none_title: "No description yet",
    none: "What this repository holds and how to use it can be written here, in Markdown.",
    copy: "Copy Markdown",
    what: "the description",
    label: "Description in Markdown",
    preview: "Preview",
    unsaved: "Not saved yet",
    unchanged: "Nothing changed",
    discard: "Discard",
    save: "Save",
    saved: "Description saved",
    push: "Push commands",
    push_title: "Push to this repository",
    push_text: "Sign in once, name the image for this registry, push it.",
    copy_commands: "Copy commands",
    artifacts_tab: "Artifacts",
};
