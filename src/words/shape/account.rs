//! The account: who, how signed in, until when, and out again.

super::area! {
    /// The account: who, how signed in, until when, and out again.
    Account {
        texts {
            account, administrator, email, groups, groups_not_told, is_administrator,
            yes, yes_by_group, no, session, signed_in, since, ends, ends_why,             stay_signed_in, renews_password, renews_provider, lasting, by_browser, by_window,
            by_provider, by_password, by_robot, by_cli_secret, by_nothing,
            change_password, current_password, new_password, repeat_password, not_repeated,
            same_password, password_changed, edit_profile, profile, full_name, comment,
            profile_saved, email_wrong, save, sign_out, sign_out_ways,
            sign_out_harbor, ends_at_harbor, ends_password, ends_secret,
            rule_length, rule_upper, rule_lower, rule_digit, accounts, active, signed_out,
            remove_account, limited_title, limited_works, limited_not, limited_why, not_known,
            password_is_missing, remove_account_title,
        }
        says {
            at(name: &str, registry: &str),
            with_provider(provider: &str),
            left(minutes: i64),
            left_of(minutes: i64, of: i64),
            ends_after(minutes: u32),
            about(minutes: u32),
            unused_for(minutes: i64, at: &str),
            at_if_unused(time: &str),
            ends_soon(time: &str),
            at_in_any_case(time: &str),
            ends_in_any_case(time: &str),
            today(time: &str),
            ends_session(provider: &str),
            signed_out_of(registry: &str),
            also_at_provider(provider: &str),
            switch_to(name: &str),
            remove_named(name: &str),
            removal(name: &str, registry: &str),
            sign_out_provider(provider: &str),
        }
    }
}
