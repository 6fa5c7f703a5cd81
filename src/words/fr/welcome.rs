//! Adding a registry.

use crate::words::shape::Welcome;

pub const WELCOME: Welcome = Welcome {
    pitch: "Une console de bureau pour les registres Harbor. Parcourir, analyser, partager et \
         administrer, le tout dans une seule fenêtre.",
    try_demo: "Essayer le registre de démonstration",
    demo_explained: "Données d’exemple sur cet ordinateur, sans compte ni réseau.",
    title: "Ajouter un registre",
    lead: "Saisir l’adresse utilisée avec docker login.",
    address: "Adresse du registre",
    asking: "Interrogation du registre",
    plain_http: "Utiliser http sans chiffrement pour ce registre. N’importe qui sur le trajet \
         peut lire le mot de passe et les données.",
    issuer: "Émis par",
    for_hosts: "Pour",
    fingerprint: "SHA-256",
    copy_fingerprint: "Copier le SHA-256",
    valid_until: "Valable jusqu’au",
    unverified: "Utiliser ce registre sans vérifier son certificat. Quelqu’un sur le trajet \
         pourrait se faire passer pour lui.",
    advanced: "Certificat et proxy",
    authority: "Autorité de certification",
    authority_hint: "Le chemin d’un fichier PEM, utilisé en plus des autorités du système",
    proxy: "Proxy",
    proxy_hint: "Vide\u{202f}: comme le système",
    kept_in_keychain: "Identifiants conservés dans le trousseau du système",
    kept_this_run: "Identifiants conservés jusqu’à la fermeture de Pilothouse",
    harbor_accounts: "Comptes de Harbor",
    ldap_accounts: "Comptes LDAP",
    single_sign_on: "Authentification unique",
    proxy_accounts: "Comptes d’un proxy",
    tls_ok: "TLS valide",
    certificate_not_checked: "Certificat non vérifié",
    not_encrypted: "Non chiffré",
    use_instead: |address| format!("Utiliser {address}"),
    single_sign_on_at: |provider| format!("Authentification unique\u{202f}: {provider}"),
    took: |milliseconds| format!("{milliseconds}\u{202f}ms"),
};
