//! Rail, navigation, top bar, status banners, palette.

use crate::{format::counted, words::shape::Frame};

pub const FRAME: Frame = Frame {
    keychain_refused: "the keychain did not take it",
    no_start: "Pilothouse could not start",
    no_demo: "The demo registry could not start",
    without_demo: "Go on without it",
    registries: "Registries",
    keyboard_shortcuts_tip: "Keyboard shortcuts (?)",
    theme_is_system: "Theme: system. Switch to light",
    theme_is_light: "Theme: light. Switch to dark",
    theme_is_dark: "Theme: dark. Switch to system",
    tile_connected: "connected",
    tile_connecting: "not connected yet",
    tile_sign_in: "sign in again",
    tile_offline: "offline",
    connected: "Connected",
    connecting: "Connecting",
    sign_in_again: "Sign in again",
    offline: "Offline",
    back_tip: "Back (Alt Left)",
    forward_tip: "Forward (Alt Right)",
    breadcrumb: "Breadcrumb",
    not_signed_in: "Not signed in",
    robot_account: "Robot account",
    cli_secret_lists: "CLI secret, lists only",
    public_only: "Public projects only",
    remove_this_registry: "Remove this registry…",
    removal_title: "Remove this registry?",
    remove_registry: "Remove registry",
    signed_out: "You are signed out.",
    sign_in_to_go_on: "Sign in to go on.",
    sign_in: "Sign in",
    read_only: "The registry is in read-only mode: nothing can be changed now.",
    unverified: "The certificate of this registry is not checked, as you agreed to.",
    actions: "Actions",
    artifacts: "Artifacts",
    repositories: "Repositories",
    results: "Results",
    nothing_matches: "Nothing matches",
    to_move: "move",
    to_open: "open",
    commands_only: "commands only",
    paste_digest: "paste a reference, a digest or a tag to find its artifact",
    searched_this_repository: "This registry is older than Harbor 2.12: artifacts were looked for in the open repository only.",
    open_a_repository: "This registry is older than Harbor 2.12: open a repository, or name one, to look for its artifacts.",
    no_such_text: "The registry can't look for this text.",
    link_title: "Open a link?",
    link_nothing_yet: "Nothing was sent to this address. It is looked at when you go on, and added when you sign in.",
    link_asks: |registry| {
        format!("A link leads to {registry}, which is not among your registries.")
    },
    signed_in_as: |name| format!("Signed in as {name}"),
    account: |name| format!("Account: {name}"),
    removal: |registry| {
        format!(
            "{registry} is removed from Pilothouse, with its password. Nothing changes at the \
             registry."
        )
    },
    cannot_reach: |registry| format!("Can't reach {registry}."),
    away_since: |time| {
        format!("Away since {time}; what was read before stays. Pilothouse keeps trying.")
    },
    password_kept: |reason| {
        format!("The password is kept until Pilothouse ends, because {reason}.")
    },
    artifact_count: |number| counted(number, "artifact", "artifacts"),
    repository_count: |number| counted(number, "repository", "repositories"),
    not_searched: |what, why| format!("Not searched: {what}. {why}"),
    searched_projects: |searched, total| {
        let total = counted(total, "project", "projects");
        format!("Artifacts were looked for in {searched} of {total}.")
    },
    first_of: |shown, total, what| format!("{what}: the first {shown} of {total}."),
    other_host: |host| format!("{host} is not this registry."),
    no_such_artifact: |repository| format!("{repository} has no such artifact."),
};
