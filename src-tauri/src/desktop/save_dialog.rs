//! The dialog that asks where to save a file.

use std::path::{Path, PathBuf};

use futures::{
    channel::oneshot,
    future::{BoxFuture, ready},
};
use pilothouse_console::SaveDialog;
use rfd::{AsyncFileDialog, FileHandle};
use tauri::{AppHandle, Manager};

use crate::windows::window;

/// The desktop's own dialog.
pub struct NativeSaveDialog {
    app: AppHandle,
    /// Where it begins.
    folder: Option<PathBuf>,
}

impl NativeSaveDialog {
    pub fn new(app: AppHandle, folder: Option<PathBuf>) -> Self {
        Self { app, folder }
    }

    /// Opens a dialog, and gives the path that was chosen in it.
    fn ask<Answer>(
        &self,
        open: impl FnOnce(AsyncFileDialog) -> Answer + Send + 'static,
    ) -> BoxFuture<'_, Result<Option<PathBuf>, String>>
    where
        Answer: Future<Output = Option<FileHandle>> + Send + 'static,
    {
        Box::pin(async move {
            let (opened, opening) = oneshot::channel();
            let window = self.app.get_webview_window(window::LABEL);
            let folder = self.folder.clone();
            // Some desktops take dialogs from the main thread only.
            self.app
                .run_on_main_thread(move || {
                    let mut dialog = AsyncFileDialog::new();
                    if let Some(folder) = folder {
                        dialog = dialog.set_directory(folder);
                    }
                    if let Some(window) = &window {
                        dialog = dialog.set_parent(window);
                    }
                    // Nobody waits where the program is ending.
                    let _ = opened.send(open(dialog));
                })
                .map_err(|error| error.to_string())?;
            let answer = opening.await.map_err(|_| "the program ends".to_owned())?;
            Ok(answer.await.map(|file| file.path().to_owned()))
        })
    }
}

impl SaveDialog for NativeSaveDialog {
    fn choose(&self, name: &str) -> BoxFuture<'_, Result<Option<PathBuf>, String>> {
        let name = name.to_owned();
        self.ask(move |dialog| {
            let mut dialog = dialog.set_file_name(&name);
            if let Some(ending) = Path::new(&name).extension().and_then(|e| e.to_str()) {
                dialog = dialog.add_filter(ending.to_uppercase(), &[ending]);
            }
            dialog.save_file()
        })
    }

    fn choose_folder(&self) -> BoxFuture<'_, Result<Option<PathBuf>, String>> {
        self.ask(|dialog| dialog.set_can_create_directories(true).pick_folder())
    }
}

/// Saves into a folder without asking, where there is nobody to ask.
pub struct AnsweredSaveDialog(pub PathBuf);

impl SaveDialog for AnsweredSaveDialog {
    fn choose(&self, name: &str) -> BoxFuture<'_, Result<Option<PathBuf>, String>> {
        Box::pin(ready(Ok(Some(self.0.join(name)))))
    }

    fn choose_folder(&self) -> BoxFuture<'_, Result<Option<PathBuf>, String>> {
        Box::pin(ready(Ok(Some(self.0.clone()))))
    }
}
