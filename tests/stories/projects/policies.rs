//! A project's policies: what they would refuse today, and how they are saved.

use reqwest::Method;
use serde_json::{Value, json};

use crate::harness::{Desktop, Harbor, Key};

const REPORT: &str = "application/vnd.security.vulnerability.report; version=1.1";

/// How many pulls Harbor would refuse, counted over what it says itself: all images that are not
/// scanned to the end, and those whose worst finding is high or critical.
fn refused_from_high(harbor: &Harbor, project: &str) -> (usize, usize) {
    let mut images = Vec::new();
    for page in 1.. {
        let path = format!(
            "/projects/{project}/artifacts?with_scan_overview=true&page_size=100&page={page}"
        );
        let answer = harbor.asks(Method::GET, &path);
        let rows = answer.as_array().expect("a list").clone();
        let is_last = rows.len() < 100;
        images.extend(rows);
        if is_last {
            break;
        }
    }
    let is_refused = |artifact: &&Value| {
        if artifact["addition_links"]["vulnerabilities"].is_null() {
            return false;
        }
        let overview = &artifact["scan_overview"][REPORT];
        overview["scan_status"] != "Success"
            || ["High", "Critical"].contains(&overview["severity"].as_str().unwrap_or_default())
    };
    (images.iter().filter(is_refused).count(), images.len())
}

#[test]
fn policies_tell_what_they_would_block() {
    let harbor = Harbor::start();
    let (refused, images) = refused_from_high(&harbor, "skaha");
    assert!(refused > 10 && refused < images, "{refused} of {images}");
    let window = Desktop::new().opens_pilothouse("policies");
    window.signs_in_to(&harbor, "ada");
    window.follows("skaha");
    window.follows("Policies");
    window.sees("No pull is refused, whatever was found.");

    // What it would do is counted before anything is saved.
    window.chooses("#block-from", "high");
    window.sees_in("#would-be-blocked", &refused.to_string());
    window.sees_in(".insp", &format!("of {images} images"));
    window.sees_in("#changes", "High and above");
    window.takes_picture("1-would-be-blocked");
    assert!(harbor.requests_of("updateProject").is_empty());

    // Many ids at once; what is none is named, and stays to be mended.
    window.presses("This project’s");
    window.shows("#paste-ids");
    window.types_raw(
        "#paste-ids",
        "cve-2024-45491, CVE-2025-32434; torch\nCVE-2024-45491",
    );
    window.presses("Add");
    window.sees("No CVE ids: torch");
    assert_eq!(window.value_of("#paste-ids"), "torch");
    window.sees_in(".ids", "CVE-2025-32434");
    window.sees_in("#changes", "+CVE-2024-45491 +CVE-2025-32434");
    window.takes_picture("2-allowlist");
    // An end that is none, or over already, is not saved.
    for (day, said) in [
        ("31.1.2027", "A day is written as 2027-01-31"),
        ("2020-01-31", "That day is over"),
    ] {
        window.types("#allowlist-end", day);
        window.sees(said);
        window.shows(".savebar .primary:disabled");
    }
    window.types("#allowlist-end", "");
    window.shows(".savebar .primary:enabled");

    // Escape takes all of it back; nothing was sent.
    window.focuses("#block-from");
    window.presses_key(Key::Escape);
    window.lacks_soon("#changes");
    assert!(harbor.requests_of("updateProject").is_empty());

    // Who looks elsewhere finds it again.
    window.chooses("#block-from", "medium");
    window.sees_in("#changes", "Medium and above");
    window.follows("Summary");
    window.sees("Changes to the policies of skaha aren’t saved.");
    window.follows("Policies");
    window.sees_in("#changes", "Medium and above");

    // Saved together, and only what changed.
    window.chooses("#block-from", "critical");
    window.clicks("#cosign");
    window.clicks("#sbom-on-push");
    window.sees_in(".savebar", "3 changes");
    window.presses("Save changes");
    window.sees("Policies saved");
    window.lacks_soon("#changes");
    let kept = &harbor.asks(Method::GET, "/projects/skaha")["metadata"];
    assert_eq!(kept["prevent_vul"], "true");
    assert_eq!(kept["severity"], "critical");
    assert_eq!(kept["enable_content_trust_cosign"], "true");
    assert_eq!(kept["auto_sbom_generation"], "false");
    assert!(kept["reuse_sys_cve_allowlist"].is_null());
    assert_eq!(harbor.requests_of("updateProject").len(), 1);

    // Somebody else is at the same setting: it is shown, not overwritten.
    window.chooses("#block-from", "low");
    window.sees_in("#changes", "Critical");
    let theirs = json!({ "metadata": { "severity": "medium" } });
    harbor.makes(Method::PUT, "/projects/skaha", &theirs);
    window.presses("Save changes");
    window.sees("Somebody changed the same settings meanwhile");
    window.sees_in("#changes", "Medium and above");
    let kept = &harbor.asks(Method::GET, "/projects/skaha")["metadata"];
    assert_eq!(kept["severity"], "medium");
}

