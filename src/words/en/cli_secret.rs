//! The CLI secret, and signing in to the registry with other programs.

use pilothouse_protocol::HindranceCause;

use crate::words::shape::CliSecret;

pub const CLI_SECRET: CliSecret = CliSecret {
    title: "CLI secret",
    robot_title: "Robot account's secret",
    show: "Show secret",
    hide: "Hide secret",
    copy: "Copy",
    copied: "Copied",
    clear_now: "Clear now",
    cleared: "The clipboard is cleared",
    set_own: "Set your own…",
    make_new: "Make new…",
    your_secret: "Your CLI secret",
    old_stops: "The old one stops at once, on other machines too.",
    set: "Set secret",
    set_done: "The CLI secret is set; the old one has stopped",
    new_title: "Make a new CLI secret?",
    new_old: "The old one stops at once",
    new_logins: "Every docker login that uses it must be done again",
    new_others: "This session and robot accounts go on",
    make: "Make new secret",
    made: "There is a new CLI secret; the old one has stopped",
    works_always: "Works until it is changed",
    try_it: "Try it",
    trying: "Asking the registry",
    not_taken: "The registry does not take it.",
    not_taken_why: "It answers as to somebody who isn't signed in. Sign in again at the provider, or \
         make a new secret.",
    taken_nothing: "It works; there is no repository to try it on.",
    may_nothing: "It works, but may do nothing there.",
    terminal: "Sign in from a terminal",
    reads_clipboard: "Reads the clipboard; nothing lands in your shell history.",
    asks_password: "The program asks for your password.",
    copy_command: "Copy command",
    reader: "Clipboard read by",
    write_docker: "Write into docker's settings",
    plain_title: "Keep the secret in a file without encryption?",
    plain_why: "No credential helper is set up for docker on this computer. The secret would stand \
         in docker's config.json, readable by every program of yours. Other accounts of this computer \
         will not be able to read the file.",
    plain_agree: "Write it all the same",
    plain_helper: "With a credential helper (docker-credential-secretservice, -osxkeychain, -wincred) \
         named in config.json, it goes to the keychain instead.",
    pull_secret: "Kubernetes pull secret…",
    pull_secret_name: "Name of the secret",
    pull_secret_namespace: "Namespace (may be empty)",
    pull_secret_name_wrong: "Lower-case letters, digits, - and . only, a letter or digit at both ends",
    pull_secret_copy: "Copy YAML",
    pull_secret_explained: "A secret of type kubernetes.io/dockerconfigjson with this login in it, to \
         be named under imagePullSecrets. It is on the clipboard for 30 seconds.",
    tools: "More",
    not_copied: "Couldn't copy the secret",
    name_has_control: "This name can't stand in a command.",
    written_title: "The login is written",
    written_in_place: "The file itself was written, since another can't take its place: it is mounted \
         by itself, its folder can't be written, or it belongs to somebody else.",
    written_before: "The file mentioned it already, and was left as it is.",
    closed_to_others: "Other accounts of this computer could read the file. Now only you can.",
    mark_removed: "A byte order mark at the file's beginning, which keeps every program from it, was \
         taken away.",
    clears_in: |seconds| format!("Clipboard clears in {seconds} s"),
    works_while_provider: |provider| format!("Works while {provider} renews your sign-in"),
    may: |name, actions| format!("It works: {actions} in {name}"),
    written: |file, user| format!("The login of {user} is in {file}"),
    written_helper: |helper, user| {
        format!("The login of {user} is kept by docker-credential-{helper}")
    },
    found_by: |programs| format!("Found there by {programs}."),
    hindrance: |programs, cause| match cause {
        HindranceCause::CredentialStore => format!(
            "Not found by {programs}: the helper under credsStore is not asked by them. Sign in with \
             their own commands, or name it for this registry under credHelpers."
        ),
        HindranceCause::Spelling { member } => {
            format!("Not found by {programs}: they don't know ‘{member}’ in this spelling.")
        }
        HindranceCause::OwnEntry { file } => format!(
            "Hidden from {programs}: {file} has an entry for this registry, which goes first, even \
             an old one."
        ),
        HindranceCause::OwnHelper { file } => format!(
            "Perhaps hidden from {programs}: {file} names a credential helper, and a login in it goes \
             first."
        ),
        HindranceCause::OwnFileUnreadable { file } => {
            format!("Unknown for {programs}: {file} goes first, and can't be read.")
        }
        HindranceCause::OtherFile { file } => {
            format!("Not found by {programs}: REGISTRY_AUTH_FILE makes them read {file} only.")
        }
        HindranceCause::Narrower { keys } => format!(
            "For parts of the registry {programs} take other entries of the file: {}.",
            keys.join(", ")
        ),
        HindranceCause::Undecodable { registries } => format!(
            "Not found by {programs}: they read nothing at all while these entries of the file can't \
             be decoded: {}. They were left as they are.",
            registries.join(", ")
        ),
    },
};
