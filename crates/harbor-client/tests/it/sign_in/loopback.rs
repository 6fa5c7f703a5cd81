//! Sign-in by loopback and PKCE against an issuer of the test's own, with what attackers try.

use std::sync::{Arc, LazyLock, Mutex};

use crate::common::{Say, Seen, Stub, say};
use base64::{Engine as _, prelude::BASE64_URL_SAFE_NO_PAD as BASE64};
use futures::future::{BoxFuture, join_all};
use harbor_api::operations::GetCurrentUser;
use harbor_client::{
    AtProvider, Client, ClientError, IdTokenProblem, KeepRefreshToken, Loopback, LoopbackError,
    Provider, Renewing, Secret, Tokens, find_issuer,
};
use rcgen::{KeyPair, PKCS_RSA_SHA256, SigningKey};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};
use url::{Url, form_urlencoded};

static KEY: LazyLock<KeyPair> = LazyLock::new(|| KeyPair::generate_for(&PKCS_RSA_SHA256).unwrap());

/// The two numbers of an RSA public key (RFC 8017, A.1.1).
fn key_set() -> Value {
    fn part(der: &[u8]) -> (&[u8], &[u8]) {
        let (length, head) = match der[1] {
            short if short < 0x80 => (usize::from(short), 2),
            long => {
                let bytes = usize::from(long & 0x7f);
                let length = der[2..2 + bytes].iter();
                let length = length.fold(0, |sum, byte| sum << 8 | usize::from(*byte));
                (length, 2 + bytes)
            }
        };
        (&der[head..head + length], &der[head + length..])
    }
    let (inside, _) = part(KEY.public_key_raw());
    let (modulus, rest) = part(inside);
    let (exponent, _) = part(rest);
    let number = |bytes: &[u8]| BASE64.encode(&bytes[usize::from(bytes[0] == 0)..]);
    json!({"keys": [{
        "kty": "RSA", "use": "sig", "alg": "RS256", "kid": "1",
        "n": number(modulus), "e": number(exponent),
    }]})
}

/// How an issuer makes its tokens.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Algorithm {
    Rs256,
    /// Signed with the client's id as a shared secret, which anybody knows.
    Hs256,
    None,
    /// RS256 by its header, but with another's signature.
    Forged,
}

fn token(algorithm: Algorithm, head: &Value, claims: &Value) -> String {
    let name = match algorithm {
        Algorithm::Rs256 | Algorithm::Forged => "RS256",
        Algorithm::Hs256 => "HS256",
        Algorithm::None => "none",
    };
    let mut header = json!({"alg": name, "typ": "JWT", "kid": "1"});
    put(&mut header, head);
    let part = |value: &Value| BASE64.encode(value.to_string());
    let signed = format!("{}.{}", part(&header), part(claims));
    let signature = match algorithm {
        Algorithm::Rs256 => KEY.sign(signed.as_bytes()).unwrap(),
        Algorithm::Forged => KEY.sign(b"something else").unwrap(),
        // What is in it does not matter: the kind itself is refused.
        Algorithm::Hs256 => Sha256::digest(&signed).to_vec(),
        Algorithm::None => Vec::new(),
    };
    format!("{signed}.{}", BASE64.encode(signature))
}

/// Puts members in the place of others.
fn put(into: &mut Value, members: &Value) {
    for (name, value) in members.as_object().unwrap() {
        into[name] = value.clone();
    }
}

/// What an issuer does, changed by each test.
#[derive(Clone)]
struct Manners {
    algorithm: Algorithm,
    /// Takes the place of claims.
    claims: Value,
    /// Takes the place of members of the token's head.
    head: Value,
    /// Takes the place of members of the answer to a token request.
    answer: Value,
    /// The whole answer to a token request.
    says: Option<Say>,
    /// Whether refresh tokens can be revoked.
    revokes: bool,
    /// A gateway's page comes for an answer to a revocation.
    revokes_with_page: bool,
    issuer: Option<String>,
    must_name_issuer: bool,
    /// Refresh tokens that are not taken any more.
    revoked: bool,
    lifetime: i64,
}

#[derive(Default)]
struct Memory {
    nonce: String,
    challenge: String,
    renewals: usize,
    revocations: Vec<String>,
}

struct Issuer {
    stub: Stub,
    manners: Arc<Mutex<Manners>>,
    memory: Arc<Mutex<Memory>>,
}

const PREFIX: &str = "/realms/lab";

impl Issuer {
    async fn start() -> Self {
        let manners = Arc::new(Mutex::new(Manners {
            algorithm: Algorithm::Rs256,
            claims: json!({}),
            head: json!({}),
            answer: json!({}),
            says: None,
            revokes: true,
            revokes_with_page: false,
            issuer: None,
            must_name_issuer: false,
            revoked: false,
            lifetime: 300,
        }));
        let memory = Arc::<Mutex<Memory>>::default();
        let (how, seen_so_far) = (manners.clone(), memory.clone());
        let stub = Stub::start(move |seen| {
            let manners = how.lock().unwrap().clone();
            answer(seen, &manners, &mut seen_so_far.lock().unwrap())
        })
        .await;
        Self {
            stub,
            manners,
            memory,
        }
    }

