//! Signing in through an identity provider: the ways, the wrong turns, and attacks.

use std::sync::{Arc, atomic::Ordering};

use crate::provider::{Desk, Registry, plain_http, until};
use harbor_client::Secret;
use pilothouse_console::{Keychain, MemoryKeychain, WindowTold};
use pilothouse_protocol::{
    Account, AddressSource, ClipboardWatch, ConnectionState, FailureCode, Input, Probe,
    ProviderOffer, RunOut, SessionLife, SignInInput, SignInMethod, SignInPlace, SignInStep,
};

fn memory() -> Arc<MemoryKeychain> {
    Arc::new(MemoryKeychain::default())
}

fn is_waiting_again(step: &SignInStep) -> bool {
    matches!(
        step,
        SignInStep::OtherAddress { .. } | SignInStep::OtherAttempt { .. } | SignInStep::NoAddress
    )
}

#[tokio::test]
async fn the_pasted_address_signs_in_and_the_session_is_there_after_a_restart() {
    let (registry, folder, keychain) = (
        Registry::start().await,
        tempfile::tempdir().unwrap(),
        memory(),
    );
    let desk = Desk::open(folder.path(), keychain.clone());
    let under_way = desk.begin(registry.to(), SignInPlace::Browser, false);
    under_way.waits().await;
    let steps = under_way.steps();
    assert_eq!(steps[0], SignInStep::Beginning);
    let SignInStep::Page {
        address,
        host,
        back_at,
        browsers,
    } = &steps[1]
    else {
        panic!("{steps:?}")
    };
    assert_eq!(host, "login.example.net");
    assert_eq!(*back_at, format!("127.0.0.1:{}", registry.port));
    assert_eq!(browsers, &["firefox"]);
    assert_eq!(
        desk.fake.opened.lock().unwrap()[..],
        [address.as_str().to_owned()]
    );
    assert!(matches!(steps[2], SignInStep::Opened { .. }));
    assert!(matches!(
        &steps[3],
        SignInStep::Waiting {
            clipboard: ClipboardWatch::Off,
            ..
        }
    ));
    under_way
        .paste(&format!("  {}\n", registry.callback(1, "one")))
        .await;
    let connection = under_way.done().await.unwrap();
    assert_eq!(connection.state, ConnectionState::Connected);
    assert_eq!(connection.account.name(), Some("maya"));
    assert_eq!(connection.last_way, Some(SignInMethod::Browser));
    assert!(connection.remembered);
    let signed_in = connection.signed_in.unwrap();
    assert!(matches!(
        signed_in.session,
        SessionLife::EndsUnused {
            minutes: 60,
            measured: false,
            ..
        }
    ));
    let looks = desk.fake.looks.load(Ordering::SeqCst);
    assert_eq!(looks, 0, "nobody wanted it looked at");

    let again = Desk::open(folder.path(), keychain.clone());
    again.send(&connection.id, "project.list").await.unwrap();
    let view = again.view().await;
    assert_eq!(view.state, ConnectionState::Connected);
    assert_eq!(view.signed_in.unwrap().since, signed_in.since);
    assert_eq!(registry.sessions(), 1);

    // The server knows it no more: that is said, and what was kept is gone.
    registry.forget();
    let late = Desk::open(folder.path(), keychain.clone());
    let failure = late.send(&connection.id, "project.list").await.unwrap_err();
    assert_eq!(failure.code, FailureCode::SignInNeeded);
    assert_eq!(late.view().await.state, ConnectionState::SignInNeeded);
    assert!(keychain.get(connection.id.as_str()).unwrap().is_none());
}

#[tokio::test]
async fn an_administrators_session_says_how_long_it_lasts() {
    let (registry, folder) = (Registry::start().await, tempfile::tempdir().unwrap());
    registry.set(|rules| rules.administrator = true);
    let desk = Desk::open(folder.path(), memory());
    let connection = desk.sign_in(&registry, registry.to(), 1).await;
    assert!(matches!(
        connection.account,
        Account::User {
            administrator: true,
            ..
        }
    ));
    assert!(matches!(
        connection.signed_in.unwrap().session,
        SessionLife::EndsUnused {
            minutes: 30,
            measured: true,
            ..
        }
    ));
}

