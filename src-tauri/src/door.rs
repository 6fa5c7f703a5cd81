//! The one command: takes what the window asks, checks it, answers with a frame.

use std::{
    path::PathBuf,
    sync::{Arc, Mutex, PoisonError},
};

use pilothouse_console::Console;
use pilothouse_protocol::{
    Ask, Call, DeepLink, Empty, ExportList, Failure, FailureCode, Saved, Started,
    write_outcome as done,
};
use tauri::{State, WebviewWindow, ipc::Response};

use crate::{link, options::Options, save, secret_copies::SecretCopies, window};

/// What the command needs.
pub struct Door {
    console: Arc<Console>,
    ready_file: Option<PathBuf>,
    /// Where files are saved.
    downloads: Option<PathBuf>,
    demo: bool,
    connect: Option<String>,
    /// Followed once, not again when the window is drawn anew.
    link: Mutex<Option<DeepLink>>,
    copies: SecretCopies,
}

impl Door {
    pub fn new(console: Arc<Console>, options: &Options, downloads: Option<PathBuf>) -> Self {
        Self {
            console,
            ready_file: options.ready_file.clone(),
            downloads,
            demo: options.demo,
            connect: options.connect.clone(),
            link: Mutex::new(options.link.as_deref().and_then(DeepLink::parse)),
            copies: SecretCopies::new(),
        }
    }

    /// Leaves no secret on the clipboard.
    pub fn close(&self) {
        self.copies.clear_at_exit();
    }

    async fn answer(&self, window: &WebviewWindow, call: Call) -> Vec<u8> {
        match call.ask {
            Ask::Start(_) => done(Ok(self.start().await)),
            Ask::Ready(_) => {
                if let Some(file) = &self.ready_file
                    && let Err(error) = tokio::fs::write(file, b"").await
                {
                    tracing::warn!("{}: {error}", file.display());
                }
                done(Ok(Empty {}))
            }
            Ask::SetZoom(ask) => done(window::zoom(window, ask.percent)),
            Ask::OpenLink(ask) => done(link::open(&ask.address)),
            Ask::SaveFile(ask) => {
                let folder = self.downloads.clone();
                let saving =
                    tokio::task::spawn_blocking(move || save::save(folder.as_deref(), &ask));
                done(saving.await.unwrap_or_else(|error| {
                    Err(Failure::new(FailureCode::Internal, error.to_string()))
                }))
            }
            Ask::ExportList(ask) => done(self.export(&ask).await),
            Ask::CopySecret(ask) => done(match self.console.secret_text(&ask).await {
                Ok(secret) => self.copies.copy(secret).await,
                Err(failure) => Err(failure),
            }),
            Ask::ClearClipboard(_) => done(self.copies.clear().await),
            ask => self.console.answer(Call { id: call.id, ask }).await,
        }
    }

    async fn export(&self, ask: &ExportList) -> Result<Saved, Failure> {
        let export = self.console.export_list(ask)?;
        let folder = self.downloads.clone();
        let saving = tokio::task::spawn_blocking(move || save::export(folder.as_deref(), &export));
        saving
            .await
            .unwrap_or_else(|error| Err(Failure::new(FailureCode::Internal, error.to_string())))
    }

    /// The window's first question; `--demo` and `--connect` take effect with it.
    async fn start(&self) -> Started {
        let mut started = self.console.start().await;
        if self.demo {
            match self.console.add_demo().await {
                Ok(demo) => {
                    started.last = Some(demo.id.clone());
                    started
                        .connections
                        .retain(|connection| connection.id != demo.id);
                    started.connections.push(demo);
                }
                // Everything else is there all the same.
                Err(failure) => started.without_demo = Some(failure),
            }
        }
        if let Some(address) = &self.connect {
            started.last = None;
            started.address = Some(address.clone());
        }
        started.link = self
            .link
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .take();
        started
    }
}

/// The window's door. What does not decode never comes here: Tauri refuses it.
#[tauri::command]
pub async fn call(
    door: State<'_, Door>,
    window: WebviewWindow,
    call: Call,
) -> Result<Response, ()> {
    Ok(Response::new(door.answer(&window, call).await))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use std::sync::Arc;

    use clap::Parser;
    use futures::future::BoxFuture;
    use pilothouse_console::{Demo, DemoAccess, MemoryKeychain};

    use super::*;

    /// A computer on which nothing may listen.
    struct NoDemo;

    impl Demo for NoDemo {
        fn start(&self) -> BoxFuture<'_, Result<DemoAccess, String>> {
            Box::pin(async { Err("permission denied".to_owned()) })
        }
    }

    #[tokio::test]
    async fn a_demo_registry_that_fails_is_told_and_does_not_end_the_start() {
        let folder = tempfile::tempdir().unwrap();
        let console = Console::open(
            folder.path(),
            Arc::new(MemoryKeychain::default()),
            Arc::new(NoDemo),
            Arc::new(|_| ()),
        );
        let options = Options::parse_from(["pilothouse", "--demo"]);
        let door = Door::new(console.unwrap(), &options, None);
        let started = door.start().await;
        assert!(started.connections.is_empty());
        let failure = started.without_demo.unwrap();
        assert!(failure.message.contains("demo registry"), "{failure}");
        assert!(failure.message.contains("permission denied"), "{failure}");
    }
}
