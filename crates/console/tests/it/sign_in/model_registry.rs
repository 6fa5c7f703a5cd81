//! The Model Registry beside a registry: its own sign-in, what it lists, registering and refreshing.

use std::time::Duration;

use demo_harbor::World;
use demo_model_registry::{DemoModelRegistry, Options};
use harbor_api::{ProjectName, RepositoryName};
use listing::{
    Cell, Line, ListScope, Query,
    lists::{ModelProjects, Models, Requests, Tenants, model_registry::PLACES},
};
use model_registry_api::{NewTenant, ProjectDraft, TenantSaved};
use pilothouse_protocol::{
    ConnectionState, Entered, FailureCode, ForgetRegistered, ModelRegistryState, NewToken,
    NoteRegistered, ProjectPart, ReadFrom, ReadProjectSettings, ReadRegistration, ReadTenants,
    RefreshModel, RegisterProject, RemoveModelRegistry, RestoreProject, SaveModelRegistry,
    SaveTenant, TokenSource, WriteSnippets,
};

use crate::{lab::Lab, listed::Place, provider::plain_http};

const HOUR: Duration = Duration::from_secs(3600);

async fn open(has_lists: bool) -> (Place, DemoModelRegistry) {
    let place = Place::open_as(World::sample().with_models(), "admin").await;
    let service = DemoModelRegistry::start(Options {
        harbor: place.server.project_access(),
        refresh_takes: Duration::from_millis(5),
        has_lists,
    })
    .await
    .unwrap();
    (place, service)
}

fn save(place: &Place, service: &DemoModelRegistry, token: &str) -> SaveModelRegistry {
    SaveModelRegistry {
        connection: place.connection.id.clone(),
        address: format!("{}/swagger/index.html", service.url()),
        trust: plain_http(),
        token: NewToken::Pasted(Entered::new(format!("Bearer {token}\n"))),
    }
}

async fn connected(has_lists: bool) -> (Place, DemoModelRegistry) {
    let (place, service) = open(has_lists).await;
    let command = save(&place, &service, &service.token(HOUR));
    place.desk.ask(command).await.unwrap();
    (place, service)
}

/// The lines of a list, and whether the service lists them.
async fn rows(place: &Place, scope: impl Into<ListScope>) -> (Vec<Line>, bool) {
    let list = place.open_list(scope).await.list;
    let state = place.read(list, ReadFrom::Start).await.unwrap();
    let lines = place
        .lines(list, Query::everything(chrono::Utc::now()))
        .await
        .lines;
    let listed = state.facts.get("listed") == Some(&Cell::Text("yes".to_owned()));
    (lines, listed)
}

fn text<'a>(scope: &ListScope, line: &'a Line, column: &str) -> &'a str {
    let at = scope
        .columns()
        .iter()
        .position(|it| it.id == column)
        .unwrap();
    line.cells[at].text().unwrap_or_default()
}

/// The states of a list's rows by their first column.
async fn states(place: &Place, scope: impl Into<ListScope>) -> Vec<(String, String)> {
    let scope = scope.into();
    let (lines, _) = rows(place, scope.clone()).await;
    let mut states: Vec<_> = lines
        .iter()
        .map(|line| {
            let key = line.cells[0].text().unwrap_or_default().to_owned();
            (key, text(&scope, line, "state").to_owned())
        })
        .collect();
    states.sort();
    states
}

fn project(name: &str) -> ProjectName {
    ProjectName::new(name).unwrap()
}

fn refresh(place: &Place, project_name: &str, model: &str) -> RefreshModel {
    RefreshModel {
        connection: place.connection.id.clone(),
        project: project(project_name),
        model: RepositoryName::new(model).unwrap(),
    }
}

fn draft(name: &str) -> ProjectDraft {
    ProjectDraft {
        name: name.to_owned(),
        display_name: "Galaxies".to_owned(),
        tenant_id: "1".to_owned(),
        description: String::new(),
        public: false,
    }
}

