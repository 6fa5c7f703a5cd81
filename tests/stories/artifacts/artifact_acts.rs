//! Artifacts and tags in numbers: deleted, stopped and gone on with; copied; tags moved and taken away;
//! a project's artifacts in one list.

use std::time::Duration;

use demo_harbor::FaultKind;
use reqwest::Method;

use crate::harness::{Desktop, Harbor, Held, Key, Window};

fn narrows(window: &Window, filter: &str) {
    window.clicks(".find input");
    window.types(".find input", filter);
    window.presses_key(Key::Enter);
    window.shows(".fbar .chip");
}

#[test]
fn everything_untagged_and_old_is_deleted_stopped_in_the_middle_and_gone_on_with() {
    let harbor = Harbor::start_scaled(1);
    let window = Desktop::new().opens_pilothouse("delete_untagged");
    window.signs_in_to(&harbor, "admin");
    window.follows("scale");
    window.sees_row("everything");
    window.follows("everything");
    window.opens("everything");
    window.sees_in("#count", "1,000 artifacts");
    window.sees_in(".foot", "Updated");
    narrows(&window, "tagged=no,pushed>30d");
    window.sees_in("#count", "100 of 1,000 artifacts");
    window.presses("Check all rows");
    window.sees_in(".bulk", "100 selected");
    window.presses("Delete…");
    window.sees_in("dialog[open]", "100 artifacts will be deleted");
    window.sees_in("dialog[open]", "They have no tags");
    window.takes_picture("1-asked");
    // Six at once: some seconds for all.
    harbor.breaks(
        "deleteArtifact",
        FaultKind::Latency(Duration::from_millis(200)),
    );
    window.clicks("#delete-artifacts");
    harbor.is_asked("deleteArtifact", 20);
    window.presses("Stop");
    window.sees_in(".banner", "Deleting 100 artifacts was stopped");
    let stopped = harbor.requests_of("deleteArtifact").len();
    assert!((20..100).contains(&stopped), "{stopped}");
    window.takes_picture("2-stopped");
    harbor.is_mended();
    window.presses("Go on");
    window.sees("artifacts deleted");
    window.lacks_soon(".banner");
    let left = harbor.asks(
        Method::GET,
        "/projects/scale/repositories/everything/artifacts?q=tags=nil",
    );
    assert_eq!(left.as_array().map(Vec::len), Some(0));
    let gone = harbor.requests_of("deleteArtifact");
    let went = gone.iter().filter(|request| request.status == 200).count();
    assert_eq!(went, 100, "each once");
}

#[test]
fn a_tag_moves_and_goes_alone_and_an_immutable_one_says_which_rule_holds_it() {
    let harbor = Harbor::start();
    let window = Desktop::new().opens_pilothouse("tags");
    window.signs_in_to(&harbor, "admin");
    window.follows("skaha");
    window.sees_row("base/debian");
    window.follows("base/debian");
    window.opens("base/debian");
    window.follows("Tags");
    window.sees_row("latest");
    window.takes_picture("1-tags");
    let newest = harbor.digest("skaha", "base%252Fdebian", "latest");

    // By version: the highest first, and what is none of them last.
    let rows = window.rows();
    assert!(
        rows.last().is_some_and(|row| row.contains("latest")),
        "{rows:?}"
    );
    let first = harbor.asks(
        Method::GET,
        "/projects/skaha/repositories/base%252Fdebian/artifacts?q=tags=~1.0.",
    );
    let first = first[0]["tags"][0]["name"]
        .as_str()
        .expect("a tag")
        .to_owned();
    window.selects_row(&first);
    window.sees_in("aside.insp", "can be neither moved nor deleted");
    window.sees_in("aside.insp", "holds it: tags 1.* in base/**");
    window.takes_picture("2-immutable");

    // The list's details and the artifact's page name the rule as well.
    window.follows("Artifacts");
    window.selects_row(&first);
    window.sees_in("aside.insp", "holds it: tags 1.* in base/**");
    window.presses("Open");
    window.waits("a lock with its rule", |window| {
        let said = window.run(
            "return document.querySelector('.ah .tag .lock')?.title || ''",
            serde_json::json!([]),
        );
        let is_said = |said: &str| said.contains("holds it: tags 1.* in base/**");
        said.as_str().is_some_and(is_said).then_some(())
    });
    window.presses("Back");
    window.opens("base/debian");
    window.follows("Tags");
    window.sees_row("latest");

    // A tag that another artifact has is moved only when that is said.
    window.presses("Add tag…");
    window.types("#tag", "latest");
    window.types("#tag-target", "no/such");
    window.sees_in("#tag-target-said", "neither a tag nor a digest");
    let older = harbor.asks(
        Method::GET,
        "/projects/skaha/repositories/base%252Fdebian/artifacts?q=tags=~1.1.",
    );
    let tag = older[0]["tags"][0]["name"]
        .as_str()
        .expect("a tag")
        .to_owned();
    window.types("#tag-target", &tag);
    window.presses("Add tag");
    window.sees("has a tag latest already");
    window.takes_picture("3-taken");
    window.presses("Move it here");
    window.sees("Tag latest moved");
    let moved = harbor.digest("skaha", "base%252Fdebian", "latest");
    assert_ne!(moved, newest);
    assert_eq!(Some(moved.as_str()), older[0]["digest"].as_str());

    // Deleted, the artifact stays; not deleted while one can still change one's mind.
    window.selects_row("latest");
    window.presses("Delete tag");
    window.sees("Removing tag latest: its artifact stays");
    window.presses("Undo");
    window.sees_no_more("Removing tag latest");
    assert!(
        harbor.requests_of("deleteTag").len() == 1,
        "that of the move"
    );
    window.presses("Delete tag");
    window.sees("1 tag deleted");
    assert!(harbor.requests_of("deleteArtifact").is_empty());
}