#[tokio::test]
async fn the_clipboard_is_judged_by_addresses_only() {
    let (registry, folder) = (Registry::start().await, tempfile::tempdir().unwrap());
    let desk = Desk::open(folder.path(), memory());
    let put = |text: &str| *desk.fake.clipboard.lock().unwrap() = Some(text.to_owned());
    let looked = async || {
        let seen = desk.fake.looks.load(Ordering::SeqCst);
        until(|| desk.fake.looks.load(Ordering::SeqCst) > seen + 1).await;
    };
    // What was in it before is of no interest.
    put("https://before.example/");
    let under_way = desk.begin(registry.to(), SignInPlace::Browser, true);
    under_way.waits().await;
    looked().await;
    put("a password, perhaps");
    looked().await;
    let page = desk.fake.opened.lock().unwrap()[0].clone();
    put(&page);
    looked().await;
    assert!(!under_way.steps().iter().any(is_waiting_again));
    put("https://login.example.net/step?secret=1");
    let other = SignInStep::OtherAddress {
        from: AddressSource::Clipboard,
        host: "login.example.net".to_owned(),
    };
    under_way.until(|step| *step == other).await;
    put(&registry.callback(7, "one"));
    let from = AddressSource::Clipboard;
    let other = SignInStep::OtherAttempt { from };
    under_way.until(|step| *step == other).await;
    assert_eq!(registry.count("/c/oidc/callback"), 0);
    put(&registry.callback(1, "one"));
    under_way.done().await.unwrap();
    let looks = desk.fake.looks.load(Ordering::SeqCst);
    desk.send(&desk.view().await.id, "project.list")
        .await
        .unwrap();
    assert_eq!(desk.fake.looks.load(Ordering::SeqCst), looks);
}

#[tokio::test]
async fn an_address_that_was_copied_before_watching_is_taken() {
    let (registry, folder) = (Registry::start().await, tempfile::tempdir().unwrap());
    let desk = Desk::open(folder.path(), memory());
    *desk.fake.clipboard.lock().unwrap() = Some(registry.callback(1, "one"));
    let under_way = desk.begin(registry.to(), SignInPlace::Browser, false);
    under_way.waits().await;
    under_way.input(Input::WatchClipboard { on: true }).await;
    under_way.done().await.unwrap();
}

#[tokio::test]
async fn pasting_looks_at_the_clipboard_once() {
    let (registry, folder) = (Registry::start().await, tempfile::tempdir().unwrap());
    let desk = Desk::open(folder.path(), memory());
    let put = |text: &str| *desk.fake.clipboard.lock().unwrap() = Some(text.to_owned());
    let under_way = desk.begin(registry.to(), SignInPlace::Browser, false);
    under_way.waits().await;
    put("a password, perhaps");
    under_way.input(Input::PasteClipboard).await;
    under_way.until(|step| *step == SignInStep::NoAddress).await;
    put(&registry.callback(1, "one"));
    assert_eq!(desk.fake.looks.load(Ordering::SeqCst), 1);
    under_way.input(Input::PasteClipboard).await;
    under_way.done().await.unwrap();
    assert_eq!(desk.fake.looks.load(Ordering::SeqCst), 2);
}

