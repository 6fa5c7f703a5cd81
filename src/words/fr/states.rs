//! Empty, failed, loading, how old.

use super::parts::counted;
use crate::words::shape::States;

pub const STATES: States = States {
    no_longer_here: "Cet élément n’existe plus",
    unreachable: "Le registre est injoignable",
    busy: "Le registre est occupé",
    sign_in_first: "Se connecter d’abord",
    read_only: "Le registre est en lecture seule",
    refreshing: "Actualisation",
    not_refreshed: "Non actualisé",
    copy_request: "Copier la demande d’accès",
    go_on: "Continuer",
    no_right_to_see: |what| format!("Aucun droit de voir {what}"),
    sign_in_to_see: |what| format!("Se connecter pour voir {what}"),
    cannot_load: |what| format!("Impossible de charger {what}"),
    unreadable: |number| counted(number, "élément illisible", "éléments illisibles"),
    loading: |done| format!("Chargement\u{202f}: {done}"),
    loading_of: |done, total| format!("Chargement\u{202f}: {done} sur {total}"),
    read: |done| format!("{done} lus."),
    read_of: |done, total| format!("{done} sur {total} lus."),
    access_request: |who, what, place, registry| {
        format!(
            "Bonjour, je suis {who} chez {registry}. Merci de me donner le droit de voir {what} de \
             {place}."
        )
    },
    old: |age| format!("Non actualisé depuis {age}"),
    updated: |ago| format!("Actualisé {ago}"),
};
