//! Packages of two open lists, compared.

use harbor_api::{ArtifactReference, ProjectName, RepositoryName};
use listing::lists::Findings;
use pilothouse_protocol::{ComparePackages, ListId, ReadFrom};

use crate::listed::Place;

async fn findings(place: &Place, tag: &str) -> ListId {
    let scope = Findings {
        project: ProjectName::new("skaha".to_owned()).unwrap(),
        repository: RepositoryName::new("astroml".to_owned()).unwrap(),
        reference: ArtifactReference::parse(tag).unwrap(),
    };
    let list = place.open_list(scope).await.list;
    place.read(list, ReadFrom::Start).await.unwrap();
    list
}

#[tokio::test]
async fn packages_differ_by_name_and_version_whichever_side_they_are_on() {
    let place = Place::sample().await;
    let before = findings(&place, "25.10").await;
    let after = findings(&place, "25.11").await;
    let compare = async |before, after| {
        let command = ComparePackages { before, after };
        place.desk.ask(command).await.unwrap()
    };
    let there = compare(before, after).await;
    let back = compare(after, before).await;
    assert_eq!(there.new, back.gone);
    assert_eq!(there.gone, back.new);
    assert_eq!(there.changed.len(), back.changed.len());
    assert_eq!(there.same, back.same);
    let differences = there.new.len() + there.gone.len() + there.changed.len();
    assert!(differences > 0, "{there:?}");
    let itself = compare(before, before).await;
    assert!(itself.new.is_empty() && itself.gone.is_empty() && itself.changed.is_empty());
    assert!(itself.same > 0);
}
