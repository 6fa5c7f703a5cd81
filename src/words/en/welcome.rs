//! Adding a registry.

use crate::words::shape::Welcome;

pub const WELCOME: Welcome = Welcome {
    pitch: "A desktop console for Harbor registries. Browse, scan, share and administer them \
         from one window.",
    try_demo: "Try the demo registry",
    demo_explained: "Sample data on this computer, no account and no network.",
    title: "Add a registry",
    lead: "Type the address you use with docker login.",
    address: "Registry address",
    asking: "Asking the registry",
    plain_http: "Use plain http for this registry. Anybody on the way can read the password and \
         the data.",
    issuer: "Issued by",
    for_hosts: "For",
    fingerprint: "SHA-256",
    copy_fingerprint: "Copy SHA-256",
    valid_until: "Valid until",
    unverified: "Use this registry without checking its certificate. Somebody on the way could \
         pose as it.",
    advanced: "Certificate and proxy",
    authority: "Certificate authority",
    authority_hint: "The path of a PEM file, used beside the system's own authorities",
    proxy: "Proxy",
    proxy_hint: "Empty: as the system says",
    kept_in_keychain: "Credentials stay in your system keychain",
    kept_this_run: "Credentials are kept until Pilothouse ends",
    harbor_accounts: "Harbor's own accounts",
    ldap_accounts: "LDAP accounts",
    single_sign_on: "Single sign-on",
    proxy_accounts: "Accounts of a proxy",
    tls_ok: "TLS ok",
    certificate_not_checked: "Certificate not checked",
    not_encrypted: "Not encrypted",
    use_instead: |address| format!("Use {address}"),
    single_sign_on_at: |provider| format!("Single sign-on: {provider}"),
    took: |milliseconds| format!("{milliseconds} ms"),
};
