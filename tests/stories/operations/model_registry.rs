//! The Model Registry beside a registry: a token that has ended, and an existing project that is
//! registered, put back, and whose models are refreshed.

use std::time::Duration;

use demo_model_registry::DemoModelRegistry;
use reqwest::Method;

use crate::harness::{Desktop, Harbor, Key, Window};

const HOUR: Duration = Duration::from_secs(3600);

fn connected(story: &'static str) -> (Harbor, DemoModelRegistry, Window) {
    let (harbor, service) = Harbor::start_with_models();
    let window = connects(story, &harbor, &service);
    window.sees_row("frb-classifier");
    (harbor, service, window)
}

fn connects(story: &'static str, harbor: &Harbor, service: &DemoModelRegistry) -> Window {
    let window = Desktop::new().opens_pilothouse(story);
    window.signs_in_to(harbor, "admin");
    window.follows("Model registry");
    window.sees("No Model Registry is connected");
    window.presses("Connect a Model Registry");
    window.shows("dialog[open]");
    window.types("#model-registry-address", &service.url());
    window.sees_in("dialog[open]", "anybody on the way can read the token");
    window.clicks("#model-registry-http");
    window.types("#model-registry-token", &service.token(HOUR));
    window.sees_in("dialog[open]", "Token ends in");
    window.presses("Connect");
    window.sees("Connected to");
    window
}

#[test]
fn an_expired_token_at_the_model_registry_is_replaced() {
    let (_harbor, service, window) = connected("model_registry_token");
    window.sees_in(".tbl", "Harbor is newer");
    window.sees_in(".tbl", "Not followed");
    window.takes_picture("1-models");

    service.end_tokens();
    window.clicks("#refresh-stale");
    window.sees("does not take the token");
    window.sees("Token not taken");
    window.takes_picture("2-token-refused");
    // Harbor's own sign-in is another one, and goes on.
    window.sees_no_more("Sign in again");

    window.clicks("#new-token");
    window.shows("dialog[open]");
    window.types("#model-registry-token", "old.token.again");
    window.presses("Connect");
    window.sees_in("dialog[open]", "does not take the token");
    window.types("#model-registry-token", &service.token(HOUR));
    window.presses("Connect");
    window.sees_no_more("Token not taken");
    window.clicks("#refresh-stale");
    window.sees("1 model refreshed");
    window.sees_no_more("Harbor is newer");
}

#[test]
fn models_are_narrowed_to_a_tenant_and_a_project() {
    let (_harbor, _service, mut window) = connected("model_registry_tree");
    window.sees_in("#model-tenants section", "canfar");
    window.sees_in("#model-tenants section", "6 models");
    window.sees_in("#model-tenants", "cirada");
    let mut misfits = window.is_looked_at("tree");
    window.selects_row("frb-classifier");
    window.sees_in(".insp", "frb-classifier");
    misfits.extend(window.is_looked_at("tree-model"));
    assert!(misfits.is_empty(), "{}", misfits.join("\n"));
    window.presses_key(Key::Escape);
    window.presses("cirada");
    window.sees_rows(0);
    let project = "#model-tenants .ax-op";
    window.clicks(project);
    window.sees_rows(6);
    window.sees_in(".fbar", "astro-models");
    // Pressed again, all are shown.
    window.clicks(project);
    window.shows("#model-tenants .ax-op[aria-pressed=false]");
    window.sees_rows(6);
}

#[test]
fn an_existing_project_is_registered_put_back_and_its_models_are_refreshed() {
    let (harbor, service, window) = connected("model_registry_register");
    service.fail_refresh("galaxies/photo-z");
    window.presses("Projects");
    window.sees_row("galaxies");
    window.sees_in(".tbl", "Only in Harbor");
    window.takes_picture("1-projects");
    window.selects_row("galaxies");
    window.presses("Register…");
    window.shows("dialog[open]");

    // Each side has a rule for names, and the one that is hurt is told.
    window.types("#register-name", "Galaxies");
    window.sees_in("dialog[open]", "but no ‘G’");
    window.types("#register-name", "galaxies-");
    window.sees_in("dialog[open]", "Harbor takes single");
    window.types("#register-name", "galaxies");
    window.takes_picture("2-describe");
    window.presses("Continue");

    window.sees_in("#register-losses", "ada (Maintainer)");
    window.sees_in("#register-losses", "prevent_vul: true");
    window.sees_in("#register-losses", "survey-pipeline");
    window.sees_in("dialog[open]", "3 repositories hold models");
    window.takes_picture("3-losses");
    window.clicks("#register-now");

    window.sees_in("#register-restored", "4 members, 1 webhook");
    window.clicks("#register-refresh");
    window.sees_in("dialog[open]", "Refresh failed");
    window.takes_picture("4-refreshed");
    window.clicks("#register-retry");
    window.sees_no_more("Refresh failed");
    window.clicks("#register-done");

    let members = harbor.asks(Method::GET, "/projects/galaxies/members");
    assert_eq!(members.as_array().map(Vec::len), Some(4), "{members}");
    let webhooks = harbor.asks(Method::GET, "/projects/galaxies/webhook/policies");
    assert!(
        webhooks.to_string().contains("Bearer survey-7f3a"),
        "{webhooks}"
    );

    // Harbor's own pages know it too.
    window.clicks(".insp a.btn");
    window.opens("galaxies");
    window.follows("Summary");
    window.sees_in("#registration", "Registered under canfar");
    window.follows("Repositories");
    window.double_clicks_row("photo-z", "td:nth-child(2)");
    window.opens("photo-z");
    window.double_clicks_row("5.0.2", "td:last-child");
    window.sees_in("#model-registration", "Same as Harbor");
    window.takes_picture("5-artifact");
}