    fn url(&self) -> String {
        format!("http://127.0.0.1:{}{PREFIX}", self.stub.port)
    }

    fn set(&self, change: impl FnOnce(&mut Manners)) {
        change(&mut self.manners.lock().unwrap());
    }

    async fn provider(&self) -> Provider {
        let server = self.stub.server();
        Provider::discover(&server, &self.url(), "pilothouse", "harbor")
            .await
            .unwrap()
    }

    async fn begin(
        &self,
    ) -> (
        Attempt,
        tokio::task::JoinHandle<Result<Tokens, LoopbackError>>,
    ) {
        let provider = self.provider().await;
        let begun = Loopback::begin(provider, &["profile", "offline_access"], false)
            .await
            .unwrap();
        assert_eq!(format!("{begun:?}"), "Loopback([redacted])");
        let attempt = Attempt::of(&begun.page);
        let mut memory = self.memory.lock().unwrap();
        memory.nonce = attempt.parameter("nonce");
        memory.challenge = attempt.parameter("code_challenge");
        (attempt, tokio::spawn(begun.waiting.tokens()))
    }

    /// A whole sign-in.
    async fn tokens(&self) -> Result<Tokens, LoopbackError> {
        let (attempt, waiting) = self.begin().await;
        let state = attempt.parameter("state");
        assert!(
            attempt
                .get(&format!("/callback?state={state}&code=good"))
                .await
                .contains(" 200 ")
        );
        waiting.await.unwrap()
    }

    async fn problem(&self) -> IdTokenProblem {
        match self.tokens().await.unwrap_err() {
            LoopbackError::IdToken(problem) => problem,
            other => panic!("{other:?}"),
        }
    }
}

fn field(seen: &Seen, name: &str) -> Option<String> {
    let mut pairs = form_urlencoded::parse(seen.body.as_bytes());
    let found = pairs.find(|(known, _)| known == name);
    found.map(|(_, value)| value.into_owned())
}

fn answer(seen: &Seen, manners: &Manners, memory: &mut Memory) -> Say {
    let host = seen.header("host").unwrap();
    let base = format!("http://{host}{PREFIX}");
    let told = manners.issuer.clone().unwrap_or_else(|| base.clone());
    let refused = |code: &str| {
        say(
            400,
            json!({"error": code, "error_description": "no"}).to_string(),
        )
    };
    match (seen.method.as_str(), seen.path().strip_prefix(PREFIX)) {
        ("GET", Some("/.well-known/openid-configuration")) => {
            let mut told = json!({
                "issuer": told,
                "authorization_endpoint": format!("{base}/protocol/auth"),
                "token_endpoint": format!("{base}/token"),
                "jwks_uri": format!("{base}/keys"),
                "authorization_response_iss_parameter_supported": manners.must_name_issuer,
            });
            if manners.revokes {
                told["revocation_endpoint"] = format!("{base}/revoke").into();
            }
            say(200, told.to_string())
        }
        ("GET", Some("/keys")) => say(200, key_set().to_string()),
        ("POST", Some("/revoke")) if manners.revokes_with_page => {
            say(200, "<!doctype html><title>Sign in</title>")
        }
        ("POST", Some("/revoke")) => {
            memory.revocations.extend(field(seen, "token"));
            say(200, "")
        }
        ("POST", Some("/token")) => {
            assert_eq!(field(seen, "client_id").as_deref(), Some("pilothouse"));
            if let Some(says) = &manners.says {
                memory.renewals += 1;
                return says.clone();
            }
            let now = chrono::Utc::now().timestamp();
            let mut claims = json!({
                "iss": base, "sub": "grace", "aud": ["pilothouse", "harbor"], "azp": "pilothouse",
                "iat": now, "exp": now + manners.lifetime,
            });
            if field(seen, "grant_type").as_deref() == Some("refresh_token") {
                memory.renewals += 1;
                // A used one is dead.
                let expected = format!("refresh-{}", memory.renewals - 1);
                if manners.revoked || field(seen, "refresh_token").as_ref() != Some(&expected) {
                    return refused("invalid_grant");
                }
            } else {
                let verifier = field(seen, "code_verifier").unwrap_or_default();
                let right = BASE64.encode(Sha256::digest(verifier)) == memory.challenge;
                if !right || field(seen, "code").as_deref() != Some("good") {
                    return refused("invalid_grant");
                }
                claims["nonce"] = memory.nonce.clone().into();
            }
            put(&mut claims, &manners.claims);
            let mut granted = json!({
                "access_token": "access", "token_type": "Bearer", "expires_in": 300,
                "refresh_token": format!("refresh-{}", memory.renewals),
                "id_token": token(manners.algorithm, &manners.head, &claims),
            });
            put(&mut granted, &manners.answer);
            say(200, granted.to_string())
        }
        // The registry: takes whoever comes with a token.
        ("GET", None) if seen.path() == "/api/v2.0/users/current" => {
            assert!(
                seen.header("authorization")
                    .unwrap()
                    .starts_with("Bearer ey")
            );
            say(200, r#"{"user_id":4,"username":"grace"}"#)
        }
        _ => say(404, "{}"),
    }
}

/// A sign-in from the browser's side.
struct Attempt {
    page: Url,
    host: String,
}

impl Attempt {
    fn of(page: &Url) -> Self {
        let mut attempt = Self {
            page: page.clone(),
            host: String::new(),
        };
        let redirect = Url::parse(&attempt.parameter("redirect_uri")).unwrap();
        assert_eq!(redirect.host_str(), Some("127.0.0.1"));
        assert_eq!(redirect.path(), "/callback");
        attempt.host = redirect.authority().to_owned();
        attempt
    }

    fn parameter(&self, name: &str) -> String {
        let mut pairs = self.page.query_pairs();
        pairs
            .find(|(known, _)| known == name)
            .unwrap()
            .1
            .into_owned()
    }

    async fn get(&self, target: &str) -> String {
        self.send("GET", target, &self.host).await
    }

    async fn send(&self, method: &str, target: &str, host: &str) -> String {
        let mut stream = TcpStream::connect(&self.host).await.unwrap();
        let request = format!("{method} {target} HTTP/1.1\r\nHost: {host}\r\n\r\n");
        stream.write_all(request.as_bytes()).await.unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).await.unwrap();
        answer
    }
}

