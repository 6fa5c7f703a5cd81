//! What scanners found in the projects that somebody is in, for whoever may not ask about all projects.

use crate::listed::Place;
use chrono::Utc;
use demo_harbor::{Fault, FaultKind, World};
use listing::{
    Query, Sort,
    lists::{OwnFacts, OwnFindings},
};
use pilothouse_protocol::{ListState, ReadFrom};

fn facts(state: &ListState) -> OwnFacts {
    OwnFacts::of(&state.facts).unwrap()
}

impl Place {
    fn asked_for(&self, operation: &str) -> usize {
        let requests = self.server.requests().into_iter();
        requests
            .filter(|request| request.operation.as_deref() == Some(operation))
            .count()
    }
}

#[tokio::test]
async fn what_was_found_in_ones_own_projects_is_put_together_from_their_reports() {
    let place = Place::open_as(World::sample(), "ada").await;
    let list = place.open_list(OwnFindings {}).await.list;
    let state = place.read(list, ReadFrom::Start).await.unwrap();
    assert!(state.whole && state.failure.is_none(), "{state:?}");
    let known = facts(&state);
    let projects = state.projects.unwrap();
    assert_eq!(known.projects, i64::try_from(projects.all).unwrap());
    assert!(known.projects > 0 && known.images > 0, "{known:?}");
    assert_eq!(
        known.images,
        known.scanned + known.not_scanned + known.unknown,
        "each image is told or not known"
    );
    assert!(known.not_scanned + known.unknown > 0, "{known:?}");
    // Few reports are read unasked.
    let asked = place.asked_for("getVulnerabilitiesAddition");
    assert_eq!(asked, 100);
    assert_eq!((known.read, known.missing), (100, 0));
    assert_eq!(known.left(), known.reports - 100);
    assert_eq!(place.asked_for("getSecuritySummary"), 0);

    // A vulnerability stands there once, with its images; none of them is of another's project.
    let query = Query {
        sort: Some(Sort::descending("images")),
        ..Query::everything(Utc::now())
    };
    let lines = place.lines(list, query).await.lines;
    let columns = listing::ListScope::from(OwnFindings {}).columns();
    let at = |id: &str| columns.iter().position(|column| column.id == id).unwrap();
    assert!(
        lines[0].cells[at("images")].number() > Some(1),
        "{:?}",
        lines[0]
    );

    // Read again, only what changed is asked for.
    place.server.clear_requests();
    place.read(list, ReadFrom::Start).await.unwrap();
    assert_eq!(place.asked_for("getVulnerabilitiesAddition"), 0);

    // More are read on request, and a failure keeps what is there. The images are not listed again.
    place.server.clear_requests();
    place.server.faults().push(Fault {
        operation: Some("getVulnerabilitiesAddition".to_owned()),
        page: None,
        kind: FaultKind::Status(500),
        times: None,
    });
    let failed = place.read(list, ReadFrom::WhereItEnded).await;
    assert!(failed.is_err());
    let state = place.open_list(OwnFindings {}).await;
    assert_eq!(facts(&state), known, "what was read stays");
    place.server.faults().clear();
    let state = place.read(list, ReadFrom::WhereItEnded).await.unwrap();
    let more = facts(&state);
    assert_eq!((more.read, more.left()), (more.reports, 0), "{more:?}");
    assert_eq!(place.asked_for("listProjects"), 0);
}
