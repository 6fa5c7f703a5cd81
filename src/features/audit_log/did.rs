//! What an entry says that somebody did, as a person reads it.

use crate::{
    list::{LineView, StateWords, Tone, Values},
    words::words,
};

/// A deed: its icon, what it is called when it was done, and when it failed.
type Deed = (&'static str, &'static str, &'static str);

/// The words for what Harbor names by an operation and a type of resource; none for those of other
/// versions, which stand there as they are.
fn deed(operation: &str, kind: &str) -> Option<Deed> {
    let w = &words().audit_log;
    Some(match (operation, kind) {
        ("create", "artifact") => ("arrow-up", w.pushed, w.push_failed),
        ("create", "tag") => ("tag", w.tagged, w.tag_failed),
        ("create", "member" | "project-member") => ("plus", w.added, w.add_failed),
        ("create", _) => ("plus", w.created, w.create_failed),
        ("pull", _) => ("arrow-down", w.pulled, w.pull_failed),
        ("delete", "member" | "project-member") => ("minus", w.removed, w.remove_failed),
        ("delete", _) => ("trash", w.deleted, w.delete_failed),
        ("update", _) => ("pencil", w.changed, w.change_failed),
        ("login", _) => ("sign-in", w.signed_in, w.sign_in_failed),
        ("logout", _) => ("sign-out", w.signed_out, w.sign_out_failed),
        _ => return None,
    })
}

/// What was done, and whether it failed. Older servers don't tell: then it counts as done.
pub fn did(operation: &str, kind: &str, result: &str) -> StateWords {
    let is_failed = result == "no";
    match (deed(operation, kind), is_failed) {
        (Some((_, _, failed)), true) => StateWords::new("alert", Tone::Bad, failed),
        (Some((icon, done, _)), false) => StateWords::new(icon, Tone::Active, done),
        (None, true) => StateWords::new("alert", Tone::Bad, words().audit_log.failed_at(operation)),
        (None, false) => StateWords::new("history", Tone::Active, operation),
    }
}

/// The same of an entry.
pub fn did_of(entry: &Values<'_>) -> StateWords {
    did(
        entry.text("operation"),
        entry.text("type"),
        entry.text("result"),
    )
}

/// The same of a line.
pub fn did_in(line: &LineView<'_>) -> StateWords {
    did_of(line)
}

/// Who did it: people, robot accounts, and the registry itself.
pub fn who(line: &LineView<'_>) -> (&'static str, String) {
    let name = line.text("user");
    let icon = match name {
        "harbor-jobservice" => "settings",
        // Whatever a registry puts before their names has this sign.
        name if name.contains('$') => "robot",
        _ => "user",
    };
    (icon, name.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_done_is_said_as_people_say_it() {
        assert_eq!(did("create", "artifact", "yes").text, "pushed");
        assert_eq!(did("delete", "tag", "").text, "deleted");
        let failed = did("delete", "artifact", "no");
        assert_eq!(
            (failed.text.as_str(), failed.tone),
            ("delete failed", Tone::Bad)
        );
        // What no version knew is said in its own words.
        assert_eq!(did("sing", "song", "yes").text, "sing");
        assert_eq!(did("sing", "song", "no").text, "sing: failed");
    }
}
