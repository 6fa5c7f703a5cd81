//! The one command: takes what the window asks, checks it, answers with a frame.

use std::{
    path::PathBuf,
    sync::{Arc, Mutex, PoisonError},
};

use pilothouse_console::Console;
use pilothouse_protocol::{
    Call, Command, DeepLink, Empty, ExportList, Failure, FailureCode, Saved, Started,
    write_outcome as done,
};
use tauri::{State, WebviewWindow, ipc::Response};

use crate::{link, options::Options, save, secret_copies::SecretCopies, window};

/// What the command needs.
pub struct Dispatcher {
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

impl Dispatcher {
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
        match call.command {
            Command::Start(_) => done(Ok(self.start().await)),
            Command::Ready(_) => {
                if let Some(file) = &self.ready_file
                    && let Err(error) = tokio::fs::write(file, b"").await
                {
                    tracing::warn!("{}: {error}", file.display());
                }
                done(Ok(Empty {}))
            }
            Command::SetZoom(command) => done(window::zoom(window, command.percent)),
            Command::OpenLink(command) => done(link::open(&command.address)),
            Command::SaveFile(command) => {
                let folder = self.downloads.clone();
                let saving =
                    tokio::task::spawn_blocking(move || save::save(folder.as_deref(), &command));
                done(saving.await.unwrap_or_else(|error| {
                    Err(Failure::new(FailureCode::Internal, error.to_string()))
                }))
            }
            Command::ExportList(command) => done(self.export(&command).await),
            Command::CopySecret(command) => done(match self.console.secret_text(&command).await {
                Ok(secret) => self.copies.copy(secret).await,
                Err(failure) => Err(failure),
            }),
            Command::ClearClipboard(_) => done(self.copies.clear().await),
            command => {
                self.console
                    .answer(Call {
                        id: call.id,
                        command,
                    })
                    .await
            }
        }
    }

    async fn export(&self, command: &ExportList) -> Result<Saved, Failure> {
        let export = self.console.export_list(command)?;
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

/// The window's one command. What does not decode never comes here: Tauri refuses it.
#[tauri::command]
pub async fn call(
    dispatcher: State<'_, Dispatcher>,
    window: WebviewWindow,
    call: Call,
) -> Result<Response, ()> {
    Ok(Response::new(dispatcher.answer(&window, call).await))
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
        let dispatcher = Dispatcher::new(console.unwrap(), &options, None);
        let started = dispatcher.start().await;
        assert!(started.connections.is_empty());
        let failure = started.without_demo.unwrap();
        assert!(failure.message.contains("demo registry"), "{failure}");
        assert!(failure.message.contains("permission denied"), "{failure}");
    }
}
