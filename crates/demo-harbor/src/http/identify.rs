//! Who sends a request: Basic, Bearer or a session, in Harbor's order.

use std::time::Duration;

use hyper::Request;
use hyper::body::Bytes;

use crate::http::server::Shared;
use crate::identity::{Checked, Identity, basic, cookie};
use crate::oidc::provider::Claims;
use crate::oidc::{Setup, cli_secret, person::Person};

/// Who asks. Wrong credentials cost time and then count as none.
pub(crate) async fn identify(shared: &Shared, request: &Request<Bytes>) -> Identity {
    let setup = shared.setup();
    let path = request.uri().path();
    if let Some((name, password)) = basic(request.headers()) {
        if let Some(setup) = &setup
            && cli_secret::opens(request.method(), path)
            && let Some(user) = cli_secret::check(shared, setup, &name, &password).await
        {
            return Identity::User(user);
        }
        let checked = {
            let state = &mut *shared.state();
            if setup.is_some() && !state.world.is_local(&name) {
                Checked::Locked
            } else {
                state
                    .sessions
                    .check(&state.world, &name, &password, shared.login_delay())
            }
        };
        match checked {
            Checked::Right(identity) => return identity,
            Checked::Wrong => tokio::time::sleep(shared.login_delay()).await,
            Checked::Locked => {}
        }
    }
    if let Some(token) = bearer(request) {
        if path.starts_with("/v2/") {
            let known = shared.state().world.tokens.get(token).copied();
            return known.unwrap_or(Identity::Anonymous);
        }
        if let Some(setup) = &setup
            && (path.starts_with("/api") || path == "/service/token")
            && let Some(user) = by_token(shared, setup, token).await
        {
            return Identity::User(user);
        }
    }
    let renew = !request
        .headers()
        .contains_key("x-harbor-no-session-renewal");
    let session = cookie(request.headers(), "sid").and_then(|sid| {
        let state = &mut *shared.state();
        let minutes = state.world.setting("session_timeout").as_u64();
        let usual = Duration::from_secs(minutes.unwrap_or(60) * 60);
        state.sessions.lifetime = shared.session_lifetime().unwrap_or(usual);
        state.sessions.by_cookie(&sid, renew)
    });
    session.unwrap_or(Identity::Anonymous)
}

fn bearer(request: &Request<Bytes>) -> Option<&str> {
    let value = request.headers().get("authorization")?.to_str().ok()?;
    value.strip_prefix("Bearer ").map(str::trim)
}

/// The owner of the provider's token, if it is meant for Harbor and they have an account here.
async fn by_token(shared: &Shared, setup: &Setup, token: &str) -> Option<i64> {
    let provider = shared.provider();
    let at = provider.discover(setup).await.ok()?;
    let claims = provider.verify(&at, setup, token).await.ok()?;
    let person = Person::of(setup, &claims, &Claims::new());
    let state = &mut *shared.state();
    let user = state.world.user_of(&person)?;
    state.world.keep_groups(user, &person);
    Some(user)
}
