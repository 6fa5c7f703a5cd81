//! Signing in at the provider itself, which leads back to this computer: against a certified
//! provider and a registry that uses it.

use std::{
    path::Path,
    sync::{Arc, Condvar, Mutex},
    time::Duration,
};

use crate::lab::{Lab, open, own, refresh_token};
use crate::provider::{Desk, UnderWay, until};
use harbor_client::Secret;
use pilothouse_console::{Keychain, KeychainError, MemoryKeychain};
use pilothouse_protocol::{
    AddressSource, ClipboardWatch, ConnectionState, FailureCode, Input, OwnClient, RemoveAccount,
    SessionLife, SignInMethod, SignInPlace, SignInStep, SignInTo, SignOut, SwitchAccount,
};
use pilothouse_test_provider::{Answer, Browser};
use serde_json::json;
use tokio::net::TcpStream;
use url::Url;

async fn over(under_way: &UnderWay) -> SignInStep {
    under_way.until(SignInStep::is_over).await;
    under_way.steps().pop().unwrap()
}

fn written(folder: &Path) -> String {
    let files = std::fs::read_dir(folder).unwrap();
    let texts = files.map(|file| std::fs::read_to_string(file.unwrap().path()).unwrap());
    texts.collect()
}

#[tokio::test]
async fn it_signs_in_and_goes_on_after_a_restart_without_the_person() {
    let lab = Lab::start().await;
    let desk = lab.desk();
    let under_way = desk.begin_as(own(lab.address(), Some("pilothouse")));
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
    assert_eq!(format!("http://{host}"), lab.provider.issuer());
    assert!(back_at.starts_with("127.0.0.1:"), "{back_at}");
    assert_eq!(browsers, &["firefox"]);
    assert!(address.as_str().contains("code_challenge_method=S256"));
    assert_eq!(
        steps[2],
        SignInStep::Opened {
            at: SignInPlace::Loopback
        }
    );
    assert!(matches!(
        &steps[3],
        SignInStep::Waiting {
            clipboard: ClipboardWatch::Off,
            ..
        }
    ));
    // There is nothing to hand back.
    under_way.paste("https://registry.example.org/").await;
    under_way.input(Input::PasteClipboard).await;
    under_way.input(Input::OpenPage { browser: None }).await;
    until(|| desk.fake.opened.lock().unwrap().len() == 2).await;
    let page = lab.visit(&desk, "ada", Answer::Allow).await;
    assert!(page.contains("go back to Pilothouse"), "{page}");
    let from = AddressSource::Listener;
    let signing_in = SignInStep::SigningIn { from };
    under_way.until(|step| *step == signing_in).await;
    assert!(!under_way.steps().contains(&SignInStep::NoAddress));
    let connection = under_way.done().await.unwrap();

    assert_eq!(connection.state, ConnectionState::Connected);
    assert_eq!(connection.account.name(), Some("ada"));
    assert_eq!(connection.last_way, Some(SignInMethod::Provider));
    assert_eq!(connection.accounts[0].way, SignInMethod::Provider);
    assert!(connection.remembered);
    let signed_in = connection.signed_in.clone().unwrap();
    assert_eq!(signed_in.way, SignInMethod::Provider);
    assert_eq!(signed_in.session, SessionLife::Renews);
    let own_client = connection.own_client.clone().unwrap();
    assert_eq!(own_client.client_id.as_deref(), Some("pilothouse"));
    desk.send(&connection.id, "project.list").await.unwrap();
    assert_eq!(lab.registry.requests().last().unwrap().identity, "ada");
    let first = lab.kept(&connection).unwrap();
    assert!(!written(lab.folder.path()).contains(&first));
    assert!(!format!("{:?}", desk.events()).contains(&first));

    let again = lab.desk();
    again.send(&connection.id, "project.list").await.unwrap();
    assert_eq!(lab.registry.requests().last().unwrap().identity, "ada");
    let view = again.view().await;
    assert_eq!(view.state, ConnectionState::Connected);
    assert_eq!(view.signed_in, Some(signed_in));
    assert_eq!(view.own_client, connection.own_client);
    assert_ne!(lab.kept(&connection).unwrap(), first, "it is good once");
    assert!(again.fake.opened.lock().unwrap().is_empty());
}

