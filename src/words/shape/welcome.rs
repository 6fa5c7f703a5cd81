//! Adding a registry.

super::area! {
    /// Adding a registry.
    Welcome {
        texts {
            pitch, try_demo, demo_explained, title, lead, address, asking, plain_http,
            unverified, advanced, authority, authority_hint, proxy, proxy_hint,             kept_in_keychain, kept_this_run, harbor_accounts, ldap_accounts, single_sign_on,
            proxy_accounts, issuer, for_hosts, fingerprint, copy_fingerprint, valid_until, tls_ok, certificate_not_checked, not_encrypted,                                 }
        says {
            use_instead(address: &str),
            single_sign_on_at(provider: &str),
            took(milliseconds: u64),
        }
    }
}
