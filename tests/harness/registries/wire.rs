//! A wire between the window and a registry that notes how each request identifies itself.

use std::sync::{
    Arc, Mutex,
    atomic::{AtomicUsize, Ordering},
};

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
};

use crate::harness::Harbor;

/// A request as it went over the wire.
#[derive(Debug, Clone)]
pub struct Sent {
    /// Method and path.
    pub line: String,
    /// The header `Authorization`, if it was sent.
    pub authorization: Option<String>,
    /// Whether it carried a session's cookie.
    pub has_session: bool,
    /// How many other requests had no answer yet.
    pub beside: usize,
}

/// The wire; it lives as long as the registry's runtime does.
pub struct Wire {
    port: u16,
    notes: Arc<Notes>,
}

#[derive(Default)]
struct Notes {
    sent: Mutex<Vec<Sent>>,
    waiting: AtomicUsize,
}

impl Wire {
    /// Lays a wire to a registry.
    pub fn to(harbor: &Harbor) -> Self {
        let target = harbor.port();
        let listener = harbor
            .runtime()
            .block_on(TcpListener::bind(("127.0.0.1", 0)))
            .expect("a free port");
        let port = listener.local_addr().expect("an address").port();
        let notes = Arc::new(Notes::default());
        let kept = Arc::clone(&notes);
        harbor.runtime().spawn(async move {
            while let Ok((near, _)) = listener.accept().await {
                let notes = Arc::clone(&kept);
                tokio::spawn(async move {
                    if let Ok(far) = TcpStream::connect(("127.0.0.1", target)).await {
                        carry(near, far, &notes).await;
                    }
                });
            }
        });
        Self { port, notes }
    }

    /// The address as one types it.
    pub fn address(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// What was sent so far.
    pub fn sent(&self) -> Vec<Sent> {
        self.notes.sent.lock().expect("whole notes").clone()
    }

    /// Forgets what was sent so far.
    pub fn forget(&self) {
        self.notes.sent.lock().expect("whole notes").clear();
    }
}

/// Carries one connection's bytes both ways.
async fn carry(near: TcpStream, far: TcpStream, notes: &Notes) {
    let (mut near_in, mut near_out) = near.into_split();
    let (mut far_in, mut far_out) = far.into_split();
    // Requests of one connection go one after another.
    let waits = AtomicUsize::new(0);
    let there = async {
        let mut bytes = vec![0; 64 << 10];
        while let Ok(count @ 1..) = near_in.read(&mut bytes).await {
            if let Some(mut sent) = read(&bytes[..count]) {
                waits.store(1, Ordering::SeqCst);
                sent.beside = notes.waiting.fetch_add(1, Ordering::SeqCst);
                notes.sent.lock().expect("whole notes").push(sent);
            }
            if far_out.write_all(&bytes[..count]).await.is_err() {
                break;
            }
        }
    };
    let back = async {
        let mut bytes = vec![0; 64 << 10];
        while let Ok(count @ 1..) = far_in.read(&mut bytes).await {
            notes
                .waiting
                .fetch_sub(waits.swap(0, Ordering::SeqCst), Ordering::SeqCst);
            if near_out.write_all(&bytes[..count]).await.is_err() {
                break;
            }
        }
    };
    tokio::select! {
        () = there => {}
        () = back => {}
    }
    notes
        .waiting
        .fetch_sub(waits.swap(0, Ordering::SeqCst), Ordering::SeqCst);
}

/// Reads a request's head; a client sends it in one piece.
fn read(bytes: &[u8]) -> Option<Sent> {
    let text = String::from_utf8_lossy(bytes);
    let (head, _) = text.split_once("\r\n\r\n")?;
    let mut lines = head.lines();
    let line = lines.next()?.strip_suffix(" HTTP/1.1")?.to_owned();
    let headers: Vec<(String, &str)> = lines
        .filter_map(|line| line.split_once(':'))
        .map(|(name, value)| (name.to_ascii_lowercase(), value.trim()))
        .collect();
    let header = |wanted: &str| {
        headers
            .iter()
            .find(|(name, _)| name == wanted)
            .map(|(_, v)| *v)
    };
    Some(Sent {
        line,
        authorization: header("authorization").map(str::to_owned),
        has_session: header("cookie").is_some_and(|cookie| cookie.contains("sid=")),
        beside: 0,
    })
}
