//! A screen for the window: the person's, or a virtual one with its own message bus and keyring.

use std::{
    io::{BufRead, BufReader},
    path::PathBuf,
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

use crate::{
    command::{Outcome, on_path, succeeds, target_dir},
    guardian::Guardian,
    waiting::look_again,
};

/// How long a picture may take to show something and to settle. It takes a few frames; only a page
/// that never rests, or stays empty, needs all of it.
const PICTURE: Duration = Duration::from_secs(20);

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
    number: String,
}

impl VirtualDisplay {
    /// Starts a screen of 1280 by 800 on the first free number.
    pub fn start(guardian: &Guardian) -> Outcome<Self> {
        if on_path("Xvfb").is_none() {
            return Err("There is no display and no Xvfb: run `cargo xtask setup`.".to_owned());
        }
        let problem = |error| format!("Xvfb: {error}");
        let mut command = Command::new("Xvfb");
        command
            // It chooses the number, and writes it once it can be used.
            .args(["-displayfd", "1", "-screen", "0", "1280x800x24"])
            // Otherwise it starts anew when its last window is gone, and refuses whoever comes then.
            .args(["-nolisten", "tcp", "-noreset"])
            .stdout(Stdio::piped())
            .stderr(Stdio::null());
        let mut server = guardian.guard(&mut command).spawn().map_err(problem)?;
        let mut number = String::new();
        if let Some(out) = server.stdout.take() {
            BufReader::new(out)
                .read_line(&mut number)
                .map_err(problem)?;
        }
        let number = number.trim().to_owned();
        let display = Self { server, number };
        match display.number.is_empty() {
            true => Err("No virtual display could be started.".to_owned()),
            false => Ok(display),
        }
    }

    /// The value for `DISPLAY`.
    pub fn name(&self) -> String {
        format!(":{}", self.number)
    }

    /// Takes a picture of the whole screen, once it shows something and no longer changes.
    pub fn screenshot(&self, name: &str) -> Outcome<PathBuf> {
        let folder = target_dir().join("screenshots");
        std::fs::create_dir_all(&folder).map_err(|error| error.to_string())?;
        let file = folder.join(name);
        self.settles()?;
        if succeeds(self.import().arg(&file)) {
            Ok(file)
        } else {
            Err(NO_PICTURE.to_owned())
        }
    }

    /// Waits for two equal pictures that are not blank.
    fn settles(&self) -> Outcome {
        let end = Instant::now() + PICTURE;
        let mut before = Vec::new();
        loop {
            let now = self.pixels()?;
            let shows = shows_something(&now);
            if shows && now == before {
                return Ok(());
            }
            if Instant::now() > end {
                // What never rests is a picture all the same.
                return match shows {
                    true => Ok(()),
                    false => Err("The window stays blank on the virtual screen.".to_owned()),
                };
            }
            before = now;
            look_again();
        }
    }

    /// Red, green and blue of each point.
    fn pixels(&self) -> Outcome<Vec<u8>> {
        let taken = self.import().args(["-depth", "8", "rgb:-"]).output();
        match taken {
            Ok(taken) if taken.status.success() => Ok(taken.stdout),
            _ => Err(NO_PICTURE.to_owned()),
        }
    }

    fn import(&self) -> Command {
        let mut import = Command::new("import");
        import.env("DISPLAY", self.name()).args(["-window", "root"]);
        import
    }
}

const NO_PICTURE: &str = "The screenshot failed: is ImageMagick installed?";

/// Whether the points of a picture have more than one colour.
fn shows_something(pixels: &[u8]) -> bool {
    let mut points = pixels.chunks_exact(3);
    let first = points.next();
    points.any(|point| Some(point) != first)
}

impl Drop for VirtualDisplay {
    fn drop(&mut self) {
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}

#[cfg(test)]
mod tests {
    use super::shows_something;

    #[test]
    fn a_blank_picture_is_told_from_one_that_shows_something() {
        assert!(!shows_something(&[]));
        assert!(!shows_something(&[0; 30]));
        assert!(!shows_something(&[244, 246, 248].repeat(100)));
        let mut drawn = [244, 246, 248].repeat(100);
        drawn[200] = 17;
        assert!(shows_something(&drawn));
    }
}