#[test]
fn artifacts_of_a_project_are_one_list_and_one_is_copied() {
    let harbor = Harbor::start();
    let window = Desktop::new().opens_pilothouse("project_artifacts");
    window.signs_in_to(&harbor, "admin");
    window.follows("canucs");
    window.opens("canucs");
    harbor.forget_requests();
    window.follows("All artifacts");
    window.sees_row("mosaics");
    window.sees_in(".foot", "Updated");
    assert!(harbor.requests_of("listArtifacts").is_empty());
    window.presses("Views");
    window.presses("Largest");
    window.takes_picture("1-largest");
    // A view of one's own.
    window.types(".find input", "grizli");
    window.sees_no_more("mosaics");
    window.presses("Views");
    window.presses("Keep this view…");
    window.types("#view-name", "Grizli by size");
    window.presses_key(Key::Enter);
    window.presses("Views");
    window.presses("Newest");
    window.sees_row("mosaics");
    window.presses("Views");
    window.presses("Grizli by size");
    window.sees_no_more("mosaics");
    assert_eq!(window.value_of(".find input"), "grizli");

    window.presses("Check all rows");
    // Every tag that would go can be read before.
    window.presses("Delete…");
    window.sees_in("dialog[open]", "With all their tags");
    window.sees_in("dialog[open] .tags-go", "latest");
    window.presses("Cancel");
    window.lacks_soon("dialog[open]");
    window.presses("Copy…");
    window.types("#copy-project", "sandbox");
    window.types("#copy-repository", "kept/grizli");
    window.sees_in("dialog[open]", "tags come with them");
    window.takes_picture("2-copy");
    window.presses_key(Key::Enter);
    window.sees("artifacts copied to sandbox/kept/grizli");
    let copied = harbor.asks(
        Method::GET,
        "/projects/sandbox/repositories/kept%252Fgrizli/artifacts?page_size=100",
    );
    assert!(copied.as_array().is_some_and(|all| all.len() > 10));
}

