//! The one command: takes what the window asks, checks it, answers with a frame.

use std::{
    path::PathBuf,
    sync::{Arc, Mutex, PoisonError},
};

use pilothouse_console::{Console, SaveDialog};
use pilothouse_protocol::{
    Call, Command, DeepLink, Empty, ExportList, Failure, FailureCode, SaveFile, SaveRobotFile,
    SaveRobotFiles, Saved, SavedRobotFiles, Started, write_outcome as done,
};
use tauri::{State, WebviewWindow, ipc::Response};

use crate::{
    link,
    options::Options,
    preferences::PreferenceStore,
    save::{self, Place},
    secret_copies::SecretCopies,
    window,
};

/// What the command needs.
pub struct Dispatcher {
    console: Arc<Console>,
    ready_file: Option<PathBuf>,
    /// Asks where files are saved.
    dialog: Arc<dyn SaveDialog>,
    /// Where they are saved if nobody can be asked.
    downloads: Option<PathBuf>,
    demo: bool,
    connect: Option<String>,
    /// Followed once, not again when the window is drawn anew.
    link: Mutex<Option<DeepLink>>,
    copies: SecretCopies,
    preferences: PreferenceStore,
}

impl Dispatcher {
    pub fn new(
        console: Arc<Console>,
        options: &Options,
        dialog: Arc<dyn SaveDialog>,
        downloads: Option<PathBuf>,
        preferences: PreferenceStore,
    ) -> Self {
        Self {
            console,
            dialog,
            ready_file: options.ready_file.clone(),
            downloads,
            demo: options.demo,
            connect: options.connect.clone(),
            link: Mutex::new(options.link.as_deref().and_then(DeepLink::parse)),
            copies: SecretCopies::new(),
            preferences,
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
            Command::SetPreferences(command) => done(self.preferences.write(&command.preferences)),
            Command::SetZoom(command) => done(window::zoom(window, command.percent)),
            Command::OpenLink(command) => done(link::open(&command.address)),
            Command::SaveFile(command) => done(self.save(command).await),
            Command::ExportList(command) => done(self.export(&command).await),
            Command::CopySecret(command) => done(match self.console.secret_text(&command).await {
                Ok(secret) => self.copies.copy(secret).await,
                Err(failure) => Err(failure),
            }),
            Command::CopyRobotSecret(command) => {
                done(match self.console.robot_secret_text(&command) {
                    Ok(secret) => self.copies.copy(secret).await,
                    Err(failure) => Err(failure),
                })
            }
            Command::SaveRobotFile(command) => done(self.save_robot_file(command).await),
            Command::SaveRobotFiles(command) => done(self.save_robot_files(&command).await),
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

    async fn save_robot_file(&self, command: SaveRobotFile) -> Result<Saved, Failure> {
        let file = self.console.robot_file(command.secret)?;
        let place = self.place_for(&file.name).await?;
        blocking(move || save::save_secret(&place, &file)).await
    }

    /// The files stand beside each other; none that is there is replaced.
    async fn save_robot_files(
        &self,
        command: &SaveRobotFiles,
    ) -> Result<SavedRobotFiles, Failure> {
        let files = command.secrets.iter().map(|secret| {
            let file = self.console.robot_file(*secret)?;
            Ok((*secret, file))
        });
        let files: Vec<_> = files.collect::<Result<_, Failure>>()?;
        let folder = match self.dialog.choose_folder().await {
            Ok(Some(folder)) => folder,
            Ok(None) => return Err(Failure::new(FailureCode::Cancelled, "Nothing was saved.")),
            Err(reason) => {
                tracing::warn!("no dialog could be opened: {reason}");
                self.downloads.clone().ok_or_else(|| {
                    Failure::new(FailureCode::Internal, "There is no folder for downloads.")
                })?
            }
        };
        blocking(move || Ok(save::save_secrets(&folder, &files))).await
    }

    async fn save(&self, command: SaveFile) -> Result<Saved, Failure> {
        save::check(&command)?;
        let place = self.place_for(&command.name).await?;
        blocking(move || save::save(&place, command.text.as_bytes())).await
    }

    /// The rows are those of now, however long a person thinks about the file's name.
    async fn export(&self, command: &ExportList) -> Result<Saved, Failure> {
        let export = self.console.export_list(command)?;
        let place = self.place_for(&save::export_name(&export)).await?;
        blocking(move || save::export(&place, &export)).await
    }

    /// Where a file goes: where the person says, or among the downloads if nobody can be asked.
    async fn place_for(&self, name: &str) -> Result<Place, Failure> {
        match self.dialog.choose(name).await {
            Ok(Some(path)) => Ok(Place::Chosen(path)),
            Ok(None) => Err(Failure::new(FailureCode::Cancelled, "Nothing was saved.")),
            Err(reason) => {
                tracing::warn!("no dialog could be opened: {reason}");
                Ok(Place::New {
                    folder: self.downloads.clone(),
                    name: name.to_owned(),
                })
            }
        }
    }

    /// The window's first question; `--demo` and `--connect` take effect with it.
    async fn start(&self) -> Started {
        let mut started = self.console.start().await;
        started.preferences = self.preferences.read();
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

/// Work with the disk, which may take its time.
async fn blocking<Done: Send + 'static>(
    work: impl FnOnce() -> Result<Done, Failure> + Send + 'static,
) -> Result<Done, Failure> {
    tokio::task::spawn_blocking(work)
        .await
        .unwrap_or_else(|error| Err(Failure::new(FailureCode::Internal, error.to_string())))
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

    /// A person who answers the dialog so.
    struct Answer(Option<PathBuf>);

    impl SaveDialog for Answer {
        fn choose(&self, name: &str) -> BoxFuture<'_, Result<Option<PathBuf>, String>> {
            let path = self.0.as_ref().map(|folder| folder.join(name));
            Box::pin(async { Ok(path) })
        }

        fn choose_folder(&self) -> BoxFuture<'_, Result<Option<PathBuf>, String>> {
            let folder = self.0.clone();
            Box::pin(async { Ok(folder) })
        }
    }

    /// A desktop without dialogs.
    struct NoDialog;

    impl SaveDialog for NoDialog {
        fn choose(&self, _: &str) -> BoxFuture<'_, Result<Option<PathBuf>, String>> {
            Box::pin(async { Err("no portal".to_owned()) })
        }

        fn choose_folder(&self) -> BoxFuture<'_, Result<Option<PathBuf>, String>> {
            Box::pin(async { Err("no portal".to_owned()) })
        }
    }

    #[tokio::test]
    async fn a_file_goes_where_the_person_says_or_among_the_downloads() {
        let folders = [(); 3].map(|()| tempfile::tempdir().unwrap());
        let [profile, chosen, downloads] = &folders;
        let saved_with = async |dialog: Arc<dyn SaveDialog>| {
            let console = Console::open(
                profile.path(),
                Arc::new(MemoryKeychain::default()),
                Arc::new(NoDemo),
                Arc::new(|_| ()),
            );
            let options = Options::parse_from(["pilothouse"]);
            let downloads = Some(downloads.path().to_owned());
            let dispatcher = Dispatcher::new(
                console.unwrap(),
                &options,
                dialog,
                downloads,
                PreferenceStore::for_this_run(),
            );
            let file = SaveFile {
                name: "list.csv".to_owned(),
                text: "a,b".to_owned(),
            };
            dispatcher.save(file).await
        };
        let there = saved_with(Arc::new(Answer(Some(chosen.path().to_owned())))).await;
        let path = chosen.path().join("list.csv").display().to_string();
        assert_eq!(there.unwrap().path, path);
        let closed = saved_with(Arc::new(Answer(None))).await.unwrap_err();
        assert_eq!(closed.code, FailureCode::Cancelled);
        let files = || std::fs::read_dir(downloads.path()).unwrap().count();
        assert_eq!(files(), 0);
        saved_with(Arc::new(NoDialog)).await.unwrap();
        assert_eq!(files(), 1);
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
        let dispatcher = Dispatcher::new(
            console.unwrap(),
            &options,
            Arc::new(Answer(None)),
            None,
            PreferenceStore::for_this_run(),
        );
        let started = dispatcher.start().await;
        assert!(started.connections.is_empty());
        let failure = started.without_demo.unwrap();
        assert!(failure.message.contains("demo registry"), "{failure}");
        assert!(failure.message.contains("permission denied"), "{failure}");
    }
}
