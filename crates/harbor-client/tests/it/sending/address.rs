//! Addresses as people type and paste them.

use harbor_client::{Address, InvalidAddress};

fn origin(text: &str) -> Result<String, InvalidAddress> {
    Address::parse(text).map(|address| address.origin())
}

#[test]
fn an_address_without_a_scheme_is_https() {
    assert_eq!(
        origin("registry.example.org").unwrap(),
        "https://registry.example.org"
    );
    assert_eq!(origin("registry:5000").unwrap(), "https://registry:5000");
    assert_eq!(origin("[::1]:8443").unwrap(), "https://[::1]:8443");
    assert_eq!(
        origin("  Registry.Example.ORG \n").unwrap(),
        "https://registry.example.org"
    );
}

#[test]
fn a_pasted_path_is_dropped() {
    for pasted in [
        "https://registry.example.org/harbor/projects",
        "https://registry.example.org/harbor/projects/7/repositories?x=1#top",
        "registry.example.org/library/tool:1.0",
        "HTTPS://registry.example.org:443/",
    ] {
        assert_eq!(origin(pasted).unwrap(), "https://registry.example.org");
    }
}

#[test]
fn plain_http_and_other_ports_stay() {
    let address = Address::parse("http://registry.example.org:8080/account/sign-in").unwrap();
    assert!(address.is_plain_http());
    assert_eq!(address.origin(), "http://registry.example.org:8080");
    assert_eq!(address.host(), "registry.example.org");
    assert_eq!(address.port(), 8080);
    assert_eq!(
        Address::parse("http://registry.example.org")
            .unwrap()
            .port(),
        80
    );
}

#[test]
fn what_is_no_address_is_refused_with_a_reason() {
    for (text, reason) in [
        ("", InvalidAddress::Empty),
        ("   ", InvalidAddress::Empty),
        ("ftp://registry.example.org", InvalidAddress::Scheme),
        ("javascript://x", InvalidAddress::Scheme),
        (
            "https://ada:secret@registry.example.org",
            InvalidAddress::UserInformation,
        ),
        ("ada@registry.example.org", InvalidAddress::UserInformation),
        ("registry.example.org:99999", InvalidAddress::Port),
        ("registry.example.org:0", InvalidAddress::Port),
        ("https://", InvalidAddress::Host),
        ("two words", InvalidAddress::Host),
    ] {
        assert_eq!(origin(text), Err(reason), "{text}");
    }
}

#[test]
fn an_address_is_written_and_read_as_a_text() {
    let address = Address::parse("registry.example.org:8443").unwrap();
    let text = serde_json::to_string(&address).unwrap();
    assert_eq!(text, r#""https://registry.example.org:8443""#);
    assert_eq!(serde_json::from_str::<Address>(&text).unwrap(), address);
    assert!(serde_json::from_str::<Address>(r#""https://a:b@c""#).is_err());
}
