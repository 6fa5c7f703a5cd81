//! The repositories of a project.

super::area! {
    /// The repositories of a project.
    Repositories {
        texts {
            find, the_repositories, repository, empty_title, copy_push, copy_names,
            name, artifacts, pulls, created, updated, description,
            open, enter_key,
        }
        says {
            empty_text(project: &str),
            table(project: &str),
            number(number: usize),
        }
    }
}
