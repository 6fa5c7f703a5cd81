//! The account: who, how signed in, until when, and out again.

use crate::words::shape::Account;

pub const ACCOUNT: Account = Account {
    account: "Account",
    administrator: "Administrator",
    email: "E-mail",
    groups: "Groups",
    groups_not_told: "Harbor does not name them",
    is_administrator: "Administrator",
    yes: "Yes",
    yes_by_group: "Yes, through a group at the provider",
    no: "No",
    session: "Session",
    signed_in: "Signed in",
    since: "Since",
    ends: "Ends",
    ends_why: "As this registry is usually set; it may end earlier or later.",
    stay_signed_in: "Stay signed in",
    renews_password: "Renews itself with your password",
    renews_provider: "Renews itself while the provider allows",
    lasting: "Lasts as long as the secret does",
    by_browser: "browser hand-back",
    by_window: "in a window of Pilothouse",
    by_provider: "nothing to copy",
    by_password: "With user name and password",
    by_robot: "With a robot account's secret",
    by_cli_secret: "With a CLI secret, lists only",
    by_nothing: "Without signing in",
    change_password: "Change password…",
    current_password: "Current password",
    new_password: "New password",
    repeat_password: "New password again",
    not_repeated: "The two are not the same",
    same_password: "The new password is the current one",
    password_changed: "The password is changed",
    edit_profile: "Edit profile…",
    profile: "Your profile",
    full_name: "Full name",
    comment: "Comment",
    profile_saved: "The profile is saved",
    email_wrong: "Not a valid email address",
    save: "Save",
    sign_out: "Sign out",
    sign_out_ways: "Other ways to sign out",
    sign_out_harbor: "Sign out of Harbor",
    ends_at_harbor: "Ends this session and removes it from your keychain.",
    ends_password: "Ends the session and removes the password from your keychain.",
    ends_secret: "Removes the secret from your keychain.",
    rule_length: "8 to 128 characters",
    rule_upper: "An upper-case letter",
    rule_lower: "A lower-case letter",
    rule_digit: "A digit",
    accounts: "Accounts at this registry",
    active: "In use",
    signed_out: "Signed out",
    remove_account: "Remove account",
    limited_title: "Lists only",
    limited_works: "Works: the lists of projects, repositories, artifacts and labels; making a \
         project; removing a tag; pulling and pushing.",
    limited_not: "Missing: a project's own page, members, statistics, and everything of an \
         administrator's.",
    limited_why: "Harbor answers a CLI secret on these pages only. Sign in through the provider for \
         the rest.",
    not_known: "Not known",
    password_is_missing: "The current password is missing",
    remove_account_title: "Remove this account?",
    at: |name, registry| format!("{name} at {registry}"),
    with_provider: |provider| format!("With {provider}"),
    left: |minutes| format!("{minutes} min left"),
    left_of: |minutes, of| format!("{minutes} of {of} min left"),
    ends_after: |minutes| {
        format!("Stays signed in while you use it; ends {minutes} min after the last use.")
    },
    about: |minutes| {
        format!("Stays signed in while you use it; ends about {minutes} min after the last use.")
    },
    unused_for: |minutes, at| format!("Unused for {minutes} min. Ends at {at}."),
    at_if_unused: |time| format!("{time}, if unused until then"),
    at_in_any_case: |time| format!("{time}; the provider gives nothing to renew it with"),
    ends_in_any_case: |time| {
        format!("Your sign-in ends at {time}. You are asked again then, and nothing is lost.")
    },
    ends_soon: |time| format!("Your session ends at {time} if it is not used until then."),
    today: |time| format!("Today, {time}"),
    ends_session: |provider| {
        format!("Ends your session at Harbor; your browser stays signed in to {provider}.")
    },
    signed_out_of: |registry| format!("Signed out of {registry}"),
    also_at_provider: |provider| format!("Also at {provider}"),
    switch_to: |name| format!("Switch to {name}"),
    remove_named: |name| format!("Remove {name}"),
    removal: |name, registry| {
        format!(
            "{name} is removed from Pilothouse with its secret, and its session at {registry} is \
             ended. The account itself stays."
        )
    },
    sign_out_provider: |provider| format!("Sign out of {provider} as well"),
};