#[test]
fn a_finding_is_put_on_the_allowlist_from_where_it_is_read() {
    let harbor = Harbor::start();
    let own = json!({ "metadata": { "reuse_sys_cve_allowlist": "false", "prevent_vul": "true" } });
    harbor.makes(Method::PUT, "/projects/skaha", &own);
    let window = Desktop::new().opens_pilothouse("policies_from_finding");
    window.signs_in_to(&harbor, "admin");
    window.follows("skaha");
    window.follows("astroml");
    window.opens("astroml");
    window.follows("acf4ef4ed23d");
    // The overview has read no report: with an allowlist it can't tell.
    window.sees_in(".pull-line", "Whether it can be pulled is not known.");
    window.follows("Vulnerabilities");
    window.sees("412 vulnerabilities");
    let first = window.rows().remove(0);
    let id = first
        .split(' ')
        .find(|word| word.contains('-'))
        .expect("an id")
        .to_owned();
    window.selects_row(&id);
    window.sees_in("aside.insp h2", &id);
    window.presses("Add to allowlist…");
    window.sees_in(
        "dialog[open]",
        &format!("{id} is added to the allowlist of skaha."),
    );
    // But for the change that the story began with.
    assert_eq!(harbor.requests_of("updateProject").len(), 1);
    window.takes_picture("1-asked");
    window.clicks("dialog[open] button[type=submit]");
    window.lacks_soon("dialog[open]");
    window.sees_in("aside.insp", "On the allowlist");
    let kept = &harbor.asks(Method::GET, "/projects/skaha")["cve_allowlist"]["items"];
    let kept: Vec<&str> = kept
        .as_array()
        .expect("a list")
        .iter()
        .filter_map(|item| item["cve_id"].as_str())
        .collect();
    assert_eq!(kept.len(), 3, "those before stay: {kept:?}");
    assert!(kept.contains(&id.as_str()));

    // It is marked and leaves the others when it is asked for.
    window.shows("tbody .allowed-id .mark:not([hidden])");
    window.presses("Allowlisted");
    window.sees("1 of 412");
    let rows = window.rows();
    assert!(rows.iter().all(|row| row.contains(&id)), "{rows:#?}");
    window.takes_picture("2-marked");
}

#[test]
fn a_proxy_cache_is_told_what_to_take() {
    let harbor = Harbor::start();
    let list = json!({"items": [{"cve_id": "CVE-2019-1010022"}]});
    harbor.makes(Method::PUT, "/system/CVEAllowlist", &list);
    let window = Desktop::new().opens_pilothouse("policies_proxy");
    window.signs_in_to(&harbor, "admin");
    window.follows("nvcr-cache");
    window.follows("Policies");
    // The registry's list is read here, and begins the project's own.
    window.sees_in("#registry-allowlist", "CVE-2019-1010022");
    window.clicks("#copy-allowlist");
    window.sees_in("#changes", "+CVE-2019-1010022");

    window.types("#proxy-filter", "nvidia/**");
    window.clicks("#takes-referrers");
    window.sees_in("#changes", "nvidia/**");
    // What says nonsense is not saved, and not lost either.
    window.types("#bandwidth", "lots");
    window.sees_in("#changes", "not valid");
    window.shows(".savebar .primary:disabled");
    window.follows("Summary");
    window.sees("Changes to the policies of nvcr-cache aren’t saved.");
    window.follows("Policies");
    window.sees_in("#changes", "not valid");
    assert_eq!(window.value_of("#bandwidth"), "lots");
    window.types("#bandwidth", "");
    window.types("#proxy-filter", "nvidia/{a");
    window.sees_in("#changes", "not valid");
    window.chooses("#proxy-filter-kind", "regex");
    window.types("#proxy-filter", "^nvidia/(cuda|pytorch");
    window.sees("Not a regular expression");
    window.sees_in("#changes", "not valid");
    window.chooses("#proxy-filter-kind", "doublestar");
    window.types("#proxy-filter", "nvidia/**");
    window.takes_picture("1-changes");
    window.presses("Save changes");
    window.sees("Policies saved");
    let kept = &harbor.asks(Method::GET, "/projects/nvcr-cache")["metadata"];
    assert_eq!(kept["proxy_cache_filter_pattern"], "nvidia/**");
    assert_eq!(kept["proxy_cache_filter_kind"], "doublestar");
    assert_eq!(kept["proxy_referrer_api"], "true");
}

#[test]
fn policies_are_read_by_those_who_may_not_change_them() {
    let harbor = Harbor::start();
    let window = Desktop::new().opens_pilothouse("policies_read_only");
    window.signs_in_to(&harbor, "carol");
    window.follows("skaha");
    window.follows("Policies");
    window.sees("Project administrators change these; you can read them.");
    window.shows("#block-from:disabled");
    window.shows("#cosign:disabled");
    window.takes_picture("1-read-only");
}
