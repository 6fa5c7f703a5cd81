//! The palette finds what is pasted into it.

use crate::harness::{Desktop, Harbor, Held, Key};

#[test]
fn a_pasted_tag_reference_or_digest_finds_its_artifact() {
    let harbor = Harbor::start();
    let window = Desktop::new().opens_pilothouse("palette");
    window.signs_in_to(&harbor, "admin");
    let reference = format!("{}/skaha/astroml:25.11-gpu", harbor.host());
    for (number, pasted) in ["25.11-gpu", &reference, "sha256:b8805de1f44a"]
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
        window.sees_in(".ah", "b8805de1f44a");
        window.follows("Projects");
        window.opens("Projects");
    }
}
