//! What an identity provider says about itself, step by step, as this computer sees it.

use diagnosis::ProviderVerdict;
use leptos::prelude::*;

use super::steps::{Step, step_list};
use crate::words::words;

crate::words::area! {
    /// The steps of looking at an identity provider.
    ProviderStepWords {
        texts {
            from_here: "What this computer sees", "Ce que voit cet ordinateur";
            no_address_do: "The issuer is a whole address: https://id.example.org/realms/name.", "L’émetteur est une adresse entière\u{202f}: https://id.example.org/realms/nom.";
            not_encrypted_do: "Passwords and tokens would be readable on the way. Use the https address.", "Mots de passe et jetons seraient lisibles en route. Utiliser l’adresse https.";
            not_described_do: "Check the address: the provider’s pages name the issuer, often with a realm or tenant in its path. The registry itself may reach it all the same.", "Vérifier l’adresse\u{202f}: les pages du fournisseur nomment l’émetteur, souvent avec un domaine dans le chemin. Le registre lui-même peut l’atteindre malgré tout.";
            other_issuer_do: "Enter the issuer to the letter as the provider calls itself, a slash at the end included.", "Saisir l’émetteur à la lettre comme le fournisseur se nomme, barre finale comprise.";
            no_issuer: "The description names no issuer", "La description ne nomme pas d’émetteur";
            broken_do: "This is no whole OpenID Connect provider. Check the address, or ask whoever runs it.", "Ce n’est pas un fournisseur OpenID Connect complet. Vérifier l’adresse, ou demander à qui le gère.";
            no_keys_named: "The description names no keys (jwks_uri)", "La description ne nomme pas de clés (jwks_uri)";
        }
        says {
            address(issuer: &str): format!("The issuer is {issuer}"), format!("L’émetteur est {issuer}");
            no_address(issuer: &str): format!("{issuer} is no web address"), format!("{issuer} n’est pas une adresse web");
            not_encrypted(issuer: &str): format!("{issuer} is not encrypted"), format!("{issuer} n’est pas chiffré");
            described(place: &str): format!("It describes itself at {place}"), format!("Il se décrit à {place}");
            not_described(place: &str, reason: &str): format!("No description at {place}: {reason}"), format!("Pas de description à {place}\u{202f}: {reason}");
            same_issuer(issuer: &str): format!("It calls itself {issuer} too"), format!("Il se nomme aussi {issuer}");
            other_issuer(told: &str): format!("It calls itself {told}: the registry will refuse its tokens"), format!("Il se nomme {told}\u{202f}: le registre refusera ses jetons");
            endpoints(authorization: &str, token: &str): format!("People sign in at {authorization}, tokens come from {token}"), format!("On se connecte à {authorization}, les jetons viennent de {token}");
            missing(name: &str): format!("The description has no {name}"), format!("La description n’a pas de {name}");
            keys(count: usize): format!("It signs with {count} keys"), format!("Il signe avec {count} clés");
            no_keys(reason: &str): format!("Its keys can’t be read: {reason}"), format!("Ses clés sont illisibles\u{202f}: {reason}");
        }
    }
}

/// What was seen, and what to do.
fn said(verdict: &ProviderVerdict) -> (String, Option<&'static str>) {
    let w = &words().provider_steps;
    match verdict {
        ProviderVerdict::Address { issuer } => (w.address(issuer), None),
        ProviderVerdict::NoAddress { issuer } => (w.no_address(issuer), Some(w.no_address_do)),
        ProviderVerdict::NotEncrypted { issuer } => {
            (w.not_encrypted(issuer), Some(w.not_encrypted_do))
        }
        ProviderVerdict::Described { place } => (w.described(place), None),
        ProviderVerdict::NotDescribed { place, reason } => {
            (w.not_described(place, reason), Some(w.not_described_do))
        }
        ProviderVerdict::SameIssuer { issuer } => (w.same_issuer(issuer), None),
        ProviderVerdict::OtherIssuer { told, .. } => {
            (w.other_issuer(told), Some(w.other_issuer_do))
        }
        ProviderVerdict::NoIssuer => (w.no_issuer.to_owned(), Some(w.broken_do)),
        ProviderVerdict::Endpoints {
            authorization,
            token,
        } => (w.endpoints(authorization, token), None),
        ProviderVerdict::EndpointMissing { name } => (w.missing(name), Some(w.broken_do)),
        ProviderVerdict::Keys { count } => (w.keys(*count), None),
        ProviderVerdict::NoKeys { reason } => {
            let said = match reason {
                Some(reason) => w.no_keys(reason),
                None => w.no_keys_named.to_owned(),
            };
            (said, Some(w.broken_do))
        }
    }
}

/// The steps.
#[component]
pub fn ProviderSteps(verdicts: Vec<ProviderVerdict>) -> impl IntoView {
    let steps = verdicts.iter().map(|verdict| {
        let (said, to_do) = said(verdict);
        Step {
            severity: verdict.severity(),
            said,
            to_do,
        }
    });
    view! {
        <p class="hint">{words().provider_steps.from_here}</p>
        {step_list("provider-steps", steps)}
    }
}
