//! Lists in the shell: read page by page, found, filtered, sorted, checked, exported.

use crate::listed::Place;
use chrono::{DateTime, Utc};
use demo_harbor::{Fault, FaultKind};
use listing::{
    Condition, Direction, Listing, Operator, Query, Sort,
    lists::{Artifacts, Events},
};
use pilothouse_protocol::{
    Check, CheckRows, CheckedRows, CloseList, ExportFormat, ExportList, FailureCode, ListValues,
    QueryList, ReadFrom, ReadList, ReadMatching, ReadParts, SignOut,
};

/// The place of a column.
fn column(id: &str) -> usize {
    let mut columns = Artifacts::COLUMNS.iter();
    columns.position(|column| column.id == id).unwrap()
}

fn now() -> DateTime<Utc> {
    Utc::now()
}

#[tokio::test]
async fn a_long_list_is_read_whole_and_its_first_rows_come_first() {
    let place = Place::open().await;
    let list = place.list("scale", "everything").await;
    assert_eq!((list.rows, list.whole), (0, false));
    let state = place.read(list.list, ReadFrom::Start).await.unwrap();
    assert_eq!(
        (state.rows, state.total, state.whole),
        (2_000, Some(2_000), true)
    );
    assert_eq!(
        place.listings(),
        21,
        "a small page, then a hundred to a page"
    );
    let states = place.states();
    let first = states.iter().find(|state| state.rows > 0).unwrap();
    assert_eq!((first.rows, first.total), (15, Some(2_000)));
    assert!(
        states
            .last()
            .is_some_and(|last| last.whole && !last.reading)
    );
}

#[tokio::test]
async fn the_first_page_of_any_list_is_told_of_at_once() {
    let place = Place::sample().await;
    let list = place.open_list(Events { from: None }).await.list;
    let state = place.read(list, ReadFrom::Start).await.unwrap();
    assert!(state.rows > 200, "more than two pages: {state:?}");
    let states = place.states();
    let first = states.iter().find(|state| state.rows > 0).unwrap();
    assert_eq!((first.rows, first.reading), (100, true));
}

#[tokio::test]
async fn the_first_look_at_a_list_is_answered_when_rows_are_there() {
    let place = Place::open().await;
    let listing = place.listing("skaha", "charts/canfar");
    let first_look = QueryList {
        waits: true,
        ..QueryList::new(listing.clone(), Query::everything(now()), 0..40)
    };
    // In the order in which nobody would send them: none of them waits for another's answer.
    let (lines, state, opened) = tokio::join!(
        place.desk.ask(first_look),
        place
            .desk
            .ask(ReadList::new(listing.clone(), ReadFrom::Start)),
        place.open_list(listing.scope),
    );
    let (lines, state) = (lines.unwrap(), state.unwrap());
    assert_eq!(state.list, opened.list);
    assert!(state.whole && state.rows > 0, "{state:?}");
    assert_eq!(lines.lines.len(), state.rows);
    assert_eq!(place.listings(), 1);
}

#[tokio::test]
async fn the_first_look_at_a_list_that_cannot_be_read_is_answered_too() {
    let place = Place::open().await;
    place.server.faults().push(Fault {
        operation: Some("listArtifacts".to_owned()),
        page: None,
        kind: FaultKind::Status(500),
        times: None,
    });
    let listing = place.listing("skaha", "charts/canfar");
    let first_look = QueryList {
        waits: true,
        ..QueryList::new(listing.clone(), Query::everything(now()), 0..40)
    };
    let (lines, state) = tokio::join!(
        place.desk.ask(first_look),
        place.desk.ask(ReadList::new(listing, ReadFrom::Start)),
    );
    assert!(state.is_err());
    assert_eq!(lines.unwrap().rows, 0);
}

#[tokio::test]
async fn a_list_that_was_read_lately_is_left_as_it_is_where_that_is_wanted() {
    let place = Place::open().await;
    let listing = place.listing("skaha", "charts/canfar");
    let before = now();
    let read = ReadList {
        unless_since: Some(before),
        ..ReadList::new(listing, ReadFrom::Start)
    };
    let state = place.desk.ask(read.clone()).await.unwrap();
    assert!(state.whole, "it had not been read before");
    place.desk.ask(read.clone()).await.unwrap();
    assert_eq!(place.listings(), 1);
    let read = ReadList {
        unless_since: state.at,
        ..read
    };
    place.desk.ask(read).await.unwrap();
    assert_eq!(place.listings(), 2, "it was read before that");
}

#[tokio::test]
async fn a_short_list_is_one_request() {
    let place = Place::open().await;
    let list = place.list("skaha", "charts/canfar").await.list;
    let state = place.read(list, ReadFrom::Start).await.unwrap();
    assert!(
        state.whole && state.rows > 0 && state.rows <= 15,
        "{state:?}"
    );
    assert_eq!(place.listings(), 1);
}

