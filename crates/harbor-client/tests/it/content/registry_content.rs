//! Content of the registry itself: the token that it wants, and that it is what was asked for.

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};

use crate::common::{Say, Seen, Stub, password, refuse, say};
use distribution_api::{GetBlob, GetManifest, HeadManifest, MANIFEST_LIMIT, Name, digest_of};
use harbor_api::{ArtifactReference, Digest, ErrorCode};
use harbor_client::{ClientError, Credentials, SendOptions, Session};

const MANIFEST: &str = r#"{"schemaVersion":2,"config":{"digest":"sha256:aa"},"layers":[]}"#;

fn name(repository: &str) -> Name {
    Name::try_from(format!("skaha/{repository}")).unwrap()
}

fn manifest(repository: &str) -> GetManifest {
    GetManifest {
        name: name(repository),
        reference: ArtifactReference::parse(&digest_of(MANIFEST.as_bytes())).unwrap(),
    }
}

fn blob(content: &str) -> GetBlob {
    GetBlob {
        name: name("astroml"),
        digest: Digest::new(digest_of(content.as_bytes())).unwrap().into(),
    }
}

/// What Harbor says to those who send nothing, and to those whose header it does not take.
fn challenged(seen: &Seen) -> Say {
    let refusal = refuse(401, "UNAUTHORIZED", "unauthorized");
    if seen.header("authorization").is_some() {
        return refusal.with("WWW-Authenticate", "Basic realm=\"harbor\"");
    }
    let host = seen.header("host").unwrap();
    refusal.with(
        "WWW-Authenticate",
        &format!("Bearer realm=\"http://{host}/service/token\",service=\"harbor-registry\""),
    )
}

