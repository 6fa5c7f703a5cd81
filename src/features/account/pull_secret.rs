//! The login as a Kubernetes secret, to be put on the clipboard.

use chrono::{DateTime, Utc};
use leptos::prelude::*;
use pilothouse_protocol::SecretText;

use crate::{
    features::account::{
        Subject,
        cli_secret::{ClipboardLine, copy_secret},
    },
    registries::registries,
    ui::{Dialog, Field},
    words::words,
};

/// Name and namespace; the text itself never comes into the window.
#[component]
pub fn PullSecretDialog(subject: Subject, on_close: Callback<()>) -> impl IntoView {
    let w = &words().cli_secret;
    let registries = registries();
    let name = RwSignal::new("registry-login".to_owned());
    let namespace = RwSignal::new(String::new());
    let copied = RwSignal::new(None::<DateTime<Utc>>);
    let name_problem = Signal::derive(move || {
        name.with(|name| (!is_name(name, 253, ".-")).then(|| w.pull_secret_name_wrong.to_owned()))
    });
    let namespace_problem = Signal::derive(move || {
        namespace.with(|name| {
            (!name.is_empty() && !is_name(name, 63, "-"))
                .then(|| w.pull_secret_name_wrong.to_owned())
        })
    });
    let ready = move || name_problem.get().is_none() && namespace_problem.get().is_none();
    let submit = move || {
        if !ready() {
            return;
        }
        let namespace = namespace.get_untracked();
        let what = SecretText::ImagePullSecret {
            name: name.get_untracked(),
            namespace: (!namespace.is_empty()).then_some(namespace),
        };
        copy_secret(registries, subject, what, copied);
    };
    view! {
        <Dialog title=w.pull_secret.trim_end_matches('…') on_close=on_close>
            <form
                novalidate=true
                on:submit=move |event| {
                    event.prevent_default();
                    submit();
                }
            >
                <div class="dlg-b col g12">
                    <p class="hint">{w.pull_secret_explained}</p>
                    <Field
                        id="pull-secret-name"
                        label=w.pull_secret_name
                        value=name
                        problem=name_problem
                        autofocus=true
                    />
                    <Field
                        id="pull-secret-namespace"
                        label=w.pull_secret_namespace
                        value=namespace
                        problem=namespace_problem
                    />
                    <ClipboardLine
                        copied=copied
                        otherwise=Signal::stored(None::<String>)
                        registries=registries
                    />
                </div>
                <div class="dlg-f">
                    <span class="sp"></span>
                    <button type="button" class="btn" on:click=move |_| on_close.run(())>
                        {words().parts.close}
                    </button>
                    <button type="submit" class="btn primary" disabled=move || !ready()>
                        {w.pull_secret_copy}
                    </button>
                </div>
            </form>
        </Dialog>
    }
}

/// A name of Kubernetes's (RFC 1123).
fn is_name(name: &str, longest: usize, marks: &str) -> bool {
    let edge = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit();
    (1..=longest).contains(&name.len())
        && name.chars().all(|c| edge(c) || marks.contains(c))
        && name.starts_with(edge)
        && name.ends_with(edge)
}

#[cfg(test)]
mod tests {
    use super::is_name;

    #[test]
    fn names_are_kubernetes_names() {
        assert!(is_name("registry-login.1", 253, ".-"));
        for bad in ["", "Login", "-a", "a-", "a_b"] {
            assert!(!is_name(bad, 253, ".-"), "{bad}");
        }
        assert!(!is_name("a.b", 63, "-"));
    }
}
