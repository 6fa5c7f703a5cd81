//! What a comparison asks of open lists: packages of two that differ, the tag before one.

use chrono::Utc;
use comparison::TagBefore;
use harbor_api::{ArtifactReference, ProjectName, RepositoryName};
use listing::{
    Query,
    lists::{Findings, RepositoryTags},
};
use pilothouse_protocol::{ComparePackages, FailureCode, FindTagBefore, ListId, ReadFrom};

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

#[tokio::test]
async fn the_tag_before_one_is_found_among_all_that_a_list_has_read() {
    let place = Place::sample().await;
    let scope = RepositoryTags {
        project: ProjectName::new("skaha").unwrap(),
        repository: RepositoryName::new("astroml").unwrap(),
    };
    let list = place.open_list(scope).await.list;
    place.read(list, ReadFrom::Start).await.unwrap();
    let lines = place.lines(list, Query::everything(Utc::now())).await;
    let key = |tag: &str| {
        let line = lines.lines.iter().find(|line| {
            let named = line.key.split_once('@');
            named.is_some_and(|(name, _)| name == tag)
        });
        line.unwrap_or_else(|| panic!("no {tag}")).key.clone()
    };
    let before = async |key: String| place.desk.ask(FindTagBefore { list, key }).await;
    let found = before(key("25.11")).await.unwrap();
    let TagBefore::Lower(tag) = &found else {
        panic!("{found:?}");
    };
    assert_eq!(tag.name, "25.10.2");
    assert!(tag.digest.starts_with("sha256:") && tag.pushed.is_some());
    let gone = before(RepositoryTags::key("25.11", "sha256:moved")).await;
    assert_eq!(gone.unwrap_err().code, FailureCode::NotFound);
}