#[tokio::test]
async fn models_are_joined_with_harbors_and_only_what_is_older_is_stale() {
    let (place, _service) = connected(true).await;
    let found = states(&place, Models {}).await;
    let expected = [
        ("astro-models/deblend-unet", "current"),
        ("astro-models/frb-classifier", "stale"),
        ("astro-models/galaxy-morph", "current"),
        ("astro-models/llama-astro-8b", "current"),
        ("astro-models/sersic-fit", "only_registered"),
        ("astro-models/star-gal-sep", "only_in_harbor"),
    ];
    let expected = expected.map(|(key, state)| (key.to_owned(), state.to_owned()));
    assert_eq!(found, expected);
    let (lines, is_listed) = rows(&place, Models {}).await;
    assert!(is_listed);
    let scope = ListScope::from(Models {});
    let frb = lines
        .iter()
        .find(|line| text(&scope, line, "name") == "frb-classifier");
    let frb = frb.unwrap();
    let said = ["tenant", "family", "format", "precision", "parameters"];
    assert_eq!(
        said.map(|column| text(&scope, frb, column)),
        ["canfar", "resnet", "onnx", "float16", "153m"]
    );
}

#[tokio::test]
async fn models_come_with_the_tenants_and_projects_that_they_stand_under() {
    let (place, _service) = connected(true).await;
    let list = place.open_list(Models {}).await.list;
    let state = place.read(list, ReadFrom::Start).await.unwrap();
    let places = state.facts.get(PLACES).map(Cell::texts);
    let expected = ["canfar/astro-models", "cirada/"].map(str::to_owned);
    assert_eq!(places, Some(&expected[..]));
}

#[tokio::test]
async fn a_refresh_makes_a_stale_model_current() {
    let (place, service) = connected(true).await;
    service.fail_refresh("astro-models/frb-classifier");
    let failure = place
        .desk
        .ask(refresh(&place, "astro-models", "frb-classifier"))
        .await;
    assert_eq!(failure.unwrap_err().code, FailureCode::Server);
    for model in ["frb-classifier", "star-gal-sep"] {
        place
            .desk
            .ask(refresh(&place, "astro-models", model))
            .await
            .unwrap();
    }
    let found = states(&place, Models {}).await;
    let current = found.iter().filter(|(_, state)| state == "current").count();
    assert_eq!(current, 5, "{found:?}");
    let gone = place
        .desk
        .ask(refresh(&place, "astro-models", "sersic-fit"))
        .await;
    assert_eq!(gone.unwrap_err().code, FailureCode::NotFound);
}

#[tokio::test]
async fn projects_of_both_sides_are_one_list() {
    let (place, _service) = connected(true).await;
    let found = states(&place, ModelProjects {}).await;
    let state = |name: &str| found.iter().find(|(key, _)| key == name).unwrap().1.clone();
    assert_eq!(state("astro-models"), "registered");
    assert_eq!(state("galaxies"), "only_in_harbor");
    let (tenants, is_listed) = rows(&place, Tenants {}).await;
    assert!(is_listed);
    assert_eq!(tenants.len(), 2);
}

#[tokio::test]
async fn a_tenant_that_is_there_is_updated_and_no_failure() {
    let (place, _service) = connected(true).await;
    let tenant = |name: &str| SaveTenant {
        connection: place.connection.id.clone(),
        tenant: NewTenant {
            name: name.to_owned(),
            company_name: "Another name".to_owned(),
            url: "https://rubin.example.org".to_owned(),
        },
    };
    let made = place.desk.ask(tenant("rubin")).await.unwrap();
    assert_eq!(made.saved, TenantSaved::Created);
    let updated = place.desk.ask(tenant("canfar")).await.unwrap();
    assert_eq!(updated.saved, TenantSaved::Updated);
    let (tenants, _) = rows(&place, Tenants {}).await;
    assert_eq!(tenants.len(), 3);
    assert!(
        tenants
            .iter()
            .any(|line| line.cells[0].text() == Some("canfar")
                && line.cells[1].text() == Some("Another name"))
    );
}

