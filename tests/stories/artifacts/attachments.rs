//! What clients attach to images, and what the pages say of it.

use demo_harbor::FaultKind;

use crate::harness::{Desktop, Harbor, Key, Window};

const OVERVIEW: &str = ".stat4";
const CARD: &str = "#attachments";

fn row(window: &Window, words: &str) -> String {
    let rows = window.rows();
    let found = rows.iter().find(|row| row.contains(words));
    found
        .unwrap_or_else(|| panic!("no {words} in {rows:#?}"))
        .clone()
}

/// The page of the artifact with a tag, from the list.
fn opens(window: &Window, tag: &str) {
    let row = row(window, &format!(" {tag} "));
    window.follows(row.split(' ').next().expect("a digest"));
    window.sees_in(".ah", tag);
}

fn back(window: &Window) {
    window.presses("Back");
    window.sees_row("1.0");
}

#[test]
fn what_is_attached_is_told_for_what_it_is() {
    let harbor = Harbor::start();
    let mut window = Desktop::new().opens_pilothouse("attachments");
    window.signs_in_to(&harbor, "admin");
    window.follows("library");
    window.follows("toolbox");
    window.sees_row("1.0");
    harbor.forget_requests();

    // The list says what it knows, and asks for nothing more.
    for (tag, trust) in [
        ("1.5", "38.0 MiB – 1"),
        ("1.4", "Signature found"),
        ("1.3", "Signature?"),
        ("1.2", "Signature?"),
        ("1.1", "Attached"),
        ("1.0", "Signature?"),
    ] {
        let row = row(&window, &format!(" {tag} "));
        assert!(
            row.contains(trust) && !row.contains("Signed"),
            "{tag}: {row}"
        );
    }
    assert!(row(&window, " 1.5 ").contains("linux/amd64"));
    for words in ["Attestation of", "SBOM of"] {
        let row = row(&window, words);
        assert!(row.contains("Not applicable"), "{row}");
    }
    assert!(harbor.requests_of("getArtifact").is_empty());
    let mut misfits = window.is_looked_at("list");

    // A signature, its provenance, and what oras, syft and trivy attach.
    opens(&window, "1.3");
    window.sees_in(OVERVIEW, "Signature found");
    window.sees_in(OVERVIEW, "Cosign");
    window.sees_in(OVERVIEW, "SPDX");
    for words in [
        "Attestation: SLSA provenance",
        "SBOM, SPDX",
        "SBOM, CycloneDX",
        "VEX document",
        "application/vnd.example.licenses",
        "Found, not verified",
    ] {
        window.sees_in(CARD, words);
    }
    window.sees_in(".ah", "Signature found");
    // 0001, 1970 and 1980 are no times.
    window.sees("The build states no real time");
    misfits.extend(window.is_looked_at("documents"));
    window.follows("SBOM, SPDX");
    window.sees_in(".ah", "214 KiB");
    window.presses("Back");
    window.sees_in(OVERVIEW, "Signature found");
    back(&window);

    // Not signed, whatever the server calls it.
    opens(&window, "1.2");
    window.sees_in(CARD, "Attestation: SLSA provenance");
    window.sees_in(OVERVIEW, "None found");
    assert!(!window.has("Signature found"));
    window.sees("The build states no real time");
    window.takes_picture("provenance");
    back(&window);

    // Signed while the server knew no bundles.
    opens(&window, "1.1");
    window.sees_in(OVERVIEW, "Signature found");
    back(&window);

    // Cosign's older tags: the signature is an accessory, the others lead to the image.
    opens(&window, "1.0");
    window.sees_in(OVERVIEW, "Signature found");
    // They are looked up by their names when somebody asks.
    window.lacks("#by-tag .accessory");
    window.clicks("#look-by-tag");
    window.sees_in("#by-tag", "Attestation");
    window.sees_in("#by-tag", "SBOM");
    window.sees("The build states no real time");
    back(&window);
    window.selects_row("Attestation of");
    window.sees_in("aside.insp", "Belongs to");
    assert!(!window.has("Copy pull command"));
    misfits.extend(window.is_looked_at("tag-inspector"));
    window.presses_key(Key::Escape);
    // What it belongs to is a link in the list, too.
    window.clicks("tbody td a.dig[data-act=follow][href]");
    window.sees_in(".ah", "1.0");
    back(&window);
    let attestation = row(&window, "Attestation of");
    window.follows(attestation.split(' ').next().expect("a digest"));
    window.sees_in(".ah", "Attestation of");
    assert!(!window.has("Scan now") && !window.has("Copy pull command"));
    misfits.extend(window.is_looked_at("tag"));
    window.clicks(".ah a.dig");
    window.sees_in(".ah", "1.0");
    window.sees_in(OVERVIEW, "Signature found");
    window.presses("Back");
    window.sees_in(".ah", "Attestation of");
    back(&window);

    // One image and the record of its build are one platform; the size is a sum.
    opens(&window, "1.5");
    window.sees_in("#platforms .card-h", "1");
    window.sees_in("#platforms", "attestation of linux/amd64");
    window.sees("shared layers counted for each");
    misfits.extend(window.is_looked_at("index"));
    window.clicks("#platforms tr:last-child a");
    window.sees_no_more("Scan now");
    window.sees("Attestation");
    assert!(!window.has("Copy pull command"));
    window.presses("Back");
    window.shows("#platforms");
    assert!(misfits.is_empty(), "{}", misfits.join("\n"));
}

