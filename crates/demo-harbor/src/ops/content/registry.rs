//! The registry's own interface, `/v2/`, as far as looking at manifests needs it, and its tokens.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Value, json};

use crate::chance;
use crate::http::call::{Call, Failure, Reply};
use crate::identity::Identity;
use crate::ops::content::uploads;
use crate::ops::projects::visible;
use crate::permission::{is_system_admin, may};
use crate::world::{Artifact, Outcome, Repository, SEVERITIES, Stage, World, content};

/// What a token may allow in a repository.
const ACTIONS: &[&str] = &["pull", "push", "delete", "scanner-pull"];

/// `GET /service/token`: 200 for everybody who names a scope; what one may not do is left out of the
/// token.
pub(crate) fn token(world: &mut World, call: &Call) -> Result<Reply, Failure> {
    let service = call.asked("service").unwrap_or_default();
    if !["harbor-registry", "harbor-notary"].contains(&service) {
        let words = format!("Unable to handle service: {service}");
        return Ok(Reply {
            status: 400,
            ..Reply::text("text/plain; charset=utf-8", words)
        });
    }
    let scopes = call.query.iter().filter(|(key, _)| key == "scope");
    let scopes: Vec<&str> = scopes.flat_map(|(_, scope)| scope.split(' ')).collect();
    if scopes.is_empty() && call.identity == Identity::Anonymous {
        return Ok(Reply::empty(401));
    }
    let mut access = Vec::new();
    for scope in scopes {
        let mut parts = scope.splitn(3, ':');
        let (Some("repository"), Some(name), Some(_)) = (parts.next(), parts.next(), parts.next())
        else {
            continue;
        };
        let project = name.split_once('/').map_or(name, |(project, _)| project);
        let project = world.projects.iter().find(|known| known.name == project);
        let allowed = |action: &&str| {
            project.is_some_and(|project| may(world, call.identity, project, "repository", action))
        };
        // All that the sender may, whatever was asked for.
        let actions: Vec<&str> = ACTIONS.iter().copied().filter(allowed).collect();
        access.push(json!({"type": "repository", "name": name, "actions": actions}));
    }
    let now = world.now();
    let part = |value: Value| URL_SAFE_NO_PAD.encode(value.to_string());
    let mut claims = json!({
        "iss": "harbor-token-issuer",
        "aud": "harbor-registry",
        "nbf": now.timestamp(),
        "iat": now.timestamp(),
        "exp": now.timestamp() + 1800,
        "jti": chance::hex(8),
        "access": access,
    });
    // A token for nobody names nobody.
    if call.identity != Identity::Anonymous {
        claims["sub"] = crate::ops::name_of(world, call).into();
    }
    let header = part(json!({"alg": "RS256", "typ": "JWT"}));
    let token = format!("{header}.{}.{}", part(claims), chance::hex(32));
    world.tokens.insert(token.clone(), call.identity);
    let issued_at = now.format("%Y-%m-%dT%H:%M:%SZ").to_string();
    Ok(Reply::json(
        json!({"token": token, "access_token": "", "expires_in": 1800, "issued_at": issued_at}),
    ))
}

/// Everything below `/v2/`.
pub(crate) fn v2(world: &mut World, call: &Call) -> Result<Reply, Failure> {
    let path = call.parameter("path").to_owned();
    if path.is_empty() {
        return match call.identity {
            Identity::Anonymous => Ok(challenge(call, "", "unauthorized: unauthorized")),
            _ => Ok(Reply::json(json!({}))),
        };
    }
    if path == "_catalog" {
        return catalog(world, call);
    }
    let kinds = [
        uploads::KIND,
        "/manifests/",
        "/blobs/",
        "/tags/",
        "/referrers/",
    ];
    let cut = kinds.iter().find_map(|kind| {
        path.rfind(kind).map(|place| {
            (
                path[..place].to_owned(),
                *kind,
                path[place + kind.len()..].to_owned(),
            )
        })
    });
    let Some((name, kind, rest)) = cut else {
        return Err(Failure::not_found(format!("path /v2/{path} was not found")));
    };
    let action = match kind {
        uploads::KIND => "push",
        _ => "pull",
    };
    // Even a public project wants a token from those who send nothing at all.
    if call.header("authorization").is_none() {
        let words = "authorize header needed to send HEAD to repository";
        let actions = if action == "push" {
            "pull,push"
        } else {
            action
        };
        let scope = format!(",scope=\"repository:{name}:{actions}\"");
        return Ok(challenge(call, &scope, &format!("{words}: {words}")));
    }
    let project = name.split_once('/').map_or("", |(project, _)| project);
    let project = world.projects.iter().find(|known| known.name == project);
    if !project.is_some_and(|project| may(world, call.identity, project, "repository", action)) {
        let words = format!("unauthorized to access repository: {name}, action: {action}");
        return Ok(challenge(
            call,
            &format!(",scope=\"repository:{name}:{action}\""),
            &format!("{words}: {words}"),
        ));
    }
    let is_proxy_cache = project.is_some_and(|project| project.registry_id.is_some());
    match kind {
        uploads::KIND if is_proxy_cache => {
            Err(Failure::denied("can not push artifact to a proxy project"))
        }
        uploads::KIND => uploads::answer(world, call, &name, &rest),
        "/manifests/" => match call.upstream.filter(|_| is_proxy_cache) {
            Some(status) => Err(Failure::status(status)),
            None => manifest_of(world, call, &name, &rest),
        },
        "/blobs/" => blob(world, &name, &rest),
        "/tags/" => tags(world, &name),
        _ => Ok(referrers(world, call, &name, &rest)),
    }
}