#[tokio::test]
async fn lines_are_found_filtered_and_sorted() {
    let place = Place::open().await;
    let list = place.everything().await;
    let by_size = |direction| Query {
        sort: Some(Sort {
            column: "size".to_owned(),
            direction,
        }),
        ..Query::everything(now())
    };
    let up = place.lines(list, by_size(Direction::Ascending)).await;
    assert_eq!((up.rows, up.matched, up.lines.len()), (2_000, 2_000, 40));
    let sizes: Vec<i64> = up
        .lines
        .iter()
        .filter_map(|line| line.cells[column("size")].number())
        .collect();
    assert!(sizes.is_sorted() && sizes.len() == 40);
    let down = place.lines(list, by_size(Direction::Descending)).await;
    assert!(down.lines[0].cells[column("size")].number() > sizes.last().copied());

    let found = Query {
        find: " 0042 ".to_owned(),
        ..Query::everything(now())
    };
    let found = place.lines(list, found).await;
    assert!(found.matched > 0 && found.matched < 2_000);
    let large = Query {
        conditions: vec![Condition {
            field: "size".to_owned(),
            operator: Operator::AtLeast,
            value: "100TiB".to_owned(),
        }],
        ..Query::everything(now())
    };
    let nothing = place.lines(list, large).await;
    assert_eq!(nothing.matched, 0);
    assert_eq!(nothing.culprit.unwrap().rows, 2_000);
    let values = place
        .desk
        .ask(ListValues {
            list,
            column: "type".to_owned(),
        })
        .await
        .unwrap();
    assert!(values.values.contains(&"image".to_owned()));
}

#[tokio::test]
async fn a_late_page_that_fails_keeps_what_is_there_and_is_gone_on_from() {
    let place = Place::open().await;
    place.server.faults().push(Fault {
        operation: Some("listArtifacts".to_owned()),
        page: Some(15),
        kind: FaultKind::Status(500),
        times: None,
    });
    let list = place.list("scale", "everything").await.list;
    let failure = place.read(list, ReadFrom::Start).await.unwrap_err();
    assert_eq!(failure.code, FailureCode::Server);
    let state = place.states().pop().unwrap();
    assert_eq!((state.rows, state.total), (1_400, Some(2_000)));
    assert!(!state.whole && !state.reading && state.failure.is_some());

    place.server.faults().clear();
    place.server.clear_requests();
    let state = place.read(list, ReadFrom::WhereItEnded).await.unwrap();
    assert_eq!(
        (state.rows, state.whole, state.failure),
        (2_000, true, None)
    );
    let asked = |page: u64| {
        let page = format!("&page={page}&");
        let requests = place.server.requests();
        requests
            .iter()
            .any(|request| format!("&{}&", request.query).contains(&page))
    };
    assert!(asked(15) && asked(20));
    assert!(
        !asked(1) && !asked(14),
        "what is here is not asked for again"
    );
}

#[tokio::test]
async fn what_is_looked_for_in_a_list_on_its_way_is_asked_of_the_server() {
    let place = Place::open().await;
    place.server.faults().push(Fault {
        operation: Some("listArtifacts".to_owned()),
        page: Some(3),
        kind: FaultKind::Status(500),
        times: None,
    });
    let list = place.list("scale", "everything").await.list;
    place.read(list, ReadFrom::Start).await.unwrap_err();
    let last = Query {
        sort: Some(Sort {
            column: "pushed".to_owned(),
            direction: Direction::Ascending,
        }),
        conditions: vec![Condition {
            field: "size".to_owned(),
            operator: Operator::AtLeast,
            value: "1B".to_owned(),
        }],
        ..Query::everything(now())
    };
    place.server.faults().clear();
    let before = place.lines(list, last.clone()).await;
    let query = last.clone();
    place.desk.ask(ReadMatching { list, query }).await.unwrap();
    let after = place.lines(list, last).await;
    assert_eq!((before.rows, after.rows), (200, 1_200));
    assert!(
        after.lines[0].cells[column("pushed")].number()
            < before.lines[0].cells[column("pushed")].number()
    );
    // Of a list that is whole nothing is asked.
    place.read(list, ReadFrom::Start).await.unwrap();
    place.server.clear_requests();
    let query = Query {
        find: String::new(),
        sort: Some(Sort {
            column: "size".to_owned(),
            direction: Direction::Descending,
        }),
        ..Query::everything(now())
    };
    place.desk.ask(ReadMatching { list, query }).await.unwrap();
    assert_eq!(place.listings(), 0);
}

#[tokio::test]
async fn a_list_that_was_open_has_its_rows_at_once() {
    let place = Place::open().await;
    let list = place.everything().await;
    place.desk.ask(CloseList { list }).await.unwrap();
    let again = place.list("scale", "everything").await;
    assert_eq!((again.rows, again.whole), (2_000, true));
    assert!(again.at.is_some());
    let before = again.revision;
    let state = place.read(again.list, ReadFrom::Start).await.unwrap();
    assert_eq!(state.revision, before, "nothing changed");
}