#[test]
fn what_could_not_be_read_is_not_known() {
    let harbor = Harbor::start();
    let window = Desktop::new().opens_pilothouse("attachments_unread");
    window.signs_in_to(&harbor, "admin");
    window.follows("library");
    window.follows("toolbox");
    window.sees_row("1.0");

    harbor.holds_next("getArtifact");
    let row = row(&window, " 1.2 ");
    window.follows(row.split(' ').next().expect("a digest"));
    harbor.breaks_behind_held("getArtifact", FaultKind::Status(403));
    window.sees_in(CARD, "1 attachment couldn’t be read.");
    window.sees_in(CARD, "Signature or attestation");
    window.sees_in(OVERVIEW, "Not known");
    assert!(!window.has("Signature found"));
    window.takes_picture("1-not-read");

    harbor.is_mended();
    window.presses("Try again");
    window.sees_in(CARD, "Attestation: SLSA provenance");
    window.sees_in(OVERVIEW, "None found");
}

#[test]
fn a_signature_is_found_and_verified_with_a_key_that_somebody_gives() {
    let harbor = Harbor::start();
    let mut window = Desktop::new().opens_pilothouse("verify");
    window.signs_in_to(&harbor, "ada");
    window.follows("library");
    window.follows("fieldkit");
    opens(&window, "2.1");
    window.follows("Accessories");
    // Found is not verified.
    window.sees_in(".accessories", "Found, not verified");
    window.sees_in(".accessories", "fieldkit@example.org");
    window.sees_in(".accessories", "git+https://github.com/opencadc/fieldkit");
    window.sees_in(".accessories", "It says: entry 182340021");
    assert!(!window.has("Verified"));
    // The SBOM is signed, and what signs it is signed in turn: each stands below what it is about.
    window.sees_in(".acc-tree .acc-tree", "Cosign");
    window.sees_in(".acc-tree .acc-tree .acc-tree", "Notation");
    assert!(!window.has("It is about another digest"));
    let mut misfits = window.is_looked_at("found");

    window.types_raw("#trust textarea", "-----BEGIN PRIVATE KEY-----");
    window.sees_in("#trust", "This is a private key");
    window.types_raw("#trust textarea", demo_harbor::PUBLIC_KEY);
    window.presses("Verify");
    window.sees_in(".accessories", "Verified with the key ");
    window.sees_in(".acc-tree .acc-tree", "Verified with the key ");
    misfits.extend(window.is_looked_at("verified"));
    window.types_raw("#trust textarea", demo_harbor::ROOT_CERTIFICATE);
    window.presses("Verify");
    window.sees_in(".accessories", "Verified: fieldkit@example.org");
    window.sees_in(
        ".accessories",
        "Not verified: it comes without a certificate",
    );

    // An attestation's own page says the same.
    window.follows("Attestation: SLSA provenance");
    window.sees_in(".tabs", "What it says");
    window.follows("What it says");
    window.sees_in(".accessories", "git+https://github.com/opencadc/fieldkit");
    window.sees_in(".accessories", "Found, not verified");
    assert!(!window.has("It is about another digest"));
    misfits.extend(window.is_looked_at("itself"));
    assert!(misfits.is_empty(), "{}", misfits.join("\n"));
}