#[tokio::test]
async fn only_the_address_of_this_attempt_is_taken_and_once() {
    let (registry, folder) = (Registry::start().await, tempfile::tempdir().unwrap());
    let desk = Desk::open(folder.path(), memory());
    let under_way = desk.begin(registry.to(), SignInPlace::Browser, false);
    under_way.waits().await;
    let own = registry.url();
    for text in [
        "no address".to_owned(),
        "javascript:alert(1)".to_owned(),
        format!("{own}/c/oidc/callback?state=canary-state-9&code=x"),
        format!("{own}/c/oidc/callback?code=x"),
        format!("{own}/c/log_out?state=canary-state-1"),
        "https://evil.example/c/oidc/callback?state=canary-state-1&code=x".to_owned(),
        "http://127.0.0.1:1/c/oidc/callback?state=canary-state-1&code=x".to_owned(),
    ] {
        let told = under_way.steps().len();
        under_way.paste(&text).await;
        until(|| under_way.steps().len() > told).await;
        let step = under_way.steps().pop().unwrap();
        assert!(is_waiting_again(&step), "{text}: {step:?}");
    }
    assert_eq!(registry.count("/c/oidc/callback"), 0, "nothing was sent");

    registry.set(|rules| rules.late = true);
    let address = registry.callback(1, "one");
    under_way.paste(&address).await;
    let over = SignInStep::RunOut { why: RunOut::Code };
    under_way.until(|step| *step == over).await;
    // Again, by whoever has it: there is no attempt that it belongs to.
    registry.set(|rules| rules.late = false);
    under_way.paste(&address).await;
    let at = SignInPlace::Browser;
    under_way.input(Input::BeginAgain { at }).await;
    until(|| registry.count("/c/oidc/login") == 2).await;
    until(|| matches!(under_way.steps().last(), Some(SignInStep::Waiting { .. }))).await;
    under_way.paste(&address).await;
    let from = AddressSource::Pasted;
    let other = SignInStep::OtherAttempt { from };
    under_way.until(|step| *step == other).await;
    assert_eq!(registry.count("/c/oidc/callback"), 1);
    under_way.paste(&registry.callback(2, "two")).await;
    under_way.done().await.unwrap();
}

#[tokio::test]
async fn a_registry_that_leads_to_something_else_opens_nothing() {
    for location in [
        "file:///etc/passwd?state=x&client_id=y",
        "javascript:alert/1/?state=x&client_id=y",
        "vscode://open?state=x&client_id=y",
        "smb://host/share?state=x&client_id=y",
        "https://idp.example/?client_id=y&state=$(touch${IFS}x)",
        "https://idp.example/?client_id=y&state=`id`",
        "https://idp.example/?client_id=y&state=x;id|sh",
        "https://good.example@evil.example/?client_id=y&state=x",
    ] {
        let (registry, folder) = (Registry::start().await, tempfile::tempdir().unwrap());
        registry.set(|rules| rules.location = Some(location.to_owned()));
        let desk = Desk::open(folder.path(), memory());
        let probed = desk
            .ask(Probe {
                address: registry.url(),
                trust: plain_http(),
            })
            .await
            .unwrap();
        let Some(ProviderOffer::Broken { name, failure }) = &probed.offer.provider else {
            panic!("{location}: {:?}", probed.offer)
        };
        assert_eq!(name, "CADC");
        assert_eq!(failure.code, FailureCode::BadAnswer);
        let ways = probed.offer.ways();
        assert!(!ways.contains(&SignInMethod::Browser) && ways.contains(&SignInMethod::Password));
        for at in [SignInPlace::Browser, SignInPlace::Window] {
            let failure = desk
                .begin(registry.to(), at, true)
                .done()
                .await
                .unwrap_err();
            assert_eq!(failure.code, FailureCode::BadAnswer, "{location}");
            assert!(!failure.retryable);
        }
        assert_eq!(*desk.fake.opened.lock().unwrap(), Vec::<String>::new());
        assert!(desk.fake.window.lock().unwrap().is_none());
    }
}