#[tokio::test]
async fn what_registering_sets_back_is_read_before_and_put_back_afterwards() {
    let (place, service) = connected(true).await;
    let id = place.connection.id.clone();
    let read = || ReadProjectSettings {
        connection: id.clone(),
        project: project("galaxies"),
    };
    let before = place.desk.ask(read()).await.unwrap();
    assert_eq!((before.members.len(), before.webhooks.len()), (4, 1));
    assert_eq!(before.unread, []);
    let register = RegisterProject {
        connection: id.clone(),
        project: draft("galaxies"),
        is_in_harbor: true,
    };
    let registered = place.desk.ask(register).await.unwrap();
    assert_eq!(registered.project.name, "galaxies");
    assert!(service.requests().contains(&"PUT /projects".to_owned()));

    let reset = place.desk.ask(read()).await.unwrap();
    assert_eq!(reset.members.len(), 1);
    assert_eq!(
        reset.configuration,
        [("public".to_owned(), "false".to_owned())]
    );
    assert_eq!(reset.webhooks[0].0, "model-registry");

    let restored = place
        .desk
        .ask(RestoreProject {
            settings: before.id,
            parts: vec![
                ProjectPart::Configuration,
                ProjectPart::Members,
                ProjectPart::Webhooks,
            ],
        })
        .await
        .unwrap();
    assert_eq!(restored.failed, []);
    let after = place.desk.ask(read()).await.unwrap();
    assert_eq!(after.members.len(), 4);
    assert_eq!(after.configuration, before.configuration);
    // The service's own webhook stays beside it.
    assert_eq!(after.webhooks.len(), 2);
    let told = format!("{before:?} {:?}", place.desk.events());
    assert!(
        !told.contains("survey-7f3a"),
        "what a webhook signs in with"
    );

    let registration = place
        .desk
        .ask(ReadRegistration {
            connection: id,
            project: project("galaxies"),
            model: Some(RepositoryName::new("team/cr-mask").unwrap()),
        })
        .await
        .unwrap();
    assert_eq!(registration.is_registered, Some(true));
    assert_eq!(registration.tenant.as_deref(), Some("canfar"));
}

#[tokio::test]
async fn a_dead_token_is_said_as_such_and_does_not_end_harbors_sign_in() {
    let (place, service) = connected(true).await;
    service.end_tokens();
    let failure = place
        .desk
        .ask(refresh(&place, "astro-models", "galaxy-morph"))
        .await;
    let failure = failure.unwrap_err();
    assert_eq!(failure.code, FailureCode::TokenRefused);
    assert!(failure.of_model_registry);
    let list = place.open_list(Models {}).await.list;
    let failure = place.read(list, ReadFrom::Start).await.unwrap_err();
    assert_eq!(failure.code, FailureCode::TokenRefused);
    let registries = place.desk.console.start().await.model_registries;
    assert_eq!(registries[0].state, ModelRegistryState::TokenRefused);
    let connections = place.desk.console.start().await.connections;
    assert_eq!(connections[0].state, ConnectionState::Connected);

    // A new one is tried before the old one is given up.
    let wrong = save(&place, &service, "wrong");
    let refused = place.desk.ask(wrong).await.unwrap_err();
    assert_eq!(refused.code, FailureCode::TokenRefused);
    let new = save(&place, &service, &service.token(HOUR));
    let saved = place.desk.ask(new).await.unwrap();
    assert_eq!(saved.state, ModelRegistryState::Connected);
    let left = saved.expires.unwrap() - chrono::Utc::now();
    assert!((3500..=3600).contains(&left.num_seconds()), "{left}");
    place.read(list, ReadFrom::Start).await.unwrap();
}

