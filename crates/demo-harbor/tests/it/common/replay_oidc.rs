//! Replaying what a Harbor answered that signs people in through a provider.
//!
//! The recording holds neither codes nor tokens, so they come from a real provider: where somebody
//! came back from it, somebody comes back now. Secrets in it are made up; one that was refused is
//! sent as one that must be.

use std::collections::BTreeMap;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use demo_harbor::{DemoHarbor, OidcSettings, Options, PASSWORD, World};
use pilothouse_test_provider::{Answer as Consent, Browser, Client, Provider};
use serde_json::{Value, json};

use crate::common::replay::{DELAY, Replay, differs};
use crate::common::visitor::Visitor;
use crate::common::{Answer, basic, send};

/// The replay's people and what they hold.
struct Cast {
    demo: DemoHarbor,
    provider: Provider,
    visitors: BTreeMap<String, Visitor>,
    /// The address that somebody is sent back to, once signed in at the provider.
    callback: String,
    grace: Value,
}

/// Replays one recording, and counts in `replay`.
pub async fn replay(exchanges: &[Value], replay: &mut Replay<'_>) {
    let mut cast = Cast::new().await;
    for exchange in exchanges {
        let mut ours = cast.ask(exchange).await;
        let mut recorded = exchange.clone();
        if recorded["path"] == "/c/oidc/login" && recorded["status"] == 302 {
            // The page with the provider's address.
            recorded.as_object_mut().map(|it| it.remove("text"));
            ours.body.clear();
        }
        if recorded["path"] == "/c/oidc/callback" && recorded["status"] == 400 {
            // What Harbor passes on in the provider's own words.
            let text = ours.text();
            ours.body = text
                .replace("grant request is invalid", "Code not valid")
                .into_bytes();
        }
        replay.compared += 1;
        let claims = &recorded["token_claims"];
        let reason = differs(&recorded, &ours).or_else(|| {
            (claims.is_object() && actions(&ours) != claims["access"][0]["actions"])
                .then(|| "other actions".to_owned())
        });
        match reason {
            None => replay.equal += 1,
            Some(reason) => {
                let text = |name: &str| exchange[name].as_str().unwrap_or_default();
                let (who, method, path) = (text("as"), text("method"), text("path"));
                let reason = format!("oidc: {who} {method} {path}: {reason}");
                let list = replay.differences.entry("oidc".to_owned()).or_default();
                list.push(reason);
            }
        }
    }
}

fn actions(answer: &Answer) -> Value {
    let json = answer.json();
    let part = json["token"].as_str().and_then(|it| it.split('.').nth(1));
    let claims = part.and_then(|part| URL_SAFE_NO_PAD.decode(part).ok());
    let claims = claims.and_then(|claims| serde_json::from_slice::<Value>(&claims).ok());
    claims.map_or(Value::Null, |it| it["access"][0]["actions"].clone())
}

impl Cast {
    async fn new() -> Self {
        let provider = Provider::start_with(json!({"consent": false}));
        let provider = provider.await.expect("the provider of the tests");
        let mut oidc = OidcSettings::new(provider.issuer(), "harbor", provider.client_secret());
        oidc.auto_onboard = true;
        oidc.admin_group = "registry-admins".to_owned();
        let options = Options {
            world: World::fresh(),
            oidc: Some(oidc),
            login_delay: DELAY,
            ..Options::default()
        };
        let demo = DemoHarbor::start(options).await.expect("a free port");
        let accepted = provider.accept_harbor(&demo.url()).await;
        accepted.expect("the provider answers");
        let mut cast = Self {
            demo,
            provider,
            visitors: BTreeMap::new(),
            callback: String::new(),
            grace: Value::Null,
        };
        // Who had been there before, and had made something.
        for login in ["ada", "grace"] {
            let mut visitor = cast.sign_in(login).await;
            cast.grace = visitor.get("/api/v2.0/users/current").json();
            if login == "grace" {
                let body = json!({"project_name": "bearer-grace"});
                visitor.send("POST", "/api/v2.0/projects", Some(body));
            }
        }
        cast
    }

    async fn sign_in(&self, login: &str) -> Visitor {
        let mut visitor = Visitor::new(&self.demo.url());
        let begun = visitor.get("/c/oidc/login");
        let callback = self.come_back(&begun, login).await;
        visitor.get(&callback);
        visitor
    }

    async fn come_back(&self, begun: &Answer, login: &str) -> String {
        let browser = Browser::new().expect("an HTTP client");
        let opened = begun.header("location").unwrap_or_default();
        let back = browser.sign_in(opened, login, Consent::Allow).await;
        let back = back.expect("the provider signs in");
        back.trim_start_matches(&self.demo.url()).to_owned()
    }

