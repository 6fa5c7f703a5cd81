//! End-to-end stories: the real window, driven by WebDriver on a screen of its own.
//!
//! Run them with `cargo xtask test window`, which builds the program and says where it is
//! (`PILOTHOUSE_PROGRAM`). Each story has its own screen, message bus, keyring and home folder, and
//! leaves pictures in `screenshots` of the target folder.

#[cfg(all(test, target_os = "linux"))]
mod figures;
#[cfg(all(test, target_os = "linux"))]
mod harness;
#[cfg(all(test, target_os = "linux"))]
mod stories;
#[cfg(all(test, target_os = "linux"))]
mod table;

/// Elsewhere there is no WebDriver for the system's web view, and that is said.
#[cfg(all(test, not(target_os = "linux")))]
#[test]
fn the_stories_need_linux() {
    panic!("The window's stories run on Linux only: they need Xvfb and WebKitWebDriver.");
}
