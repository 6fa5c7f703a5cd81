//! Credential helpers: programs that keep logins.

use std::{path::Path, process::Stdio, time::Duration};

use serde::Serialize;
use tokio::{io::AsyncWriteExt, process::Command, time::timeout};

use crate::{DockerLoginError, Login};

/// A helper may ask the person to unlock something.
const PATIENCE: Duration = Duration::from_secs(120);
/// The longest message of a helper's that is passed on, in characters.
const MESSAGE: usize = 200;

/// What a helper reads at `store` (docker-credential-helpers, `credentials.Credentials`).
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Credentials<'a> {
    #[serde(rename = "ServerURL")]
    server_url: &'a str,
    username: &'a str,
    secret: &'a str,
}

/// Gives a login to `docker-credential-<name> store`, over its standard input.
pub(crate) async fn store(
    name: &str,
    path: Option<&Path>,
    login: &Login<'_>,
) -> Result<(), DockerLoginError> {
    let failed = |reason: String| DockerLoginError::Helper {
        name: name.to_owned(),
        reason,
    };
    let outcome = timeout(PATIENCE, run(name, path, login)).await;
    let outcome = outcome.map_err(|_| failed("it did not answer".to_owned()))?;
    let said = outcome.map_err(|error| match error.kind() {
        std::io::ErrorKind::NotFound => failed("there is no such program".to_owned()),
        _ => failed(error.to_string()),
    })?;
    match said {
        None => Ok(()),
        Some(words) => Err(failed(clean(&words, login.secret))),
    }
}

/// Runs the helper; gives what it said if it failed.
async fn run(
    name: &str,
    path: Option<&Path>,
    login: &Login<'_>,
) -> std::io::Result<Option<String>> {
    let program = format!("docker-credential-{name}");
    let program = match path {
        Some(folder) => folder.join(program).into_os_string(),
        None => program.into(),
    };
    let mut child = Command::new(program)
        .arg("store")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .kill_on_drop(true)
        .spawn()?;
    let input = serde_json::to_vec(&Credentials {
        server_url: login.registry,
        username: login.user,
        secret: login.secret,
    })?;
    if let Some(mut stdin) = child.stdin.take() {
        // One that does not listen says why by its end.
        let _ = stdin.write_all(&input).await;
        let _ = stdin.shutdown().await;
    }
    let output = child.wait_with_output().await?;
    if output.status.success() {
        return Ok(None);
    }
    // Helpers say what went wrong on their standard output.
    let said = [output.stdout, output.stderr]
        .map(|bytes| String::from_utf8_lossy(&bytes).trim().to_owned());
    let said = said.into_iter().find(|words| !words.is_empty());
    Ok(Some(said.unwrap_or_else(|| "it failed".to_owned())))
}

/// A helper's words, without the secret that they may repeat.
fn clean(words: &str, secret: &str) -> String {
    let clean = if secret.is_empty() {
        words.to_owned()
    } else {
        words.replace(secret, "[redacted]")
    };
    clean
        .chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .take(MESSAGE)
        .collect()
}
