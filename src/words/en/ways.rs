//! Choosing how to sign in.

use crate::words::shape::Ways;

pub const WAYS: Ways = Ways {
    sign_in: "Sign in",
    remembered: "Pilothouse remembers the way you choose for this registry.",
    nothing_sent: "Nothing is sent before you choose.",
    asking: "Asking the registry how to sign in",
    in_browser: "In your browser",
    used_last: "Used last time",
    browser_explained: "Everything works, passkeys too; you copy one address back at the end and \
         stay signed in until about 60 min after the last use.",
    page_stays: "This page stays as it is, with what you typed and selected.",
    other_ways: "Other ways",
    window: "In a window of Pilothouse",
    window_explained: "The same without copying an address; passkeys don't work there.",
    own_client: "Browser, nothing to copy",
    own_client_explained: "Where the provider is set up for Pilothouse; stays signed in by itself.",
    own_client_is: "Your administrator registers Pilothouse at the provider once. Left empty, \
         the registry's own client is tried.",
    client_id: "Client id at the provider",
    client_id_hint: "Empty: the registry's own",
    issuer: "Issuer",
    issuer_hint: "Empty: found by Pilothouse",
    consent: "Have the provider ask for my consent",
    consent_hint: "Each time. Some providers give nothing to stay signed in with otherwise.",
    password: "User name and password",
    password_explained: "As in the registry's web portal; lasts until the password changes.",
    local_password_explained: "Here only for the local administrator; lasts until the password \
         changes.",
    robot: "Robot account",
    robot_explained: "What the robot may do, until its secret expires.",
    cli_secret: "CLI secret",
    lists_only: "lists only",
    anonymous: "Browse without signing in",
    anonymous_explained: "Public projects, read only, for as long as you like.",
    connect: "Connect",
    another_account: "Add an account",
    another_account_lead: "The account that is signed in stays, and you can switch back to it.",
    robot_file_drop: "Drop the robot account's JSON file here, or",
    robot_file_choose: "choose it",
    robot_file_form: "This is not a robot account's file",
    robot_file_large: "This file is too large to be a robot account's",
    robot_file_no_name: "This file has no robot account's name in it",
    robot_file_no_secret: "This file has no secret in it",
    robot_file_read: "Name and secret are taken from the file",
    sign_in_with: |provider| format!("Sign in with {provider}"),
    cli_secret_explained: |provider| {
        format!("Projects and images without their details, while {provider} keeps you signed in.")
    },
    provider_broken: |provider| {
        format!("The registry names {provider}, but does not lead to its page.")
    },
    unread: |reason| {
        format!(
            "What is kept for this account could not be read: {reason}. Try again once that is put right, or sign in."
        )
    },
    clock_ahead: |minutes| {
        format!(
            "The registry's clock is {minutes} min ahead of this computer's. Signing in may fail \
             until one of them is set right."
        )
    },
    clock_behind: |minutes| {
        format!(
            "The registry's clock is {minutes} min behind this computer's. Signing in may fail \
             until one of them is set right."
        )
    },
    signed_in: |registry, name| format!("Signed in to {registry} as {name}"),
};
