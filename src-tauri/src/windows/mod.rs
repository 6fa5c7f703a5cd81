//! The program's windows and the screen they are on.

#[cfg(target_os = "linux")]
pub(super) mod display;
pub(super) mod geometry;
#[cfg(target_os = "linux")]
pub(super) mod graphics;
pub(super) mod sign_in_window;
pub(super) mod window;