#[tokio::test]
async fn its_first_requests_are_in_the_log_and_copied_with_its_token() {
    let (place, _service) = connected(true).await;
    let (lines, _) = rows(&place, Requests {}).await;
    let scope = ListScope::from(Requests {});
    let page = lines
        .iter()
        .find(|line| text(&scope, line, "request").ends_with("/swagger/index.html"))
        .unwrap();
    let command = WriteSnippets {
        connection: place.connection.id.clone(),
        number: text(&scope, page, "number").parse().unwrap(),
    };
    let copied = place.desk.ask(command).await.unwrap();
    assert!(
        copied.curl.contains("$MODEL_REGISTRY_TOKEN") && !copied.curl.contains("--user"),
        "{}",
        copied.curl
    );
}

#[tokio::test]
async fn a_token_goes_to_no_other_address() {
    let (place, service) = connected(true).await;
    let (_, other) = open(true).await;
    let command = SaveModelRegistry {
        token: NewToken::Kept,
        ..save(&place, &other, "")
    };
    let failure = place.desk.ask(command).await.unwrap_err();
    assert_eq!(failure.code, FailureCode::TokenRefused);
    assert_eq!(other.requests(), Vec::<String>::new());
    assert!(!service.requests().is_empty());
}

#[tokio::test]
async fn a_right_that_is_missing_is_no_dead_token() {
    let (place, service) = open(true).await;
    let command = save(&place, &service, &service.reading_token());
    place.desk.ask(command).await.unwrap();
    let failure = place
        .desk
        .ask(refresh(&place, "astro-models", "galaxy-morph"))
        .await;
    assert_eq!(failure.unwrap_err().code, FailureCode::Forbidden);
}

#[tokio::test]
async fn a_service_that_lists_nothing_has_what_was_made_here_or_told() {
    let (place, _service) = connected(false).await;
    let id = place.connection.id.clone();
    let (tenants, is_listed) = rows(&place, Tenants {}).await;
    assert!(!is_listed && tenants.is_empty());
    let found = states(&place, ModelProjects {}).await;
    assert!(
        found.iter().all(|(_, state)| state == "unknown"),
        "{found:?}"
    );
    let tenant = NewTenant {
        name: "canfar".to_owned(),
        company_name: "CANFAR".to_owned(),
        url: "https://canfar.example.org".to_owned(),
    };
    let told = SaveTenant {
        connection: id.clone(),
        tenant,
    };
    let updated = place.desk.ask(told).await.unwrap();
    assert_eq!(updated.saved, TenantSaved::Updated);
    let note = NoteRegistered {
        connection: id,
        project: project("astro-models"),
        tenant: "canfar".to_owned(),
    };
    place.desk.ask(note).await.unwrap();
    let found = states(&place, Models {}).await;
    assert!(
        found.iter().all(|(_, state)| state == "unknown"),
        "{found:?}"
    );
    place
        .desk
        .ask(refresh(&place, "astro-models", "galaxy-morph"))
        .await
        .unwrap();
    let found = states(&place, Models {}).await;
    let morph = found
        .iter()
        .find(|(key, _)| key == "astro-models/galaxy-morph");
    assert_eq!(morph.unwrap().1, "current");

    let astro = |found: &[(String, String)]| {
        let mut found = found.iter();
        let astro = found.find(|(name, _)| name == "astro-models");
        astro.map(|(_, state)| state.clone())
    };
    let of = ReadRegistration {
        connection: place.connection.id.clone(),
        project: project("astro-models"),
        model: None,
    };
    let told = place.desk.ask(of).await.unwrap();
    assert_eq!(told.tenant.as_deref(), Some("canfar"));
    let found = states(&place, ModelProjects {}).await;
    assert_eq!(astro(&found).as_deref(), Some("registered"));
    let forget = ForgetRegistered {
        connection: place.connection.id.clone(),
        project: project("astro-models"),
    };
    place.desk.ask(forget).await.unwrap();
    let found = states(&place, ModelProjects {}).await;
    assert_eq!(astro(&found).as_deref(), Some("unknown"));
}

