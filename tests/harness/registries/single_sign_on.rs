//! A registry whose people sign in at a real provider, and a person at the provider's page.

use demo_harbor::OidcSettings;
use pilothouse_test_provider::{Answer, Browser, Provider, subject};
use reqwest::{blocking::Client, header::LOCATION, redirect::Policy};
use serde_json::{Value, json};

use super::harbor::Servers;
use crate::harness::{Harbor, Window, wait_for};

/// The word for the provider on the button.
const NAME: &str = "Observatory";

/// Provider and registry, which know each other.
pub struct SingleSignOn {
    provider: Provider,
    pub harbor: Harbor,
}

impl SingleSignOn {
    /// With ada, who has signed in before; others are new.
    pub fn start() -> Self {
        Self::start_with(json!({}))
    }

    /// With options of the provider.
    pub fn start_with(options: Value) -> Self {
        let runtime = Servers::new();
        let provider = runtime
            .block_on(Provider::start_with(options))
            .expect("the provider starts");
        let mut oidc = OidcSettings::new(provider.issuer(), "harbor", provider.client_secret());
        oidc.name = NAME.to_owned();
        oidc.known = vec![("ada".to_owned(), subject("ada"))];
        oidc.logout = true;
        oidc.admin_group = "registry-admins".to_owned();
        let harbor = Harbor::start_on(runtime, 0, Some(oidc));
        let address = harbor.address();
        let accepted = provider.accept_harbor(&address);
        harbor
            .runtime()
            .block_on(accepted)
            .expect("the provider answers");
        Self { provider, harbor }
    }

    /// Signs somebody in at the page that was opened last, and gives the address that they end at.
    pub fn signs_in(&self, window: &Window, login: &str, answer: Answer) -> String {
        let page = self.page(window);
        let browser = Browser::new().expect("a browser");
        let ended = browser.sign_in(&page, login, answer);
        self.harbor
            .runtime()
            .block_on(ended)
            .expect("the provider leads back")
    }

    /// The same where the browser is led back to this computer, and goes there.
    pub fn signs_in_and_comes_back(&self, window: &Window, login: &str) {
        let back = self.signs_in(window, login, Answer::Allow);
        let page = Client::builder()
            .no_proxy()
            .build()
            .expect("an HTTP client")
            .get(back)
            .send()
            .expect("Pilothouse listens");
        assert!(page.status().is_success(), "{}", page.status());
    }

    /// Somebody's CLI secret, as they find it in the registry's own pages.
    pub fn cli_secret(&self, login: &str) -> String {
        let http = Client::builder()
            .no_proxy()
            .cookie_store(true)
            .redirect(Policy::none())
            .build()
            .expect("an HTTP client");
        let address = self.harbor.address();
        let get = |address: &str| http.get(address).send().expect("an answer");
        let begun = get(&format!("{address}/c/oidc/login"));
        let page = begun.headers()[LOCATION].to_str().expect("an address");
        let browser = Browser::new().expect("a browser");
        let ended = browser.sign_in(page, login, Answer::Allow);
        let back = self
            .harbor
            .runtime()
            .block_on(ended)
            .expect("the provider leads back");
        get(&back);
        let user: Value = get(&format!("{address}/api/v2.0/users/current"))
            .json()
            .expect("the person");
        let secret = user["oidc_user_meta"]["secret"].as_str();
        secret.expect("a CLI secret").to_owned()
    }

    /// The page that was opened last in a browser.
    pub fn page(&self, window: &Window) -> String {
        let opened = wait_for(|| window.desktop.opened().pop()).expect("a page is opened");
        opened.1
    }

    /// Ends everything that somebody has at the provider.
    pub fn revokes(&self, login: &str) {
        let revoked = self.provider.revoke(login);
        self.harbor
            .runtime()
            .block_on(revoked)
            .expect("the provider answers");
    }

    /// The provider's host.
    pub fn provider_host(&self) -> String {
        let issuer = self.provider.issuer();
        let host = issuer.trim_start_matches("http://");
        host.split(':').next().unwrap_or(host).to_owned()
    }

    /// What the registry lets a program do that signs in as docker does: the token's actions.
    pub fn docker_may(&self, user: &str, secret: &str, repository: &str) -> Vec<String> {
        let address = format!(
            "{}/service/token?service=harbor-registry&scope=repository:{repository}:pull,push",
            self.harbor.address()
        );
        let answer: Value = Client::builder()
            .no_proxy()
            .build()
            .expect("an HTTP client")
            .get(address)
            .basic_auth(user, Some(secret))
            .send()
            .expect("an answer")
            .json()
            .expect("JSON");
        actions_of(answer["token"].as_str().unwrap_or_default())
    }
}

/// What stands in a registry token (a JWT, RFC 7519), unverified.
fn actions_of(token: &str) -> Vec<String> {
    let middle = token.split('.').nth(1).unwrap_or_default();
    let claims: Value = serde_json::from_slice(&from_base64url(middle)).unwrap_or_default();
    let actions = &claims["access"][0]["actions"];
    serde_json::from_value(actions.clone()).unwrap_or_default()
}

/// Base64 for addresses, without padding (RFC 4648, 5).
fn from_base64url(text: &str) -> Vec<u8> {
    const LETTERS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    let (mut bytes, mut bits, mut held) = (Vec::new(), 0_u32, 0);
    for letter in text.bytes() {
        let Some(value) = LETTERS.iter().position(|l| *l == letter) else {
            break;
        };
        bits = (bits << 6) | u32::try_from(value).unwrap_or_default();
        held += 6;
        if held >= 8 {
            held -= 8;
            bytes.push(u8::try_from((bits >> held) & 0xFF).unwrap_or_default());
        }
    }
    bytes
}

impl Window {
    /// Gets to the ways in of a registry that uses single sign-on.
    pub fn finds_single_sign_on(&self, at: &SingleSignOn) {
        self.finds_registry(&at.harbor.address());
        self.sees_in("#connect", &format!("Sign in with {NAME}"));
    }

    /// Signs in by handing the address back, and takes the login as user name.
    pub fn signs_in_for_the_first_time(&self, at: &SingleSignOn, login: &str) {
        self.finds_single_sign_on(at);
        self.clicks("#connect");
        self.sees("Waiting for the address");
        let back = at.signs_in(self, login, Answer::Allow);
        self.types_raw("#hand-back", &back);
        self.sees("Choose your user name");
        self.types("#user-name", login);
        self.presses("Create account");
        self.opens("Projects");
    }
}
