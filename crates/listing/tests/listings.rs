//! What each list keeps of an item, and what it asks of a server.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use harbor_api::{ArtifactReference, ProjectName, RepositoryName, types::Severity};
use listing::{
    Cell, Condition, KnownOfRows, ListScope, Operator, Query, Store,
    lists::{Findings, Members, Projects, ReportFacts, Repositories, VendorScore},
};

fn project() -> ProjectName {
    ProjectName::new("skaha").unwrap()
}

fn cell(scope: &ListScope, row: &[Cell], id: &str) -> Cell {
    let columns = scope.columns();
    row[columns.iter().position(|column| column.id == id).unwrap()].clone()
}

fn asked(scope: &ListScope, conditions: &[(&str, Operator, &str)]) -> String {
    let query = Query {
        conditions: conditions
            .iter()
            .map(|(field, operator, value)| Condition {
                field: (*field).to_owned(),
                operator: *operator,
                value: (*value).to_owned(),
            })
            .collect(),
        ..Query::everything("2026-11-20T12:00:00Z".parse().unwrap())
    };
    let asked = scope.server_query(&query);
    asked.map_or(String::new(), |(filter, _)| filter.to_q())
}

#[test]
fn a_repository_is_known_by_its_own_name() {
    let scope = ListScope::from(Repositories { project: project() });
    let body = br#"[{"name": "skaha/team/tool", "artifact_count": 3, "pull_count": 12408,
        "description": "CASA &amp; more\n\n- one", "update_time": "2026-11-20T12:00:00.000Z"},
        {"name": 5}]"#;
    let page = scope.page(body).unwrap();
    assert_eq!((page.rows.len(), page.malformed), (1, 1));
    let row = &page.rows[0];
    let text = |id| cell(&scope, row, id);
    assert_eq!(text("name"), Cell::Text("team/tool".to_owned()));
    let description = Cell::Text("CASA & more\n\n- one".to_owned());
    assert_eq!(text("description"), description);
    assert_eq!(text("pulls"), Cell::Number(12_408));
    assert_eq!(text("created"), Cell::None);

    // A part of the name is a part of the whole name, which the server looks at.
    for operator in [Operator::Is, Operator::Contains] {
        assert_eq!(asked(&scope, &[("name", operator, "tool")]), "name=~tool");
    }
    assert_eq!(asked(&scope, &[("name", Operator::IsNot, "tool")]), "");
    assert_eq!(
        asked(&scope, &[("pulls", Operator::AtLeast, "100")]),
        "pull_count=[100~]"
    );
    assert_eq!(asked(&scope, &[("artifacts", Operator::AtLeast, "1")]), "");
}

#[test]
fn a_member_is_known_by_the_membership() {
    let scope = ListScope::from(Members { project: project() });
    let body = br#"[{"id": 7, "entity_name": "erin", "entity_type": "u", "role_id": 4},
        {"id": 8, "entity_name": "erin", "entity_type": "g", "role_id": 99, "role_name": "new"}]"#;
    let page = scope.page(body).unwrap();
    let of = |row: usize, id| cell(&scope, &page.rows[row], id);
    assert_eq!(of(0, "id"), Cell::Text("7".to_owned()));
    assert_eq!(of(0, "role"), Cell::Text("maintainer".to_owned()));
    assert_eq!(of(1, "kind"), Cell::Text("group".to_owned()));
    assert_eq!(of(1, "role"), Cell::Text("new".to_owned()));
    assert_eq!(scope.name(), "name");
    let one = br#"{"id": 7, "entity_name": "erin", "entity_type": "u", "role_id": 3}"#;
    let row = scope.item(one).unwrap();
    assert_eq!(cell(&scope, &row, "role"), Cell::Text("guest".to_owned()));
    let request = scope.item_operation("7").unwrap().request();
    assert!(request.target.ends_with("/projects/skaha/members/7"));
    assert!(scope.item_operation("erin").is_none());
}

#[test]
fn a_project_has_its_quota_where_it_is_known() {
    let scope = ListScope::from(Projects {});
    let body = br#"[{"project_id": 3, "name": "skaha", "repo_count": 5, "current_user_role_id": 1,
        "metadata": {"public": "true", "prevent_vul": "true", "severity": "high"}},
        {"project_id": 4, "name": "mirror", "registry_id": 2, "metadata": {"public": "true"}}]"#;
    let mut page = scope.page(body).unwrap();
    let joins = scope.joins();
    let join = &joins[0];
    let quotas = br#"[{"ref": {"id": 3, "name": "skaha"}, "used": {"storage": 0},
        "hard": {"storage": -1}}, {"ref": {"id": 9}, "used": {"storage": 5}}, {"ref": 1}]"#;
    let mut known = KnownOfRows::default();
    known.take((join.read)(quotas).unwrap());
    for row in &mut page.rows {
        join.fill(scope.columns(), &known, row);
    }
    let of = |row: usize, id| cell(&scope, &page.rows[row], id);
    assert_eq!(
        (of(0, "storage"), of(0, "limit")),
        (Cell::Number(0), Cell::Number(-1))
    );
    assert_eq!((of(1, "storage"), of(1, "limit")), (Cell::None, Cell::None));
    assert_eq!(of(0, "type"), Cell::Text("public".to_owned()));
    assert_eq!(of(1, "type"), Cell::Text("proxy".to_owned()));
    assert_eq!(of(0, "role"), Cell::Text("projectAdmin".to_owned()));
    assert_eq!(of(1, "role"), Cell::None);
    let policies = Projects::policies(of(0, "policies").texts());
    assert!(policies.pulls_blocked_from().is_some());

    // Of several words one is enough here, and all are meant there.
    let name = |operator| asked(&scope, &[("name", operator, "ska")]);
    assert_eq!(name(Operator::Is), "name=ska");
    assert_eq!(name(Operator::Contains), "name=~ska");
}

