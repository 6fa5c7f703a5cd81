//! The person's browsers.

use std::path::{Path, PathBuf};

use pilothouse_console::Browser;

use crate::link;

/// The browsers of this computer. Only these are started, and only with a web address: the window
/// names one of them, never a command.
pub struct DesktopBrowser;

/// Programs by the names that they are started with.
#[cfg(not(any(windows, target_os = "macos")))]
const KNOWN: [&str; 14] = [
    "firefox",
    "google-chrome",
    "google-chrome-stable",
    "chromium",
    "chromium-browser",
    "brave-browser",
    "microsoft-edge",
    "vivaldi",
    "opera",
    "epiphany",
    "falkon",
    "konqueror",
    "librewolf",
    "zen-browser",
];

/// Applications by their names.
#[cfg(target_os = "macos")]
const KNOWN: [&str; 7] = [
    "Safari",
    "Firefox",
    "Google Chrome",
    "Chromium",
    "Brave Browser",
    "Microsoft Edge",
    "Arc",
];

/// Windows does not say which there are without looking into its registry.
#[cfg(windows)]
const KNOWN: [&str; 0] = [];

impl Browser for DesktopBrowser {
    fn installed(&self) -> Vec<String> {
        let folders = folders();
        let is_there = |name: &&str| folders.iter().any(|folder| place(folder, name).exists());
        KNOWN
            .into_iter()
            .filter(is_there)
            .map(str::to_owned)
            .collect()
    }

    fn open(&self, address: &str, with: Option<&str>) -> Result<(), String> {
        let address = link::allowed(address).map_err(|failure| failure.message)?;
        let opened = match with {
            None => open::that_detached(address.as_str()),
            Some(name) if self.installed().iter().any(|known| known == name) => {
                open::with_detached(address.as_str(), name)
            }
            Some(_) => return Err("this browser is not there".to_owned()),
        };
        opened.map_err(|error| error.to_string())
    }
}

#[cfg(not(target_os = "macos"))]
fn folders() -> Vec<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&path).collect()
}

#[cfg(target_os = "macos")]
fn folders() -> Vec<PathBuf> {
    vec![PathBuf::from("/Applications")]
}

#[cfg(not(target_os = "macos"))]
fn place(folder: &Path, name: &str) -> PathBuf {
    folder.join(name)
}

#[cfg(target_os = "macos")]
fn place(folder: &Path, name: &str) -> PathBuf {
    folder.join(format!("{name}.app"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_other_program_and_no_other_address_is_opened() {
        let page = "https://idp.example/auth?state=x";
        for program in ["", "sh", "/bin/sh", "firefox --profile /tmp", "../firefox"] {
            assert!(
                DesktopBrowser.open(page, Some(program)).is_err(),
                "{program}"
            );
        }
        for address in ["file:///etc/passwd", "javascript:alert(1)", "-rf"] {
            assert!(DesktopBrowser.open(address, None).is_err(), "{address}");
        }
    }
}
