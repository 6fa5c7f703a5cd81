//! Exports of findings: filtered, followed, saved once; one that finds nothing; and who may.

use crate::harness::{Desktop, Harbor};

#[test]
fn findings_are_exported_saved_once_and_nothing_found_is_said() {
    let harbor = Harbor::start();
    let window = Desktop::new().opens_pilothouse("cve_export");
    window.signs_in_to(&harbor, "ada");
    window.follows("skaha");
    window.clicks(".ph [aria-label='More about this project']");
    window.presses("Export CVEs…");
    window.sees_in("dialog[open]", "None yet");
    window.types("#export-cves", "CVE 2026");
    window.sees_in("dialog[open]", "Write ids as CVE-2026-1234");
    window.types("#export-repositories", "astro[ml");
    window.sees_in("dialog[open]", "is not closed");
    window.types("#export-repositories", "astroml, desktop");
    window.types("#export-cves", "CVE-1999-0001");
    window.clicks("#export-start");
    window.sees_in("#exports", "No vulnerabilities found or matched");
    window.types("#export-cves", "");
    window.clicks("#export-start");
    window.sees_in("#exports", "Save file");
    window.takes_picture("1-exports");
    window.presses("Save file…");
    window.sees("Saved as");
    // The registry has deleted it.
    window.lacks_soon("#exports .btn");
    let saved = std::fs::read_dir(window.desktop.saved()).expect("the folder");
    let files: Vec<_> = saved.flatten().map(|file| file.path()).collect();
    assert_eq!(files.len(), 1, "{files:?}");
    let text = std::fs::read_to_string(&files[0]).expect("the file");
    assert!(text.starts_with("Repository,Artifact Digest,CVE"), "{text}");
    assert!(text.contains("skaha/astroml,") && text.contains("skaha/desktop,"));

    // From a repository's page its name stands there already.
    window.clicks("dialog[open] [aria-label='Close']");
    window.follows("astroml");
    window.clicks("#open-export");
    window.shows("#export-repositories");
    assert_eq!(window.value_of("#export-repositories"), "astroml");
}

#[test]
fn a_guest_is_not_offered_an_export() {
    let harbor = Harbor::start();
    let window = Desktop::new().opens_pilothouse("cve_export_guest");
    window.signs_in_to(&harbor, "dave");
    window.follows("skaha");
    window.follows("astroml");
    window.sees_row("25.11");
    window.lacks("#open-export");
}
