//! What WebKit must be told about the graphics of this computer before it starts.

use std::{ffi::OsString, os::unix::process::CommandExt, path::Path, process::Command};

/// WebKit's switch: with it pages are not drawn through buffers shared with the graphics driver.
const SWITCH: &str = "WEBKIT_DISABLE_DMABUF_RENDERER";

/// What NVIDIA's own driver leaves behind; nouveau has other names.
const DRIVER: [&str; 2] = ["/proc/driver/nvidia/version", "/sys/module/nvidia/version"];

/// Starts this program anew, in this process, with the switch set where it is needed. An
/// environment can't be changed safely once threads may read it.
pub fn prepare() {
    if !needs_switch(|name| std::env::var_os(name), Path::exists) {
        return;
    }
    let Ok(program) = std::env::current_exe() else {
        return;
    };
    tracing::warn!(
        "NVIDIA's driver with Wayland: WebKit's DMABUF renderer is switched off ({SWITCH}=1), \
         since it may draw nothing. {SWITCH}=0 leaves it on."
    );
    let error = Command::new(program)
        .args(std::env::args_os().skip(1))
        .env(SWITCH, "1")
        .exec();
    // Still here: as it would have been without.
    tracing::warn!("{SWITCH} could not be set: {error}");
}

fn needs_switch(
    variable: impl Fn(&str) -> Option<OsString>,
    exists: impl Fn(&Path) -> bool,
) -> bool {
    let is = |name: &str, value: &str| variable(name).is_some_and(|set| set == value);
    let set = |name: &str| variable(name).is_some_and(|set| !set.is_empty());
    let wayland = set("WAYLAND_DISPLAY") && !is("GDK_BACKEND", "x11");
    let chosen = variable(SWITCH).is_some();
    wayland && !chosen && DRIVER.iter().any(|file| exists(Path::new(file)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn needs(variables: &[(&str, &str)], files: &[&str]) -> bool {
        needs_switch(
            |name| {
                let found = variables.iter().find(|(known, _)| *known == name)?;
                Some(found.1.into())
            },
            |path| files.iter().any(|file| Path::new(file) == path),
        )
    }

    #[test]
    fn it_is_switched_off_for_nvidia_on_wayland_only() {
        let wayland = ("WAYLAND_DISPLAY", "wayland-0");
        let nvidia = ["/sys/module/nvidia/version"];
        assert!(needs(&[wayland], &nvidia));
        assert!(needs(
            &[wayland, ("DISPLAY", ":0")],
            &["/proc/driver/nvidia/version"]
        ));
        assert!(!needs(&[wayland], &[]));
        assert!(!needs(&[wayland], &["/sys/module/nouveau"]));
        assert!(!needs(&[("DISPLAY", ":0")], &nvidia));
        assert!(!needs(&[("WAYLAND_DISPLAY", "")], &nvidia));
        assert!(!needs(&[wayland, ("GDK_BACKEND", "x11")], &nvidia));
    }

    #[test]
    fn what_the_person_set_stays() {
        for value in ["0", "1", ""] {
            let variables = [("WAYLAND_DISPLAY", "wayland-0"), (SWITCH, value)];
            assert!(
                !needs(&variables, &["/proc/driver/nvidia/version"]),
                "{value}"
            );
        }
    }
}
