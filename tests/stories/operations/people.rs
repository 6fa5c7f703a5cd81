//! Users and groups of a registry: one is made, administers, gets a new password, and goes.

use reqwest::Method;
use serde_json::json;

use crate::harness::{Desktop, Harbor, Key, SingleSignOn, Window};

/// Waits until no row names them.
fn goes(window: &Window, name: &str) {
    window.waits(&format!("the row of {name} to go"), |window| {
        let is_named = window.rows().iter().any(|row| row.contains(name));
        (!is_named).then_some(())
    });
}

#[test]
fn a_user_is_made_administers_and_is_deleted() {
    let harbor = Harbor::start();
    let window = Desktop::new().opens_pilothouse("people");
    window.signs_in_to(&harbor, "admin");
    harbor.forget_requests();
    window.follows("Users and groups");
    window.opens("Users and groups");
    window.sees_row("ada");
    window.takes_picture("1-users");

    // Where somebody is a member is told by the projects only: they are read once, for all of the page.
    let asked = |harbor: &Harbor| harbor.requests_of("listProjectMembers").len();
    window.sees_in(".seg", "No project");
    window.selects_row("ada");
    window.sees_in(".insp", "Last seen");
    window.sees_in("#projects-of", "skaha");
    window.sees_in(".insp", "From the member lists of");
    window.takes_picture("1-projects-of");
    let once = asked(&harbor);
    assert!(once > 5, "{once} member lists were read");
    window.selects_row("zed");
    window.sees_in(".insp h2", "Zed Shaw");
    window.sees_in(".insp", "From the member lists of");
    assert_eq!(asked(&harbor), once, "they are read once for everybody");
    window.clicks("#new-user");
    window.types("#user-name", "new#comer");
    window.sees_in("dialog[open]", "Without ,");
    window.types("#user-name", "ada");
    window.types("#user-full-name", "Newcomer, A.");
    window.sees_in("dialog[open]", "Without commas");
    window.types("#user-full-name", "A. Newcomer");
    window.types("#user-email", "newcomer@example.org");
    window.types("#user-password", "Canary-Pass-1");
    window.takes_picture("2-new");
    window.presses("Create user");
    // The server's refusal stands at its field, and nothing typed is lost.
    window.sees_in("dialog[open]", "Name or e-mail is taken");
    window.types("#user-name", "newcomer");
    window.presses("Create user");
    window.sees("User newcomer created");
    window.sees_row("newcomer");

    window.selects_row("newcomer");
    window.sees_in(".insp", "newcomer@example.org");
    window.clicks("#user-administrator");
    window.waits("the right to be there", |_| {
        let users = harbor.asks(Method::GET, "/users?q=username=newcomer");
        (users[0]["sysadmin_flag"] == true).then_some(())
    });
    window.takes_picture("3-inspector");
    window.presses("New password…");
    window.types("#new-password", "short");
    window.shows("dialog[open] .btn.primary:disabled");
    window.types("#new-password", "Canary-Pass-2");
    window.presses("Set password");
    window.sees("newcomer has a new password");
    window.clicks(".insp [aria-label='More']");
    window.presses("Delete…");
    window.sees_in("dialog[open]", "Projects stay");
    window.clicks("#delete-users");
    window.sees("1 user deleted");
    assert_eq!(window.desktop.files_with("Canary-Pass").len(), 0);

    // Several at once, after saying whom; the first administrator is not listed.
    window.presses("Check all rows");
    window.clicks("#make-administrators");
    window.sees_in("dialog[open]", "carol");
    window.takes_picture("5-administrators");
    window.clicks("#change-administrators");
    window.sees("may administer the registry now");
    let users = harbor.asks(Method::GET, "/users?page_size=100");
    for user in users.as_array().expect("users") {
        assert_eq!(user["sysadmin_flag"], true, "{user}");
    }

    window.presses("Groups");
    window.sees_row("skaha-operators");
    window.sees("keeps passwords itself");
    window.takes_picture("4-groups");
}

