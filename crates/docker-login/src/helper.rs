//! Credential helpers: programs that keep logins.

use std::{
    ffi::{OsStr, OsString},
    path::{Path, PathBuf},
    process::Stdio,
    time::Duration,
};

use serde::{Deserialize, Serialize};
use tokio::{io::AsyncWriteExt, process::Command, time::timeout};
use zeroize::Zeroizing;

use crate::{DockerLoginError, Login};

/// A helper may ask the person to unlock something.
const PATIENCE: Duration = Duration::from_secs(120);
/// The longest message of a helper's that is passed on, in characters.
const MESSAGE: usize = 200;

/// Where installers put helpers and what these start. A program that was not started from a terminal
/// has but the system's own folders on its path, above all on macOS.
const FURTHER: [&str; 3] = [
    "/usr/local/bin",
    "/opt/homebrew/bin",
    "/Applications/Docker.app/Contents/Resources/bin",
];
/// The same, in the home folder: of Docker Desktop and Rancher Desktop.
const FURTHER_AT_HOME: [&str; 2] = [".docker/bin", ".rd/bin"];

/// What a helper reads at `store` (docker-credential-helpers, `credentials.Credentials`).
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Credentials<'a> {
    #[serde(rename = "ServerURL")]
    server_url: &'a str,
    username: &'a str,
    secret: &'a str,
}

/// What a helper writes at `get`. No `Debug`, since it holds a secret.
#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Kept {
    #[serde(default)]
    username: String,
    #[serde(default)]
    secret: String,
}

/// Gives a login to `docker-credential-<name> store`, over its standard input, and asks for it back
/// with `get`: some helpers say that all went well and keep nothing.
pub(crate) async fn store(
    name: &str,
    path: Option<&Path>,
    login: &Login<'_>,
) -> Result<(), DockerLoginError> {
    let input = serde_json::to_vec(&Credentials {
        server_url: login.registry,
        username: login.user,
        secret: login.secret,
    });
    let failed = |reason: String| DockerLoginError::Helper {
        name: name.to_owned(),
        reason: clean(&reason, login.secret),
    };
    let input = input.map_err(|error| failed(error.to_string()))?;
    ask(name, path, "store", &input).await.map_err(failed)?;
    let back = ask(name, path, "get", login.registry.as_bytes()).await;
    let kept = back.map(|answer| serde_json::from_slice::<Kept>(&answer));
    match kept {
        Ok(Ok(kept)) if kept.username == login.user && kept.secret == login.secret => Ok(()),
        answer => Err(DockerLoginError::NotKept {
            name: name.to_owned(),
            // Its answer may hold an older secret.
            reason: match answer {
                Err(said) => clean(&said, login.secret),
                Ok(Err(_)) => "its answer can't be read".to_owned(),
                Ok(Ok(kept)) if kept.secret.is_empty() => "it gives back an empty one".to_owned(),
                Ok(Ok(_)) => "it gives back another one".to_owned(),
            },
        }),
    }
}

/// Asks a helper for a registry's login; `None` where it has none, or gives an empty one.
///
/// What it says where it has none is docker-credential-helpers', `ErrCredentialsNotFound`.
pub(crate) async fn get(
    name: &str,
    path: Option<&Path>,
    registry: &str,
) -> Result<Option<(String, Zeroizing<String>)>, String> {
    const NOT_FOUND: &str = "credentials not found in native keychain";
    let answer = match ask(name, path, "get", registry.as_bytes()).await {
        Ok(answer) => Zeroizing::new(answer),
        Err(said) if said.trim() == NOT_FOUND => return Ok(None),
        Err(said) => return Err(clean(&said, "")),
    };
    let kept: Kept =
        serde_json::from_slice(&answer).map_err(|_| "its answer can't be read".to_owned())?;
    let (user, secret) = (kept.username, Zeroizing::new(kept.secret));
    Ok((!user.is_empty() && !secret.is_empty()).then_some((user, secret)))
}

/// Runs the helper for at most [`PATIENCE`]; gives its output, or why there is none.
async fn ask(
    name: &str,
    path: Option<&Path>,
    action: &str,
    input: &[u8],
) -> Result<Vec<u8>, String> {
    match timeout(PATIENCE, run(name, path, action, input)).await {
        Err(_) => Err("it did not answer".to_owned()),
        Ok(Err(error)) if error.kind() == std::io::ErrorKind::NotFound => {
            Err("there is no such program".to_owned())
        }
        Ok(Err(error)) => Err(error.to_string()),
        Ok(Ok(outcome)) => outcome,
    }
}

/// The helper's output, or what it said if it failed.
async fn run(
    name: &str,
    path: Option<&Path>,
    action: &str,
    input: &[u8],
) -> std::io::Result<Result<Vec<u8>, String>> {
    let program = format!("docker-credential-{name}");
    let program = match path {
        Some(folder) => folder.join(program).into_os_string(),
        None => program.into(),
    };
    let mut command = Command::new(program);
    if cfg!(unix) {
        let own = std::env::var_os("PATH");
        command.env(
            "PATH",
            search_path(own.as_deref(), std::env::home_dir().as_deref()),
        );
    }
    let mut child = command
        .arg(action)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .kill_on_drop(true)
        .spawn()?;
    if let Some(mut stdin) = child.stdin.take() {
        // One that does not listen says why by its end.
        let _ = stdin.write_all(input).await;
        let _ = stdin.shutdown().await;
    }
    let output = child.wait_with_output().await?;
    if output.status.success() {
        return Ok(Ok(output.stdout));
    }
    // Helpers say what went wrong on their standard output.
    let said = [output.stdout, output.stderr]
        .map(|bytes| String::from_utf8_lossy(&bytes).trim().to_owned());
    let said = said.into_iter().find(|words| !words.is_empty());
    Ok(Err(said.unwrap_or_else(|| "it failed".to_owned())))
}

/// The folders of a search path, and after them those where helpers may be besides.
fn search_path(own: Option<&OsStr>, home: Option<&Path>) -> OsString {
    let own = own.unwrap_or(OsStr::new("/usr/bin:/bin"));
    let mut folders: Vec<PathBuf> = std::env::split_paths(own).collect();
    let further = FURTHER.iter().map(PathBuf::from);
    let at_home = home
        .into_iter()
        .flat_map(|home| FURTHER_AT_HOME.iter().map(|name| home.join(name)));
    for folder in further.chain(at_home) {
        // One with a colon in its name can't stand in a search path.
        if !folders.contains(&folder) && std::env::join_paths([&folder]).is_ok() {
            folders.push(folder);
        }
    }
    std::env::join_paths(folders).unwrap_or_else(|_| own.to_owned())
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

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn a_helper_is_looked_for_on_the_own_path_first_and_then_where_installers_put_it() {
        let path = search_path(
            Some(OsStr::new("/home/ada/bin:/usr/local/bin:/bin")),
            Some(Path::new("/home/ada")),
        );
        let expected = "/home/ada/bin:/usr/local/bin:/bin:/opt/homebrew/bin:\
                        /Applications/Docker.app/Contents/Resources/bin:\
                        /home/ada/.docker/bin:/home/ada/.rd/bin";
        assert_eq!(path, expected);
        let odd = search_path(Some(OsStr::new("/bin")), Some(Path::new("/home/a:b")));
        assert_eq!(
            odd,
            "/bin:/usr/local/bin:/opt/homebrew/bin:/Applications/Docker.app/Contents/Resources/bin"
        );
    }
}
