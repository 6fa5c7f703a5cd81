//! What is worked out of open lists: packages of two that differ, the tag before one, what an allowlist lets through.

use chrono::Utc;
use comparison::TagBefore;
use demo_harbor::{Fault, FaultKind};
use harbor_api::{ArtifactReference, ProjectName, RepositoryName, operations::GetArtifact};
use listing::{
    Condition, Listing, Operator, Query,
    lists::{Findings, RepositoryTags},
};
use pilothouse_protocol::{
    CloseList, ComparePackages, CompareWithEarlier, FailureCode, FindTagBefore, KeepReport, ListId,
    MarkAllowed, ReadFrom,
};
use serde_json::json;

use crate::listed::Place;

fn artifact(tag: &str) -> GetArtifact {
    GetArtifact::new(
        ProjectName::new("skaha").unwrap(),
        RepositoryName::new("astroml").unwrap(),
        ArtifactReference::parse(tag).unwrap(),
    )
}

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
async fn the_report_that_a_scan_ends_is_kept_and_compared_with_the_next() {
    const REPORT: &str = "application/vnd.security.vulnerability.report; version=1.1";
    let place = Place::sample().await;
    let image = place.send(&artifact("25.11")).await;
    let by = |reference: &str| Findings {
        project: ProjectName::new("skaha").unwrap(),
        repository: RepositoryName::new("astroml").unwrap(),
        reference: ArtifactReference::parse(reference).unwrap(),
    };
    let keep = KeepReport {
        connection: place.connection.id.clone(),
        artifact: by(&image.digest),
        shown_as: ArtifactReference::parse("25.11").unwrap(),
    };
    let reports = || {
        let requests = place.server.requests().into_iter();
        let reads =
            requests.filter(|line| line.operation.as_deref() == Some("getVulnerabilitiesAddition"));
        reads.count()
    };
    let list = findings(&place, "25.11").await;
    let compare = async |list| {
        let artifact = by(&image.digest);
        let command = CompareWithEarlier { list, artifact };
        place.desk.ask(command).await.unwrap().since
    };
    assert_eq!(compare(list).await, None, "nothing was kept");
    // What a page shows is not read for it.
    place.desk.ask(keep.clone()).await.unwrap();
    assert_eq!(reports(), 1);
    assert_eq!(compare(list).await, None, "it is the same report still");

    let lines = place.lines(list, Query::everything(Utc::now())).await;
    let before = lines.rows;
    let next = json!({REPORT: {
        "severity": "High", "generated_at": "2026-11-28T08:00:00Z",
        "scanner": {"name": "Trivy", "version": "v0.65.0"},
        "vulnerabilities": [{
            "id": "CVE-2026-99999", "package": "zlib", "version": "1.3", "severity": "High",
        }],
    }});
    place.server.faults().push(Fault {
        operation: Some("getVulnerabilitiesAddition".to_owned()),
        page: None,
        kind: FaultKind::Json(next),
        times: None,
    });
    place.read(list, ReadFrom::Start).await.unwrap();
    let since = compare(list).await.unwrap();
    assert_eq!(since.changes.fixed.len(), before, "{since:?}");
    assert_eq!(since.changes.new[0].id, "CVE-2026-99999");

    // The page was left: the next visit compares as well, and a report that no page shows is read.
    place.desk.ask(CloseList { list }).await.unwrap();
    let again = findings(&place, &image.digest).await;
    assert!(compare(again).await.is_some());
    place.desk.ask(CloseList { list: again }).await.unwrap();
    let so_far = reports();
    place.desk.ask(keep).await.unwrap();
    assert_eq!(reports(), so_far + 1);
    assert_eq!(compare(again).await, None, "now this one is the earlier");
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

#[tokio::test]
async fn what_an_allowlist_lets_through_is_marked_until_the_list_is_empty() {
    let place = Place::sample().await;
    let list = findings(&place, "25.11").await;
    let named = async |word: &str| {
        let condition = Condition {
            field: "allowed".to_owned(),
            operator: Operator::Is,
            value: word.to_owned(),
        };
        let query = Query {
            conditions: vec![condition],
            ..Query::everything(Utc::now())
        };
        place.lines(list, query).await.matched
    };
    let all = place.lines(list, Query::everything(Utc::now())).await;
    let at = Findings::COLUMNS
        .iter()
        .position(|column| column.id == "vulnerability");
    let id = all.lines[0].cells[at.unwrap()].text().unwrap().to_owned();
    let mark = async |allowed: Vec<String>| {
        let command = MarkAllowed { list, allowed };
        place.desk.ask(command).await
    };
    assert_eq!((named("yes").await, named("no").await), (0, 0));
    mark(vec![id, "CVE-1999-0001".to_owned()]).await.unwrap();
    let marked = named("yes").await;
    assert!(marked > 0);
    assert_eq!(marked + named("no").await, all.matched);
    // Marks outlast a reading.
    place.read(list, ReadFrom::Start).await.unwrap();
    assert_eq!(named("yes").await, marked);
    mark(Vec::new()).await.unwrap();
    assert_eq!((named("yes").await, named("no").await), (0, 0));

    let tags = RepositoryTags {
        project: ProjectName::new("skaha").unwrap(),
        repository: RepositoryName::new("astroml").unwrap(),
    };
    let list = place.open_list(tags).await.list;
    let command = MarkAllowed {
        list,
        allowed: Vec::new(),
    };
    let refused = place.desk.ask(command).await.unwrap_err();
    assert_eq!(refused.code, FailureCode::Invalid);
}