#[tokio::test]
async fn a_sign_in_that_the_provider_has_ended_is_asked_for_once() {
    let lab = Lab::start().await;
    lab.hurry().await;
    let desk = lab.desk();
    let connection = lab.sign_in(&desk, lab.address(), "ada").await;
    // In use.
    lab.provider.revoke("ada").await.unwrap();
    lab.token_ends().await;
    for _ in 0..2 {
        let failure = desk.send(&connection.id, "project.list").await.unwrap_err();
        assert_eq!(failure.code, FailureCode::SignInNeeded);
    }
    assert_eq!(desk.view().await.state, ConnectionState::SignInNeeded);
    assert_eq!(lab.kept(&connection), None);

    // At the next start.
    lab.sign_in(&desk, lab.address(), "ada").await;
    lab.provider.revoke("ada").await.unwrap();
    let asked = lab.served("token").await;
    let again = lab.desk();
    for _ in 0..2 {
        let failure = again
            .send(&connection.id, "project.list")
            .await
            .unwrap_err();
        assert_eq!(failure.code, FailureCode::SignInNeeded);
    }
    assert_eq!(again.view().await.state, ConnectionState::SignInNeeded);
    assert_eq!(lab.kept(&connection), None);
    assert_eq!(lab.served("token").await, asked + 1);
}

/// A keychain that takes its time.
#[derive(Default)]
struct Gated {
    entries: MemoryKeychain,
    /// Whether it is shut, and how many wait.
    gate: Mutex<(bool, usize)>,
    opened: Condvar,
}

impl Gated {
    fn shut(&self, is_shut: bool) {
        self.gate.lock().unwrap().0 = is_shut;
        self.opened.notify_all();
    }
}

impl Keychain for Gated {
    fn check(&self) -> Result<(), KeychainError> {
        Ok(())
    }
    fn get(&self, entry: &str) -> Result<Option<Secret>, KeychainError> {
        self.entries.get(entry)
    }
    fn set(&self, entry: &str, secret: &Secret) -> Result<(), KeychainError> {
        let mut gate = self.gate.lock().unwrap();
        gate.1 += 1;
        while gate.0 {
            gate = self.opened.wait(gate).unwrap();
        }
        gate.1 -= 1;
        drop(gate);
        self.entries.set(entry, secret)
    }
    fn remove(&self, entry: &str) -> Result<(), KeychainError> {
        self.entries.remove(entry)
    }
}

#[tokio::test]
async fn a_new_refresh_token_is_stored_before_the_registry_is_asked() {
    let lab = Lab::start().await;
    lab.hurry().await;
    let keychain = Arc::new(Gated::default());
    let desk = Desk::open(lab.folder.path(), keychain.clone());
    let connection = lab.sign_in(&desk, lab.address(), "ada").await;
    let kept = || refresh_token(keychain.get(connection.id.as_str()).unwrap());
    let before = kept();
    lab.token_ends().await;
    keychain.shut(true);
    lab.registry.clear_requests();
    let asked: Vec<_> = (0..3)
        .map(|_| {
            let (desk, id) = (desk.clone(), connection.id.clone());
            tokio::spawn(async move { desk.send(&id, "project.list").await })
        })
        .collect();
    until(|| keychain.gate.lock().unwrap().1 == 1).await;
    assert!(lab.registry.requests().is_empty());
    keychain.shut(false);
    for asked in asked {
        asked.await.unwrap().unwrap();
    }
    assert_ne!(kept(), before);
    // For the code, and once for all three.
    assert_eq!(lab.served("token").await, 2);
    // The newest is good.
    let again = Desk::open(lab.folder.path(), keychain.clone());
    again.send(&connection.id, "project.list").await.unwrap();
}

