//! The way through a proxy.

use crate::common::{Stub, password, say};
use harbor_api::operations::GetSystemInfo;
use harbor_client::{
    Address, Client, ClientError, Credentials, ProbeError, Proxy, ProxyName, ProxyProblem,
    ProxySource, Server, Trust, Unreachable, probe,
};

fn through(proxy: String, address: &str) -> Server {
    Server {
        address: Address::parse(address).unwrap(),
        trust: Trust {
            accept_plain_http: true,
            ..Trust::default()
        },
        proxy: Proxy::Url(proxy),
    }
}

#[tokio::test]
async fn requests_go_through_the_proxy_with_its_own_password() {
    let proxy = Stub::start(|_| say(200, r#"{"auth_mode":"db_auth"}"#)).await;
    let url = format!("http://u:proxy-pass@127.0.0.1:{}", proxy.port);
    let client = Client::new(through(url, "http://registry.invalid"), password()).unwrap();
    client.send(&GetSystemInfo {}).await.unwrap();
    let seen = &proxy.seen()[0];
    assert_eq!(seen.target, "http://registry.invalid/api/v2.0/systeminfo");
    // "u:proxy-pass"
    assert_eq!(
        seen.header("proxy-authorization"),
        Some("Basic dTpwcm94eS1wYXNz")
    );
}

#[tokio::test]
async fn a_proxy_sees_nothing_of_an_encrypted_request_and_its_refusal_is_told() {
    let proxy = Stub::start(|_| say(403, "not through here")).await;
    let url = format!("http://127.0.0.1:{}", proxy.port);
    let client = Client::new(through(url, "https://registry.invalid"), password()).unwrap();
    let error = client.send(&GetSystemInfo {}).await.unwrap_err();
    assert!(
        matches!(error, ClientError::Unreachable(Unreachable::Proxy(_))),
        "{error:?}"
    );
    let seen = proxy.seen();
    assert!(
        seen.iter()
            .all(|seen| seen.method == "CONNECT" && seen.target == "registry.invalid:443")
    );
    assert!(
        seen.iter()
            .all(|seen| seen.header("authorization").is_none())
    );
}

#[tokio::test]
async fn a_proxys_address_that_can_not_be_read_is_not_repeated() {
    for url in ["", "gopher://u:proxy-pass@x", "http://u:proxy-pass@:99999"] {
        let server = through(url.into(), "https://registry.invalid");
        assert!(!format!("{server:?}").contains("proxy-pass"));
        let error = Client::new(server, Credentials::Anonymous).unwrap_err();
        assert!(matches!(&error, ClientError::Setup(_)), "{error:?}");
        assert!(!format!("{error} {error:?}").contains("proxy-pass"));
    }
}

/// What is said about the proxy, and nothing of its password.
fn proxy_fault(error: &ProbeError) -> (&ProxyName, &ProxyProblem) {
    assert!(!format!("{error} {error:?}").contains("proxy-pass"));
    match error {
        ProbeError::Unreachable {
            reason: Unreachable::Proxy(fault),
        } => (&fault.proxy, &fault.problem),
        other => panic!("{other:?} is not about the proxy"),
    }
}

/// Nothing listens at it.
const CLOSED: u16 = 1;

async fn asked_through(proxy: String, registry: &str) -> ProbeError {
    probe(&through(proxy, registry)).await.unwrap_err()
}

#[tokio::test]
async fn a_proxy_that_is_not_there_is_named_and_not_the_registry() {
    let port = CLOSED;
    for scheme in ["http", "https", "socks5", "socks5h"] {
        for registry in ["http://192.0.2.1", "https://192.0.2.1"] {
            let proxy = format!("{scheme}://u:proxy-pass@127.0.0.1:{port}");
            let error = asked_through(proxy, registry).await;
            let (proxy, problem) = proxy_fault(&error);
            assert_eq!(*problem, ProxyProblem::Refused, "{scheme} {registry}");
            assert_eq!(proxy.address, format!("{scheme}://127.0.0.1:{port}"));
            assert_eq!(proxy.named_by, ProxySource::Connection);
            let words = format!("the proxy {scheme}://127.0.0.1:{port} refuses the connection");
            assert!(error.to_string().ends_with(&words), "{error}");
        }
    }
    let error = asked_through("http://proxy.invalid:3128".into(), "https://192.0.2.1").await;
    assert_eq!(*proxy_fault(&error).1, ProxyProblem::UnknownHost);
}

#[tokio::test]
async fn a_proxy_that_wants_a_password_says_so_and_not_the_registry() {
    let proxy = Stub::start(|_| say(407, "who are you")).await;
    for registry in ["http://registry.invalid", "https://registry.invalid"] {
        let error = asked_through(format!("http://127.0.0.1:{}", proxy.port), registry).await;
        assert_eq!(*proxy_fault(&error).1, ProxyProblem::SignIn, "{registry}");
    }
}

#[tokio::test]
async fn a_registry_behind_a_proxy_keeps_its_own_faults() {
    // A tunnel to what does not speak TLS.
    let proxy = Stub::start(|seen| match seen.method.as_str() {
        "CONNECT" => say(200, ""),
        _ => say(200, "no TLS here"),
    })
    .await;
    let url = format!("http://127.0.0.1:{}", proxy.port);
    let error = asked_through(url, "https://registry.invalid").await;
    assert!(
        !matches!(
            error,
            ProbeError::Unreachable {
                reason: Unreachable::Proxy(_)
            }
        ),
        "{error:?}"
    );
}

/// Runs one of the ignored tests below in a process with these variables.
fn with_variables(test: &str, variables: &[(&str, String)]) {
    let status = std::process::Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "--ignored"])
        .arg(format!(
            "{}::{test}",
            module_path!().split_once("::").unwrap().1
        ))
        .envs(variables.iter().map(|(name, value)| (name, value)))
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&status.stdout);
    assert!(status.status.success(), "{said}");
    assert!(said.contains("1 passed"), "{said}");
}

#[tokio::test]
async fn the_environments_proxy_is_used_but_for_this_computer() {
    let proxy = format!("http://u:proxy-pass@127.0.0.1:{CLOSED}");
    let variables = ["HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"].map(|name| (name, proxy.clone()));
    with_variables("inside_a_network_with_a_proxy_that_is_down", &variables);
}

#[tokio::test]
#[ignore = "run by the test above, in an environment of its own"]
async fn inside_a_network_with_a_proxy_that_is_down() {
    let registry = Stub::start(|_| say(200, r#"{"auth_mode":"db_auth"}"#)).await;
    let system = |address: &str| Server {
        proxy: Proxy::System,
        ..through(String::new(), address)
    };
    for host in ["127.0.0.1", "localhost"] {
        let server = system(&format!("http://{host}:{}", registry.port));
        let client = Client::new(server, Credentials::Anonymous).unwrap();
        client.send(&GetSystemInfo {}).await.unwrap();
    }
    for (address, variable) in [
        ("http://192.0.2.1", "HTTP_PROXY"),
        ("https://192.0.2.1", "HTTPS_PROXY"),
    ] {
        let error = probe(&system(address)).await.unwrap_err();
        let (proxy, problem) = proxy_fault(&error);
        assert_eq!(*problem, ProxyProblem::Refused);
        assert_eq!(proxy.named_by, ProxySource::Variable(variable));
    }
}