#[test]
fn users_become_members_of_a_project_and_are_taken_out_again() {
    let harbor = Harbor::start();
    let window = Desktop::new().opens_pilothouse("people_join");
    window.signs_in_to(&harbor, "admin");
    window.follows("Users and groups");
    window.opens("Users and groups");
    window.sees_row("zed");
    let members = || {
        let members = harbor.asks(Method::GET, "/projects/library/members?page_size=100");
        members.as_array().expect("members").len()
    };
    let before = members();

    window.selects_row("zed");
    window.sees_in(".insp h2", "Zed Shaw");
    window.clicks("#add-to-project");
    window.sees_in("dialog[open]", "keeps the role");
    window.types("#join-project", "no-such-project");
    window.sees_in("dialog[open]", "There is no project of this name");
    window.takes_picture("1-no-such");
    window.types("#join-project", "library");
    window.takes_picture("2-form");
    window.clicks("dialog[open] .btn.primary");
    window.sees("1 user added to library");
    assert_eq!(members(), before + 1);

    // Several: who is a member already is told apart and stays what they are.
    window.focuses("table[role=grid]");
    window.presses_key(Key::Letter('x'));
    window.selects_row("ada");
    window.focuses("table[role=grid]");
    window.presses_key(Key::Letter('x'));
    window.sees_in(".bulk", "2 selected");
    window.clicks("#add-checked-to-project");
    window.types("#join-project", "library");
    window.clicks("dialog[open] .btn.primary");
    window.sees("added to library");
    window.waits("the other to be a member", |_| {
        (members() == before + 2).then_some(())
    });
    window.takes_picture("3-joined");
    window.presses("Undo");
    window.sees("taken out of library");
    window.waits("the last one to be out again", |_| {
        (members() == before + 1).then_some(())
    });
}

#[test]
fn an_administrator_finds_who_is_in_no_project_and_adds_them() {
    let harbor = Harbor::start();
    harbor.makes(
        Method::POST,
        "/users",
        &json!({
            "username": "newcomer",
            "realname": "New Comer",
            "email": "newcomer@example.org",
            "password": "Canary-Pass-1",
        }),
    );
    let mut window = Desktop::new().opens_pilothouse("people_projects");
    window.signs_in_to(&harbor, "admin");
    harbor.forget_requests();
    window.follows("Users and groups");
    window.opens("Users and groups");
    window.sees_in(".tabs .tab.is-active", "Users");
    window.presses("No project");
    window.sees_row("newcomer");
    window.sees_in("tbody", "none");
    window.takes_picture("1-no-project");

    // Escape closes the dialog at once: no list of names stands in its way.
    window.selects_row("newcomer");
    window.sees_in(".insp h2", "New Comer");
    window.sees_in(".insp", "A member of no project");
    let asked = harbor.requests_of("listProjectMembers").len();
    window.clicks("#add-beside-projects");
    window.shows("#join-project:focus");
    window.presses_key(Key::Escape);
    window.lacks_soon("dialog[open]");
    window.sees_in(".insp h2", "New Comer");

    window.clicks("#add-beside-projects");
    window.types("#join-project", "library");
    window.clicks("dialog[open] .btn.primary");
    window.sees("1 user added to library");
    // They are in none no more; the count and the details follow by the project's own members alone.
    goes(&window, "newcomer");
    window.presses("All");
    window.selects_row("newcomer");
    window.sees_in("#projects-of", "library");
    window.sees_in("tr.is-sel", "1");
    assert_eq!(harbor.requests_of("listProjectMembers").len(), asked + 2);
    window.takes_picture("2-added");
    window.presses("Groups");
    window.sees_row("skaha-operators");
    window.takes_picture("3-groups");
    window.resizes(960, 600);
    window.presses("Users");
    window.sees_in(".insp h2", "New Comer");
    window.takes_picture("4-narrow");
}