/// Those who send nothing are sent to the token service; those whose header is not enough aren't.
fn challenge(call: &Call, scope: &str, words: &str) -> Reply {
    let reply: Reply = Failure {
        message: words.to_owned(),
        ..Failure::unauthorized()
    }
    .into();
    let is_catalog = call.parameter("path") == "_catalog";
    let realm = if is_catalog || call.header("authorization").is_some() {
        "Basic realm=\"harbor\"".to_owned()
    } else {
        format!(
            "Bearer realm=\"{}/service/token\",service=\"harbor-registry\"{scope}",
            call.external
        )
    };
    reply
        .with("docker-distribution-api-version", "registry/2.0".to_owned())
        .with("www-authenticate", realm)
}

fn catalog(world: &World, call: &Call) -> Result<Reply, Failure> {
    if !is_system_admin(world, call.identity) {
        let who = call.identity;
        let any = world
            .projects
            .iter()
            .any(|project| visible(world, who, project));
        let words = if any {
            "unauthorized to list catalog"
        } else {
            "unauthorized"
        };
        return Ok(challenge(
            call,
            ",scope=\"registry:catalog:*\"",
            &format!("{words}: {words}"),
        ));
    }
    let mut names: Vec<&str> = world
        .repositories
        .iter()
        .map(|it| it.name.as_str())
        .collect();
    names.sort_unstable();
    let last = call.asked("last").unwrap_or_default();
    let rest: Vec<&str> = names.into_iter().filter(|name| *name > last).collect();
    let count = usize::try_from(call.asked_number("n", 100)?).unwrap_or(100);
    let page: Vec<&str> = rest.iter().copied().take(count).collect();
    let reply = Reply::json(json!({"repositories": page}));
    Ok(match page.last().filter(|_| rest.len() > page.len()) {
        Some(last) => {
            let last = last.replace('/', "%2F");
            reply.with(
                "link",
                format!("</v2/_catalog?last={last}&n={count}>; rel=\"next\""),
            )
        }
        None => reply,
    })
}

/// A manifest. Getting it counts as a pull, asking for its head doesn't.
fn manifest_of(
    world: &mut World,
    call: &Call,
    name: &str,
    reference: &str,
) -> Result<Reply, Failure> {
    let (repository, artifact) = super::artifacts::find_named(world, name, reference)?;
    check_policy(world, call, repository, artifact)?;
    let id = artifact.id;
    let Some(content) = content::of(repository, artifact) else {
        return Ok(unknown("MANIFEST_UNKNOWN", "manifest unknown", reference));
    };
    let text = content.manifest;
    let reply = Reply::text("", text)
        .with("docker-content-digest", artifact.digest.clone())
        .with("etag", format!("\"{}\"", artifact.digest));
    let kind = content::media_type(artifact);
    let counts = call.header("user-agent") != Some("harbor-registry-client") && !call.head;
    let now = world.now();
    if let Some(repository) = world.repository_mut(name).filter(|_| counts) {
        repository.pull_count += 1;
        if let Some(artifact) = repository.by_id_mut(id) {
            artifact.pull_time = Some(now);
        }
    }
    Ok(Reply {
        content_type: Some(kind),
        ..reply
    })
}