#[tokio::test]
async fn signing_out_ends_it_at_the_provider_and_forgets_it() {
    let lab = Lab::start().await;
    let desk = lab.desk();
    let mut connection = None;
    // In use, and as it was kept from a run before.
    for restarted in [false, true] {
        let signed_in = lab.sign_in(&desk, lab.address(), "ada").await;
        let token = lab.kept(&signed_in).unwrap();
        let desk = if restarted { lab.desk() } else { desk.clone() };
        let ended = lab.served("revocation").await;
        let command = SignOut {
            connection: signed_in.id.clone(),
        };
        let out = desk.ask(command).await.unwrap();
        assert_eq!(out.notices, Vec::<String>::new());
        assert_eq!(out.connection.state, ConnectionState::SignInNeeded);
        assert!(out.connection.accounts[0].signed_out);
        assert_eq!(lab.served("revocation").await, ended + 1);
        assert_eq!(lab.kept(&signed_in), None);
        assert_eq!(lab.refresh(&token).await["error"], "invalid_grant");
        let failure = desk.send(&signed_in.id, "project.list").await.unwrap_err();
        assert_eq!(failure.code, FailureCode::SignInNeeded);
        connection = Some(signed_in);
    }
    // A provider that can't be told is no reason to stay.
    let connection = connection.unwrap();
    lab.sign_in(&desk, lab.address(), "ada").await;
    lab.provider
        .control(json!({"fail": "revocation"}))
        .await
        .unwrap();
    let command = SignOut {
        connection: connection.id.clone(),
    };
    let out = desk.ask(command).await.unwrap();
    assert!(out.notices[0].contains("identity provider"), "{out:?}");
    assert_eq!(lab.kept(&connection), None);
}

