//! The CLI secret: a password for Docker and the like, of people who have none.

use hyper::Method;

use super::Setup;
use super::person::Person;
use super::provider::Claims;
use crate::http::server::Shared;

/// Whether a CLI secret opens a path; it is nothing anywhere else.
pub(crate) fn opens(method: &Method, path: &str) -> bool {
    let path = path.trim_end_matches('/');
    if path == "/service/token" || path.starts_with("/v2") {
        return true;
    }
    if path == "/api/version" {
        return *method == Method::GET;
    }
    let Some(below) = path.strip_prefix("/api/v2.0/") else {
        return false;
    };
    let below_project = below.strip_prefix("projects/").unwrap_or_default();
    let artifacts = below_project
        .split_once("/repositories/")
        .map_or("", |(_, below)| below);
    match *method {
        Method::POST => below == "projects",
        Method::GET => {
            ["projects", "systeminfo", "labels"].contains(&below)
                || below_project.ends_with("/repositories")
                || artifacts.ends_with("/artifacts")
        }
        Method::DELETE => artifacts
            .split_once("/artifacts/")
            .is_some_and(|(_, below)| below.contains("/tags/")),
        _ => false,
    }
}

/// Whose secret it is. It works only while the provider still answers for the person: an ended
/// access token is renewed, and without a living refresh token the secret is dead.
pub(crate) async fn check(shared: &Shared, setup: &Setup, name: &str, secret: &str) -> Option<i64> {
    let provider = shared.provider();
    let _alone = provider.refreshing.lock().await;
    let (user, tokens) = {
        let state = shared.state();
        let user = state.world.user_named(name)?;
        let account = user.account.as_ref().filter(|it| it.secret == secret)?;
        (user.id, account.tokens.clone()?)
    };
    let at = provider.discover(setup).await.ok()?;
    let tokens = if tokens.ended() {
        let renewed = provider
            .refresh(&at, setup, tokens.refresh.as_deref()?)
            .await;
        let renewed = renewed.ok()?;
        shared.state().world.keep_tokens(user, renewed.clone());
        renewed
    } else {
        tokens
    };
    let info = provider.user_info(&at, &tokens.access).await.ok()?;
    let person = Person::of(setup, &Claims::new(), &info);
    shared.state().world.keep_groups(user, &person);
    Some(user)
}
