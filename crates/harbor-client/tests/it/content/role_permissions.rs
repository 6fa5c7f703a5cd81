//! What the roles may, compared with what a registry says that its members may.

use std::{collections::BTreeSet, time::Duration};

use demo_harbor::{DemoHarbor, Options, PASSWORD};
use harbor_api::{
    ProjectName, ProjectReference,
    operations::{GetCurrentPermissions, GetProject},
    types::Role,
};
use harbor_client::{Address, Client, Proxy, Server, Trust};

#[tokio::test]
async fn each_role_may_what_the_registry_says() {
    let demo = DemoHarbor::start(Options {
        login_delay: Duration::from_millis(1),
        ..Options::default()
    })
    .await
    .unwrap();
    // Somebody with each role in the same project.
    for (name, role) in [
        ("ada", Role::ProjectAdministrator),
        ("bob", Role::Maintainer),
        ("carol", Role::Developer),
        ("dave", Role::Guest),
        ("erin", Role::LimitedGuest),
    ] {
        let server = Server {
            address: Address::parse(&demo.url()).unwrap(),
            trust: Trust {
                accept_plain_http: true,
                ..Trust::default()
            },
            proxy: Proxy::None,
        };
        let client = Client::sign_in(server, name, PASSWORD.into())
            .await
            .unwrap()
            .client;
        let project = GetProject {
            project_name_or_id: ProjectReference::Name(ProjectName::new("skaha").unwrap()),
        };
        let project = client.send(&project).await.unwrap().value;
        assert_eq!(project.role(), Some(role), "{name}");
        let permissions = GetCurrentPermissions {
            scope: Some(format!("/project/{}", project.project_id)),
            relative: Some(true),
        };
        let said = client.send(&permissions).await.unwrap().value;
        let said: BTreeSet<_> = said
            .iter_good()
            .map(|one| (one.resource.as_str(), one.action.as_str()))
            .collect();
        let known: BTreeSet<_> = role.permissions().collect();
        assert_eq!(known, said, "{role:?}");
        assert!(
            known
                .iter()
                .all(|(resource, action)| role.may(resource, action))
        );
    }
}