#[test]
fn what_did_25_11_fix_since_25_10() {
    let harbor = Harbor::start();
    let mut window = Desktop::new().opens_pilothouse("compare");
    window.signs_in_to(&harbor, "admin");
    window.follows("skaha");
    window.sees_row("astroml");
    window.follows("astroml");
    window.opens("astroml");
    let digest = harbor.digest("skaha", "astroml", "25.11");
    window.follows(&digest[7..19]);
    window.sees("25.11");
    // The registry's size counts shared layers for each part; what it is without is read on request.
    window.clicks("#measure-index");
    window.sees_in(".og", "with what parts share counted once");
    // The menu says which one is the one before.
    window.presses("More about this artifact");
    window.presses("Compare with 25.10.2");
    window.sees_in(".cmp", "25.10.2 is the version before this one");
    window.sees_in(".cmp-head", "skaha/astroml:25.10.2 → skaha/astroml:25.11");
    window.sees_in(".cmp", "Vulnerabilities");
    window.types("#compare-with", "25.10");
    window.clicks(".cmp-with button[type=submit]");
    window.sees_in(".cmp-head", "skaha/astroml:25.10 → skaha/astroml");
    // The totals lead to the parts; what is new may be so to the scanner only.
    window.sees_in(".cmp-strip", " fixed, ");
    window.sees_in(".cmp-aside", "newer data can make a finding look new");
    window.sees_in(".cmp-main", "in the same version in both");
    let mut misfits = window.is_looked_at("packages");
    window.presses("Removed 0");
    window.types(".cmp-bar .find input", "no such package");
    window.lacks_soon(".cmp-packages tbody tr");
    window.clicks(".cmp-strip button:nth-child(3)");
    window.sees_in(".cmp-main", "findings fixed");
    misfits.extend(window.is_looked_at("findings"));
    // By their places, too.
    window.presses_key(Key::Letter('4'));
    window.sees_in(".cmp-main", "Layers of single images are compared");
    window.presses_key(Key::Letter('1'));
    window.sees_in(".cmp-main", "Size");
    assert!(misfits.is_empty(), "{}", misfits.join("\n"));
    // Both are indexes: their parts of one platform are single images.
    window.chooses("#compare-platform", "linux/amd64");
    window.clicks(".cmp-strip button:nth-child(4)");
    window.sees_in(".cmp-main", "in both, ");
    window.takes_picture("parts");
    window.types("#compare-with", "no such");
    window.sees_in("#compare-with-said", "neither a tag nor a reference");
    window.presses("Copy as Markdown");
    // The other way round.
    window.presses_key(Key::Letter('x'));
    window.sees_in(".cmp-head", "25.11 → skaha/astroml:25.10");
}

#[test]
fn a_tag_is_compared_with_the_one_before_it() {
    let harbor = Harbor::start();
    let window = Desktop::new().opens_pilothouse("compare_tags");
    window.signs_in_to(&harbor, "admin");
    window.follows("skaha");
    window.sees_row("astroml");
    window.follows("astroml");
    window.opens("astroml");
    window.follows("Tags");
    window.sees_row("25.09-gpu");
    // The lowest of its kind has none before it, and that is said.
    window.selects_row("25.09-gpu");
    window.sees_in(
        "aside.insp",
        "No other version of this kind is below this one",
    );
    // A variant follows its own kind; a tag that moves stands for the version that it is at.
    window.selects_row("25-gpu");
    window.sees_in("aside.insp", "Compare with 25.10.1-gpu");
    // What is no version follows what was put there before it.
    window.selects_row("nightly-20261120");
    window.sees_in("aside.insp", "Compare with nightly-20261119");
    window.takes_picture("1-tag");
    // By its name, too.
    window.holds_and_presses(&[Held::Control], Key::Letter('k'));
    window.types("dialog input", ">one before");
    window.sees_in("dialog .mi", "Compare with the one before");
    window.presses_key(Key::Enter);
    window.sees_in(
        ".cmp-head",
        "skaha/astroml:nightly-20261119 → skaha/astroml:nightly-20261120",
    );
    window.sees_in(".cmp", "Size");
    window.takes_picture("2-compared");
}

#[test]
fn packages_of_attached_sboms_are_compared_and_their_makers_named() {
    let harbor = Harbor::start();
    let window = Desktop::new().opens_pilothouse("compare_attached");
    window.signs_in_to(&harbor, "admin");
    window.follows("library");
    window.sees_row("fieldkit");
    window.follows("fieldkit");
    window.opens("fieldkit");
    let digest = harbor.digest("library", "fieldkit", "2.1");
    window.follows(&digest[7..19]);
    // Once all tabs are there, none moves any more.
    window.sees_in(".tabs", "Accessories");
    window.sees_in(".tabs", "Layers");
    window.follows("Compare");
    window.sees_in(".cmp-head", "library/fieldkit:2.0 → library/fieldkit:2.1");
    window.sees_in(".cmp", "Attached, SPDX (SPDX 2.3 by syft-1.30.0)");
    window.sees_in(".cmp-strip", "+1 −0, 3 changed");
    window.sees_in(".cmp-packages", "numpy");
    window.takes_picture("1-compared");
}
