//! A sign-in through the provider while it goes on, and the first user name.

super::area! {
    /// A sign-in through the provider while it goes on, and the first user name.
    HandBack {
        texts {
            beginning, step_sign_in, step_copy, step_come_back, browser_drawn, waiting,
            watch_clipboard, paste_below, clipboard_unreadable, paste, paste_hint, works_once,
            only_here, use_window, use_browser, open_again, open_in, signing_in, from_clipboard,
            from_pasted, from_window, from_listener, for_this_sign_in, harbor_checks, other_address,
            other_attempt, other_attempt_why, no_address, no_address_why, run_out, run_out_why,
            session_gone, nobody_came, sign_in_again, choose_another, no_browser, no_browser_do,
            no_window, copy_address, refused_why, window_open, window_explained,
            comes_back, user_name_title, user_name, name_length, name_none_of,
            where_it_shows, others_see, cannot_change, create_account, name_kept, unknown_person,
            unknown_person_why, ends_by_itself,
        }
        says {
            or_paste(registry: &str),
            only_registry(registry: &str),
            from(registry: &str),
            belongs_to(host: &str, registry: &str),
            refused(provider: &str),
            page_of(host: &str),
            has_signed_in(provider: &str),
            not_known_yet(registry: &str),
            suggested_by(provider: &str),
            characters_of(number: usize, limit: usize),
            too_many(number: usize),
            use_name(name: &str),
            try_name(name: &str),
        }
    }
}
