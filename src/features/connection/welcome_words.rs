//! Adding a registry.

crate::words::area! {
    /// Adding a registry.
    Welcome {
        texts {
            pitch:
                "A desktop console for Harbor registries. Browse, scan, share and administer them \
         from one window.",
                "Une console de bureau pour les registres Harbor. Parcourir, analyser, partager et \
         administrer, le tout dans une seule fenêtre.";
            try_demo: "Try the demo registry", "Essayer le registre de démonstration";
            demo_explained:
                "Sample data on this computer, no account and no network.",
                "Données d’exemple sur cet ordinateur, sans compte ni réseau.";
            title: "Add a registry", "Ajouter un registre";
            lead:
                "Type the address you use with docker login.",
                "Saisir l’adresse utilisée avec docker login.";
            address: "Registry address", "Adresse du registre";
            asking: "Asking the registry", "Interrogation du registre";
            plain_http:
                "Use plain http for this registry. Anybody on the way can read the password and \
         the data.",
                "Utiliser http sans chiffrement pour ce registre. N’importe qui sur le trajet \
         peut lire le mot de passe et les données.";
            unverified:
                "Use this registry without checking its certificate. Somebody on the way could \
         pose as it.",
                "Utiliser ce registre sans vérifier son certificat. Quelqu’un sur le trajet \
         pourrait se faire passer pour lui.";
            advanced: "Certificate and proxy", "Certificat et proxy";
            authority: "Certificate authority", "Autorité de certification";
            authority_hint:
                "The path of a PEM file, used beside the system's own authorities",
                "Le chemin d’un fichier PEM, utilisé en plus des autorités du système";
            proxy: "Proxy", "Proxy";
            proxy_hint: "Empty: as the system says", "Vide\u{202f}: comme le système";
            kept_in_keychain:
                "Credentials stay in your system keychain",
                "Identifiants conservés dans le trousseau du système";
            kept_this_run:
                "Credentials are kept until Pilothouse ends",
                "Identifiants conservés jusqu’à la fermeture de Pilothouse";
            harbor_accounts: "Harbor's own accounts", "Comptes de Harbor";
            ldap_accounts: "LDAP accounts", "Comptes LDAP";
            single_sign_on: "Single sign-on", "Authentification unique";
            proxy_accounts: "Accounts of a proxy", "Comptes d’un proxy";
            issuer: "Issued by", "Émis par";
            for_hosts: "For", "Pour";
            fingerprint: "SHA-256", "SHA-256";
            copy_fingerprint: "Copy SHA-256", "Copier le SHA-256";
            valid_until: "Valid until", "Valable jusqu’au";
            tls_ok: "TLS ok", "TLS valide";
            certificate_not_checked: "Certificate not checked", "Certificat non vérifié";
            not_encrypted: "Not encrypted", "Non chiffré";
        }
        says {
            use_instead(address: &str): format!("Use {address}"), format!("Utiliser {address}");
            single_sign_on_at(provider: &str):
                format!("Single sign-on: {provider}"),
                format!("Authentification unique\u{202f}: {provider}");
            took(milliseconds: u64): format!("{milliseconds} ms"), format!("{milliseconds}\u{202f}ms");
        }
    }
}
