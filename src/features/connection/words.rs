//! Changing how a registry is called and reached.

crate::words::area! {
    /// Changing how a registry is called and reached.
    Connection {
        texts {
            title: "Edit the connection", "Modifier la connexion";
            edit: "Edit the connection…", "Modifier la connexion…";
            explained: "Name, address, certificate and proxy.", "Nom, adresse, certificat et proxy.";
            name: "Name", "Nom";
            name_hint:
                "As Pilothouse shows it; without one, the host",
                "Tel que Pilothouse l’affiche\u{202f}; à défaut, l’hôte";
            name_long: "At most 100 characters", "100 caractères au plus";
            save: "Save connection", "Enregistrer la connexion";
        }
        says {
            moves(host: &str):
                {
                    format!(
                        "All accounts are signed out: what they signed in with is for {host} only, and is \
                         removed from the keychain."
                    )
                },
                {
                    format!(
                        "Tous les comptes sont déconnectés\u{202f}: leurs identifiants ne valent que pour \
                         {host} et sont retirés du trousseau."
                    )
                };
            saved(name: &str):
                format!("Connection {name} saved"),
                format!("Connexion {name} enregistrée");
        }
    }
}
