//! The list of projects.

super::area! {
    /// The list of projects.
    Projects {
        texts {
            title, find, the_projects, project, empty_title, empty_text, copy_names, name,
            kind, repositories_column, your_role, storage, updated, contents, open, enter_key,
            refresh, refresh_tip, show_all,
        }
        says {
            number(number: usize),
            repositories(number: usize),
            shown_of(shown: &str, total: &str),
            no_match_title(what: &str),
            no_match_text(what: &str, wanted: &str),
            used_of(percent: i64, limit: &str),
        }
    }
}
