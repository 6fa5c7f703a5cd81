//! What is sent again, and what never is.

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};

use crate::common::{Say, Seen, Stub, refuse, say};
use harbor_api::{
    ProjectName, ProjectReference,
    operations::{DeleteProject, HeadProject, ListProjects},
};
use harbor_client::{ClientError, Credentials, LoggedOutcome, RequestLog};

fn list() -> ListProjects {
    serde_json::from_str("{}").unwrap()
}

/// A server that fails so many times before it answers.
async fn failing(times: usize, failure: Say) -> Stub {
    let left = Arc::new(AtomicUsize::new(times));
    Stub::start(move |_: &Seen| {
        let fails = left.fetch_update(Ordering::SeqCst, Ordering::SeqCst, |n| n.checked_sub(1));
        if fails.is_ok() {
            failure.clone()
        } else {
            say(200, "[]")
        }
    })
    .await
}

#[tokio::test]
async fn a_read_is_sent_again_after_a_gateways_failure() {
    for status in [502, 503, 504] {
        let stub = failing(2, say(status, "<html><title>Bad Gateway</title></html>")).await;
        stub.client(Credentials::Anonymous)
            .send(&list())
            .await
            .unwrap();
        assert_eq!(stub.seen().len(), 3);
    }
}

#[tokio::test]
async fn a_read_is_sent_again_when_the_server_is_too_busy_and_says_for_how_long() {
    let busy = refuse(429, "TOO_MANY_REQUEST", "slow down");
    for wait in ["0", "Sat, 21 Nov 2020 00:39:57 GMT"] {
        let stub = failing(1, busy.clone().with("Retry-After", wait)).await;
        stub.client(Credentials::Anonymous)
            .send(&list())
            .await
            .unwrap();
        assert_eq!(stub.seen().len(), 2);
    }
}

/// A server that ends its first connection without a word.
async fn hanging_up() -> Stub {
    let mut nothing = say(200, "");
    nothing.instead = Some(Vec::new());
    failing(1, nothing).await
}

#[tokio::test]
async fn a_read_is_sent_again_when_the_connection_ends_without_an_answer() {
    let stub = hanging_up().await;
    stub.client(Credentials::Anonymous)
        .send(&list())
        .await
        .unwrap();
    assert_eq!(stub.seen().len(), 2);
}

#[tokio::test]
async fn a_change_whose_connection_ends_without_an_answer_is_left_to_the_caller() {
    let stub = hanging_up().await;
    let project = ProjectReference::Name(ProjectName::new("library").unwrap());
    let deletion = DeleteProject {
        project_name_or_id: project,
    };
    let error = stub
        .client(Credentials::Anonymous)
        .send(&deletion)
        .await
        .unwrap_err();
    assert!(
        matches!(
            error,
            ClientError::CutOff {
                before_answer: true,
                ..
            }
        ),
        "{error:?}"
    );
    assert_eq!(stub.seen().len(), 1);
}

#[tokio::test]
async fn two_retries_are_all() {
    let stub = failing(9, say(503, "").with("Retry-After", "0")).await;
    let error = stub
        .client(Credentials::Anonymous)
        .send(&list())
        .await
        .unwrap_err();
    assert_eq!(error.status(), Some(503));
    assert!(error.is_retryable());
    assert_eq!(stub.seen().len(), 3);
}

#[tokio::test]
async fn head_is_as_safe_as_get() {
    let stub = failing(1, say(503, "").with("Retry-After", "0")).await;
    let project = HeadProject {
        project_name: ProjectName::new("library").unwrap(),
    };
    stub.client(Credentials::Anonymous)
        .send(&project)
        .await
        .unwrap();
    assert_eq!(stub.seen().len(), 2);
}

#[tokio::test]
async fn a_change_is_never_sent_again() {
    for status in [429, 500, 502, 503, 504] {
        let stub = failing(1, say(status, "").with("Retry-After", "0")).await;
        let project = ProjectReference::Name(ProjectName::new("library").unwrap());
        let deletion = DeleteProject {
            project_name_or_id: project,
        };
        let error = stub
            .client(Credentials::Anonymous)
            .send(&deletion)
            .await
            .unwrap_err();
        assert_eq!(error.status(), Some(status));
        assert_eq!(stub.seen().len(), 1);
    }
}

#[tokio::test]
async fn what_the_server_decided_is_not_asked_again() {
    for status in [400, 401, 403, 404, 409, 412, 422, 500] {
        let stub = failing(1, refuse(status, "X", "no")).await;
        let error = stub
            .client(Credentials::Anonymous)
            .send(&list())
            .await
            .unwrap_err();
        assert_eq!(
            (error.status(), error.is_retryable()),
            (Some(status), false)
        );
        assert_eq!(stub.seen().len(), 1);
    }
}

#[tokio::test]
async fn dropping_a_call_ends_its_request() {
    let never = Arc::new(tokio::sync::Semaphore::new(0));
    let stub = Stub::start(move |_| {
        let mut answer = say(200, "[]");
        answer.wait = Some(never.clone());
        answer
    })
    .await;
    let client = stub.client(Credentials::Anonymous);
    let call = tokio::spawn(async move { client.send(&list()).await.map(drop) });
    while stub.under_way() == 0 {
        tokio::task::yield_now().await;
    }
    call.abort();
    // The server notices that the asker has gone.
    while stub.under_way() > 0 {
        tokio::time::sleep(std::time::Duration::from_millis(5)).await;
    }
}

#[tokio::test]
async fn a_host_is_asked_six_things_at_once_by_however_many_clients() {
    let open = Arc::new(tokio::sync::Semaphore::new(0));
    let concurrency_limit = open.clone();
    let stub = Stub::start(move |_| {
        let mut answer = say(200, "[]");
        answer.wait = Some(concurrency_limit.clone());
        answer
    })
    .await;
    let calls: Vec<_> = (0..20)
        .map(|_| stub.client(Credentials::Anonymous))
        .map(|client| tokio::spawn(async move { client.send(&list()).await.map(drop) }))
        .collect();
    while stub.under_way() < harbor_client::REQUESTS_AT_ONCE {
        tokio::task::yield_now().await;
    }
    open.add_permits(1000);
    for call in calls {
        assert!(matches!(
            call.await.unwrap(),
            Ok(()) | Err(ClientError::Cancelled)
        ));
    }
    assert_eq!(stub.seen().len(), 20);
    assert_eq!(stub.most_at_once(), 6);
}

#[tokio::test]
async fn the_log_has_a_call_once_with_its_retries() {
    let stub = failing(2, say(502, "<html><title>Bad Gateway</title></html>")).await;
    let log = RequestLog::new(|| {});
    let client = stub.client(Credentials::Anonymous).logged(log.clone());
    client.send(&list()).await.unwrap();
    let requests = log.requests();
    assert_eq!(requests.len(), 1);
    let request = &requests[0];
    assert_eq!(request.retries, 2);
    assert_eq!(request.outcome, LoggedOutcome::Answered(200));
    assert_eq!((request.sent, request.received), (0, Some(2)));
    assert!(request.target.starts_with("/api/v2.0/projects"));
    assert!(request.elapsed > std::time::Duration::ZERO);
}
