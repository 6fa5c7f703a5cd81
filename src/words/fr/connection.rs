//! Changing how a registry is called and reached.

use crate::words::shape::Connection;

pub const CONNECTION: Connection = Connection {
    title: "Modifier la connexion",
    edit: "Modifier la connexion…",
    explained: "Nom, adresse, certificat et proxy.",
    name: "Nom",
    name_hint: "Tel que Pilothouse l’affiche\u{202f}; à défaut, l’hôte",
    name_long: "100 caractères au plus",
    save: "Enregistrer la connexion",
    moves: |host| {
        format!(
            "Tous les comptes sont déconnectés\u{202f}: leurs identifiants ne valent que pour \
             {host} et sont retirés du trousseau."
        )
    },
    saved: |name| format!("Connexion {name} enregistrée"),
};
