//! The provider's process.

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use serde_json::{Value, json};

use crate::ProviderError;

/// The password of all people.
pub const PASSWORD: &str = "Provider-pass-1";

/// How long it may take to answer or to start. Far longer than it does.
pub(crate) const PATIENCE: Duration = Duration::from_secs(30);

/// The provider's own id of a person, by login.
pub fn subject(login: &str) -> String {
    format!("subject-{login}")
}

/// The clients that are registered, by their id.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Client {
    /// Harbor's, with a secret.
    Harbor,
    /// A public one for programs at `http://127.0.0.1:<any>/callback`; its id_tokens are for Harbor, too.
    Pilothouse,
    /// The same, but its id_tokens are for itself only.
    Alone,
}

impl Client {
    /// Its `client_id`.
    pub fn id(self) -> &'static str {
        match self {
            Self::Harbor => "harbor",
            Self::Pilothouse => "pilothouse",
            Self::Alone => "pilothouse-alone",
        }
    }
}

/// A running provider. Dropping it ends it; it also ends with the process that started it.
#[derive(Debug)]
pub struct Provider {
    process: Child,
    issuer: String,
    client_secret: String,
    http: reqwest::Client,
}

impl Provider {
    /// Starts one with everything as usual.
    ///
    /// # Errors
    /// If Node.js or the provider's packages are missing.
    pub async fn start() -> Result<Self, ProviderError> {
        Self::start_with(json!({})).await
    }

    /// Starts one with options of `provider.mjs`, such as `{"consent": false}`.
    ///
    /// # Errors
    /// If Node.js or the provider's packages are missing.
    pub async fn start_with(options: Value) -> Result<Self, ProviderError> {
        let starting = tokio::task::spawn_blocking(move || launch(&options));
        let (process, told) = starting
            .await
            .map_err(|error| ProviderError::NotStarted(error.to_string()))??;
        let text = |name: &str| told[name].as_str().unwrap_or_default().to_owned();
        Ok(Self {
            process,
            issuer: text("issuer"),
            client_secret: text("client_secret"),
            http: reqwest::Client::builder()
                .no_proxy()
                .timeout(PATIENCE)
                .build()?,
        })
    }

    /// Its address, which is what it calls itself in tokens.
    pub fn issuer(&self) -> &str {
        &self.issuer
    }

    /// The secret of Harbor's client.
    pub fn client_secret(&self) -> &str {
        &self.client_secret
    }

    /// Lets people be sent back to the Harbor at this address.
    ///
    /// # Errors
    /// If the provider does not answer.
    pub async fn accept_harbor(&self, url: &str) -> Result<(), ProviderError> {
        self.control(json!({"redirect_uris": [format!("{url}/c/oidc/callback")]}))
            .await
    }

    /// Asks the token endpoint, and returns what it says: tokens or `error`.
    ///
    /// # Errors
    /// If the provider does not answer, or not with JSON.
    pub async fn token(&self, form: &[(&str, &str)]) -> Result<Value, ProviderError> {
        let request = self.http.post(format!("{}/token", self.issuer)).form(form);
        Ok(request.send().await?.json().await?)
    }

    /// Ends everything that a person had with the provider: sessions, grants, refresh tokens.
    ///
    /// # Errors
    /// If the provider does not answer.
    pub async fn revoke(&self, login: &str) -> Result<(), ProviderError> {
        self.control(json!({"revoke": login})).await
    }

    /// How many requests an endpoint has had so far: `discovery`, `authorization`, `token`, `jwks`,
    /// `userinfo`, `revocation`.
    ///
    /// # Errors
    /// If the provider does not answer.
    pub async fn served(&self, endpoint: &str) -> Result<u64, ProviderError> {
        let request = self.http.get(format!("{}/control", self.issuer));
        let told: Value = request.send().await?.json().await?;
        Ok(told["served"][endpoint].as_u64().unwrap_or_default())
    }

    /// When the id_token ends that was given last.
    ///
    /// # Errors
    /// If the provider does not answer.
    pub async fn id_token_ends(&self) -> Result<SystemTime, ProviderError> {
        let request = self.http.get(format!("{}/control", self.issuer));
        let told: Value = request.send().await?.json().await?;
        let ends = told["id_token_ends"].as_u64().unwrap_or_default();
        Ok(UNIX_EPOCH + Duration::from_millis(ends))
    }

    /// Changes options while it runs, such as `{"slow_ms": 500}` or `{"fail": "token"}`.
    ///
    /// # Errors
    /// If the provider does not answer.
    pub async fn control(&self, options: Value) -> Result<(), ProviderError> {
        let request = self.http.put(format!("{}/control", self.issuer));
        request.json(&options).send().await?.error_for_status()?;
        Ok(())
    }
}

impl Drop for Provider {
    fn drop(&mut self) {
        // One that has already ended cannot be ended, which is as good.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

fn launch(options: &Value) -> Result<(Child, Value), ProviderError> {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/provider/provider.mjs");
    let mut process = Command::new("node")
        .arg(script)
        .arg(options.to_string())
        .env("PROVIDER_PACKAGES", packages()?)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::inherit())
        .spawn()
        .map_err(|error| ProviderError::NotStarted(format!("node: {error}")))?;
    let (tell, hear) = mpsc::channel();
    if let Some(output) = process.stdout.take() {
        thread::spawn(move || {
            let mut told = String::new();
            // A read that fails leaves the text empty, which is told below; one that comes too
            // late is heard by nobody.
            let _ = BufReader::new(output).read_line(&mut told);
            let _ = tell.send(told);
        });
    }
    let told = hear.recv_timeout(PATIENCE).unwrap_or_default();
    match serde_json::from_str(&told) {
        Ok(told) => Ok((process, told)),
        Err(_) => {
            // It is of no use, whatever became of it.
            let _ = process.kill();
            let _ = process.wait();
            Err(ProviderError::NotStarted(format!("it said {told:?}")))
        }
    }
}

/// The folder with the installed packages: `provider` beside the folder that the test was built into.
fn packages() -> Result<PathBuf, ProviderError> {
    if let Some(folder) = std::env::var_os("PILOTHOUSE_PROVIDER") {
        return Ok(PathBuf::from(folder));
    }
    let program = std::env::current_exe()
        .map_err(|error| ProviderError::NotInstalled(format!("this program: {error}")))?;
    program
        .ancestors()
        .map(|folder| folder.join("provider"))
        .find(|folder| folder.join("node_modules/oidc-provider").is_dir())
        .ok_or_else(|| ProviderError::NotInstalled(program.display().to_string()))
}
