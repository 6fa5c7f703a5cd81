//! The palette finds what is pasted into it.

use demo_harbor::FaultKind;
use reqwest::Method;

use crate::harness::{Desktop, Harbor, Held, Key};

#[test]
fn a_pasted_tag_reference_or_digest_finds_its_artifact() {
    let harbor = Harbor::start();
    let window = Desktop::new().opens_pilothouse("palette");
    window.signs_in_to(&harbor, "admin");
    let reference = format!("{}/skaha/astroml:25.11-gpu", harbor.host());
    let digest = harbor.digest("skaha", "astroml", "25.11-gpu");
    for (number, pasted) in ["25.11-gpu", &reference, &digest[..19]]
        .into_iter()
        .enumerate()
    {
        window.holds_and_presses(&[Held::Control], Key::Letter('k'));
        window.shows("dialog[open] input");
        window.types("dialog input", pasted);
        window.sees_in("dialog", "skaha/astroml@");
        window.takes_picture(&format!("{}-found", number + 1));
        window.presses_key(Key::Enter);
        window.sees_in(".ah", "25.11-gpu");
        window.sees_in(".ah", &digest[7..19]);
        window.follows("Projects");
        window.opens("Projects");
    }
}

#[test]
fn a_reference_leads_to_its_place_in_one_or_two_requests() {
    let harbor = Harbor::start();
    let window = Desktop::new().opens_pilothouse("palette_references");
    window.signs_in_to(&harbor, "admin");
    let host = harbor.host();
    let digest = harbor.digest("skaha", "astroml", "25.11-gpu");
    let pasted = [
        format!("docker pull {host}/skaha/astroml:25.11-gpu"),
        format!("skaha/astroml@{}", &digest[7..19]),
        format!("oci://{host}/skaha/astroml:25.11-gpu"),
    ];
    for pasted in &pasted {
        window.holds_and_presses(&[Held::Control], Key::Letter('k'));
        window.shows("dialog[open] input");
        harbor.forget_requests();
        window.types("dialog input", pasted);
        window.sees_in("dialog", "skaha/astroml@");
        let requests: Vec<_> = harbor
            .requests()
            .into_iter()
            .filter(|line| line.path.contains("astroml") || line.query.contains("astroml"))
            .collect();
        assert!(requests.len() <= 2, "{pasted}: {requests:#?}");
        window.presses_key(Key::Enter);
        window.sees_in(".ah", &digest[7..19]);
        window.follows("Projects");
        window.opens("Projects");
    }

    // One that many newer ones have in their names comes first all the same.
    for number in 0..9 {
        let copy = format!(
            "/projects/skaha/repositories/astroml-{number}/artifacts?from=skaha%2Fastroml:25.11-gpu"
        );
        harbor.asks(Method::POST, &copy);
    }
    window.holds_and_presses(&[Held::Control], Key::Letter('k'));
    window.shows("dialog[open] input");
    window.types("dialog input", "skaha/astroml");
    window.sees_in("dialog .cp-n", "first 8 of 10");
    window.sees_in("dialog .mi[aria-selected=true]", "skaha/astroml");
    window.presses_key(Key::Enter);
    window.opens("astroml");

    // Without a tag, its repository; and what was not searched is said.
    window.holds_and_presses(&[Held::Control], Key::Letter('k'));
    window.shows("dialog[open] input");
    window.types("dialog input", &format!("{host}/skaha/astroml"));
    window.sees_in("dialog .mi", "skaha/astroml");
    harbor.breaks("listAllRepositories", FaultKind::Status(500));
    window.types("dialog input", "skaha/casa");
    window.sees_in("dialog .cp-n", "Not searched");
    window.takes_picture("1-not-searched");
    harbor.is_mended();
    window.types("dialog input", "10.1.2.3:5000/skaha/astroml:1");
    window.sees_in("dialog .cp-n", "10.1.2.3:5000 is not this registry.");
}