#[tokio::test]
async fn somebody_new_to_the_registry_comes_in_by_the_browser_once() {
    let lab = Lab::start().await;
    let desk = lab.desk();
    let under_way = desk.begin_as(own(lab.address(), Some("pilothouse")));
    under_way.waits().await;
    lab.visit(&desk, "newbie", Answer::Allow).await;
    assert_eq!(over(&under_way).await, SignInStep::UnknownPerson);
    // What the provider gave is of no use.
    for _ in 0..200 {
        if lab.served("revocation").await == 1 {
            break;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    assert_eq!(lab.served("revocation").await, 1);

    let at = SignInPlace::Browser;
    under_way.input(Input::BeginAgain { at }).await;
    until(|| desk.fake.opened.lock().unwrap().len() == 2).await;
    under_way
        .until(|step| *step == SignInStep::Opened { at })
        .await;
    let page = desk.fake.opened.lock().unwrap()[1].clone();
    let back = lab.browser.sign_in(&page, "newbie", Answer::Allow);
    under_way.paste(&back.await.unwrap()).await;
    under_way
        .until(|step| matches!(step, SignInStep::NeedsName { .. }))
        .await;
    let name = "newbie".to_owned();
    under_way.input(Input::UserName { name }).await;
    let connection = under_way.done().await.unwrap();
    assert_eq!(connection.last_way, Some(SignInMethod::Browser));

    let to = SignInTo::Connection {
        connection: connection.id.clone(),
        another: false,
    };
    let known = lab.sign_in(&desk, to, "newbie").await;
    assert_eq!(known.account.name(), Some("newbie"));
    assert_eq!(known.accounts.len(), 1);
    assert_eq!(known.last_way, Some(SignInMethod::Provider));
}

#[tokio::test]
async fn a_refusal_at_the_providers_page_is_told_in_its_words() {
    let lab = Lab::start().await;
    let desk = lab.desk();
    let under_way = desk.begin_as(own(lab.address(), Some("pilothouse")));
    under_way.waits().await;
    lab.visit(&desk, "ada", Answer::Deny).await;
    let SignInStep::Refused { said } = over(&under_way).await else {
        panic!("{:?}", under_way.steps())
    };
    assert!(said.starts_with("access_denied: "), "{said}");
    // Another attempt goes well.
    let at = SignInPlace::Loopback;
    under_way.input(Input::BeginAgain { at }).await;
    until(|| desk.fake.opened.lock().unwrap().len() == 2).await;
    lab.visit(&desk, "ada", Answer::Allow).await;
    under_way.done().await.unwrap();
}

#[tokio::test]
async fn a_client_that_is_not_made_for_it_is_told_with_what_to_do() {
    let lab = Lab::start().await;
    for (client_id, opens, code) in [
        // The registry's own has a secret.
        (None, true, FailureCode::Unsupported),
        (Some("nobody"), false, FailureCode::Unsupported),
        // The registry is not in its audience.
        (Some("pilothouse-alone"), true, FailureCode::BadAnswer),
    ] {
        let desk = lab.desk();
        let under_way = desk.begin_as(own(lab.address(), client_id));
        if opens {
            under_way.waits().await;
            lab.visit(&desk, "ada", Answer::Allow).await;
        }
        let SignInStep::Failed { failure } = over(&under_way).await else {
            panic!("{client_id:?} {:?}", under_way.steps())
        };
        assert_eq!(failure.code, code, "{client_id:?} {failure:?}");
        let hint = failure.hint.unwrap();
        assert!(hint.contains("docs/administrators.md"), "{hint}");
        assert_eq!(desk.fake.opened.lock().unwrap().is_empty(), !opens);
        // It goes on in the browser.
        let at = SignInPlace::Browser;
        under_way.input(Input::BeginAgain { at }).await;
        under_way
            .until(|step| *step == SignInStep::Opened { at })
            .await;
        under_way.cancel().await;
        let failure = under_way.done().await.unwrap_err();
        assert_eq!(failure.code, FailureCode::Cancelled);
    }
}

#[tokio::test]
async fn a_public_client_of_the_registrys_own_needs_nothing_typed() {
    let lab = Lab::start_as("pilothouse").await;
    let desk = lab.desk();
    let under_way = desk.begin(lab.address(), SignInPlace::Loopback, false);
    under_way.waits().await;
    lab.visit(&desk, "ada", Answer::Allow).await;
    let connection = under_way.done().await.unwrap();
    assert_eq!(connection.account.name(), Some("ada"));
    assert_eq!(connection.own_client, None);
}

#[tokio::test]
async fn a_provider_that_fails_for_a_while_ends_nothing() {
    let lab = Lab::start().await;
    let desk = lab.desk();
    let connection = lab.sign_in(&desk, lab.address(), "ada").await;
    let again = lab.desk();
    for endpoint in ["discovery", "token", "jwks"] {
        let fail = json!({"fail": endpoint});
        lab.provider.control(fail).await.unwrap();
        let sent = again.send(&connection.id, "project.list").await;
        let failure = sent.unwrap_err();
        assert_eq!(failure.code, FailureCode::Server, "{endpoint} {failure:?}");
        assert!(failure.message.contains("identity provider"), "{failure:?}");
        let state = again.view().await.state;
        assert!(
            matches!(state, ConnectionState::Offline { .. }),
            "{state:?}"
        );
    }
    lab.hurry().await;
    let fail = json!({"fail": null});
    lab.provider.control(fail.clone()).await.unwrap();
    again.send(&connection.id, "project.list").await.unwrap();
    assert_eq!(again.view().await.state, ConnectionState::Connected);

    // In use.
    lab.token_ends().await;
    lab.provider
        .control(json!({"fail": "token"}))
        .await
        .unwrap();
    let failure = again
        .send(&connection.id, "project.list")
        .await
        .unwrap_err();
    assert_eq!(failure.code, FailureCode::Server);
    assert!(failure.message.contains("identity provider"), "{failure:?}");
    lab.provider.control(fail).await.unwrap();
    again.send(&connection.id, "project.list").await.unwrap();
}

#[tokio::test]
async fn a_wrong_issuer_is_said_and_nothing_is_opened() {
    let lab = Lab::start().await;
    let desk = lab.desk();
    let mut command = own(lab.address(), Some("pilothouse"));
    let issuer = format!("{}/", lab.provider.issuer());
    for (issuer, is_right) in [
        ("http://id.example.org".to_owned(), false),
        (lab.registry.url(), false),
        (issuer, true),
    ] {
        command.own_client = Some(OwnClient {
            client_id: Some("pilothouse".to_owned()),
            issuer: Some(issuer.clone()),
            consent: false,
        });
        let under_way = desk.begin_as(command.clone());
        let told = |step: &SignInStep| step.is_over() || matches!(step, SignInStep::Waiting { .. });
        under_way.until(told).await;
        let step = under_way.steps().pop().unwrap();
        assert_eq!(!step.is_over(), is_right, "{issuer}: {step:?}");
        assert_eq!(desk.fake.opened.lock().unwrap().is_empty(), !is_right);
        under_way.cancel().await;
    }
}

#[tokio::test]
async fn a_cancelled_sign_in_closes_its_port() {
    let lab = Lab::start().await;
    let desk = lab.desk();
    let under_way = desk.begin_as(own(lab.address(), Some("pilothouse")));
    under_way.waits().await;
    let steps = under_way.steps();
    let SignInStep::Page { back_at, .. } = &steps[1] else {
        panic!("{steps:?}")
    };
    assert!(TcpStream::connect(back_at).await.is_ok());
    under_way.cancel().await;
    under_way.done().await.unwrap_err();
    assert!(TcpStream::connect(back_at).await.is_err());
}

#[tokio::test]
async fn accounts_are_switched_without_asking_the_provider() {
    let lab = Lab::start().await;
    let desk = lab.desk();
    let ada = lab.sign_in(&desk, lab.address(), "ada").await;
    let to = SignInTo::Connection {
        connection: ada.id.clone(),
        another: true,
    };
    // Another person has another browser.
    let other = Browser::new().unwrap();
    let under_way = desk.begin_as(own(to, Some("pilothouse")));
    under_way.waits().await;
    let page = desk.fake.opened.lock().unwrap().last().cloned().unwrap();
    open(&other.sign_in(&page, "bob", Answer::Allow).await.unwrap()).await;
    let both = under_way.done().await.unwrap();
    assert_eq!(both.accounts.len(), 2);
    let (asked, ended) = (lab.served("token").await, lab.served("revocation").await);
    for (account, name) in [(0, "ada"), (1, "bob"), (0, "ada")] {
        let command = SwitchAccount {
            connection: ada.id.clone(),
            account: both.accounts[account].id,
        };
        let view = desk.ask(command).await.unwrap();
        assert_eq!(view.state, ConnectionState::Connected);
        assert_eq!(view.account.name(), Some(name));
    }
    assert_eq!(lab.served("token").await, asked);
    assert_eq!(lab.served("revocation").await, ended);
    let command = RemoveAccount {
        connection: ada.id.clone(),
        account: both.accounts[1].id,
    };
    let removed = desk.ask(command).await.unwrap();
    assert_eq!(removed.notices, Vec::<String>::new());
    assert_eq!(lab.served("revocation").await, ended + 1);
    desk.send(&ada.id, "project.list").await.unwrap();
}

#[tokio::test]
async fn signing_in_again_as_the_same_person_keeps_the_newer_sign_in() {
    let lab = Lab::start().await;
    lab.hurry().await;
    let desk = lab.desk();
    lab.sign_in(&desk, lab.address(), "ada").await;
    let connection = lab.sign_in(&desk, lab.address(), "ada").await;
    assert_eq!(connection.accounts.len(), 1);
    lab.token_ends().await;
    desk.send(&connection.id, "project.list").await.unwrap();
    assert_eq!(desk.view().await.state, ConnectionState::Connected);
}

#[tokio::test]
async fn a_provider_with_a_word_of_its_own_for_the_end_is_understood() {
    // As Dex has it.
    let lab = Lab::start_with("harbor", json!({"dead_refresh": "invalid_request"})).await;
    lab.hurry().await;
    let desk = lab.desk();
    let connection = lab.sign_in(&desk, lab.address(), "ada").await;
    lab.provider.revoke("ada").await.unwrap();
    lab.token_ends().await;
    let asked = lab.served("token").await;
    for _ in 0..3 {
        let failure = desk.send(&connection.id, "project.list").await.unwrap_err();
        assert_eq!(failure.code, FailureCode::SignInNeeded, "{failure:?}");
    }
    assert_eq!(desk.view().await.state, ConnectionState::SignInNeeded);
    assert_eq!(lab.kept(&connection), None);
    assert_eq!(lab.served("token").await, asked + 1, "it is asked once");
}

#[tokio::test]
async fn where_nothing_can_be_ended_at_the_provider_that_is_said() {
    let lab = Lab::start_with("harbor", json!({"revocation": false})).await;
    let desk = lab.desk();
    for restarted in [false, true] {
        let signed_in = lab.sign_in(&desk, lab.address(), "ada").await;
        let token = lab.kept(&signed_in).unwrap();
        let desk = if restarted { lab.desk() } else { desk.clone() };
        let connection = signed_in.id.clone();
        let out = desk.ask(SignOut { connection }).await.unwrap();
        assert_eq!(out.notices.len(), 1, "{restarted} {out:?}");
        assert!(out.notices[0].contains("no way to end it"), "{out:?}");
        assert_eq!(lab.kept(&signed_in), None);
        // It is true.
        assert!(lab.refresh(&token).await["id_token"].is_string());
    }
}

#[tokio::test]
async fn with_consent_a_strict_provider_gives_what_is_needed_to_stay() {
    let lab = Lab::start_with("harbor", json!({"refresh_tokens": "with_consent"})).await;
    let desk = lab.desk();
    let without = lab.sign_in(&desk, lab.address(), "ada").await;
    let session = without.signed_in.unwrap().session;
    assert!(matches!(session, SessionLife::Ends { .. }), "{session:?}");

    let mut command = own(lab.address(), Some("pilothouse"));
    command.own_client.as_mut().unwrap().consent = true;
    // The setting is kept, and used again after a restart.
    for desk in [desk, lab.desk()] {
        let under_way = desk.begin_as(command.clone());
        under_way.waits().await;
        let page = desk.fake.opened.lock().unwrap().last().cloned().unwrap();
        assert!(page.contains("prompt=consent"));
        lab.visit(&desk, "ada", Answer::Allow).await;
        let connection = under_way.done().await.unwrap();
        let signed_in = connection.signed_in.clone().unwrap();
        assert_eq!(signed_in.session, SessionLife::Renews);
        assert!(lab.kept(&connection).is_some());
        command.own_client = connection.own_client;
    }
    assert!(command.own_client.unwrap().consent);
}

#[tokio::test]
async fn a_client_that_may_not_have_all_is_asked_for_less() {
    // Without consent this provider lets `offline_access` pass, and gives nothing for it.
    for (scope, consent, expected) in [
        ("openid profile email", true, "openid profile email"),
        ("openid profile", false, "openid"),
    ] {
        let lab = Lab::start_with("harbor", json!({"client_scope": scope})).await;
        let desk = lab.desk();
        let mut command = own(lab.address(), Some("pilothouse"));
        command.own_client.as_mut().unwrap().consent = consent;
        let under_way = desk.begin_as(command);
        under_way.waits().await;
        // Nobody sees the pages that would have been refused.
        assert_eq!(desk.fake.opened.lock().unwrap().len(), 1);
        let page = Url::parse(&desk.fake.opened.lock().unwrap()[0]).unwrap();
        let asked = page.query_pairs().find(|(name, _)| name == "scope");
        assert_eq!(asked.unwrap().1, expected);
        lab.visit(&desk, "ada", Answer::Allow).await;
        let connection = under_way.done().await.unwrap();
        assert_eq!(connection.account.name(), Some("ada"));
    }
}

#[tokio::test]
async fn a_provider_that_refuses_scopes_only_after_the_sign_in_is_asked_for_less() {
    let lab = Lab::start().await;
    let desk = lab.desk();
    let under_way = desk.begin_as(own(lab.address(), Some("pilothouse")));
    let mut asked = Vec::new();
    for attempt in 1..=3 {
        until(|| desk.fake.opened.lock().unwrap().len() == attempt).await;
        let page = desk.fake.opened.lock().unwrap().last().cloned().unwrap();
        let page = Url::parse(&page).unwrap();
        let parameter = |name: &str| {
            let mut pairs = page.query_pairs();
            pairs
                .find(|(known, _)| known == name)
                .unwrap()
                .1
                .into_owned()
        };
        asked.push(parameter("scope"));
        let mut back = Url::parse(&parameter("redirect_uri")).unwrap();
        back.query_pairs_mut()
            .append_pair("state", &parameter("state"))
            .append_pair("iss", lab.provider.issuer())
            .append_pair("error", "invalid_scope");
        open(back.as_str()).await;
    }
    assert_eq!(
        asked,
        [
            "openid profile email offline_access",
            "openid profile email",
            "openid"
        ]
    );
    let SignInStep::Failed { failure } = over(&under_way).await else {
        panic!("{:?}", under_way.steps())
    };
    assert_eq!(failure.code, FailureCode::Unsupported);
    under_way.cancel().await;
}
