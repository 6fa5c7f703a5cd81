//! What the desktop and the program around the console do, as small traits.

use std::{path::PathBuf, sync::Arc};

use docker_login::Places;
use futures::future::BoxFuture;
use harbor_client::{Callback, Secret};
use pilothouse_protocol::{
    Copied, DeepLink, Empty, Failure, FailureCode, Preferences, RobotSecretId, SaveFile, Saved,
    SavedRobotFiles,
};
use tokio::sync::mpsc::UnboundedSender;

use crate::{lists::ListExport, secrets::robot_secrets::SecretFile};

/// The desktop's parts. Calls may block, so they are never made on an async thread.
#[derive(Clone)]
pub struct Desktop {
    pub browser: Arc<dyn Browser>,
    pub clipboard: Arc<dyn Clipboard>,
    pub windows: Arc<dyn SignInWindows>,
    pub host: Arc<dyn Host>,
}

/// The program around the console: what only it can do. By itself it can do nothing.
pub trait Host: Send + Sync {
    /// What the program was started with. A link is given once, not again when the window is
    /// drawn anew.
    fn launch(&self) -> Launch {
        Launch::default()
    }

    /// Where other programs keep their logins; `None`: they are not looked for.
    fn login_places(&self) -> Option<Places> {
        None
    }

    /// The first page with data is painted.
    fn ready(&self) -> BoxFuture<'_, ()> {
        Box::pin(async {})
    }

    fn preferences(&self) -> Preferences {
        Preferences::default()
    }

    fn set_preferences(&self, _preferences: &Preferences) -> Result<Empty, Failure> {
        nobody()
    }

    /// Draws the window in another size, in percent.
    fn zoom(&self, _percent: u16) -> Result<Empty, Failure> {
        nobody()
    }

    /// Opens a web address in the browser.
    fn open_link(&self, _address: &str) -> Result<Empty, Failure> {
        nobody()
    }

    /// Asks where to save a file, and writes it.
    fn save(&self, _file: FileToSave) -> BoxFuture<'_, Result<Saved, Failure>> {
        Box::pin(async { nobody() })
    }

    /// Asks for a folder, and writes files with secrets into it.
    fn save_secrets(
        &self,
        _files: Vec<(RobotSecretId, SecretFile)>,
    ) -> BoxFuture<'_, Result<SavedRobotFiles, Failure>> {
        Box::pin(async { nobody() })
    }

    /// Asks where to save a file of this name, and begins it there.
    fn begin_file(&self, _name: String) -> BoxFuture<'_, Result<Box<dyn UnfinishedFile>, Failure>> {
        Box::pin(async { nobody() })
    }

    /// Puts a secret on the clipboard, for a while.
    fn copy_secret(&self, _secret: Secret) -> BoxFuture<'_, Result<Copied, Failure>> {
        Box::pin(async { nobody() })
    }

    /// Takes the secret off the clipboard, if it is still there.
    fn clear_clipboard(&self) -> BoxFuture<'_, Result<Empty, Failure>> {
        Box::pin(async { nobody() })
    }
}

/// A file that is being written. It is at its place once it is finished, and leaves nothing otherwise.
pub trait UnfinishedFile: Send {
    /// The file to write into.
    fn file(&self) -> std::io::Result<std::fs::File>;
    /// Puts it in its place; may block.
    fn finish(self: Box<Self>) -> Result<Saved, Failure>;
}

/// What the program was started with.
#[derive(Debug, Default)]
pub struct Launch {
    /// The demo registry is wanted.
    pub demo: bool,
    /// An address to begin with.
    pub address: Option<String>,
    /// A link that was followed.
    pub link: Option<DeepLink>,
}

/// A file whose place a person chooses.
pub enum FileToSave {
    Text(SaveFile),
    /// Nobody else on this computer can read it.
    Secret(SecretFile),
    Export(ListExport),
}

/// The person's browser.
pub trait Browser: Send + Sync {
    /// Names of browsers that are there, to choose another than the usual one.
    fn installed(&self) -> Vec<String>;
    /// Opens a web address in the usual browser, or in one of those. An error says why not.
    fn open(&self, address: &str, with: Option<&str>) -> Result<(), String>;
}

/// The desktop's clipboard; only read, and only while the person lets it be looked at.
pub trait Clipboard: Send + Sync {
    /// The text in it, if it holds one.
    fn text(&self) -> Result<Option<Secret>, String>;
}

/// The desktop's dialog that asks where to save a file.
pub trait SaveDialog: Send + Sync {
    /// Asks, with a name to begin with. Nothing: the person closed it. An error says why nobody
    /// could be asked.
    fn choose(&self, name: &str) -> BoxFuture<'_, Result<Option<PathBuf>, String>>;

    /// Asks for a folder, in which several files are saved.
    fn choose_folder(&self) -> BoxFuture<'_, Result<Option<PathBuf>, String>>;
}

/// Windows for a provider's pages, that can do nothing in Pilothouse.
pub trait SignInWindows: Send + Sync {
    /// Opens one at a page. It tells what happens in it, stops at `awaited` without loading it, and
    /// is closed when what is given back is dropped.
    fn open(
        &self,
        page: &str,
        awaited: Callback,
        tell: UnboundedSender<WindowTold>,
    ) -> Result<Box<dyn OpenWindow>, String>;
}

/// A window that is closed when this is dropped.
pub trait OpenWindow: Send {}

/// What a sign-in window tells.
#[derive(Debug)]
pub enum WindowTold {
    /// It shows a page of this host (`host[:port]`).
    At(String),
    /// It was led to the address that is waited for.
    Came(Secret),
    /// The person closed it.
    Closed,
}

/// Work of the desktop's, which may take its time.
pub(crate) async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T, String> {
    tokio::task::spawn_blocking(work)
        .await
        .map_err(|_| "a part of Pilothouse failed".to_owned())
}

/// A desktop that does nothing: for programs without one.
struct Nothing;

const NOTHING: &str = "there is no desktop";

impl Browser for Nothing {
    fn installed(&self) -> Vec<String> {
        Vec::new()
    }

    fn open(&self, _: &str, _: Option<&str>) -> Result<(), String> {
        Err(NOTHING.to_owned())
    }
}

impl Clipboard for Nothing {
    fn text(&self) -> Result<Option<Secret>, String> {
        Err(NOTHING.to_owned())
    }
}

impl SignInWindows for Nothing {
    fn open(
        &self,
        _: &str,
        _: Callback,
        _: UnboundedSender<WindowTold>,
    ) -> Result<Box<dyn OpenWindow>, String> {
        Err(NOTHING.to_owned())
    }
}

fn nobody<T>() -> Result<T, Failure> {
    Err(Failure::new(FailureCode::Internal, NOTHING))
}

impl Host for Nothing {}

impl Desktop {
    /// No desktop at all: addresses can only be copied and pasted.
    pub fn none() -> Self {
        Self {
            browser: Arc::new(Nothing),
            clipboard: Arc::new(Nothing),
            windows: Arc::new(Nothing),
            host: Arc::new(Nothing),
        }
    }
}