#[tokio::test]
async fn what_a_registry_offers_is_told_before_anybody_signs_in() {
    let (registry, folder) = (Registry::start().await, tempfile::tempdir().unwrap());
    let desk = Desk::open(folder.path(), memory());
    let command = Probe {
        address: registry.url(),
        trust: plain_http(),
    };
    let probed = desk.ask(command).await.unwrap();
    let Some(ProviderOffer::Ready(provider)) = &probed.offer.provider else {
        panic!("{:?}", probed.offer)
    };
    assert_eq!(
        (provider.name.as_str(), provider.host.as_str()),
        ("CADC", "login.example.net")
    );
    assert_eq!(provider.client_id, "harbor");
    assert_eq!(provider.scopes, ["openid", "offline_access"]);
    let issuer = "https://login.example.net/realms/cadc".to_owned();
    assert_eq!(provider.issuer, Some(issuer));
    assert_eq!(probed.clock_ahead_s, None);
    assert_eq!(
        probed.offer.ways(),
        [
            SignInMethod::Browser,
            SignInMethod::Window,
            SignInMethod::Provider,
            SignInMethod::Password,
            SignInMethod::Robot,
            SignInMethod::CliSecret,
            SignInMethod::Anonymous
        ]
    );
}

#[tokio::test]
async fn a_refusal_of_the_providers_is_told_in_its_words() {
    let (registry, folder) = (Registry::start().await, tempfile::tempdir().unwrap());
    let desk = Desk::open(folder.path(), memory());
    let under_way = desk.begin(registry.to(), SignInPlace::Browser, false);
    under_way.waits().await;
    let own = registry.url();
    under_way
        .paste(&format!(
            "{own}/c/oidc/callback?state=canary-state-1&error=access_denied\
             &error_description=user+is+not+assigned%07"
        ))
        .await;
    let said = "access_denied: user is not assigned".to_owned();
    let refused = SignInStep::Refused { said };
    under_way.until(|step| *step == refused).await;
    assert_eq!(registry.count("/c/oidc/callback"), 0);
    under_way.cancel().await;
    assert_eq!(
        under_way.done().await.unwrap_err().code,
        FailureCode::Cancelled
    );
}

#[tokio::test]
async fn a_newcomer_chooses_a_name() {
    let (registry, folder) = (Registry::start().await, tempfile::tempdir().unwrap());
    registry.set(|rules| {
        rules.known = false;
        rules.user = "new.bie".to_owned();
    });
    let desk = Desk::open(folder.path(), memory());
    let under_way = desk.begin(registry.to(), SignInPlace::Browser, false);
    under_way.waits().await;
    under_way.paste(&registry.callback(1, "one")).await;
    let suggestion = "New_Bie".to_owned();
    let asked = SignInStep::NeedsName { suggestion };
    under_way.until(|step| *step == asked).await;
    let name = |name: &str| Input::UserName {
        name: name.to_owned(),
    };
    under_way.input(name("new#bie")).await;
    let refused = |steps: &[SignInStep]| {
        let refused = |step: &&SignInStep| matches!(step, SignInStep::NameRefused { .. });
        steps.iter().filter(refused).count()
    };
    until(|| refused(&under_way.steps()) == 1).await;
    assert_eq!(registry.count("/c/oidc/onboard"), 0, "known to be wrong");
    under_way.input(name("New_Bie")).await;
    until(|| refused(&under_way.steps()) == 2).await;
    let last = under_way.steps().pop().unwrap();
    assert_eq!(
        last,
        SignInStep::NameRefused {
            name: "New_Bie".to_owned(),
            said: "User New_Bie or email already exists".to_owned()
        }
    );
    under_way.input(name("new.bie")).await;
    let connection = under_way.done().await.unwrap();
    assert_eq!(connection.account.name(), Some("new.bie"));
}