#[tokio::test]
async fn whoever_signs_out_leaves_no_rows_behind() {
    let place = Place::open().await;
    let list = place.everything().await;
    let connection = place.connection.id.clone();
    place.desk.ask(SignOut { connection }).await.unwrap();
    assert_eq!(place.lines(list, Query::everything(now())).await.rows, 0);
    assert_eq!(place.list("scale", "everything").await.rows, 0);
}

#[tokio::test]
async fn rows_are_checked_by_key_by_range_and_all_that_are_shown() {
    let place = Place::open().await;
    let list = place.everything().await;
    let query = Query {
        sort: Some(Sort {
            column: "pushed".to_owned(),
            direction: Direction::Descending,
        }),
        ..Query::everything(now())
    };
    let check = async |query: &Query, check| {
        let query = query.clone();
        place
            .desk
            .ask(CheckRows { list, query, check })
            .await
            .unwrap()
    };
    let lines = place.lines(list, query.clone()).await.lines;
    let key = lines[3].key.clone();
    let one = check(
        &query,
        Check::Row {
            key: key.clone(),
            on: true,
        },
    )
    .await;
    assert_eq!((one.rows, one.shown, one.all), (1, 1, false));
    assert_eq!(one.bytes, lines[3].cells[column("size")].number());
    let some = check(
        &query,
        Check::Lines {
            from: 5,
            to: 2,
            on: true,
        },
    )
    .await;
    assert_eq!(some.rows, 4);
    assert!(place.lines(list, query.clone()).await.lines[5].checked);

    let narrow = Query {
        find: "0042".to_owned(),
        ..query.clone()
    };
    let shown = place.lines(list, narrow.clone()).await.matched;
    let all = check(&narrow, Check::All { on: true }).await;
    assert_eq!((all.shown, all.all), (shown, true));
    assert_eq!(all.rows, 4 + shown, "those that are not shown stay checked");
    let rows = place
        .desk
        .ask(CheckedRows {
            list,
            query: query.clone(),
        })
        .await
        .unwrap()
        .rows;
    assert_eq!(rows.len(), all.rows);
    assert_eq!(rows[1].key, key, "in the order of the list");
    let only = check(&query, Check::Only { keys: vec![key] }).await;
    assert_eq!(only.rows, 1);
}

#[tokio::test]
async fn an_index_shows_its_parts_below_it() {
    let place = Place::open().await;
    let list = place.list("skaha", "astroml").await.list;
    place.read(list, ReadFrom::Start).await.unwrap();
    let lines = place.lines(list, Query::everything(now())).await;
    let index = lines.lines.iter().find(|line| line.has_parts).unwrap();
    let query = Query {
        expanded: vec![index.key.clone()],
        ..Query::everything(now())
    };
    let open = place.lines(list, query.clone()).await;
    assert_eq!(open.matched, lines.matched);
    let parts: Vec<_> = open
        .lines
        .iter()
        .filter(|line| line.part.is_some())
        .collect();
    assert_eq!(open.count, open.matched + parts.len());
    assert!(parts.last().unwrap().part.as_ref().unwrap().is_last);
    assert!(
        parts
            .iter()
            .all(|part| part.cells[column("size")].number().is_none())
    );
    let place_of = Some(parts[1].key.clone());
    let key = index.key.clone();
    place.desk.ask(ReadParts { list, key }).await.unwrap();
    let command = QueryList {
        place_of,
        ..QueryList::new(list, query, 0..100)
    };
    let read = place.desk.ask(command).await.unwrap();
    let at = read.place.unwrap();
    assert!(read.lines[at].part.as_ref().unwrap().is_read);
    assert!(
        read.lines[at].cells[column("size")].number().is_some(),
        "a size of its own"
    );
    assert!(read.revision > open.revision);
}

#[tokio::test]
async fn an_export_has_the_rows_and_columns_that_are_asked_for() {
    let place = Place::open().await;
    let list = place.everything().await;
    let query = Query {
        find: "0042".to_owned(),
        ..Query::everything(now())
    };
    let shown = place.lines(list, query.clone()).await.matched;
    let columns = ["tag", "size"].map(|id| (id.to_owned(), format!("The {id}")));
    let mut command = ExportList {
        list,
        query,
        only_checked: false,
        format: ExportFormat::Csv,
        columns: columns.to_vec(),
    };
    let written = |command: &ExportList| {
        let mut out = Vec::new();
        let export = place.desk.console.export_list(command).unwrap();
        export.write(&mut out).unwrap();
        String::from_utf8(out).unwrap()
    };
    let csv = written(&command);
    assert!(csv.starts_with("\u{feff}The tag,The size\r\n"), "{csv}");
    assert_eq!(csv.lines().count(), shown + 1);
    command.format = ExportFormat::Json;
    let json: serde_json::Value = serde_json::from_str(&written(&command)).unwrap();
    assert_eq!(json.as_array().unwrap().len(), shown);
    assert!(json[0]["size"].is_i64());
    command.only_checked = true;
    assert_eq!(written(&command), "[]\n");
}
