//! Documents as scanners write them.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use base64::{Engine, engine::general_purpose::STANDARD};
use sbom::{Document, Format, NotASbom, Package};

const TRIVY: &[u8] = include_bytes!("documents/trivy.spdx.json");
const SYFT: &[u8] = include_bytes!("documents/syft.spdx.json");
const CYCLONE: [&[u8]; 3] = [
    include_bytes!("documents/cdx14.json"),
    include_bytes!("documents/cdx15.json"),
    include_bytes!("documents/cdx16.json"),
];

fn package<'a>(document: &'a Document, name: &str) -> &'a Package {
    let mut all = document.packages.iter();
    all.find(|package| package.name == name).unwrap()
}

#[test]
fn spdx_of_scanners_is_read() {
    let trivy = Document::read(TRIVY).unwrap();
    assert_eq!(
        (trivy.format, trivy.version.as_str()),
        (Format::Spdx, "2.3")
    );
    assert_eq!(trivy.packages.len(), 4);
    let client = package(&trivy, "ssl_client");
    assert_eq!(client.version.as_deref(), Some("1.36.1-r29"));
    assert!(client.licenses.contains(&"GPL-2.0-only".to_owned()));
    assert_eq!(client.supplier, None, "NOASSERTION says nothing");

    let syft = Document::read(SYFT).unwrap();
    let musl = package(&syft, "musl");
    assert_eq!(musl.kind.as_deref(), Some("apk"));
    assert_eq!(
        musl.license.as_deref(),
        Some("MIT"),
        "declared, as none is concluded"
    );
    assert_eq!(
        musl.supplier.as_deref(),
        Some("Natanael Copa <ncopa@alpinelinux.org>")
    );
    assert!(syft.tool.is_some() && syft.created.is_some());
}

#[test]
fn cyclone_dx_of_each_version_is_read() {
    for (json, version) in CYCLONE.iter().zip(["1.4", "1.5", "1.6"]) {
        let document = Document::read(json).unwrap();
        assert_eq!(document.format, Format::CycloneDx);
        assert_eq!(document.version, version);
        assert!(document.tool.is_some(), "{version}");
        let os = package(&document, "alpine");
        assert_eq!(os.kind.as_deref(), Some("operating-system"));
        let custom = package(&document, "custom");
        assert_eq!(custom.license.as_deref(), Some("GPL-2.0"), "{version}");
    }
}

#[test]
fn components_in_components_are_listed_too() {
    let json = br#"{"bomFormat":"CycloneDX","specVersion":"1.6","components":[
        {"name":"a","components":[{"group":"org.x","name":"b","licenses":[{"expression":"MIT OR Apache-2.0"}]}]}]}"#;
    let document = Document::read(json).unwrap();
    let names: Vec<&str> = document
        .packages
        .iter()
        .map(|it| it.name.as_str())
        .collect();
    assert_eq!(names, ["a", "org.x/b"]);
    assert_eq!(document.packages[1].licenses, ["MIT", "Apache-2.0"]);
}

#[test]
fn a_document_in_a_statement_is_found() {
    let spdx = std::str::from_utf8(TRIVY).unwrap();
    let statement = format!(
        r#"{{"_type":"https://in-toto.io/Statement/v1","predicateType":"https://spdx.dev/Document","predicate":{spdx}}}"#
    );
    let read = Document::read(statement.as_bytes()).unwrap();
    assert_eq!(read, Document::read(TRIVY).unwrap());
    let payload = STANDARD.encode(&statement);
    let envelope =
        format!(r#"{{"payloadType":"application/vnd.in-toto+json","payload":"{payload}"}}"#);
    assert_eq!(Document::read(envelope.as_bytes()).unwrap(), read);
    let bundle = format!(r#"{{"dsseEnvelope":{envelope}}}"#);
    assert_eq!(Document::read(bundle.as_bytes()).unwrap(), read);
}

#[test]
fn one_strange_value_costs_itself_alone() {
    let json = br#"{"spdxVersion":"SPDX-2.3","creationInfo":5,"packages":[
        {"name":"good","versionInfo":7,"licenseConcluded":"MIT"}, {"name":1}, "x"]}"#;
    let document = Document::read(json).unwrap();
    assert_eq!(document.packages.len(), 1);
    let good = &document.packages[0];
    assert_eq!(
        (good.version.as_deref(), good.license.as_deref()),
        (None, Some("MIT"))
    );
}

#[test]
fn what_is_something_else_is_said_to_be_so() {
    assert!(matches!(Document::read(b"<x/>"), Err(NotASbom::Json(_))));
    assert_eq!(Document::read(b"{}"), Err(NotASbom::Format));
    assert_eq!(
        Document::read(br#"{"spdxVersion":"SPDX-3.0"}"#),
        Err(NotASbom::Version("SPDX-3.0".to_owned()))
    );
    // An envelope in an envelope without end.
    let mut json = r#"{"bomFormat":"other"}"#.to_owned();
    for _ in 0..50 {
        json = format!(r#"{{"predicate":{json}}}"#);
    }
    assert_eq!(Document::read(json.as_bytes()), Err(NotASbom::Format));
}
