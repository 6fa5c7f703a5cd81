//! How far a test of a directory came, and a search in it.

use diagnosis::DirectoryVerdict;
use harbor_api::operations::SearchLdapUsers;
use leptos::prelude::*;
use pilothouse_protocol::{ConnectionId, Failure};
use wasm_bindgen_futures::spawn_local;

use super::{
    draft::SettingsForm,
    steps::{Step, step_list},
};
use crate::{
    ipc::{Ticket, harbor},
    ui::{Field, FormFailure, Icon},
    words::words,
};

crate::words::area! {
    /// The steps of trying a directory.
    DirectoryStepWords {
        texts {
            reached: "Harbor reached the directory", "Harbor a atteint l’annuaire";
            not_reached_do: "Check the address and its port, and whether the registry’s own network reaches it.", "Vérifier l’adresse et son port, et que le réseau du registre l’atteint.";
            not_trusted_do: "The registry must trust who signed this certificate. Checking it can be switched off, which lets anybody in between read passwords.", "Le registre doit faire confiance au signataire de ce certificat. La vérification peut être désactivée, mais qui est entre les deux lirait les mots de passe.";
            signed_in: "Harbor signed in there with the account that searches", "Harbor s’y est connecté avec le compte de recherche";
            refused_do: "Check the search DN and its password.", "Vérifier le DN de recherche et son mot de passe.";
            no_password_do: "Enter the password of the account that searches: Harbor keeps none.", "Saisir le mot de passe du compte de recherche\u{202f}: Harbor n’en garde pas.";
            look_for: "Search for a user name", "Chercher un nom d’utilisateur";
            search: "Search", "Chercher";
            only_kept: "Harbor searches with the settings that are saved, not with those that are typed: save them, then search here.", "Harbor cherche avec les réglages enregistrés, pas avec ceux saisis\u{202f}: les enregistrer, puis chercher ici.";
            nobody: "Nobody was found. Check the base DN, the filter, the user name’s attribute and the scope.", "Personne n’a été trouvé. Vérifier le DN de base, le filtre, l’attribut du nom et la portée.";
        }
        says {
            not_reached(reason: &str): format!("Harbor did not reach the directory: {reason}"), format!("Harbor n’a pas atteint l’annuaire\u{202f}: {reason}");
            not_trusted(reason: &str): format!("Harbor does not trust the directory’s certificate: {reason}"), format!("Harbor ne fait pas confiance au certificat de l’annuaire\u{202f}: {reason}");
            refused(reason: &str): format!("The directory did not take the account that searches: {reason}"), format!("L’annuaire a refusé le compte de recherche\u{202f}: {reason}");
            no_password(reason: &str): format!("Harbor tried nothing: {reason}"), format!("Harbor n’a rien essayé\u{202f}: {reason}");
            failed(reason: &str): format!("Harbor says: {reason}"), format!("Harbor dit\u{202f}: {reason}");
            found(number: usize, names: &str):
                format!("{} found: {names}", crate::format::counted(number, "user", "users")),
                format!("{} : {names}", crate::words::french::counted(number, "utilisateur trouvé", "utilisateurs trouvés"));
        }
    }
}

/// Names that are shown of those who were found.
const NAMED: usize = 8;

/// What was done, and what to do.
fn said(verdict: &DirectoryVerdict) -> (String, Option<&'static str>) {
    let w = &words().directory_steps;
    match verdict {
        DirectoryVerdict::Reached => (w.reached.to_owned(), None),
        DirectoryVerdict::NotReached { reason } => (w.not_reached(reason), Some(w.not_reached_do)),
        DirectoryVerdict::NotTrusted { reason } => (w.not_trusted(reason), Some(w.not_trusted_do)),
        DirectoryVerdict::SignedIn => (w.signed_in.to_owned(), None),
        DirectoryVerdict::SignInRefused { reason } => (w.refused(reason), Some(w.refused_do)),
        DirectoryVerdict::NoPassword { reason } => (w.no_password(reason), Some(w.no_password_do)),
        DirectoryVerdict::Failed { reason } => (w.failed(reason), None),
    }
}

/// The steps.
#[component]
pub fn DirectorySteps(verdicts: Vec<DirectoryVerdict>) -> impl IntoView {
    step_list(
        "directory-steps",
        verdicts.iter().map(|verdict| {
            let (said, to_do) = said(verdict);
            Step {
                severity: verdict.severity(),
                said,
                to_do,
            }
        }),
    )
}

/// Whom a search found; why there is no answer.
type Found = Result<Vec<String>, Failure>;

/// The last step: a search, which Harbor makes with the settings that it keeps.
#[component]
pub fn DirectorySearch(connection: Signal<ConnectionId>, form: SettingsForm) -> impl IntoView {
    let w = &words().directory_steps;
    let name = RwSignal::new(String::new());
    let busy = RwSignal::new(false);
    let found = RwSignal::new(None::<Found>);
    let is_typed = Memo::new(move |_| {
        form.changes
            .with(|changes| changes.iter().any(|change| change.key.starts_with("ldap_")))
    });
    // What others settings found says nothing of these.
    Effect::new(move |_| {
        form.kept.track();
        is_typed.track();
        name.track();
        found.set(None);
    });
    let search = move || {
        let text = name.get_untracked().trim().to_owned();
        if text.is_empty() || busy.get_untracked() || is_typed.get_untracked() {
            return;
        }
        busy.set(true);
        let at = connection.get_untracked();
        let operation = SearchLdapUsers {
            username: Some(text.clone()),
        };
        spawn_local(async move {
            let outcome = harbor(at, &operation, Ticket::new()).await;
            busy.try_set(false);
            let is_same = name.try_with_untracked(|now| now.trim() == text) == Some(true);
            if is_same {
                let names = outcome.map(|reply| {
                    let users = reply.value.iter_good();
                    users.map(|user| user.username.clone()).collect()
                });
                found.try_set(Some(names));
            }
        });
    };
    let outcome = move || {
        found.get().map(|found| match found {
            Ok(names) if names.is_empty() => view! {
                <p class="hint bad">
                    <Icon name="alert" class="i-14" />
                    {w.nobody}
                </p>
            }
            .into_any(),
            Ok(names) => {
                let mut shown = names[..names.len().min(NAMED)].join(", ");
                if names.len() > NAMED {
                    shown.push('…');
                }
                view! {
                    <p class="hint ok">
                        <Icon name="check" class="i-14" />
                        <span class="wraps">{w.found(names.len(), &shown)}</span>
                    </p>
                }
                .into_any()
            }
            Err(failure) => view! { <FormFailure failure=failure /> }.into_any(),
        })
    };
    view! {
        <form
            class="row g8"
            id="directory-search"
            on:submit=move |event| {
                event.prevent_default();
                search();
            }
        >
            <Field id="directory-name" label=w.look_for value=name placeholder=w.look_for />
            <button
                type="submit"
                class="btn sm"
                disabled=move || busy.get() || is_typed.get() || name.with(|name| name.trim().is_empty())
            >
                {move || busy.get().then(|| view! { <span class="spin"></span> })}
                {w.search}
            </button>
        </form>
        {move || is_typed.get().then(|| view! { <p class="hint">{w.only_kept}</p> })}
        <div role="status">{outcome}</div>
    }
}
