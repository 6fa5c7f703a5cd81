//! Lists: all pages, in order, however many there are and whether or not the server counts them.

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};

use crate::common::{Say, Seen, Stub, refuse, say};
use futures::StreamExt;
use harbor_api::{
    AnyOperation, Total,
    operations::{GetSystemInfo, ListProjects},
};
use harbor_client::{ClientError, Credentials, Progress, SendOptions};

fn list() -> ListProjects {
    serde_json::from_str("{}").unwrap()
}

/// Projects `p-<first>` and so on.
fn projects(first: usize, count: usize) -> String {
    let names: Vec<String> = (first..first + count)
        .map(|n| format!(r#"{{"name":"p-{n}"}}"#))
        .collect();
    format!("[{}]", names.join(","))
}

/// The page that was asked for, of a list of so many.
fn page_of(all: usize, seen: &Seen) -> Say {
    assert!(seen.target.contains("page_size=100"), "{}", seen.target);
    let start = (seen.page() - 1) * 100;
    say(200, projects(start, all.saturating_sub(start).min(100)))
}

async fn names(stub: &Stub) -> Vec<String> {
    let pages = stub.client(Credentials::Anonymous).pages(list());
    let pages: Vec<_> = pages.map(|page| page.unwrap().value).collect().await;
    pages
        .into_iter()
        .flat_map(|page| page.good())
        .map(|project| project.name)
        .collect()
}

fn expected(count: usize) -> Vec<String> {
    (0..count).map(|n| format!("p-{n}")).collect()
}

#[tokio::test]
async fn all_items_come_in_order_with_as_many_requests_as_there_are_pages() {
    for (all, requests) in [(0, 1), (1, 1), (99, 1), (100, 1), (101, 2), (1_234, 13)] {
        let stub =
            Stub::start(move |seen| page_of(all, seen).with("X-Total-Count", &all.to_string()))
                .await;
        assert_eq!(names(&stub).await, expected(all));
        assert_eq!(stub.seen().len(), requests, "{all} items");
    }
}

#[tokio::test]
async fn without_a_total_it_goes_on_until_a_page_is_not_full() {
    for (all, requests) in [(0, 1), (99, 1), (100, 2), (101, 2), (250, 3)] {
        let stub = Stub::start(move |seen| page_of(all, seen)).await;
        assert_eq!(names(&stub).await, expected(all));
        assert_eq!(stub.seen().len(), requests, "{all} items");
        let stub = Stub::start(move |seen| page_of(all, seen).with("X-Total-Count", "-1")).await;
        assert_eq!(names(&stub).await, expected(all));
    }
}

#[tokio::test]
async fn the_first_page_decides_and_later_ones_are_fetched_together() {
    let stub = Stub::start(|seen| page_of(5_000, seen).with("X-Total-Count", "5000")).await;
    assert_eq!(names(&stub).await.len(), 5_000);
    let seen = stub.seen();
    assert_eq!((seen.len(), seen[0].page()), (50, 1));
    assert!(stub.most_at_once() <= 6);
}

#[tokio::test]
async fn a_list_that_grows_while_it_is_read_is_read_to_its_new_end() {
    let stub = Stub::start(|seen| {
        let all = if seen.page() == 1 { 150 } else { 320 };
        page_of(all, seen).with("X-Total-Count", &all.to_string())
    })
    .await;
    assert_eq!(names(&stub).await, expected(320));
}

#[tokio::test]
async fn a_list_that_shrinks_while_it_is_read_ends_at_an_empty_page() {
    let stub = Stub::start(|seen| {
        let all = if seen.page() == 1 { 2_000 } else { 150 };
        page_of(all, seen).with("X-Total-Count", &all.to_string())
    })
    .await;
    assert_eq!(names(&stub).await, expected(150));
}

#[tokio::test]
async fn a_server_that_gives_smaller_pages_is_read_whole() {
    let stub = Stub::start(|seen| {
        let start = (seen.page() - 1) * 50;
        say(200, projects(start, 50.min(180 - start))).with("X-Total-Count", "180")
    })
    .await;
    assert_eq!(names(&stub).await, expected(180));
}

#[tokio::test]
async fn a_server_that_does_not_look_at_pages_does_not_keep_us_forever() {
    let stub = Stub::start(|_| say(200, projects(0, 100))).await;
    assert_eq!(names(&stub).await, expected(100));
    assert_eq!(stub.seen().len(), 2);
    let stub = Stub::start(|_| say(200, projects(0, 130)).with("X-Total-Count", "130")).await;
    assert_eq!(names(&stub).await, expected(130));
    assert_eq!(stub.seen().len(), 1);
}

#[tokio::test]
async fn a_claimed_total_is_not_believed() {
    // As many as fit into the header, of a list that ends after two pages.
    let claimed = u64::MAX.to_string();
    let stub = Stub::start(move |seen| page_of(130, seen).with("X-Total-Count", &claimed)).await;
    assert_eq!(names(&stub).await, expected(130));
    assert!(stub.seen().len() <= 2 + 6, "{}", stub.seen().len());
}

#[tokio::test]
async fn a_list_that_never_ends_is_an_error_and_no_list() {
    let options = SendOptions {
        page_limit: 20,
        ..SendOptions::default()
    };
    let read = async |stub: &Stub| -> Vec<_> {
        let client = stub.client(Credentials::Anonymous);
        client
            .pages_raw(AnyOperation::from(list()), options)
            .collect()
            .await
    };
    // Other items on each page, however far one goes; with a total and without.
    for total in ["4000000000", "-1"] {
        let stub =
            Stub::start(move |seen| page_of(1_000_000, seen).with("X-Total-Count", total)).await;
        let pages = read(&stub).await;
        assert_eq!(pages.len(), 21, "{total}");
        let error = pages.into_iter().next_back().unwrap().unwrap_err();
        let is_endless = matches!(error, ClientError::EndlessList { pages: 21, .. });
        assert!(is_endless, "{total}: {error:?}");
        assert!(stub.seen().len() <= 21, "{total}");
    }
    // A list that ends at the limit is whole.
    let stub = Stub::start(|seen| page_of(2_000, seen).with("X-Total-Count", "4000000000")).await;
    let pages = read(&stub).await;
    assert_eq!(pages.len(), 20);
    assert!(pages.iter().all(Result::is_ok));
    // The same page again and again, though more are promised.
    let stub = Stub::start(|_| say(200, projects(0, 100)).with("X-Total-Count", "5000")).await;
    let pages = read(&stub).await;
    assert_eq!(pages.len(), 2);
    assert!(pages[1].is_err());
    assert!(stub.seen().len() <= 1 + 6);
}

#[tokio::test]
async fn an_error_on_a_later_page_ends_the_list_in_its_place() {
    let stub = Stub::start(|seen| match seen.page() {
        3 => refuse(500, "UNKNOWN", "internal server error"),
        _ => page_of(1_000, seen).with("X-Total-Count", "1000"),
    })
    .await;
    let pages: Vec<_> = stub
        .client(Credentials::Anonymous)
        .pages(list())
        .collect()
        .await;
    assert_eq!(pages.len(), 3);
    assert!(pages[0].is_ok() && pages[1].is_ok());
    assert_eq!(pages[2].as_ref().unwrap_err().status(), Some(500));
}

#[tokio::test]
async fn an_item_that_can_not_be_read_spoils_neither_its_page_nor_the_list() {
    let stub = Stub::start(|_| say(200, r#"[{"name":"a"},{"name":7},{"name":"c"}]"#)).await;
    let pages: Vec<_> = stub
        .client(Credentials::Anonymous)
        .pages(list())
        .collect()
        .await;
    let page = &pages[0].as_ref().unwrap().value;
    assert_eq!(
        page.iter().map(Result::is_ok).collect::<Vec<_>>(),
        [true, false, true]
    );
}

#[tokio::test]
async fn raw_pages_tell_how_far_they_are() {
    let stub = Stub::start(|seen| page_of(250, seen).with("X-Total-Count", "250")).await;
    let client = stub.client(Credentials::Anonymous);
    let pages = client.pages_raw(AnyOperation::from(list()), SendOptions::default());
    let progress: Vec<Progress> = pages.map(|page| page.unwrap().progress).collect().await;
    let total = Total::Known(250);
    let expected = [100, 200, 250].map(|done| Progress { done, total });
    assert_eq!(progress, expected);
}

#[tokio::test]
async fn what_has_no_pages_is_asked_once() {
    let stub = Stub::start(|_| say(200, r#"{"auth_mode":"db_auth"}"#)).await;
    let client = stub.client(Credentials::Anonymous);
    let pages = client.pages_raw(AnyOperation::from(GetSystemInfo {}), SendOptions::default());
    assert_eq!(pages.count().await, 1);
    assert_eq!(stub.seen().len(), 1);
}

#[tokio::test]
async fn a_list_that_nobody_reads_on_is_not_fetched_on() {
    let asked = Arc::new(AtomicUsize::new(0));
    let count = asked.clone();
    let stub = Stub::start(move |seen| {
        count.fetch_add(1, Ordering::SeqCst);
        page_of(10_000, seen).with("X-Total-Count", "10000")
    })
    .await;
    let mut pages = Box::pin(stub.client(Credentials::Anonymous).pages(list()));
    let first: Result<_, ClientError> = pages.next().await.unwrap();
    assert!(first.is_ok());
    drop(pages);
    assert_eq!(asked.load(Ordering::SeqCst), 1);
}

#[tokio::test]
async fn lists_within_lists_do_not_wait_for_each_other() {
    let stub = Stub::start(|seen| match seen.path() {
        "/api/v2.0/systeminfo" => say(200, r#"{"auth_mode":"db_auth"}"#),
        _ => page_of(1_500, seen).with("X-Total-Count", "1500"),
    })
    .await;
    let readers = (0..4)
        .map(|_| stub.client(Credentials::Anonymous))
        .map(|client| async move {
            let mut pages = Box::pin(client.pages(list()));
            while let Some(page) = pages.next().await {
                page.unwrap();
                // Other pages are on their way now, and hold all the turns that there are.
                client.send(&GetSystemInfo {}).await.unwrap();
            }
        });
    futures::future::join_all(readers).await;
    assert_eq!(stub.seen().len(), 4 * (15 + 15));
}