    async fn ask(&mut self, exchange: &Value) -> Answer {
        let text = |name: &str| exchange[name].as_str().unwrap_or_default();
        let (who, method, path) = (text("as"), text("method"), text("path"));
        let sent: Vec<&str> = match &exchange["sent"] {
            Value::Array(list) => list.iter().filter_map(Value::as_str).collect(),
            // The newcomer's exchanges don't tell.
            _ if text("note") == "no token" => vec!["Cookie"],
            _ => vec!["Cookie", "X-Harbor-CSRF-Token"],
        };
        let grace = self.grace["user_id"].to_string();
        let mut target = path.replace("/users/4", &format!("/users/{grace}"));
        if path == "/c/oidc/callback" {
            target.clone_from(&self.callback);
        } else if let Some(query) = exchange["query"].as_str() {
            target = format!("{target}?{query}");
        }
        if sent.contains(&"Authorization") {
            let kind = ("Content-Type".to_owned(), "application/json".to_owned());
            let mut headers = self.authorization(who).await;
            let body = exchange.get("request").map(Value::to_string);
            headers.extend(body.as_ref().map(|_| kind));
            let body = body.as_deref().map(str::as_bytes);
            return send(&self.demo.url(), method, &target, &headers, body);
        }
        let newcomer = exchange["sent"].is_null();
        let name = match who {
            _ if exchange["request"]["username"] == "nosession" => "nobody",
            _ if newcomer => "newcomer",
            "anonymous" if path == "/c/login" => "admin",
            "anonymous" if path == "/c/oidc/login" => "grace",
            who => who,
        };
        if path == "/c/oidc/login" && newcomer {
            self.ask_newcomers().await;
        }
        let base = self.demo.url();
        let fresh = sent.is_empty() || name == "nobody";
        let visitor = match fresh {
            true => {
                self.visitors.insert(name.to_owned(), Visitor::new(&base));
                self.visitors.get_mut(name).expect("just put there")
            }
            false => {
                let known = self.visitors.entry(name.to_owned());
                known.or_insert_with(|| Visitor::new(&base))
            }
        };
        match text("note") {
            "a wrong token" => visitor.token = Some("wrong".to_owned()),
            _ if !sent.contains(&"X-Harbor-CSRF-Token") => visitor.token = None,
            _ => {}
        }
        let answer = match exchange.get("request") {
            _ if exchange["form"].is_object() => {
                visitor.form(&target, &format!("principal=admin&password={PASSWORD}"))
            }
            Some(_) if path.ends_with("/cli_secret") && exchange["status"] == 400 => {
                visitor.send(method, &target, Some(json!({"secret": "refused"})))
            }
            request => visitor.send(method, &target, request.cloned()),
        };
        if path == "/c/oidc/login" && answer.status == 302 {
            let login = if newcomer { "newbie" } else { "grace" };
            self.callback = self.come_back(&answer, login).await;
        }
        if text("note") == "a second time" && path == "/c/oidc/callback" {
            // This provider takes a code's second use for theft and ends the tokens of the first,
            // which the recorded one left alone.
            self.sign_in("grace").await;
        }
        if answer.json()["username"] == "grace" {
            self.grace = answer.json();
        }
        answer
    }

    /// Between the recordings newcomers were set to be asked for a name.
    async fn ask_newcomers(&self) {
        let kind = ("Content-Type".to_owned(), "application/json".to_owned());
        let headers = [basic("admin", PASSWORD), kind];
        let path = "/api/v2.0/configurations";
        let body = json!({"oidc_auto_onboard": false}).to_string();
        send(
            &self.demo.url(),
            "PUT",
            path,
            &headers,
            Some(body.as_bytes()),
        );
    }

    async fn authorization(&self, who: &str) -> Vec<(String, String)> {
        let bearer = |token: &str| vec![("Authorization".to_owned(), format!("Bearer {token}"))];
        let secret = self.grace["oidc_user_meta"]["secret"].as_str();
        match who {
            "admin" => vec![basic("admin", PASSWORD)],
            "grace by CLI secret" => vec![basic("grace", secret.unwrap_or_default())],
            "grace by wrong CLI secret" => vec![basic("grace", "Wrong0Secret")],
            "grace by id_token" => {
                let browser = Browser::new().expect("an HTTP client");
                let tokens = browser.tokens(&self.provider, Client::Pilothouse, "grace");
                let tokens = tokens.await.expect("the provider signs in");
                bearer(tokens["id_token"].as_str().unwrap_or_default())
            }
            _ => bearer("nonsense"),
        }
    }
}