fn token(number: usize, seconds: u64) -> Say {
    say(
        200,
        format!(r#"{{"token":"canary-{number}","access_token":"","expires_in":{seconds}}}"#),
    )
}

/// A Harbor whose newest token is good, each for so many seconds.
async fn harbor(seconds: u64) -> (Stub, Arc<AtomicUsize>) {
    let given = Arc::new(AtomicUsize::new(0));
    let good = given.clone();
    let stub = Stub::start(move |seen: &Seen| {
        if seen.path() == "/service/token" {
            return token(good.fetch_add(1, Ordering::SeqCst) + 1, seconds);
        }
        let newest = format!("Bearer canary-{}", good.load(Ordering::SeqCst));
        match seen.header("authorization") {
            Some(sent) if sent == newest => say(200, MANIFEST),
            _ => challenged(seen),
        }
    })
    .await;
    (stub, given)
}

fn paths(stub: &Stub) -> Vec<String> {
    let seen = stub.seen();
    seen.iter().map(|seen| seen.path().to_owned()).collect()
}

#[tokio::test]
async fn a_token_is_got_once_for_each_repository() {
    let (stub, _) = harbor(1800).await;
    let client = stub.client(password());
    let read = client.send(&manifest("astroml")).await.unwrap().value;
    assert_eq!(read.bytes, MANIFEST.as_bytes());
    client.send(&manifest("astroml")).await.unwrap();
    // Where tokens are to be had is known by now.
    client.send(&manifest("casa")).await.unwrap();
    let place = |repository: &str| manifest(repository).request_path();
    assert_eq!(
        paths(&stub),
        [
            place("astroml").as_str(),
            "/service/token",
            &place("astroml"),
            &place("astroml"),
            "/service/token",
            &place("casa"),
        ]
    );
    let seen = stub.seen();
    assert_eq!(
        seen[1].target,
        "/service/token?service=harbor-registry&scope=repository%3Askaha%2Fastroml%3Apull"
    );
    assert!(
        seen[1]
            .header("authorization")
            .unwrap()
            .starts_with("Basic ")
    );
    assert_eq!(seen[2].header("user-agent"), Some("harbor-registry-client"));
    let accept = seen[2].header("accept").unwrap();
    for kind in [
        "application/vnd.oci.image.index.v1+json",
        "application/vnd.docker.distribution.manifest.v2+json",
    ] {
        assert!(accept.contains(kind), "{accept}");
    }
}

trait Path {
    fn request_path(&self) -> String;
}

impl<O: harbor_api::Operation> Path for O {
    fn request_path(&self) -> String {
        self.request().target
    }
}

#[tokio::test]
async fn calls_at_once_share_one_token() {
    let (stub, given) = harbor(1800).await;
    let client = stub.client(password());
    client.send(&manifest("astroml")).await.unwrap();
    let calls = (0..20).map(|_| {
        let client = client.clone();
        tokio::spawn(async move { client.send(&manifest("casa")).await.map(drop) })
    });
    for call in calls.collect::<Vec<_>>() {
        call.await.unwrap().unwrap();
    }
    assert_eq!(given.load(Ordering::SeqCst), 2);
}

#[tokio::test]
async fn a_token_that_is_not_taken_any_more_is_replaced_once() {
    let (stub, given) = harbor(1800).await;
    let client = stub.client(password());
    client.send(&manifest("astroml")).await.unwrap();
    // The server's key was changed.
    given.store(7, Ordering::SeqCst);
    client.send(&manifest("astroml")).await.unwrap();
    assert_eq!(given.load(Ordering::SeqCst), 8);
    assert_eq!(stub.seen().len(), 6);
}

#[tokio::test]
async fn a_token_without_the_right_is_a_refusal_and_no_endless_round() {
    let stub = Stub::start(|seen: &Seen| match seen.path() {
        "/service/token" => token(1, 1800),
        _ => challenged(seen),
    })
    .await;
    let client = stub.client(password());
    let refused = client.send(&manifest("astroml")).await.unwrap_err();
    let ClientError::Api(refused) = refused else {
        panic!("{refused:?}");
    };
    assert_eq!(refused.code, ErrorCode::Unauthorized);
    assert_eq!(stub.seen().len(), 3);
}

#[tokio::test]
async fn a_session_opens_the_token_service_and_nothing_of_it_goes_further() {
    let (stub, _) = harbor(1800).await;
    let session = Session::from_parts("canary-sid".into(), Some("cookie".into()), None);
    let client = stub.client(Credentials::Session(session));
    client.send(&manifest("astroml")).await.unwrap();
    let seen = stub.seen();
    let cookies: Vec<bool> = seen
        .iter()
        .map(|seen| seen.header("cookie").is_some())
        .collect();
    assert_eq!(cookies, [false, true, false]);
    assert_eq!(seen[1].header("authorization"), None);
}

#[tokio::test]
async fn nobody_gets_a_token_too() {
    let (stub, _) = harbor(1800).await;
    let client = stub.client(Credentials::Anonymous);
    client.send(&manifest("astroml")).await.unwrap();
    assert_eq!(stub.seen()[1].header("authorization"), None);
}

#[tokio::test]
async fn credentials_stay_at_the_registry_whatever_it_names() {
    let thief = Stub::start(|_| token(1, 1800)).await;
    let realm = format!("http://127.0.0.1:{}/token", thief.port);
    let stub = Stub::start(move |_: &Seen| {
        refuse(401, "UNAUTHORIZED", "no")
            .with("WWW-Authenticate", &format!("Bearer realm=\"{realm}\""))
    })
    .await;
    let refused = stub.client(password()).send(&manifest("astroml")).await;
    assert!(
        matches!(refused, Err(ClientError::Redirect { .. })),
        "{refused:?}"
    );
    assert_eq!(thief.connections(), 0);
}

#[tokio::test]
async fn other_content_than_what_was_asked_for_is_an_error() {
    let stub = Stub::start(|_| say(200, "{\"layers\":[]}")).await;
    let client = stub.client(password());
    let wrong = client.send(&manifest("astroml")).await.unwrap_err();
    assert!(
        matches!(wrong, ClientError::WrongContent { .. }),
        "{wrong:?}"
    );
    // A page of a gateway is named as that.
    let stub = Stub::start(|_| {
        say(200, "<html><title>Sign in</title></html>").with("Content-Type", "text/html")
    })
    .await;
    let page = stub.client(password()).send(&blob("x")).await.unwrap_err();
    assert!(matches!(page, ClientError::NotHarbor { .. }), "{page:?}");
    // Content that is a page itself is right where its digest is.
    let text = "<html>a page in an artifact</html>";
    let stub = Stub::start(move |_| say(200, text).with("Content-Type", "text/html")).await;
    let read = stub.client(password()).send(&blob(text)).await.unwrap();
    assert_eq!(read.value.0, text.as_bytes());
}

#[tokio::test]
async fn an_answer_without_a_body_has_no_digest_to_be_compared() {
    let stub = Stub::start(|_| say(200, "")).await;
    let GetManifest { name, reference } = manifest("astroml");
    let head = HeadManifest { name, reference };
    stub.client(password()).send(&head).await.unwrap();
    assert_eq!(stub.seen()[0].method, "HEAD");
}

#[tokio::test]
async fn a_manifest_beyond_all_measure_is_not_read() {
    let stub = Stub::start(|_| say(200, vec![b' '; MANIFEST_LIMIT + 1])).await;
    let large = stub.client(password()).send(&manifest("astroml")).await;
    assert!(
        matches!(large, Err(ClientError::TooLarge { limit, .. }) if limit == MANIFEST_LIMIT),
        "{large:?}"
    );
}

#[tokio::test]
async fn a_blob_that_is_kept_elsewhere_is_got_there_without_credentials() {
    let storage = Stub::start(|seen: &Seen| match seen.target.as_str() {
        "/bucket/x?signature=canary" => say(200, "content"),
        _ => say(403, "<Error/>"),
    })
    .await;
    let to = format!(
        "http://127.0.0.1:{}/bucket/x?signature=canary",
        storage.port
    );
    let stub = Stub::start(move |seen: &Seen| match seen.path() {
        "/service/token" => token(1, 1800),
        path if path.contains("/blobs/") && seen.header("authorization").is_some() => {
            say(307, "").with("Location", &to)
        }
        path if path.contains("/manifests/") => say(307, "").with("Location", &to),
        _ => challenged(seen),
    })
    .await;
    let client = stub.client(password());
    let read = client.send(&blob("content")).await.unwrap();
    assert_eq!(read.value.0, b"content");
    let seen = storage.seen();
    assert_eq!(seen[0].header("authorization"), None);
    assert_eq!(seen[0].header("cookie"), None);
    // Other content than what was asked for is no more right because it comes from elsewhere.
    let wrong = client.send(&blob("other")).await.unwrap_err();
    assert!(
        matches!(wrong, ClientError::WrongContent { .. }),
        "{wrong:?}"
    );
    // Manifests are the registry's own.
    let led = client.send(&manifest("astroml")).await.unwrap_err();
    let ClientError::Redirect { to } = led else {
        panic!("{led:?}");
    };
    assert!(!to.contains("canary"), "{to}");
    assert_eq!(storage.seen().len(), 2);
}

#[tokio::test]
async fn content_that_streams_is_compared_with_its_digest_at_its_end() {
    let stub = Stub::start(|seen: &Seen| match seen.path() {
        "/service/token" => token(1, 1800),
        path if seen.header("authorization").is_none() || !path.contains("/blobs/") => {
            challenged(seen)
        }
        path if path.contains(&digest_of(b"gone")[7..]) => refuse(404, "BLOB_UNKNOWN", "unknown"),
        _ => say(200, "content"),
    })
    .await;
    let client = stub.client(password());
    let read = async |content: &str| {
        let (blob, digest) = (blob(content), Digest::new(digest_of(content.as_bytes())));
        let request = harbor_api::Operation::request(&blob);
        let options = SendOptions::for_request(&request);
        let mut stream = client
            .stream(&request, Some(&digest.unwrap()), options)
            .await?;
        let mut whole = Vec::new();
        while let Some(piece) = stream.next().await? {
            whole.extend_from_slice(&piece);
        }
        assert_eq!(stream.bytes_read(), whole.len() as u64);
        Ok::<_, ClientError>((stream.length(), whole))
    };
    let (length, whole) = read("content").await.unwrap();
    assert_eq!((length, whole.as_slice()), (Some(7), &b"content"[..]));
    let wrong = read("other").await.unwrap_err();
    assert!(
        matches!(wrong, ClientError::WrongContent { .. }),
        "{wrong:?}"
    );
    let gone = read("gone").await.unwrap_err();
    assert!(
        matches!(&gone, ClientError::Api(error) if error.code == ErrorCode::NotFound),
        "{gone:?}"
    );
}