#[derive(Default)]
struct Kept(Mutex<Vec<String>>);

impl KeepRefreshToken for Kept {
    fn keep(&self, token: Secret) -> BoxFuture<'_, ()> {
        Box::pin(async move { self.0.lock().unwrap().push(token.expose().to_owned()) })
    }
}

impl Kept {
    fn all(&self) -> Vec<String> {
        self.0.lock().unwrap().clone()
    }
}

#[tokio::test]
async fn a_sign_in_brings_verified_tokens() {
    let issuer = Issuer::start().await;
    let (attempt, waiting) = issuer.begin().await;
    assert_eq!(attempt.parameter("code_challenge_method"), "S256");
    assert_eq!(attempt.parameter("response_type"), "code");
    assert_eq!(attempt.parameter("scope"), "openid profile offline_access");
    let state = attempt.parameter("state");
    let page = attempt
        .get(&format!("/callback?state={state}&code=good"))
        .await;
    assert!(
        page.contains("You can close this page") && !page.contains("<script"),
        "{page}"
    );
    assert!(
        page.contains("default-src 'none'") && page.contains("no-store"),
        "{page}"
    );
    let tokens = waiting.await.unwrap().unwrap();
    assert_eq!(tokens.subject, "grace");
    assert_eq!(
        tokens.refresh_token.as_ref().map(Secret::expose),
        Some("refresh-0")
    );
    let printed = format!("{tokens:?}");
    assert!(
        !printed.contains("refresh-0") && !printed.contains("eyJ"),
        "{printed}"
    );
    // The port is closed.
    assert!(TcpStream::connect(&attempt.host).await.is_err());
}

#[tokio::test]
async fn what_does_not_belong_to_the_sign_in_is_not_taken() {
    let issuer = Issuer::start().await;
    let (attempt, waiting) = issuer.begin().await;
    let state = attempt.parameter("state");
    let good = format!("/callback?state={state}&code=good");
    // Somebody who connects and says nothing holds nobody up.
    let _silent = TcpStream::connect(&attempt.host).await.unwrap();
    for (method, target, host, status) in [
        ("GET", "/", attempt.host.as_str(), " 404 "),
        ("GET", "/favicon.ico", &attempt.host, " 404 "),
        ("GET", "/callback/?state=x", &attempt.host, " 404 "),
        ("POST", &good, &attempt.host, " 405 "),
        ("HEAD", &good, &attempt.host, " 405 "),
        ("GET", &good, "evil.example.org", " 400 "),
        ("GET", &good, "localhost", " 400 "),
        ("GET", "/callback", &attempt.host, " 400 "),
        (
            "GET",
            "/callback?state=wrong&code=good",
            &attempt.host,
            " 400 ",
        ),
        ("GET", "/callback?code=good", &attempt.host, " 400 "),
        ("GET", &format!("{good}&code=other"), &attempt.host, " 400 "),
        (
            "GET",
            &format!("/callback?state={state}"),
            &attempt.host,
            " 400 ",
        ),
        (
            "GET",
            "/callback?state=wrong&error=access_denied",
            &attempt.host,
            " 400 ",
        ),
    ] {
        let answer = attempt.send(method, target, host).await;
        assert!(
            answer.lines().next().unwrap().contains(status),
            "{target}: {answer}"
        );
    }
    assert!(!waiting.is_finished());
    assert!(attempt.get(&good).await.contains(" 200 "));
    assert!(waiting.await.unwrap().is_ok());
}

#[tokio::test]
async fn of_two_answers_the_first_counts() {
    let issuer = Issuer::start().await;
    let (attempt, waiting) = issuer.begin().await;
    let state = attempt.parameter("state");
    let targets =
        ["good", "good", "other"].map(|code| format!("/callback?state={state}&code={code}"));
    // Connected before the first answer comes, so that all of them are heard.
    let mut streams = Vec::new();
    for target in &targets {
        let stream = TcpStream::connect(&attempt.host).await.unwrap();
        streams.push((stream, target));
    }
    let mut taken = 0;
    for (mut stream, target) in streams {
        let request = format!("GET {target} HTTP/1.1\r\nHost: {}\r\n\r\n", attempt.host);
        // Those that came too late find the port closed.
        let _ = stream.write_all(request.as_bytes()).await;
        let mut answer = String::new();
        let _ = stream.read_to_string(&mut answer).await;
        taken += usize::from(answer.contains(" 200 "));
    }
    assert_eq!(taken, 1);
    assert!(waiting.await.unwrap().is_ok());
    let exchanges = issuer.stub.seen();
    let exchanges = exchanges
        .iter()
        .filter(|seen| seen.path().ends_with("/token"));
    assert_eq!(exchanges.count(), 1);
}

