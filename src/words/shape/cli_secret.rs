//! The CLI secret, and signing in to the registry with other programs.

use pilothouse_protocol::HindranceCause;

super::area! {
    /// The CLI secret, and signing in to the registry with other programs.
    CliSecret {
        texts {
            title, robot_title, show, hide, copy, copied, clear_now, cleared, set_own, make_new,
            your_secret, old_stops, set, set_done, new_title, new_old, new_logins, new_others,
            make, made, works_always, try_it, trying, not_taken, not_taken_why,
            taken_nothing, may_nothing, terminal, reads_clipboard, asks_password, copy_command,
            reader, write_docker, plain_title, plain_why, plain_agree, plain_helper,
            pull_secret, pull_secret_name, pull_secret_namespace, pull_secret_name_wrong,
            pull_secret_copy, pull_secret_explained, tools, not_copied, name_has_control,
            written_title, written_in_place, written_before, closed_to_others, mark_removed,
        }
        says {
            clears_in(seconds: i64),
            works_while_provider(provider: &str),
            may(name: &str, actions: &str),
            written(file: &str, user: &str),
            written_helper(helper: &str, user: &str),
            found_by(programs: &str),
            hindrance(programs: &str, cause: &HindranceCause),
        }
    }
}
