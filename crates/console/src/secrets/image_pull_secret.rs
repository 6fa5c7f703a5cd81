//! A registry login as Kubernetes wants it.

use base64::{Engine as _, prelude::BASE64_STANDARD};
use harbor_client::Secret;
use pilothouse_protocol::{Failure, FailureCode};
use serde::Serialize;
use serde_json::json;

use crate::secrets::cli_secret::Login;

/// A registry's entry, with the members in the order in which `kubectl create secret
/// docker-registry` writes them (kubectl, `DockerConfigEntry`). The kubelet reads either form of the
/// login; other readers (containers/image, Kaniko, admission controllers) read `auth` alone.
#[derive(Serialize)]
struct Entry<'a> {
    username: &'a str,
    password: &'a str,
    /// Base64 of `username:password`.
    auth: String,
}

impl<'a> Entry<'a> {
    /// Fails for names that would be read from `auth` as another name and secret.
    fn of(login: &'a Login) -> Result<Self, Failure> {
        let (username, password) = (login.user.as_str(), login.secret.expose());
        if username.is_empty() || username.contains(':') {
            return Err(Failure::new(
                FailureCode::Invalid,
                "A user name that is empty or has a colon can't stand in an image pull secret.",
            ));
        }
        Ok(Self {
            username,
            password,
            auth: BASE64_STANDARD.encode(format!("{username}:{password}")),
        })
    }
}

/// A Secret of type `kubernetes.io/dockerconfigjson` as YAML (Kubernetes documentation, *Pull an
/// Image from a Private Registry*). It is written with `stringData`, so that nobody takes base64
/// for protection.
pub(crate) fn image_pull_secret(
    registry: &str,
    login: &Login,
    name: &str,
    namespace: Option<&str>,
) -> Result<Secret, Failure> {
    let mut metadata = json!({ "name": checked(name, 253, ".-")? });
    if let Some(namespace) = namespace {
        metadata["namespace"] = checked(namespace, 63, "-")?.into();
    }
    let config = docker_config(registry, login)?;
    let config = config.expose();
    // A text in JSON's quotes is one in YAML's, so nothing in it can end the quotes.
    let lines = [
        "apiVersion: v1".to_owned(),
        "kind: Secret".to_owned(),
        "metadata:".to_owned(),
        format!("  name: {}", metadata["name"]),
    ];
    let namespace = metadata.get("namespace");
    let lines = lines
        .into_iter()
        .chain(namespace.map(|namespace| format!("  namespace: {namespace}")))
        .chain([
            "type: kubernetes.io/dockerconfigjson".to_owned(),
            "stringData:".to_owned(),
            format!("  .dockerconfigjson: {}", json!(config)),
            String::new(),
        ]);
    Ok(Secret::new(lines.collect::<Vec<_>>().join("\n")))
}

/// docker's `config.json` with one login.
pub(crate) fn docker_config(registry: &str, login: &Login) -> Result<Secret, Failure> {
    // Text, since a `Value` would put the members into an order of its own.
    let entry = serde_json::to_string(&Entry::of(login)?)
        .map_err(|_| Failure::new(FailureCode::Internal, "The login could not be written."))?;
    let config = format!("{{\"auths\":{{{}:{entry}}}}}", json!(registry));
    Ok(Secret::new(config))
}

/// A name of Kubernetes's (RFC 1123 subdomain or label).
fn checked<'a>(name: &'a str, longest: usize, marks: &str) -> Result<&'a str, Failure> {
    let inner = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || marks.contains(c);
    let edge = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit();
    let is_name = (1..=longest).contains(&name.len())
        && name.chars().all(inner)
        && name.starts_with(edge)
        && name.ends_with(edge);
    if is_name {
        return Ok(name);
    }
    Err(Failure::new(
        FailureCode::Invalid,
        "Names in Kubernetes are lower-case letters and digits, with - between them.",
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(name: &str, namespace: Option<&str>) -> Result<Secret, Failure> {
        let login = Login {
            user: "robot$skaha+ci".to_owned(),
            secret: Secret::from("Canary\"\\:#1"),
        };
        image_pull_secret("images.example.org", &login, name, namespace)
    }

    #[test]
    fn the_text_is_whole_and_quoted() {
        let text = written("harbor-pull", Some("team")).expect("a text");
        assert_eq!(
            text.expose(),
            concat!(
                "apiVersion: v1\nkind: Secret\nmetadata:\n  name: \"harbor-pull\"\n",
                "  namespace: \"team\"\ntype: kubernetes.io/dockerconfigjson\nstringData:\n",
                r#"  .dockerconfigjson: "{\"auths\":{\"images.example.org\":{\"username\":\"robot$skaha+ci\",\"password\":\"Canary\\\"\\\\:#1\",\"auth\":\"cm9ib3Qkc2thaGErY2k6Q2FuYXJ5Ilw6IzE=\"}}}""#,
                "\n"
            )
        );
        assert!(
            !written("a", None)
                .expect("a text")
                .expose()
                .contains("namespace")
        );
    }

    /// `kubectl create secret docker-registry --dry-run=client -o json`, 1.32.4.
    #[test]
    fn the_login_is_byte_by_byte_what_kubectl_writes() {
        let kubectl = concat!(
            "eyJhdXRocyI6eyJpbWFnZXMuZXhhbXBsZS5vcmciOnsidXNlcm5hbWUiOiJyb2JvdCRza2FoYStjaSIsInBh",
            "c3N3b3JkIjoiQ2FuYXJ5XCJcXDojMSIsImF1dGgiOiJjbTlpYjNRa2MydGhhR0VyWTJrNlEyRnVZWEo1SWx3",
            "Nkl6RT0ifX19"
        );
        let login = Login {
            user: "robot$skaha+ci".to_owned(),
            secret: Secret::from("Canary\"\\:#1"),
        };
        let ours = docker_config("images.example.org", &login).expect("a text");
        assert_eq!(BASE64_STANDARD.encode(ours.expose()), kubectl);
    }

    #[test]
    fn a_name_that_would_be_read_as_another_is_refused() {
        for user in ["a:da", ""] {
            let login = Login {
                user: user.to_owned(),
                secret: Secret::from("Canary"),
            };
            let refused = image_pull_secret("images.example.org", &login, "a", None);
            assert_eq!(
                refused.map(|_| ()).map_err(|failure| failure.code),
                Err(FailureCode::Invalid),
                "{user}"
            );
        }
    }

    #[test]
    fn names_that_are_none_are_refused() {
        for name in [
            "",
            "A",
            "a b",
            "a\nb: c",
            "-a",
            "a-",
            "a_b",
            &"a".repeat(254),
        ] {
            assert!(written(name, None).is_err(), "{name}");
        }
        assert!(written("a.b", None).is_ok());
        assert!(written("a", Some("a.b")).is_err());
    }
}