#[tokio::test]
async fn an_answer_of_another_issuer_ends_the_sign_in() {
    let issuer = Issuer::start().await;
    for (must_name, named, expected) in [
        (
            false,
            Some("https://evil.example.org".to_owned()),
            Err(LoopbackError::MixUp),
        ),
        (true, None, Err(LoopbackError::MixUp)),
        (true, Some(issuer.url()), Ok(())),
    ] {
        issuer.set(|manners| manners.must_name_issuer = must_name);
        let (attempt, waiting) = issuer.begin().await;
        let mut target = format!("/callback?state={}&code=good", attempt.parameter("state"));
        if let Some(named) = &named {
            let named: String = form_urlencoded::byte_serialize(named.as_bytes()).collect();
            target.push_str(&format!("&iss={named}"));
        }
        attempt.get(&target).await;
        assert_eq!(waiting.await.unwrap().map(drop), expected, "{named:?}");
    }
    issuer.set(|manners| manners.issuer = Some("https://evil.example.org".to_owned()));
    let server = issuer.stub.server();
    let error = Provider::discover(&server, &issuer.url(), "pilothouse", "harbor")
        .await
        .unwrap_err();
    assert!(
        matches!(error, LoopbackError::OtherIssuer { .. }),
        "{error:?}"
    );
}

#[tokio::test]
async fn a_refusal_at_the_provider_is_said() {
    let issuer = Issuer::start().await;
    let (attempt, waiting) = issuer.begin().await;
    let state = attempt.parameter("state");
    let target = format!("/callback?state={state}&error=access_denied&error_description=%1b[31mno");
    let page = attempt.get(&target).await;
    assert!(
        page.contains("was not completed") && !page.contains("access_denied"),
        "{page}"
    );
    let refused = LoopbackError::Refused {
        code: "access_denied".to_owned(),
        description: "[31mno".to_owned(),
    };
    assert_eq!(waiting.await.unwrap().unwrap_err(), refused);
}

#[tokio::test]
async fn tokens_that_are_not_what_they_should_be_are_refused() {
    let issuer = Issuer::start().await;
    for (algorithm, problem) in [
        (Algorithm::None, IdTokenProblem::Signature),
        (Algorithm::Hs256, IdTokenProblem::Signature),
        (Algorithm::Forged, IdTokenProblem::Signature),
    ] {
        issuer.set(|manners| manners.algorithm = algorithm);
        assert_eq!(issuer.problem().await, problem);
    }
    issuer.set(|manners| manners.algorithm = Algorithm::Rs256);
    let now = chrono::Utc::now().timestamp();
    for (claims, problem) in [
        (
            json!({"iss": "https://evil.example.org"}),
            IdTokenProblem::Issuer,
        ),
        (json!({"aud": "harbor"}), IdTokenProblem::Audience),
        (
            json!({"aud": ["other", "harbor"]}),
            IdTokenProblem::Audience,
        ),
        (json!({"azp": "other"}), IdTokenProblem::Audience),
        (json!({"aud": "pilothouse"}), IdTokenProblem::NotForHarbor),
        (json!({"nonce": "another"}), IdTokenProblem::Nonce),
        (json!({"nonce": null}), IdTokenProblem::Nonce),
        (
            json!({"exp": now - 120, "iat": now - 420}),
            IdTokenProblem::Time,
        ),
        (
            json!({"iat": now + 300, "exp": now + 600}),
            IdTokenProblem::Time,
        ),
    ] {
        issuer.set(|manners| manners.claims = claims.clone());
        assert_eq!(issuer.problem().await, problem, "{claims}");
    }
    // Clocks may be a minute apart.
    issuer.set(|manners| manners.claims = json!({"exp": now - 20, "iat": now - 320}));
    assert!(issuer.tokens().await.is_ok());
}

#[tokio::test]
async fn fifty_users_of_an_expired_token_renew_it_once() {
    let issuer = Issuer::start().await;
    issuer.set(|manners| manners.lifetime = 0);
    let (tokens, kept) = (issuer.tokens().await.unwrap(), Arc::new(Kept::default()));
    issuer.set(|manners| manners.lifetime = 300);
    let renewing = Renewing::from_tokens(issuer.provider().await, tokens, kept.clone()).await;
    assert_eq!(kept.all(), ["refresh-0"]);
    let client = Client::with_renewing(issuer.stub.server(), renewing.clone()).unwrap();
    let outcomes = join_all((0..50).map(|_| client.send(&GetCurrentUser {}))).await;
    assert!(
        outcomes.iter().all(|outcome| outcome.is_ok()),
        "{outcomes:?}"
    );
    assert_eq!(issuer.memory.lock().unwrap().renewals, 1);
    // The old one was dead: only who kept the new one can go on after a restart.
    assert_eq!(kept.all(), ["refresh-0", "refresh-1"]);

    let resumed = Renewing::resume(issuer.provider().await, "refresh-1".into(), kept.clone());
    assert!(resumed.bearer().await.is_ok());
    assert_eq!(kept.all().last().map(String::as_str), Some("refresh-2"));
    assert!(!format!("{client:?} {resumed:?}").contains("refresh-"));
}