#[test]
fn what_a_registering_that_failed_took_is_put_back() {
    let (harbor, service, window) = connected("model_registry_uncertain");
    let members = || {
        let members = harbor.asks(Method::GET, "/projects/galaxies/members");
        members.as_array().map(Vec::len)
    };
    window.presses("Projects");
    window.sees_row("galaxies");
    window.selects_row("galaxies");
    window.presses("Register…");
    window.shows("dialog[open]");
    window.types("#register-name", "galaxies");
    window.presses("Continue");
    window.sees_in("#register-losses", "ada (Maintainer)");
    service.fail_registering();
    window.clicks("#register-now");
    window.sees_in(
        "#register-uncertain",
        "What it had before is still held here",
    );
    window.takes_picture("1-uncertain");
    // What is read now is what was left of it: what it had before is not lost by that.
    window.presses("Back");
    window.presses("Continue");
    window.sees_in("#register-losses", "ada (Maintainer)");
    window.clicks("#register-restore");
    window.sees_in("#register-restored", "4 members, 1 webhook");
    assert_eq!(members(), Some(4));

    // Who did not want it put back at once may want it afterwards.
    window.clicks("#register-put-back");
    window.clicks("#register-now");
    window.sees("Project galaxies registered");
    window.clicks("#register-restore");
    window.sees_in("#register-restored", "4 members, 1 webhook");
    window.takes_picture("2-put-back");
    assert_eq!(members(), Some(4));
}

#[test]
fn a_refresh_goes_on_while_another_part_is_looked_at() {
    let (_harbor, service, window) = connected("model_registry_goes_on");
    service.fail_refresh("astro-models/frb-classifier");
    window.clicks("#refresh-stale");
    window.sees("1 model failed");
    window.presses("Tenants");
    window.sees_row("canfar");
    // What failed is still told, and tried again.
    window.presses("Models");
    window.sees("1 model failed");
    window.clicks("#retry-refresh");
    window.presses("Tenants");
    window.sees("1 model refreshed");
    window.presses("Models");
    window.sees_row("frb-classifier");
    window.sees_no_more("Harbor is newer");
}

#[test]
fn a_tenant_is_told_where_nothing_is_listed_and_forgotten_again() {
    let (harbor, service) = Harbor::start_with_models_unlisted();
    let window = connects("model_registry_told", &harbor, &service);
    window.presses("Projects");
    window.sees("This service lists no projects");
    window.sees_row("galaxies");
    window.selects_row("galaxies");
    window.sees_in(".insp", "Not known");
    window.clicks("#note-registered");
    window.shows("dialog[open]");
    window.types("#note-tenant", "canfar");
    window.presses("Keep as registered");
    window.sees("Project galaxies is kept as registered");
    window.sees_in(".insp", "Registered");
    window.sees_in(".insp", "canfar");
    window.takes_picture("1-told");

    // The models of what is said to be registered are looked at.
    window.presses("Models");
    window.sees_row("photo-z");
    window.presses("Projects");
    window.sees_row("galaxies");
    window.selects_row("galaxies");
    window.clicks("#forget-registered");
    window.sees("Project galaxies is forgotten here");
    window.sees_in(".insp", "Not known");
    window.lacks_soon("#forget-registered");
    window.presses("Models");
    window.sees("No models in the registered projects");
    // Nothing was asked of the service but to read: at the service everything stays.
    let asked = service.requests();
    assert!(asked.iter().all(|one| one.starts_with("GET ")), "{asked:?}");
}

#[test]
fn another_model_registry_takes_the_place_after_saying_so() {
    let (_harbor, first, window) = connected("model_registry_replaced");
    let (_other_harbor, second) = Harbor::start_with_models_unlisted();
    window.presses("More");
    window.presses("Edit the connection");
    window.shows("dialog[open]");
    window.lacks("#model-registry-replaced");
    window.types("#model-registry-address", &second.url());
    window.sees_in("#model-registry-replaced", &first.url());
    window.types("#model-registry-token", &second.token(HOUR));
    window.takes_picture("1-replaced");
    window.presses("Connect");
    window.sees("This service lists no models");
    assert!(!second.requests().is_empty());
}
