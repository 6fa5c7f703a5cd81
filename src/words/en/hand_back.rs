//! A sign-in through the provider while it goes on, and the first user name.

use crate::{format::counted, words::shape::HandBack};

pub const HAND_BACK: HandBack = HandBack {
    beginning: "Asking the registry where to sign in",
    step_sign_in: "Sign in on the page that just opened in your browser, as always",
    step_copy: "You end on an error page. That is expected: copy its address",
    step_come_back: "Come back here. Pilothouse takes the address by itself",
    browser_drawn: "A browser: the address bar with the whole address selected, the page says \
         State mismatch",
    waiting: "Waiting for the address…",
    watch_clipboard: "Watch the clipboard",
    paste_below: "Paste the address below",
    clipboard_unreadable: "This desktop does not let the clipboard be read: paste the address below",
    paste: "Paste",
    paste_hint: "Address to hand back",
    works_once: "The address works once and for about a minute",
    only_here: "The clipboard is looked at only while this dialog is open",
    use_window: "Use a window of Pilothouse",
    use_browser: "Use the browser",
    open_again: "Open the browser again",
    open_in: "Open in another browser",
    signing_in: "Signing in…",
    from_clipboard: "The address came from the clipboard.",
    from_pasted: "The address was pasted.",
    from_window: "The window handed the address over.",
    from_listener: "The browser came back.",
    for_this_sign_in: "For this sign-in",
    harbor_checks: "Harbor checks the code",
    other_address: "That is not the page we wait for",
    other_attempt: "That address belongs to another sign-in",
    other_attempt_why: "Copy the address of the page that you end on now.",
    no_address: "Not a valid address",
    no_address_why: "Copy the whole address out of the browser's address bar.",
    run_out: "The code has run out.",
    run_out_why: "Sign in again, it is quicker the second time.",
    session_gone: "The sign-in has run out.",
    nobody_came: "Nothing came for ten minutes.",
    sign_in_again: "Sign in again",
    choose_another: "Choose another way",
    no_browser: "No browser could be opened.",
    no_browser_do: "Open this address in one and go on from there.",
    no_window: "The window could not be opened.",
    copy_address: "Copy address",
    refused_why: "This is what it said.",
    window_open: "Sign in in the window that just opened",
    window_explained: "It closes by itself. Nothing of it is kept, and passkeys don't work there.",
    comes_back: "Sign in on the page that just opened in your browser. It comes back here by itself.",
    user_name_title: "Choose your user name",
    user_name: "User name",
    name_length: "1 to 255 characters",
    name_none_of: "None of",
    where_it_shows: "Where it shows",
    others_see: "Others see it in member lists and the audit log.",
    cannot_change: "Can't be changed later",
    create_account: "Create account",
    name_kept: "Sign in again, the name you typed is kept.",
    unknown_person: "The registry doesn't know you yet.",
    unknown_person_why: "Sign in once by handing an address back; it makes your account there.",
    ends_by_itself: "Ends by itself after ten minutes",
    or_paste: |registry| format!("Or paste it: https://{registry}/c/oidc/callback?…"),
    only_registry: |registry| {
        format!("Only an address of {registry} is accepted, and only for this sign-in")
    },
    from: |registry| format!("From {registry}"),
    belongs_to: |host, registry| {
        format!(
            "It belongs to {host}. Go on in the browser until the page at {registry} says \
             “State mismatch”."
        )
    },
    refused: |provider| format!("{provider} refused the sign-in."),
    page_of: |host| format!("It shows a page of {host}"),
    has_signed_in: |provider| format!("{provider} has signed you in."),
    not_known_yet: |registry| {
        format!(
            "{registry} doesn't know you yet: choose the name of your account there. You are \
             asked only once."
        )
    },
    suggested_by: |provider| format!("Suggested by {provider}"),
    characters_of: |number, limit| format!("{number} of {limit}"),
    too_many: |number| format!("{} too many", counted(number, "character", "characters")),
    use_name: |name| format!("Use {name}"),
    try_name: |name| format!("Try {name}"),
};
