//! A repository's description, and how to push to it.

super::area! {
    /// A repository's description, and how to push to it.
    Description {
        texts { tab, parts, edit, none_title, none, copy, what, label, preview, unsaved, unchanged, discard, save, saved, push, push_title, push_text, copy_commands, artifacts_tab }
        says {  }
    }
}
