//! Somebody types addresses that lead nowhere.

use crate::harness::{Desktop, Harbor, closed_port, encrypted_with_own_certificate, web_page};

#[test]
fn each_bad_address_gets_its_own_answer() {
    let harbor = Harbor::start();
    let window = Desktop::new().opens_pilothouse("bad_addresses");

    for nonsense in ["not an address", "https://user:word@example.org"] {
        window.types("#address", nonsense);
        window.shows("#address-said .bad");
        window.lacks("#connect");
        assert_eq!(window.value_of("#address"), nonsense);
    }
    window.types("#address", "not an address");
    window.shows("#address-said .bad");
    window.takes_picture("1-no-address");

    let page = web_page("The observatory's kitchen");
    window.types("#address", &page);
    window.clicks("#plain-http");
    window.sees_in("#address-said", "not a Harbor registry");
    window.sees_in("#address-said", "The observatory's kitchen");
    window.takes_picture("2-no-registry");
    assert_eq!(window.value_of("#address"), page);

    let closed = closed_port();
    window.types("#address", &closed);
    window.clicks("#plain-http");
    window.sees_in("#address-said", "Nobody answers");
    window.takes_picture("3-nobody");
    assert_eq!(window.value_of("#address"), closed);

    let encrypted = encrypted_with_own_certificate(&harbor);
    window.types("#address", &encrypted);
    window.sees_in("#address-said", "certificate is not trusted");
    // What there is to recognise it by.
    window.sees_in("#certificate", "SHA-256");
    window.sees_in("#certificate", "Valid until");
    window.takes_picture("4-not-trusted");
    assert_eq!(window.value_of("#address"), encrypted);
    window.clicks("#unverified");
    window.sees_in("#check", "Harbor");
    window.sees_in("#check", "Certificate not checked");
    window.takes_picture("5-agreed");

    // What was agreed to for one address is not agreed to for another.
    window.types("#address", &encrypted_with_own_certificate(&harbor));
    window.sees_in("#address-said", "certificate is not trusted");
    assert!(!window.is_checked("#unverified"));
}

#[test]
fn an_address_without_a_scheme_is_tried_with_encryption() {
    let harbor = Harbor::start();
    let window = Desktop::new().opens_pilothouse("no_scheme");
    let address = harbor.address();
    let bare = address.trim_start_matches("http://");
    window.types("#address", bare);
    window.sees_in("#address-said", &address);
    window.takes_picture("1");
    assert_eq!(window.value_of("#address"), bare);
    assert!(
        harbor.requests().is_empty(),
        "nothing was sent over plain http"
    );

    // The address that answers is offered, and still needs consent.
    window.clicks("#use-instead");
    window.sees_in("#address-said", "plain http");
    assert_eq!(window.value_of("#address"), address);
    window.clicks("#plain-http");
    window.sees_in("#check", "Harbor");
}