#[tokio::test]
async fn another_model_registry_takes_the_place_of_the_one_before() {
    let (place, before) = connected(false).await;
    let id = place.connection.id.clone();
    let note = NoteRegistered {
        connection: id.clone(),
        project: project("astro-models"),
        tenant: "canfar".to_owned(),
    };
    place.desk.ask(note).await.unwrap();
    let other = DemoModelRegistry::start(Options {
        harbor: place.server.project_access(),
        refresh_takes: Duration::from_millis(5),
        has_lists: false,
    })
    .await
    .unwrap();
    let token = other.token(HOUR);
    place.desk.ask(save(&place, &other, &token)).await.unwrap();
    let registries = place.desk.console.start().await.model_registries;
    assert_eq!(registries.len(), 1, "{registries:?}");
    assert_eq!(registries[0].address.to_string(), other.url());
    // What was told of the one before is no knowledge of this one, and that one is asked no more.
    let asked = before.requests().len();
    let found = states(&place, ModelProjects {}).await;
    assert!(
        found.iter().all(|(_, state)| state == "unknown"),
        "{found:?}"
    );
    assert_eq!(before.requests().len(), asked);
    // Another service may stand under another path of the same host.
    let beside = SaveModelRegistry {
        address: format!("{}/other", other.url()),
        token: NewToken::Kept,
        ..save(&place, &other, "")
    };
    let refused = place.desk.ask(beside).await.unwrap_err();
    assert_eq!(refused.code, FailureCode::TokenRefused);
}

#[tokio::test]
async fn a_removed_model_registry_leaves_nothing_behind() {
    let (place, _service) = connected(true).await;
    rows(&place, Models {}).await;
    let connection = place.connection.id.clone();
    let removed = RemoveModelRegistry { connection };
    assert_eq!(
        place.desk.ask(removed).await.unwrap().notices,
        Vec::<String>::new()
    );
    assert_eq!(place.desk.console.start().await.model_registries, []);
    let list = place.open_list(Models {}).await;
    assert_eq!(list.rows, 0);
    let failure = place.read(list.list, ReadFrom::Start).await.unwrap_err();
    assert_eq!(failure.code, FailureCode::NotFound);
}

#[tokio::test]
async fn the_providers_token_is_sent_where_a_person_chose_that() {
    let lab = Lab::start().await;
    let desk = lab.desk();
    let connection = lab.sign_in(&desk, lab.address(), "ada").await;
    let service = DemoModelRegistry::start(Options {
        harbor: lab.registry.project_access(),
        refresh_takes: Duration::from_millis(5),
        has_lists: true,
    })
    .await
    .unwrap();
    let command = || SaveModelRegistry {
        connection: connection.id.clone(),
        address: service.url(),
        trust: plain_http(),
        token: NewToken::Provider,
    };
    // A service that trusts another provider says so.
    let refused = desk.ask(command()).await.unwrap_err();
    assert_eq!(refused.code, FailureCode::TokenRefused);
    service.trust_issuer(lab.provider.issuer());
    let saved = desk.ask(command()).await.unwrap();
    assert_eq!(saved.token, TokenSource::Provider);
    assert!(saved.expires.is_some());
    let tenants = ReadTenants {
        connection: connection.id,
    };
    assert_eq!(desk.ask(tenants).await.unwrap().tenants.len(), 2);
}

#[tokio::test]
async fn a_password_gives_no_token_for_another_service() {
    let (place, service) = open(true).await;
    let command = SaveModelRegistry {
        token: NewToken::Provider,
        ..save(&place, &service, "")
    };
    let failure = place.desk.ask(command).await.unwrap_err();
    assert_eq!(failure.code, FailureCode::TokenRefused);
    assert_eq!(service.requests(), Vec::<String>::new());
}
