//! Pages ask for no more than they show.

use crate::harness::{Desktop, Harbor};

#[test]
fn pages_ask_for_no_more_than_they_show() {
    let harbor = Harbor::start();
    let window = Desktop::new().opens_pilothouse("requests");
    window.signs_in_to(&harbor, "admin");

    harbor.forget_requests();
    window.follows("skaha");
    window.sees_row("casa");
    window.sees("15 repositories");
    let lists = harbor.requests_of("listRepositories");
    assert_eq!(
        lists.len(),
        1,
        "the repositories are listed once: {lists:#?}"
    );
    // The project, its summary, its repositories, and the rights, which say what tabs there are.
    assert!(harbor.requests().len() <= 4, "{:#?}", harbor.requests());

    // 120 artifacts are a small first page and two full ones; the rights are known.
    harbor.forget_requests();
    window.follows("casa");
    window.opens("casa");
    window.sees_in("#count", "120");
    window.sees("120 artifacts");
    window.sees("Updated just now");
    let requests = harbor.requests();
    assert!(requests.len() <= 3, "{requests:#?}");
    window.takes_picture("1-casa");

    // The rows have all there is: selecting one asks for nothing.
    harbor.forget_requests();
    let first = window.rows().remove(0);
    window.selects_row(first.split(' ').next().expect("a digest"));
    window.sees_in("aside.insp", "Digest");
    assert_eq!(harbor.requests().len(), 0, "{:#?}", harbor.requests());
}
