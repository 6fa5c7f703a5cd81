//! Choosing how to sign in.

super::area! {
    /// Choosing how to sign in.
    Ways {
        texts {
            sign_in, remembered, nothing_sent, asking, in_browser, used_last, browser_explained,
            other_ways, page_stays, window, window_explained, own_client, own_client_explained,
            own_client_is, client_id, client_id_hint, issuer, issuer_hint, consent, consent_hint,
            password, password_explained, local_password_explained,
            robot, robot_explained, cli_secret, lists_only, anonymous, anonymous_explained,
            connect, another_account, another_account_lead,
            robot_file_drop, robot_file_choose, robot_file_form, robot_file_large,
            robot_file_no_name, robot_file_no_secret, robot_file_read,
        }
        says {
            sign_in_with(provider: &str),
            cli_secret_explained(provider: &str),
            provider_broken(provider: &str),
            unread(reason: &str),
            clock_ahead(minutes: i64),
            clock_behind(minutes: i64),
            signed_in(registry: &str, name: &str),
        }
    }
}
