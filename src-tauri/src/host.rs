//! What the console leaves to the program around it.

use std::{
    path::PathBuf,
    sync::{Arc, Mutex, PoisonError},
};

use futures::future::BoxFuture;
use harbor_client::Secret;
use pilothouse_console::{
    FileToSave, Host, Launch, LoginPlaces, SaveDialog, SecretFile, UnfinishedFile,
};
use pilothouse_protocol::{
    Copied, DeepLink, Empty, Failure, FailureCode, Preferences, RobotSecretId, Saved,
    SavedRobotFiles,
};
use tauri::{AppHandle, Manager};

use crate::{
    desktop::{
        save::{self, PendingFile, Place},
        secret_copies::SecretCopies,
    },
    link,
    options::Options,
    preferences::PreferenceStore,
    windows::window,
};

/// The program's parts that the window asks for through the console.
pub struct TauriHost {
    app: AppHandle,
    ready_file: Option<PathBuf>,
    demo: bool,
    connect: Option<String>,
    /// Followed once.
    link: Mutex<Option<DeepLink>>,
    files: Files,
    copies: SecretCopies,
    preferences: PreferenceStore,
}

impl TauriHost {
    pub fn new(
        app: AppHandle,
        options: &Options,
        files: Files,
        preferences: PreferenceStore,
    ) -> Self {
        Self {
            app,
            ready_file: options.ready_file.clone(),
            demo: options.demo,
            connect: options.connect.clone(),
            link: Mutex::new(options.link.as_deref().and_then(DeepLink::parse)),
            files,
            copies: SecretCopies::new(),
            preferences,
        }
    }

    /// Leaves no secret on the clipboard.
    pub fn close(&self) {
        self.copies.clear_at_exit();
    }
}

impl Host for TauriHost {
    fn launch(&self) -> Launch {
        let mut link = self.link.lock().unwrap_or_else(PoisonError::into_inner);
        Launch {
            demo: self.demo,
            address: self.connect.clone(),
            link: link.take(),
        }
    }

    fn login_places(&self) -> Option<LoginPlaces> {
        // Without a home folder there is nowhere to look.
        LoginPlaces::from_environment().ok()
    }

    fn ready(&self) -> BoxFuture<'_, ()> {
        Box::pin(async {
            if let Some(file) = &self.ready_file
                && let Err(error) = tokio::fs::write(file, b"").await
            {
                tracing::warn!("{}: {error}", file.display());
            }
        })
    }

    fn preferences(&self) -> Preferences {
        self.preferences.read()
    }

    fn set_preferences(&self, preferences: &Preferences) -> Result<Empty, Failure> {
        self.preferences.write(preferences)
    }

    fn zoom(&self, percent: u16) -> Result<Empty, Failure> {
        match self.app.get_webview_window(window::LABEL) {
            Some(window) => window::zoom(&window, percent),
            // It is closing.
            None => Ok(Empty {}),
        }
    }

    fn open_link(&self, address: &str) -> Result<Empty, Failure> {
        link::open(address)
    }

    fn save(&self, file: FileToSave) -> BoxFuture<'_, Result<Saved, Failure>> {
        Box::pin(self.files.save(file))
    }

    fn save_secrets(
        &self,
        files: Vec<(RobotSecretId, SecretFile)>,
    ) -> BoxFuture<'_, Result<SavedRobotFiles, Failure>> {
        Box::pin(self.files.save_secrets(files))
    }

    fn begin_file(&self, name: String) -> BoxFuture<'_, Result<Box<dyn UnfinishedFile>, Failure>> {
        Box::pin(async move {
            let file: Box<dyn UnfinishedFile> = Box::new(self.files.begin(&name).await?);
            Ok(file)
        })
    }

    fn copy_secret(&self, secret: Secret) -> BoxFuture<'_, Result<Copied, Failure>> {
        Box::pin(self.copies.copy(secret))
    }

    fn clear_clipboard(&self) -> BoxFuture<'_, Result<Empty, Failure>> {
        Box::pin(self.copies.clear())
    }
}

/// Where files are saved.
pub struct Files {
    /// Asks where.
    pub dialog: Arc<dyn SaveDialog>,
    /// Where they go if nobody can be asked.
    pub downloads: Option<PathBuf>,
}

impl Files {
    async fn save(&self, file: FileToSave) -> Result<Saved, Failure> {
        let name = match &file {
            FileToSave::Text(file) => {
                save::check(file)?;
                file.name.clone()
            }
            FileToSave::Secret(file) => file.name.clone(),
            FileToSave::Export(export) => save::export_name(export),
        };
        let place = self.place_for(&name).await?;
        blocking(move || match file {
            FileToSave::Text(file) => save::save(&place, file.text.as_bytes()),
            FileToSave::Secret(file) => save::save_secret(&place, &file),
            FileToSave::Export(export) => save::export(&place, &export),
        })
        .await
    }

    /// The files stand beside each other; none that is there is replaced.
    async fn save_secrets(
        &self,
        files: Vec<(RobotSecretId, SecretFile)>,
    ) -> Result<SavedRobotFiles, Failure> {
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

    async fn begin(&self, name: &str) -> Result<PendingFile, Failure> {
        save::check_name(name)?;
        let place = self.place_for(name).await?;
        blocking(move || PendingFile::begin(place)).await
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
}

/// Work with the disk, which may take its time.
async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, Failure> + Send + 'static,
) -> Result<T, Failure> {
    tokio::task::spawn_blocking(work)
        .await
        .unwrap_or_else(|error| Err(Failure::new(FailureCode::Internal, error.to_string())))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use pilothouse_protocol::SaveFile;

    use super::*;

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
        let [chosen, downloads] = [(); 2].map(|()| tempfile::tempdir().unwrap());
        let saved_with = async |dialog: Arc<dyn SaveDialog>| {
            let files = Files {
                dialog,
                downloads: Some(downloads.path().to_owned()),
            };
            let file = SaveFile {
                name: "list.csv".to_owned(),
                text: "a,b".to_owned(),
            };
            files.save(FileToSave::Text(file)).await
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
}