#[test]
fn a_report_is_a_list_at_once_the_worst_first() {
    let scope = ListScope::from(Findings {
        project: project(),
        repository: RepositoryName::new("astroml").unwrap(),
        reference: ArtifactReference::parse("25.11").unwrap(),
    });
    assert!(scope.is_at_once());
    let body = br#"{"application/vnd.scanner.adapter.vuln.report.harbor+json; version=1.0": null,
        "application/vnd.security.vulnerability.report; version=1.1": {
        "generated_at": "2026-10-01T12:00:00Z", "severity": "Critical",
        "scanner": {"name": "Trivy", "version": "v0.65.0"}, "vulnerabilities": [
        {"id": "CVE-2", "package": "zlib", "version": "1", "severity": "Low", "fix_version": "2"},
        {"id": "CVE-3", "package": "zlib", "version": "1", "severity": "High",
            "preferred_cvss": {"score_v3": 9.8}, "vendor_attributes": {"a": {}, "CVSS": {
                "redhat": {"V3Score": 5.9, "V3Vector": "CVSS:3.1/AV:N/AC:H"}, "nvd": {"V3Score": 9.8}}}},
        {"id": "CVE-1", "package": "zlib", "version": "1", "severity": "High", "links": null,
            "description": "Title\n\nMore", "cwe_ids": ["CWE-1"], "vendor_attributes": 5,
            "preferred_cvss": {"score_v2": 5, "vector_v2": "AV:N/AC:L", "vector_v3": ""}},
        {"id": "CVE-2", "package": "zlib", "version": "1", "severity": "Low"},
        {"id": 5}]}}"#;
    let page = scope.page(body).unwrap();
    assert_eq!((page.rows.len(), page.malformed), (4, 1));
    let of = |row: usize, id| cell(&scope, &page.rows[row], id);
    let ids: Vec<Cell> = (0..4).map(|row| of(row, "vulnerability")).collect();
    let text = |text: &str| Cell::Text(text.to_owned());
    assert_eq!(ids, ["CVE-3", "CVE-1", "CVE-2", "CVE-2"].map(text));
    assert_eq!(
        (of(0, "score"), of(1, "score")),
        (Cell::Number(98), Cell::Number(50))
    );
    assert_eq!(of(1, "vector"), text("AV:N/AC:L"), "that of its score");
    let scores = of(0, "scores");
    let scores: Vec<VendorScore> = scores
        .texts()
        .iter()
        .filter_map(|it| VendorScore::read(it))
        .collect();
    let shown: Vec<_> = scores
        .iter()
        .map(|it| (it.vendor.as_str(), it.score))
        .collect();
    assert_eq!(shown, [("nvd", 98), ("redhat", 59)]);
    assert_eq!(of(1, "scores"), Cell::None);
    assert_eq!(of(1, "description"), text("Title\n\nMore"));
    assert_eq!(
        (of(2, "fixable"), of(3, "fixable")),
        (text("yes"), text("no"))
    );
    assert_ne!(of(2, "key"), of(3, "key"), "both stay");
    let facts = ReportFacts::read(&page.facts).unwrap();
    assert_eq!(facts.scanner.as_deref(), Some("Trivy v0.65.0"));
    assert_eq!(
        (facts.severity, facts.is_clean),
        (Severity::Critical, false)
    );
    assert!(facts.generated.is_some());

    let mut store = Store::new(scope.columns(), 10, usize::MAX);
    for row in &page.rows {
        store.upsert(row);
    }
    let mut counts = store.counts(store.column("severity").unwrap());
    counts.sort();
    assert_eq!(counts, [("High".to_owned(), 2), ("Low".to_owned(), 2)]);

    // Nothing found is one thing, no report another.
    let clean = br#"{"application/vnd.security.vulnerability.report; version=1.1": {
        "generated_at": "2026-10-01T12:00:00Z", "severity": "None",
        "scanner": {"name": "Trivy"}, "vulnerabilities": []}}"#;
    let page = scope.page(clean).unwrap();
    assert!(page.rows.is_empty() && ReportFacts::read(&page.facts).unwrap().is_clean);
    let page = scope.page(b"{}").unwrap();
    assert!(page.rows.is_empty() && ReportFacts::read(&page.facts).is_none());
}
