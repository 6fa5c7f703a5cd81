//! A screen for the window: the person's, or a virtual one with its own message bus and keyring.

use std::{
    path::PathBuf,
    process::{Child, Command, Stdio},
    thread::sleep,
    time::{Duration, Instant},
};

use crate::command::{Outcome, on_path, succeeds, target_dir};

/// Whether there is a screen to open a window on.
pub fn present() -> bool {
    if std::env::consts::OS != "linux" {
        return true;
    }
    let set = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    set("DISPLAY") || set("WAYLAND_DISPLAY")
}

/// A virtual screen; it ends with the value.
pub struct VirtualDisplay {
    server: Child,
    number: u32,
}

impl VirtualDisplay {
    /// Starts a screen of 1280 by 800 on the first free number.
    pub fn start() -> Outcome<Self> {
        if on_path("Xvfb").is_none() {
            return Err("There is no display and no Xvfb: run `cargo xtask setup`.".to_owned());
        }
        let taken = |number: u32| PathBuf::from(format!("/tmp/.X11-unix/X{number}")).exists();
        for number in (90..200).filter(|number| !taken(*number)) {
            let server = Command::new("Xvfb")
                .arg(format!(":{number}"))
                .args(["-screen", "0", "1280x800x24", "-nolisten", "tcp"])
                .stdout(Stdio::null())
                .stderr(Stdio::null())
                .spawn()
                .map_err(|error| format!("Xvfb: {error}"))?;
            let mut display = Self { server, number };
            if display.is_up() {
                return Ok(display);
            }
        }
        Err("No virtual display could be started.".to_owned())
    }

    fn is_up(&mut self) -> bool {
        let socket = PathBuf::from(format!("/tmp/.X11-unix/X{}", self.number));
        let end = Instant::now() + Duration::from_secs(10);
        while Instant::now() < end {
            if !matches!(self.server.try_wait(), Ok(None)) {
                return false;
            }
            if socket.exists() {
                return true;
            }
            sleep(Duration::from_millis(50));
        }
        false
    }

    /// The value for `DISPLAY`.
    pub fn name(&self) -> String {
        format!(":{}", self.number)
    }

    /// Takes a picture of the whole screen.
    pub fn screenshot(&self, name: &str) -> Outcome<PathBuf> {
        let folder = target_dir().join("screenshots");
        std::fs::create_dir_all(&folder).map_err(|error| error.to_string())?;
        let file = folder.join(name);
        let mut import = Command::new("import");
        import
            .env("DISPLAY", self.name())
            .args(["-window", "root"])
            .arg(&file);
        if succeeds(&mut import) {
            Ok(file)
        } else {
            Err("The screenshot failed: is ImageMagick installed?".to_owned())
        }
    }
}

impl Drop for VirtualDisplay {
    fn drop(&mut self) {
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}
