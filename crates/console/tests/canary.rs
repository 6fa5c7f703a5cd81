//! Nothing secret of a sign-in is logged or written to a file.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

#[path = "it/lab/mod.rs"]
mod lab;
#[path = "it/provider/mod.rs"]
mod provider;

use std::{
    io::Write,
    sync::{Arc, LazyLock, Mutex},
};

use lab::{Lab, open, own};
use pilothouse_console::MemoryKeychain;
use pilothouse_protocol::{Event, SignInPlace, SignInStep, SignOut};
use pilothouse_test_provider::Answer;
use provider::{Desk, Registry};
use tracing_subscriber::fmt::MakeWriter;

#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }
    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl MakeWriter<'_> for Log {
    type Writer = Self;
    fn make_writer(&self) -> Self {
        self.clone()
    }
}

/// Of the whole process: work goes on in other threads as well.
static LOG: LazyLock<Log> = LazyLock::new(|| {
    let log = Log::default();
    let subscriber = tracing_subscriber::fmt()
        .with_max_level(tracing::Level::TRACE)
        .with_writer(log.clone())
        .finish();
    tracing::subscriber::set_global_default(subscriber).unwrap();
    log
});

#[tokio::test]
async fn no_secret_of_a_sign_in_is_logged_told_or_written() {
    let log = LOG.clone();
    let (registry, folder) = (Registry::start().await, tempfile::tempdir().unwrap());
    let desk = Desk::open(folder.path(), Arc::new(MemoryKeychain::default()));
    let under_way = desk.begin(registry.to(), SignInPlace::Browser, true);
    under_way.waits().await;
    under_way.paste(&registry.callback(5, "other")).await;
    under_way
        .paste("https://evil.example/c/oidc/callback?state=canary-state-1&code=canary-evil")
        .await;
    *desk.fake.clipboard.lock().unwrap() = Some("canary-clipboard".to_owned());
    registry.set(|rules| rules.late = true);
    under_way.paste(&registry.callback(1, "late")).await;
    under_way.until(SignInStep::is_over).await;
    registry.set(|rules| rules.late = false);
    let at = SignInPlace::Browser;
    under_way
        .input(pilothouse_protocol::Input::BeginAgain { at })
        .await;
    provider::until(|| registry.count("/c/oidc/login") == 2).await;
    provider::until(|| matches!(under_way.steps().last(), Some(SignInStep::Waiting { .. }))).await;
    under_way.paste(&registry.callback(2, "good")).await;
    let connection = under_way.done().await.unwrap();
    let id = connection.id.clone();
    desk.send(&id, "project.list").await.unwrap();
    registry.forget();
    desk.send(&id, "project.list").await.unwrap_err();
    let out = desk.ask(SignOut { connection: id }).await.unwrap();

    let log = String::from_utf8(log.0.lock().unwrap().clone()).unwrap();
    assert!(log.contains("/c/oidc/callback"), "requests are logged");
    assert!(!log.contains("canary"), "{log}");
    for entry in std::fs::read_dir(folder.path()).unwrap() {
        let text = std::fs::read_to_string(entry.unwrap().path()).unwrap();
        assert!(!text.contains("canary"), "{text}");
    }
    let mut told = format!("{:?} {:?} {:?}", desk.events(), connection, out);
    for event in desk.events() {
        // The page's own address is told, to be copied; it holds the state and no code.
        if !matches!(
            &event,
            Event::SignIn {
                step: SignInStep::Page { .. },
                ..
            }
        ) {
            told.push_str(&serde_json::to_string(&event).unwrap());
        }
    }
    assert!(!told.contains("canary"), "{told}");
}

#[tokio::test]
async fn no_secret_of_a_sign_in_at_the_provider_is_logged_told_or_written() {
    let log = LOG.clone();
    let lab = Lab::start().await;
    let desk = lab.desk();
    let under_way = desk.begin_as(own(lab.address(), Some("pilothouse")));
    under_way.waits().await;
    let page = desk.fake.opened.lock().unwrap()[0].clone();
    let back = lab.browser.sign_in(&page, "ada", Answer::Allow);
    let back = back.await.unwrap();
    let shown = open(&back).await;
    let connection = under_way.done().await.unwrap();
    let mut secrets: Vec<String> = lab.kept(&connection).into_iter().collect();
    let again = lab.desk();
    again.send(&connection.id, "project.list").await.unwrap();
    secrets.extend(lab.kept(&connection));
    let command = SignOut {
        connection: connection.id.clone(),
    };
    let out = again.ask(command).await.unwrap();
    // The code and the state.
    let back = url::Url::parse(&back).unwrap();
    let pairs = back.query_pairs();
    let pairs = pairs.filter(|(name, _)| matches!(&**name, "code" | "state"));
    secrets.extend(pairs.map(|(_, value)| value.into_owned()));
    // The beginning of every id_token.
    secrets.push("eyJ".to_owned());
    assert_eq!(secrets.len(), 5);

    let log = String::from_utf8(log.0.lock().unwrap().clone()).unwrap();
    let told = format!(
        "{:?} {:?} {connection:?} {out:?}",
        desk.events(),
        again.events()
    );
    let mut files = String::new();
    for entry in std::fs::read_dir(lab.folder.path()).unwrap() {
        files.push_str(&std::fs::read_to_string(entry.unwrap().path()).unwrap());
    }
    for secret in &secrets {
        for (place, text) in [
            ("log", &log),
            ("told", &told),
            ("files", &files),
            ("page", &shown),
        ] {
            assert!(!text.contains(secret.as_str()), "{place}");
        }
    }
}