#[test]
fn whoever_administers_by_a_group_sees_that_of_themselves() {
    let at = SingleSignOn::start();
    at.harbor.makes(
        Method::POST,
        "/usergroups",
        &json!({ "group_name": "registry-admins", "group_type": 3 }),
    );
    at.harbor.makes(
        Method::POST,
        "/usergroups",
        &json!({ "group_name": "gateway-readers", "group_type": 2 }),
    );
    let window = Desktop::new().opens_pilothouse("people_by_group");
    window.signs_in_for_the_first_time(&at, "root");
    window.follows("Users and groups");
    window.sees("Accounts are made at first sign-in by Observatory");
    window.sees_row("(you)");
    window.sees_row("by group");
    window.takes_picture("1-users");
    window.presses("Groups");
    window.sees_row("all, as admin");
    window.sees_row("HTTP, not used here");
    window.takes_picture("2-groups");

    // Those that sign-ins never fill go, after saying what that ends.
    window.selects_row("gateway-readers");
    window.clicks(".insp [aria-label='More']");
    window.presses("Delete…");
    window.sees_in("dialog[open]", "Memberships in projects end");
    window.clicks("dialog[open] .btn.danger");
    window.sees("1 group deleted");
    goes(&window, "gateway-readers");
}

#[test]
fn one_limit_is_set_for_many_projects() {
    let harbor = Harbor::start();
    let window = Desktop::new().opens_pilothouse("quotas");
    window.signs_in_to(&harbor, "admin");
    window.follows("Quotas");
    window.opens("Quotas");
    window.sees_row("skaha");
    window.sees_in(".tbl", "No limit");
    window.takes_picture("1-list");
    window.presses("Check all rows");
    window.clicks("#change-quotas");
    window.chooses("#storage-kind", "own");
    window.types("#storage", "1");
    window.sees_in("dialog[open]", "every push would be refused in");
    window.takes_picture("2-many");
    window.types("#storage", "20000");
    window.presses("Set limit");
    window.sees("limits changed");
    let quotas = harbor.asks(Method::GET, "/quotas?page_size=100");
    for quota in quotas.as_array().expect("quotas") {
        assert_eq!(quota["hard"]["storage"], 20_000_i64 << 30, "{quota}");
    }
}

#[test]
fn people_of_the_directory_are_imported_and_its_groups_found() {
    let harbor = Harbor::start_with_directory();
    let window = Desktop::new().opens_pilothouse("people_directory");
    window.signs_in_to(&harbor, "admin");
    window.follows("Users and groups");
    window.sees_row("ada");
    window.clicks("#import-open");
    window.types("#find-in-directory", "nobody");
    window.clicks("#search-directory");
    window.sees_in("dialog[open]", "Nobody in the directory");
    window.types("#find-in-directory", "a");
    window.clicks("#search-directory");
    window.sees_in("#found-users", "Vera Rubin");
    window.clicks("#found-users li:nth-child(1) input");
    window.clicks("#found-users li:nth-child(2) input");
    window.takes_picture("1-found");
    window.presses("Import 2 users");
    // The first of them is a user already.
    window.sees("1 user imported");
    window.sees("ada: a user already");
    window.sees_row("annie");

    window.presses("Groups");
    window.clicks("#new-group");
    window.types("#find-group", "oper");
    window.clicks("#search-groups");
    window.presses("operators");
    assert_eq!(
        window.value_of("#group-dn"),
        "cn=operators,ou=groups,dc=example,dc=org"
    );
    window.takes_picture("2-group");
    window.presses("Save");
    window.sees("Group saved");
    window.sees_row("operators");

    // One that the registry doesn't know yet becomes a member by its distinguished name.
    window.follows("Projects");
    window.follows("skaha");
    window.follows("Members");
    window.presses("Add member");
    window.types("#member", "cn=nobody,ou=groups,dc=example,dc=org");
    window.clicks(".found button");
    window.types("#member", "cn=engineers,ou=groups,dc=example,dc=org");
    window.sees_in(".found", "by its distinguished name");
    window.takes_picture("3-member");
    window.clicks(".found button");
    window.presses("Add 2 members");
    window.sees_in("#newcomers", "The directory knows no group cn=nobody");
    window.presses("Cancel");
    window.sees_row("engineers");
}
