//! The shell: the window's frame, what the console leaves to its host, the keychain, the demo
//! registry.
//!
//! Invariant: knows nothing of Harbor's paths or JSON, and nothing of pages.

mod demo;
mod desktop;
mod host;
mod ipc;
mod keychain;
mod link;
mod options;
mod preferences;
mod windows;

use std::{fmt, process::ExitCode, sync::Arc};

use clap::Parser;
use pilothouse_console::{Console, Desktop, Host, SaveDialog};
use tauri::{Emitter, Manager};
use tracing_subscriber::EnvFilter;

pub use windows::sign_in_window::LABEL as SIGN_IN_WINDOW;

use crate::{
    demo::DemoRegistry,
    desktop::{
        browser::DesktopBrowser,
        clipboard::DesktopClipboard,
        save_dialog::{AnsweredSaveDialog, NativeSaveDialog},
    },
    host::{Files, TauriHost},
    keychain::SystemKeychain,
    options::Options,
    preferences::PreferenceStore,
    windows::sign_in_window::ProviderWindows,
};

/// Runs the program to its end.
pub fn run() -> ExitCode {
    let options = Options::parse();
    log_to_stderr();
    #[cfg(target_os = "linux")]
    {
        windows::graphics::prepare();
        if let Err(reason) = windows::display::open() {
            return no_start(&reason);
        }
    }
    match open(options) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => no_start(&error),
    }
}

fn no_start(reason: &dyn fmt::Display) -> ExitCode {
    eprintln!("Pilothouse could not start: {reason}");
    ExitCode::FAILURE
}

fn open(options: Options) -> tauri::Result<()> {
    let mut builder = tauri::Builder::default();
    if options.profile_dir.is_none() {
        // Settings have one program that writes them; a second start only hands its link over.
        builder = builder.plugin(tauri_plugin_single_instance::init(|app, arguments, _| {
            desktop::outside::opened(app, &arguments);
        }));
    }
    builder
        .plugin(tauri_plugin_store::Builder::default().build())
        .invoke_handler(tauri::generate_handler![ipc::call])
        .setup(move |app| {
            // Tauri makes a panic of an error in here.
            if let Err(error) = set_up(app, &options) {
                no_start(&error);
                std::process::exit(1);
            }
            Ok(())
        })
        .build(tauri::generate_context!())?
        .run(|app, event| match event {
            tauri::RunEvent::Exit => app.state::<Arc<TauriHost>>().close(),
            #[cfg(target_os = "macos")]
            tauri::RunEvent::Opened { urls } => {
                let links: Vec<String> = urls.iter().map(ToString::to_string).collect();
                desktop::outside::opened(app, &links);
            }
            _ => {}
        });
    Ok(())
}

/// Everything behind the window, then the window.
fn set_up(app: &mut tauri::App, options: &Options) -> Result<(), Box<dyn std::error::Error>> {
    let folder = match &options.profile_dir {
        Some(folder) => folder.clone(),
        None => app.path().app_config_dir()?,
    };
    let handle = app.handle().clone();
    let downloads = app.path().download_dir().or_else(|_| app.path().home_dir());
    let downloads = downloads.ok();
    let dialog: Arc<dyn SaveDialog> = match &options.save_to {
        Some(folder) => Arc::new(AnsweredSaveDialog(folder.clone())),
        None => Arc::new(NativeSaveDialog::new(
            app.handle().clone(),
            downloads.clone(),
        )),
    };
    let preferences = PreferenceStore::open(app.handle(), &folder);
    let host = Arc::new(TauriHost::new(
        app.handle().clone(),
        options,
        Files { dialog, downloads },
        preferences,
    ));
    let desktop = Desktop {
        browser: Arc::new(DesktopBrowser),
        clipboard: Arc::new(DesktopClipboard::default()),
        windows: Arc::new(ProviderWindows::new(app.handle().clone())),
        host: Arc::clone(&host) as Arc<dyn Host>,
    };
    let console = Console::open_on(
        desktop,
        &folder,
        Arc::new(SystemKeychain::for_profile(options.profile_dir.as_deref())),
        Arc::new(DemoRegistry::default()),
        Arc::new(move |event| {
            // Nobody listens while the window closes; that is no failure.
            let _ = handle.emit(pilothouse_protocol::EVENT, event);
        }),
    );
    let prepared = Arc::clone(&console);
    let with_demo = options.demo;
    tauri::async_runtime::spawn(async move { prepared.prepare(with_demo).await });
    app.manage(console);
    app.manage(host);
    let web_data = options.profile_dir.as_ref().map(|_| folder.join("web"));
    windows::window::open(app, &folder, web_data)?;
    Ok(())
}

/// Warnings by default; `PILOTHOUSE_LOG=harbor_client=debug` shows each request. No secret is ever
/// logged, whatever the level.
fn log_to_stderr() {
    let filter =
        EnvFilter::try_from_env("PILOTHOUSE_LOG").unwrap_or_else(|_| EnvFilter::new("warn"));
    let subscriber = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr);
    // A second call in one process (tests) keeps the first.
    let _ = subscriber.try_init();
}
