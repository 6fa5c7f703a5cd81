//! Empty, failed, loading, how old.

use crate::{format::counted, words::french};

crate::words::area! {
    /// Empty, failed, loading, how old.
    States {
        texts {
            no_longer_here: "This is no longer here", "Cet élément n’existe plus";
            unreachable: "The registry can't be reached", "Le registre est injoignable";
            service_unreachable:
                "The Model Registry can't be reached",
                "Le Model Registry est injoignable";
            busy: "The registry is busy", "Le registre est occupé";
            sign_in_first: "Sign in first", "Se connecter d’abord";
            read_only: "The registry is in read-only mode", "Le registre est en lecture seule";
            refreshing: "Refreshing", "Actualisation";
            not_refreshed: "Not refreshed", "Non actualisé";
            copy_request: "Copy access request", "Copier la demande d’accès";
            go_on: "Go on", "Continuer";
        }
        says {
            no_right_to_see(what: &str):
                format!("No right to see {what}"),
                format!("Aucun droit de voir {what}");
            sign_in_to_see(what: &str):
                format!("Sign in to see {what}"),
                format!("Se connecter pour voir {what}");
            cannot_load(what: &str):
                format!("Couldn't load {what}"),
                format!("Impossible de charger {what}");
            unreadable(number: usize):
                counted(number, "item can't be read", "items can't be read"),
                french::counted(number, "élément illisible", "éléments illisibles");
            loading(done: &str): format!("Loading {done}"), format!("Chargement\u{202f}: {done}");
            loading_of(done: &str, total: &str):
                format!("Loading {done} of {total}"),
                format!("Chargement\u{202f}: {done} sur {total}");
            read(done: &str): format!("{done} read."), format!("{done} lus.");
            read_of(done: &str, total: &str):
                format!("{done} of {total} read."),
                format!("{done} sur {total} lus.");
            access_request(who: &str, what: &str, place: &str, registry: &str):
                {
                    format!(
                        "Hello, I am {who} at {registry}. Please give me the right to see {what} of {place}. \
                         Thank you!"
                    )
                },
                {
                    format!(
                        "Bonjour, je suis {who} chez {registry}. Merci de me donner le droit de voir {what} de \
                         {place}."
                    )
                };
            old(age: &str): format!("{age} old"), format!("Non actualisé depuis {age}");
            updated(ago: &str): format!("Updated {ago}"), format!("Actualisé {ago}");
        }
    }
}
