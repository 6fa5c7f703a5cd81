//! Names of digits, names with slashes, artifacts without names, repositories without artifacts.

use crate::harness::{Desktop, Harbor};

#[test]
fn odd_names_open_and_show() {
    let harbor = Harbor::start();
    harbor.empties("sandbox", "kittens");
    let window = Desktop::new().opens_pilothouse("odd_names");
    window.signs_in_to(&harbor, "admin");

    window.follows("2026");
    window.opens("2026");
    window.follows("workshop");
    window.opens("workshop");
    window.sees("3 artifacts");
    window.takes_picture("1-digits");

    window.follows("Projects");
    window.follows("skaha");
    window.follows("notebooks/lsst/weekly");
    window.opens("notebooks/lsst/weekly");
    window.sees("26 artifacts");
    window.takes_picture("2-slashes");
    window.follows(&first_digest(&window));
    window.sees_in(".ah", "notebooks/lsst/weekly");
    window.takes_picture("3-artifact-below-slashes");

    // Back where the list was.
    window.presses("Back");
    window.opens("notebooks/lsst/weekly");
    window.presses("Back");
    window.opens("skaha");

    // This artifact of the sample world has no tag.
    window.follows("astroml");
    let untagged = harbor.untagged("skaha", "astroml").remove(0);
    window.follows(&untagged[7..19]);
    window.sees_in(".ah", &untagged[..19]);
    window.follows("Vulnerabilities");
    window.sees("vulnerabilities");
    window.takes_picture("4-no-tag");

    window.follows("Projects");
    window.follows("sandbox");
    window.follows("try/me");
    window.opens("try/me");
    window.follows("sandbox");
    window.follows("kittens");
    window.opens("kittens");
    window.sees("No artifacts");
    window.sees("docker push");
    window.takes_picture("5-no-artifacts");
}

fn first_digest(window: &crate::harness::Window) -> String {
    let row = window.rows().remove(0);
    row.split(' ').next().expect("a digest").to_owned()
}
