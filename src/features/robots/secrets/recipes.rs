//! What is pasted elsewhere to use an account's secret. None of these texts holds the secret.

use crate::features::account::ClipboardReader;

/// A text as one scalar of YAML, in single quotes.
fn yaml(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}

/// Puts the Kubernetes Secret on the clipboard into the cluster.
pub fn kubectl(reader: ClipboardReader) -> String {
    format!("{} | kubectl apply -f -", reader.command())
}

/// Where containerd looks for a registry's settings (containerd, `docs/hosts.md`).
pub fn containerd_path(registry: &str) -> String {
    format!("/etc/containerd/certs.d/{registry}/hosts.toml")
}

/// Keeps the secret on the clipboard in a repository of GitHub's (`gh secret set` reads a value from
/// its input).
pub fn github_secret(reader: ClipboardReader) -> String {
    format!("{} | gh secret set HARBOR_SECRET", reader.command())
}

/// A step of a GitHub workflow that signs docker in.
pub fn github_step(registry: &str, user: &str) -> String {
    [
        "- uses: docker/login-action@v3".to_owned(),
        "  with:".to_owned(),
        format!("    registry: {}", yaml(registry)),
        format!("    username: {}", yaml(user)),
        "    password: ${{ secrets.HARBOR_SECRET }}".to_owned(),
    ]
    .join("\n")
}

/// A job of GitLab CI that signs docker in. GitLab expands `$` in variables, so it is doubled.
pub fn gitlab_job(registry: &str, user: &str) -> String {
    [
        "login:".to_owned(),
        "  variables:".to_owned(),
        format!("    HARBOR_USER: {}", yaml(&user.replace('$', "$$"))),
        "  script:".to_owned(),
        format!(
            "    - printf %s \"$HARBOR_SECRET\" | docker login {registry} -u \"$HARBOR_USER\" --password-stdin"
        ),
    ]
    .join("\n")
}

/// A name for a Kubernetes Secret: the registry's and the account's, as Kubernetes writes names.
pub fn secret_name(registry: &str, user: &str) -> String {
    let mut name = String::new();
    for c in format!("{registry}-{user}").chars() {
        if c.is_ascii_alphanumeric() {
            name.push(c.to_ascii_lowercase());
        } else if !name.is_empty() && !name.ends_with('-') {
            name.push('-');
        }
    }
    name.truncate(253);
    name.trim_end_matches('-').to_owned()
}

/// A name of Kubernetes's (RFC 1123).
pub fn is_secret_name(name: &str) -> bool {
    let edge = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit();
    (1..=253).contains(&name.len())
        && name.chars().all(|c| edge(c) || matches!(c, '.' | '-'))
        && name.starts_with(edge)
        && name.ends_with(edge)
}

#[cfg(test)]
mod tests {
    use super::*;

    const HOST: &str = "images.example.org";
    const USER: &str = "robot$skaha+ci";

    #[test]
    fn github_is_given_the_name_as_it_is() {
        assert_eq!(
            github_step(HOST, USER),
            "- uses: docker/login-action@v3\n  with:\n    registry: 'images.example.org'\n    \
             username: 'robot$skaha+ci'\n    password: ${{ secrets.HARBOR_SECRET }}"
        );
        assert!(github_step(HOST, "it's").contains("'it''s'"));
    }

    #[test]
    fn gitlab_is_given_every_dollar_twice() {
        let job = gitlab_job(HOST, USER);
        assert!(job.contains("HARBOR_USER: 'robot$$skaha+ci'"), "{job}");
        assert!(
            job.contains("docker login images.example.org -u \"$HARBOR_USER\" --password-stdin")
        );
    }

    #[test]
    fn commands_read_the_clipboard() {
        assert_eq!(
            kubectl(ClipboardReader::PbPaste),
            "pbpaste | kubectl apply -f -"
        );
        assert_eq!(
            github_secret(ClipboardReader::WlPaste),
            "wl-paste --no-newline | gh secret set HARBOR_SECRET"
        );
        assert_eq!(
            containerd_path("images.example.org:8443"),
            "/etc/containerd/certs.d/images.example.org:8443/hosts.toml"
        );
    }

    #[test]
    fn names_of_secrets_are_kubernetes_names() {
        for (user, name) in [
            (USER, "images-example-org-robot-skaha-ci"),
            ("--", "images-example-org"),
        ] {
            assert_eq!(secret_name(HOST, user), name);
            assert!(is_secret_name(&secret_name(HOST, user)));
        }
        assert!(is_secret_name(&secret_name(HOST, &"a".repeat(300))));
        for bad in ["", "Login", "-a", "a-", "a_b"] {
            assert!(!is_secret_name(bad), "{bad}");
        }
    }
}