#[tokio::test]
async fn without_a_refresh_token_the_end_is_known() {
    let issuer = Issuer::start().await;
    issuer.set(|manners| manners.lifetime = 300);
    let (mut tokens, kept) = (issuer.tokens().await.unwrap(), Arc::new(Kept::default()));
    tokens.refresh_token = None;
    let renewing = Renewing::from_tokens(issuer.provider().await, tokens, kept.clone()).await;
    let ends = renewing.ends_at().unwrap();
    let left = ends.duration_since(std::time::SystemTime::now()).unwrap();
    assert!(left.as_secs() <= 300, "{left:?}");
    assert_eq!(kept.all(), Vec::<String>::new());

    let tokens = issuer.tokens().await.unwrap();
    let renewing = Renewing::from_tokens(issuer.provider().await, tokens, kept).await;
    assert_eq!(renewing.ends_at(), None, "it renews");
}

#[tokio::test]
async fn a_refresh_token_is_kept_even_if_nobody_waits_any_more() {
    let issuer = Issuer::start().await;
    let kept = Arc::new(Kept::default());
    let renewing = Renewing::resume(issuer.provider().await, "refresh-0".into(), kept.clone());
    let asking = renewing.clone();
    let asked = tokio::spawn(async move { asking.bearer().await });
    while issuer.memory.lock().unwrap().renewals == 0 {
        tokio::task::yield_now().await;
    }
    asked.abort();
    assert!(renewing.bearer().await.is_ok());
    assert_eq!(kept.all(), ["refresh-1"]);
    assert_eq!(issuer.memory.lock().unwrap().renewals, 1);
}

#[tokio::test]
async fn a_revoked_refresh_token_ends_the_sign_in_once() {
    let issuer = Issuer::start().await;
    issuer.set(|manners| manners.revoked = true);
    let kept = Arc::new(Kept::default());
    let renewing = Renewing::resume(issuer.provider().await, "refresh-0".into(), kept.clone());
    let outcomes = join_all((0..50).map(|_| renewing.bearer())).await;
    assert!(
        outcomes
            .iter()
            .all(|outcome| matches!(outcome, Err(LoopbackError::Ended)))
    );
    let client = Client::with_renewing(issuer.stub.server(), renewing).unwrap();
    let error = client.send(&GetCurrentUser {}).await.unwrap_err();
    assert_eq!(error, ClientError::SessionExpired { request_id: None });
    assert_eq!(issuer.memory.lock().unwrap().renewals, 1);
    assert!(kept.all().is_empty());
}

#[tokio::test]
async fn another_person_does_not_come_with_a_renewal() {
    let issuer = Issuer::start().await;
    issuer.set(|manners| manners.lifetime = 0);
    let (tokens, kept) = (issuer.tokens().await.unwrap(), Arc::new(Kept::default()));
    issuer.set(|manners| {
        manners.lifetime = 300;
        manners.claims = json!({"sub": "mallory"});
    });
    let renewing = Renewing::from_tokens(issuer.provider().await, tokens, kept).await;
    let error = renewing.bearer().await.unwrap_err();
    assert_eq!(error, LoopbackError::IdToken(IdTokenProblem::Subject));
}

#[tokio::test]
async fn signing_out_revokes_the_refresh_token() {
    let issuer = Issuer::start().await;
    let (tokens, kept) = (issuer.tokens().await.unwrap(), Arc::new(Kept::default()));
    let renewing = Renewing::from_tokens(issuer.provider().await, tokens, kept).await;
    let client = Client::with_renewing(issuer.stub.server(), renewing.clone()).unwrap();
    client.sign_out().await.unwrap();
    assert_eq!(issuer.memory.lock().unwrap().revocations, ["refresh-0"]);
    assert_eq!(renewing.bearer().await.unwrap_err(), LoopbackError::Ended);
    client.sign_out().await.unwrap();
    assert_eq!(issuer.memory.lock().unwrap().revocations.len(), 1);
}

#[tokio::test]
async fn a_page_for_an_answer_revoked_nothing() {
    let issuer = Issuer::start().await;
    issuer.set(|manners| manners.revokes_with_page = true);
    let (tokens, kept) = (issuer.tokens().await.unwrap(), Arc::new(Kept::default()));
    let renewing = Renewing::from_tokens(issuer.provider().await, tokens, kept).await;
    let client = Client::with_renewing(issuer.stub.server(), renewing).unwrap();
    let error = client.sign_out().await.unwrap_err();
    assert!(error.to_string().contains("Sign in"), "{error}");
}

