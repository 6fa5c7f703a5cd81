//! A registry login as Kubernetes wants it.

use harbor_client::Secret;
use pilothouse_protocol::{Failure, FailureCode};
use serde_json::json;

use crate::cli_secret::Login;

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
    let entry = json!({ "username": login.user, "password": login.secret.expose() });
    let config = json!({ "auths": { registry: entry } }).to_string();
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
                r#"  .dockerconfigjson: "{\"auths\":{\"images.example.org\":{\"password\":\"Canary\\\"\\\\:#1\",\"username\":\"robot$skaha+ci\"}}}""#,
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