/// The project's rules for pulling: signatures and vulnerabilities.
fn check_policy(
    world: &World,
    call: &Call,
    repository: &Repository,
    artifact: &Artifact,
) -> Result<(), Failure> {
    let Some(project) = world.project(repository.project_id) else {
        return Ok(());
    };
    // A token that allows scanners to pull, as an administrator's does, is asked nothing.
    let has_token = call
        .header("authorization")
        .is_some_and(|it| it.starts_with("Bearer "));
    if has_token && may(world, call.identity, project, "repository", "scanner-pull") {
        return Ok(());
    }
    let on = |key: &str| {
        project
            .metadata
            .get(key)
            .is_some_and(|value| value == "true")
    };
    let signed = artifact
        .attached
        .iter()
        .filter_map(|id| repository.by_id(*id))
        .any(|attached| {
            attached
                .accessory
                .as_ref()
                .is_some_and(|it| it.kind == "signature.cosign")
        });
    if on("enable_content_trust_cosign") && !signed && artifact.accessory.is_none() {
        return Err(Failure::policy("The image is not signed by cosign."));
    }
    let limit = project
        .metadata
        .get("severity")
        .map_or("low", String::as_str);
    let worst = SEVERITIES
        .iter()
        .position(|known| known.to_lowercase() == limit)
        .unwrap_or(3);
    let scan = artifact.scan.as_ref();
    if !on("prevent_vul") || !artifact.scannable() || artifact.manifest.kind.is_index() {
        return Ok(());
    }
    let policy = format!(
        "cannot be pulled due to configured policy in 'Prevent images with vulnerability severity of \"{}\" or higher from running.' To continue with pull, please contact your project administrator",
        SEVERITIES[worst]
    );
    let Some(scan) = scan else {
        return Err(Failure::policy(&format!(
            "current image without vulnerability scanning {policy} for help."
        )));
    };
    let ended = Some(scan).filter(|scan| scan.stage(world.now()) == Stage::Ended(Outcome::Success));
    if let Some(scan) = ended
        && scan.plan.counts[..=worst].iter().any(|count| *count > 0)
    {
        return Err(Failure::policy(&format!(
            "current image with {} {} {policy} to exempt matched vulnerabilities through configuring the CVE allowlist.",
            scan.plan.total(),
            if scan.plan.total() > 1 {
                "vulnerabilities"
            } else {
                "vulnerability"
            },
        )));
    }
    Ok(())
}

/// A configuration, a file or a layer, where it was made up.
fn blob(world: &World, name: &str, digest: &str) -> Result<Reply, Failure> {
    let repository = world.repository(name);
    let found = repository.and_then(|repository| {
        let mut contents = repository
            .artifacts
            .iter()
            .filter_map(|artifact| content::of(repository, artifact));
        contents.find_map(|content| content.blob(digest).map(<[u8]>::to_vec))
    });
    Ok(match found {
        Some(content) => Reply::text("application/octet-stream", content)
            .with("docker-content-digest", digest.to_owned()),
        None => unknown("BLOB_UNKNOWN", "blob unknown to registry", digest),
    })
}

/// What the registry behind Harbor says in words of its own.
fn unknown(code: &str, message: &str, detail: &str) -> Reply {
    let error = json!({"errors": [{"code": code, "message": message, "detail": detail}]});
    Reply {
        status: 404,
        content_type: Some("application/json; charset=utf-8"),
        ..Reply::json(error)
    }
}

fn tags(world: &World, name: &str) -> Result<Reply, Failure> {
    let Some(repository) = world.repository(name) else {
        return Err(super::repositories::missing(name));
    };
    let mut tags: Vec<&str> = repository
        .artifacts
        .iter()
        .flat_map(|it| &it.tags)
        .map(|tag| tag.name.as_str())
        .collect();
    tags.sort_unstable();
    Ok(Reply::json(json!({"name": name, "tags": tags})))
}

/// What names a manifest as its subject; filtered by its type, if one is asked for.
fn referrers(world: &World, call: &Call, name: &str, digest: &str) -> Reply {
    let repository = world.repository(name);
    let subject = repository.and_then(|it| it.artifacts.iter().find(|it| it.digest == digest));
    let wanted = call.asked("artifactType").filter(|kind| !kind.is_empty());
    let attached: Vec<&Artifact> = match (repository, subject) {
        (Some(repository), Some(subject)) => subject
            .attached
            .iter()
            .filter_map(|id| repository.by_id(*id))
            .collect(),
        _ => Vec::new(),
    };
    let total = attached.len().to_string();
    let fits = |it: &&Artifact| wanted.is_none_or(|wanted| it.manifest.artifact_type == wanted);
    let manifests = attached.into_iter().filter(fits).map(|it| {
        let mut entry = json!({
            "mediaType": it.manifest.manifest_media_type,
            "digest": it.digest,
            "size": it.sealed.as_ref().map_or(0, |sealed| sealed.manifest_size),
            "artifactType": it.manifest.artifact_type,
        });
        if !it.manifest.annotations.is_null() {
            entry["annotations"] = it.manifest.annotations.clone();
        }
        entry
    });
    let manifests: Vec<Value> = manifests.collect();
    let index = json!({"schemaVersion": 2, "mediaType": "application/vnd.oci.image.index.v1+json", "manifests": manifests});
    let reply = Reply {
        content_type: Some("application/vnd.oci.image.index.v1+json"),
        ..Reply::json(index)
    };
    let reply = reply.with("x-total-count", total);
    match wanted {
        Some(_) => reply.with("oci-filters-applied", "artifactType".to_owned()),
        None => reply,
    }
}