#[tokio::test]
async fn the_issuer_is_found_from_its_sign_in_page() {
    let issuer = Issuer::start().await;
    let server = issuer.stub.server();
    let page = Url::parse(&format!("{}/protocol/auth?state=x", issuer.url())).unwrap();
    assert_eq!(find_issuer(&server, &page).await.unwrap(), issuer.url());
    let other = Url::parse(&format!("{}/protocol/other", issuer.url())).unwrap();
    assert!(matches!(
        find_issuer(&server, &other).await,
        Err(LoopbackError::NotProvider(_))
    ));
    // What calls itself somebody else is nobody.
    issuer.set(|manners| manners.issuer = Some("https://evil.example.org".to_owned()));
    assert!(find_issuer(&server, &page).await.is_err());
}

#[tokio::test]
async fn a_provider_elsewhere_is_never_asked_without_encryption() {
    let stub = Stub::start(|_| say(200, "{}")).await;
    let plain = "http://id.example.org/realms/lab";
    let error = Provider::discover(&stub.server(), plain, "pilothouse", "harbor")
        .await
        .unwrap_err();
    assert_eq!(
        error,
        LoopbackError::NotEncrypted("http://id.example.org".to_owned())
    );
}

/// Forms that providers have been seen to write claims in that nothing depends on.
fn odd_claims() -> Vec<Value> {
    vec![
        json!({"email_verified": "true"}),
        json!({"updated_at": "2026-11-01T09:30:00.000Z"}),
        json!({"amr": "pwd"}),
        json!({"acr": 1}),
        json!({"auth_time": "1790000000"}),
        json!({"address": "1 Main Street"}),
        json!({"email": ["grace@example.org"]}),
        json!({"phone_number_verified": "no", "phone_number": 5}),
        json!({"groups": {"a": 1}, "name": {"first": "Grace"}, "birthdate": 1906, "locale": 7}),
        json!({"at_hash": 3, "c_hash": [], "sid": null, "picture": false, "jti": 9}),
    ]
}

#[tokio::test]
async fn claims_that_are_not_needed_spoil_nothing() {
    let issuer = Issuer::start().await;
    for claims in odd_claims() {
        issuer.set(|manners| {
            manners.claims = claims.clone();
            manners.lifetime = 0;
        });
        issuer.memory.lock().unwrap().renewals = 0;
        let tokens = issuer.tokens().await;
        let tokens = tokens.unwrap_or_else(|error| panic!("{claims}: {error}"));
        issuer.set(|manners| manners.lifetime = 300);
        let kept = Arc::new(Kept::default());
        let renewing = Renewing::from_tokens(issuer.provider().await, tokens, kept.clone()).await;
        assert!(renewing.bearer().await.is_ok(), "{claims}");
        assert_eq!(kept.all(), ["refresh-0", "refresh-1"], "{claims}");
    }
    // A time may have a fraction, and a party need not be named.
    let now = chrono::Utc::now().timestamp();
    let exp = now as f64 + 300.5;
    issuer.set(|manners| manners.claims = json!({"exp": exp, "azp": null, "iat": now as f64}));
    assert!(issuer.tokens().await.is_ok());
}

#[tokio::test]
async fn claims_that_are_needed_must_be_as_they_should() {
    let issuer = Issuer::start().await;
    for (claims, name) in [
        (json!({"sub": 5}), "sub"),
        (json!({"sub": ""}), "sub"),
        (json!({"sub": null}), "sub"),
        (json!({"exp": "1790000000"}), "exp"),
        (json!({"exp": null}), "exp"),
        (json!({"iat": "2026-11-01T09:30:00Z"}), "iat"),
        (json!({"iss": ["https://id.example.org"]}), "iss"),
        (json!({"aud": null}), "aud"),
        (json!({"aud": {"pilothouse": true}}), "aud"),
        (json!({"azp": ["pilothouse"]}), "azp"),
        (json!({"nonce": 7}), "nonce"),
    ] {
        issuer.set(|manners| manners.claims = claims.clone());
        assert_eq!(
            issuer.problem().await,
            IdTokenProblem::Claim(name),
            "{claims}"
        );
    }
    issuer.set(|manners| manners.claims = json!({}));
    for (head, problem) in [
        // An access token is not taken for it.
        (json!({"typ": "at+jwt"}), IdTokenProblem::Unreadable),
        (json!({"cty": "JWT"}), IdTokenProblem::Unreadable),
        (json!({"crit": ["exp"]}), IdTokenProblem::Unreadable),
        (json!({"alg": "RS1"}), IdTokenProblem::Signature),
        (json!({"alg": "ES256"}), IdTokenProblem::Signature),
        (json!({"kid": "2"}), IdTokenProblem::Signature),
    ] {
        issuer.set(|manners| manners.head = head.clone());
        assert_eq!(issuer.problem().await, problem, "{head}");
    }
    for head in [json!({"typ": null}), json!({"typ": "application/JWT"})] {
        issuer.set(|manners| manners.head = head.clone());
        assert!(issuer.tokens().await.is_ok(), "{head}");
    }
    issuer.set(|manners| manners.head = json!({}));
    for id_token in ["", "e30", "e30.e30", "e30.e30.", "a b.c.d", "..", "ä.ä.ä"] {
        issuer.set(|manners| manners.answer = json!({"id_token": id_token}));
        let problem = match id_token {
            "" => IdTokenProblem::Missing,
            _ => IdTokenProblem::Unreadable,
        };
        assert_eq!(issuer.problem().await, problem, "{id_token}");
    }
}

