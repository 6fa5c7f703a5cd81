//! Pages ask for no more than they show.

use crate::harness::{Desktop, Harbor, Key};

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

#[test]
fn jobs_ask_again_only_for_what_is_shown() {
    let harbor = Harbor::start();
    let window = Desktop::new().opens_pilothouse("requests_of_jobs");
    window.signs_in_to(&harbor, "admin");
    harbor.forget_requests();
    window.follows("Jobs and cleanup");
    window.sees_in(".tbl", "Dry run");
    window.sees_in(".facts", "oldest");
    harbor.is_asked("listSchedules", 1);
    harbor.is_asked("getGCSchedule", 1);
    // The runs, their schedule, and what the strip shows: neither workers nor the rotation's own.
    assert_eq!(harbor.requests().len(), 4, "{:#?}", harbor.requests());

    harbor.forget_requests();
    window.presses("Job service");
    window.sees_row("Webhook");
    window.sees_in(".facts", "0 of 10 busy");
    window.sees_in(".facts", "none paused");
    // Each list once, what its rules are called, and whether schedules run: the strip has what they read.
    let lists = [
        "listJobQueues",
        "getWorkers",
        "listSchedules",
        "listReplicationPolicies",
        "getSchedulePaused",
    ];
    for list in lists {
        harbor.is_asked(list, 1);
    }
    assert_eq!(harbor.requests().len(), 5, "{:#?}", harbor.requests());
    // Asking for everything again asks for no more.
    harbor.forget_requests();
    window.presses_key(Key::Letter('r'));
    for list in lists.into_iter().chain(["getGCSchedule"]) {
        harbor.is_asked(list, 1);
    }
    assert_eq!(harbor.requests().len(), 6, "{:#?}", harbor.requests());

    harbor.forget_requests();
    window.clicks(".svc-workers .all");
    window.sees_in("#pools", "10");
    window.sees_in(".tbl", "idle");
    assert!(harbor.requests().len() <= 2, "{:#?}", harbor.requests());
}

#[test]
fn the_vulnerabilities_are_asked_for_and_nothing_else() {
    let harbor = Harbor::start();
    let window = Desktop::new().opens_pilothouse("requests_of_artifact_tabs");
    window.signs_in_to(&harbor, "admin");
    window.follows("skaha");
    window.follows("astroml");
    window.opens("astroml");
    window.follows("acf4ef4ed23d");
    window.sees_in(".pull-line", "Can be pulled.");
    // The project blocks nothing: nobody needs the registry's allowlist, which it would use.
    assert_eq!(harbor.requests_of("getSystemCVEAllowlist").len(), 0);
    harbor.forget_requests();
    window.clicks("a.tab[href$='/vulnerabilities']");
    window.sees("412 vulnerabilities");
    window.sees_in(".vs", "Can be pulled.");
    // The project was read for the overview. What that part had begun may still come in.
    for (operation, times) in [
        ("getVulnerabilitiesAddition", 1),
        ("getProject", 0),
        ("getSystemCVEAllowlist", 0),
    ] {
        let asked = harbor.requests_of(operation);
        assert_eq!(asked.len(), times, "{operation}: {asked:#?}");
    }
}

#[test]
fn a_tab_of_an_image_asks_for_two_things_at_most() {
    let harbor = Harbor::start();
    let window = Desktop::new().opens_pilothouse("requests_of_image_tabs");
    window.signs_in_to(&harbor, "admin");
    window.follows("skaha");
    window.follows("astroml");
    window.opens("astroml");
    window.follows("acf4ef4ed23d");
    window.sees_in(".pull-line", "Can be pulled.");
    for (tab, asked) in harbor.asked_by_tabs(&window) {
        assert!(asked.len() <= 2, "{tab}: {asked:#?}");
    }
}

#[test]
fn a_project_is_read_once_however_its_page_is_come_to() {
    let harbor = Harbor::start();
    let mut window = Desktop::new().opens_pilothouse("requests_of_links");
    window.signs_in_to(&harbor, "admin");
    for (place, part, said) in [
        (
            "projects/skaha/repositories/astroml/25.11-gpu/vulnerabilities",
            ".vs",
            "Can be pulled.",
        ),
        ("projects/skaha/policies", ".insp", "No pull is refused"),
    ] {
        let link = format!("pilothouse://{}/{place}", harbor.host());
        harbor.forget_requests();
        // Nothing is known of the project yet: its number leads to the rights, its policies say who may pull.
        window.restarts_after(|desktop| desktop.follows_link(link));
        window.sees_in(part, said);
        harbor.is_asked("getCurrentUserPermissions", 1);
        let asked = harbor.requests_of("getProject");
        assert_eq!(asked.len(), 1, "{place}: {asked:#?}");
    }
}

#[test]
fn tabs_of_a_project_ask_for_no_more_than_those_of_the_portal() {
    let harbor = Harbor::start();
    let window = Desktop::new().opens_pilothouse("requests_of_tabs");
    window.signs_in_to(&harbor, "admin");
    window.follows("skaha");
    window.sees_row("casa");
    // What each says when it is there, and how often the portal asks for the same (the bench says
    // for what). Retention is tried on the project's artifacts, for which the portal has nothing.
    for (tab, part, said, most) in [
        ("members", ".page", "carol", 1),
        ("robots", ".page", "skaha+nightly", 3),
        ("policies", ".insp", "No pull is refused", 4),
        ("retention", "#source", "worked out by Pilothouse", 5),
        ("immutable-tags", "tbody", "base/**", 2),
        ("labels", ".page", "labels", 1),
        ("log", "tbody", "skaha/", 1),
    ] {
        harbor.forget_requests();
        window.clicks(&format!("a.tab[href$='/{tab}']"));
        window.sees_in(part, said);
        let mut asked = harbor.requests();
        asked.retain(|request| request.operation.as_deref() != Some("listArtifactsOfProject"));
        assert!(asked.len() <= most, "{tab}: {asked:#?}");
    }
}