#[tokio::test]
async fn a_window_hands_the_address_over_by_itself_and_is_closed() {
    let (registry, folder) = (Registry::start().await, tempfile::tempdir().unwrap());
    let desk = Desk::open(folder.path(), memory());
    let under_way = desk.begin(registry.to(), SignInPlace::Window, true);
    under_way.waits().await;
    let (tell, awaited) = desk.fake.window.lock().unwrap().clone().unwrap();
    tell.send(WindowTold::At("login.example.net".to_owned()))
        .unwrap();
    let host = "login.example.net".to_owned();
    let at = SignInStep::WindowAt { host };
    under_way.until(|step| *step == at).await;
    let address = registry.callback(1, "one");
    assert!(awaited.is(&address));
    tell.send(WindowTold::Came(Secret::new(address))).unwrap();
    let connection = under_way.done().await.unwrap();
    assert_eq!(connection.last_way, Some(SignInMethod::Window));
    assert_eq!(desk.fake.windows.load(Ordering::SeqCst), 0);
    assert_eq!(desk.fake.looks.load(Ordering::SeqCst), 0);
    assert_eq!(*desk.fake.opened.lock().unwrap(), Vec::<String>::new());
}

#[tokio::test]
async fn closing_the_window_gives_the_sign_in_up() {
    let (registry, folder) = (Registry::start().await, tempfile::tempdir().unwrap());
    let desk = Desk::open(folder.path(), memory());
    let under_way = desk.begin(registry.to(), SignInPlace::Window, false);
    under_way.waits().await;
    let (tell, _) = desk.fake.window.lock().unwrap().clone().unwrap();
    tell.send(WindowTold::Closed).unwrap();
    let failure = under_way.done().await.unwrap_err();
    assert_eq!(failure.code, FailureCode::Cancelled);
    assert!(
        desk.ask(pilothouse_protocol::Start {})
            .await
            .unwrap()
            .connections
            .is_empty()
    );
}

#[tokio::test]
async fn a_cancelled_sign_in_ends_everything() {
    let (registry, folder, keychain) = (
        Registry::start().await,
        tempfile::tempdir().unwrap(),
        memory(),
    );
    let desk = Desk::open(folder.path(), keychain);
    let under_way = desk.begin(registry.to(), SignInPlace::Browser, true);
    under_way.waits().await;
    let at = SignInPlace::Window;
    under_way.input(Input::BeginAgain { at }).await;
    until(|| desk.fake.windows.load(Ordering::SeqCst) == 1).await;
    let call = under_way.call;
    under_way.cancel().await;
    let failure = under_way.done().await.unwrap_err();
    assert_eq!(failure.code, FailureCode::Cancelled);
    assert_eq!(desk.fake.windows.load(Ordering::SeqCst), 0);
    let input = Input::WatchClipboard { on: true };
    let failure = desk.ask(SignInInput { call, input }).await.unwrap_err();
    assert_eq!(failure.code, FailureCode::NotFound);
}

#[tokio::test]
async fn without_a_browser_the_sign_in_goes_on() {
    let (registry, folder) = (Registry::start().await, tempfile::tempdir().unwrap());
    let desk = Desk::open(folder.path(), memory());
    *desk.fake.no_browser.lock().unwrap() = true;
    let under_way = desk.begin(registry.to(), SignInPlace::Browser, false);
    under_way.waits().await;
    let steps = under_way.steps();
    assert!(
        matches!(steps[2], SignInStep::NotOpened { .. }),
        "{steps:?}"
    );
    let browser = Some("firefox".to_owned());
    under_way.input(Input::OpenPage { browser }).await;
    under_way
        .until(|step| matches!(step, SignInStep::Opened { .. }))
        .await;
    under_way.paste(&registry.callback(1, "one")).await;
    under_way.done().await.unwrap();
}

#[tokio::test(start_paused = true)]
async fn nobody_is_waited_for_longer_than_ten_minutes() {
    let (registry, folder) = (Registry::start().await, tempfile::tempdir().unwrap());
    let desk = Desk::open(folder.path(), memory());
    let under_way = desk.begin(registry.to(), SignInPlace::Window, false);
    let why = RunOut::NobodyCame;
    let over = SignInStep::RunOut { why };
    while !under_way.steps().contains(&over) {
        tokio::time::sleep(std::time::Duration::from_millis(200)).await;
    }
    assert_eq!(desk.fake.windows.load(Ordering::SeqCst), 0);
    under_way.cancel().await;
}