#[tokio::test]
async fn an_answer_is_read_for_what_is_needed_only() {
    let issuer = Issuer::start().await;
    for answer in [
        json!({"expires_in": "3600"}),
        json!({"token_type": null}),
        json!({"access_token": null, "scope": ["openid"]}),
        json!({"error": null, "error_description": 5}),
    ] {
        issuer.set(|manners| manners.answer = answer.clone());
        let tokens = issuer.tokens().await;
        let tokens = tokens.unwrap_or_else(|error| panic!("{answer}: {error}"));
        assert!(tokens.refresh_token.is_some(), "{answer}");
    }
    issuer.set(|manners| manners.answer = json!({"refresh_token": null}));
    assert!(issuer.tokens().await.unwrap().refresh_token.is_none());
    for (says, words) in [
        (
            say(200, "<title>Portal</title>"),
            "status 200 with a web page ‘Portal’",
        ),
        (say(404, "not here"), "status 404, and no JSON"),
        (
            say(400, r#"{"message":"eyJhbGciOi"}"#),
            "status 400, and not why",
        ),
    ] {
        issuer.set(|manners| manners.says = Some(says));
        let error = issuer.tokens().await.unwrap_err();
        assert_eq!(error, LoopbackError::BadAnswer(words.to_owned()));
        assert!(!error.to_string().contains("eyJ"), "{error}");
    }
}

#[tokio::test]
async fn a_new_refresh_token_is_kept_whatever_comes_with_it() {
    let issuer = Issuer::start().await;
    for (claims, answer) in [
        (json!({"exp": "soon"}), json!({})),
        (json!({}), json!({"id_token": "e30"})),
        (json!({}), json!({"id_token": null})),
        (json!({}), json!({"id_token": 5})),
    ] {
        issuer.memory.lock().unwrap().renewals = 0;
        issuer.set(|manners| (manners.claims, manners.answer) = (claims.clone(), answer.clone()));
        let kept = Arc::new(Kept::default());
        let provider = issuer.provider().await;
        let renewing = Renewing::resume(provider, "refresh-0".into(), kept.clone());
        let error = renewing.bearer().await.unwrap_err();
        assert!(matches!(error, LoopbackError::IdToken(_)), "{error:?}");
        assert_eq!(kept.all(), ["refresh-1"], "{claims} {answer}");
        // Nothing is lost: once the provider is put right, it goes on.
        issuer.set(|manners| (manners.claims, manners.answer) = (json!({}), json!({})));
        assert!(renewing.bearer().await.is_ok());
    }
}

#[tokio::test]
async fn each_providers_word_for_a_dead_refresh_token_is_understood() {
    let issuer = Issuer::start().await;
    let refused = |status, code: &str| {
        let words = json!({"error": code, "error_description": "Refresh token expired."});
        say(status, words.to_string())
    };
    for (says, ends) in [
        (refused(400, "invalid_grant"), true),
        // Auth0's status, Dex' word, Entra ID's.
        (refused(403, "invalid_grant"), true),
        (refused(400, "invalid_request"), true),
        (refused(400, "interaction_required"), true),
        (refused(401, "invalid_client"), true),
        (refused(400, "unauthorized_client"), true),
        (refused(400, "unsupported_grant_type"), true),
        (refused(400, "invalid_scope"), false),
        (refused(400, "temporarily_unavailable"), false),
        (refused(400, "slow_down"), false),
        (refused(429, "too_many_requests"), false),
        (refused(500, "server_error"), false),
        // Something in front of it.
        (refused(403, "Forbidden"), false),
        (refused(404, "not found"), false),
        (say(400, "<html>Bad Request</html>"), false),
        (say(401, r#"{"message":"no"}"#), false),
    ] {
        issuer.memory.lock().unwrap().renewals = 0;
        issuer.set(|manners| manners.says = Some(says.clone()));
        let kept = Arc::new(Kept::default());
        let provider = issuer.provider().await;
        let renewing = Renewing::resume(provider, "refresh-0".into(), kept.clone());
        let error = renewing.bearer().await.unwrap_err();
        assert_eq!(error == LoopbackError::Ended, ends, "{says:?} {error:?}");
        let asked = issuer.memory.lock().unwrap().renewals;
        let again = renewing.bearer().await;
        let asked_again = issuer.memory.lock().unwrap().renewals - asked;
        assert_eq!(asked_again > 0, !ends, "{says:?} {again:?}");
    }
}

#[tokio::test]
async fn signing_out_says_what_stays_at_the_provider() {
    let issuer = Issuer::start().await;
    for (revokes, left) in [(true, AtProvider::Ended), (false, AtProvider::Stays)] {
        issuer.set(|manners| manners.revokes = revokes);
        let (tokens, kept) = (issuer.tokens().await.unwrap(), Arc::new(Kept::default()));
        let renewing = Renewing::from_tokens(issuer.provider().await, tokens, kept).await;
        let client = Client::with_renewing(issuer.stub.server(), renewing).unwrap();
        assert_eq!(client.sign_out().await.unwrap().at_provider, left);
        // There is nothing that could stay.
        let again = client.sign_out().await.unwrap();
        assert_eq!(again.at_provider, AtProvider::Ended);
    }
    assert_eq!(issuer.memory.lock().unwrap().revocations, ["refresh-0"]);
}

/// Looks ahead at a provider that answers so, by path.
async fn look_ahead(
    answer: impl Fn(&Seen) -> Say + Send + Sync + 'static,
) -> Result<(), LoopbackError> {
    let stub = Stub::start(move |seen| {
        let base = format!("http://{}", seen.header("host").unwrap());
        match seen.path() {
            "/.well-known/openid-configuration" => say(
                200,
                json!({
                    "issuer": base, "authorization_endpoint": format!("{base}/auth"),
                    "token_endpoint": format!("{base}/token"), "jwks_uri": format!("{base}/keys"),
                })
                .to_string(),
            ),
            _ => answer(seen),
        }
    })
    .await;
    let issuer = format!("http://127.0.0.1:{}", stub.port);
    let server = stub.server();
    let provider = Provider::discover(&server, &issuer, "pilothouse", "harbor");
    let begun = Loopback::begin(provider.await.unwrap(), &["groups"], false);
    begun.await.unwrap().look_ahead().await
}

fn leads(to: &str) -> Say {
    say(302, "").with("Location", to)
}

fn not_registered(said: &str) -> Result<(), LoopbackError> {
    let said = said.to_owned();
    Err(LoopbackError::NotRegistered { said })
}

/// The parameter of the page that was asked for.
fn asked(seen: &Seen, name: &str) -> String {
    let page = Url::parse(&format!("http://stub{}", seen.target)).unwrap();
    let mut pairs = page.query_pairs();
    let found = pairs.find(|(known, _)| known == name);
    found
        .map(|(_, value)| value.into_owned())
        .unwrap_or_default()
}

#[tokio::test]
async fn a_refusal_of_the_client_is_seen_before_the_browser_opens() {
    // Keycloak and others: at once.
    let page = "<html><body><h1>We are sorry...</h1><p>Invalid parameter: redirect_uri</p></body>";
    let outcome = look_ahead(move |_| say(400, page)).await;
    let words = "We are sorry... Invalid parameter: redirect_uri";
    assert_eq!(outcome, not_registered(words));

    // Dex: one page later, for a client that it does not know with 404.
    for (status, words) in [
        (
            400,
            "Bad Request Unregistered redirect_uri (\"http://127.0.0.1:5/callback\").",
        ),
        (404, "Not Found Invalid client_id (\"nobody\")."),
    ] {
        let outcome = look_ahead(move |seen| match seen.path() {
            "/auth" => leads("/auth/local?a=b"),
            _ => say(status, format!("<h2>{}</h2>", words.replace('"', "&#34;"))),
        });
        assert_eq!(outcome.await, not_registered(words));
    }

    // Hydra: on a page for errors, of its own or elsewhere.
    for errors in ["/oauth2/fallbacks/error", "https://login.example.org/error"] {
        let to = format!("{errors}?error=invalid_client&error_description=Unknown+client");
        let outcome = look_ahead(move |seen| match seen.path() {
            "/auth" => leads(&to),
            _ => say(500, ""),
        });
        let words = "invalid_client: Unknown client";
        assert_eq!(outcome.await, not_registered(words), "{errors}");
    }

    // What may not be asked for is not about the client, whoever is told.
    for to_client in [true, false] {
        let outcome = look_ahead(move |seen| {
            let back = match to_client {
                true => asked(seen, "redirect_uri"),
                false => "/error".to_owned(),
            };
            let state = asked(seen, "state");
            leads(&format!(
                "{back}?error=invalid_scope&state={state}&error_description=no+groups+{state}"
            ))
        });
        let refused = LoopbackError::Refused {
            code: "invalid_scope".to_owned(),
            description: "no groups [redacted]".to_owned(),
        };
        assert_eq!(outcome.await, Err(refused));
    }
}

#[tokio::test]
async fn what_may_go_well_in_the_browser_is_left_to_it() {
    let sign_in = "<title>Sign in</title>";
    // A sign-in page, one page later; it wants the cookie of the page before.
    let outcome = look_ahead(move |seen| match seen.path() {
        "/auth" => leads("/interaction").with("Set-Cookie", "uid=7; Path=/interaction; HttpOnly"),
        _ if seen.header("cookie") == Some("uid=7") => say(200, sign_in),
        _ => say(400, "interaction session not found"),
    });
    assert_eq!(outcome.await, Ok(()));
    // Kerberos, a page that a script draws, a guard against robots, a busy provider.
    for status in [401, 404, 403, 429, 500, 200] {
        let outcome = look_ahead(move |_| say(status, sign_in)).await;
        assert_eq!(outcome, Ok(()), "{status}");
    }
    // Another provider behind it, a person who is known already, an endless way.
    for to in ["https://upstream.example.org/authorize?x=y", "/auth"] {
        let outcome = look_ahead(move |_| leads(to)).await;
        assert_eq!(outcome, Ok(()), "{to}");
    }
    for query in ["code=1", "error=login_required", "error=access_denied"] {
        let outcome =
            look_ahead(move |seen| leads(&format!("{}?{query}", asked(seen, "redirect_uri"))))
                .await;
        assert_eq!(outcome, Ok(()), "{query}");
    }
}
