//! What WebKit must be told about the graphics of this computer before it starts.

use std::{ffi::OsString, os::unix::process::CommandExt, path::Path, process::Command};

/// Where the kernel shows the graphics processors that can draw for a program.
const DEVICES: &str = "/dev/dri";

/// Graphics processors that are not among those: NVIDIA's driver without mode setting, Windows' host.
const OTHER_DEVICES: [&str; 2] = ["/dev/nvidiactl", "/dev/dxg"];

/// What NVIDIA's own driver leaves behind; nouveau has other names.
const DRIVER: [&str; 2] = ["/proc/driver/nvidia/version", "/sys/module/nvidia/version"];

/// One of WebKit's switches, which its environment turns.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Switch {
    /// Pages are not drawn through buffers shared with the graphics driver.
    Dmabuf,
    /// Pages are not put together by OpenGL.
    Compositing,
}

impl Switch {
    fn variable(self) -> &'static str {
        match self {
            Self::Dmabuf => "WEBKIT_DISABLE_DMABUF_RENDERER",
            Self::Compositing => "WEBKIT_DISABLE_COMPOSITING_MODE",
        }
    }

    fn reason(self) -> &'static str {
        match self {
            Self::Dmabuf => "NVIDIA's driver with Wayland may draw nothing with it",
            Self::Compositing => {
                "no graphics processor: OpenGL in software takes more memory and time than it saves"
            }
        }
    }
}

/// Starts this program anew, in this process, with the switches set that are needed. An
/// environment can't be changed safely once threads may read it.
pub fn prepare() {
    let needed = needed_switches(
        |name| std::env::var_os(name),
        Path::exists,
        draws_in_hardware(),
    );
    if needed.is_empty() {
        return;
    }
    let Ok(program) = std::env::current_exe() else {
        return;
    };
    let mut again = Command::new(program);
    again.args(std::env::args_os().skip(1));
    for switch in &needed {
        let (name, reason) = (switch.variable(), switch.reason());
        match switch {
            Switch::Dmabuf => tracing::warn!("{name}=1 is set: {reason}. {name}=0 leaves it on."),
            Switch::Compositing => tracing::debug!("{name}=1 is set: {reason}."),
        }
        again.env(name, "1");
    }
    let error = again.exec();
    // Still here: as it would have been without.
    tracing::warn!("WebKit's switches could not be set: {error}");
}

/// Whether the kernel has a graphics processor that draws for programs.
fn draws_in_hardware() -> bool {
    let mut devices = std::fs::read_dir(DEVICES).into_iter().flatten().flatten();
    devices.any(|device| device.file_name().to_string_lossy().starts_with("renderD"))
        || OTHER_DEVICES
            .iter()
            .any(|device| Path::new(device).exists())
}

fn needed_switches(
    variable: impl Fn(&str) -> Option<OsString>,
    exists: impl Fn(&Path) -> bool,
    draws_in_hardware: bool,
) -> Vec<Switch> {
    let is = |name: &str, value: &str| variable(name).is_some_and(|set| set == value);
    let set = |name: &str| variable(name).is_some_and(|set| !set.is_empty());
    let wayland = set("WAYLAND_DISPLAY") && !is("GDK_BACKEND", "x11");
    let is_nvidia = DRIVER.iter().any(|file| exists(Path::new(file)));
    [
        (Switch::Dmabuf, wayland && is_nvidia),
        (Switch::Compositing, !draws_in_hardware),
    ]
    .into_iter()
    .filter(|(switch, is_needed)| *is_needed && variable(switch.variable()).is_none())
    .map(|(switch, _)| switch)
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn needs(variables: &[(&str, &str)], files: &[&str], draws_in_hardware: bool) -> Vec<Switch> {
        needed_switches(
            |name| {
                let found = variables.iter().find(|(known, _)| *known == name)?;
                Some(found.1.into())
            },
            |path| files.iter().any(|file| Path::new(file) == path),
            draws_in_hardware,
        )
    }

    const WAYLAND: (&str, &str) = ("WAYLAND_DISPLAY", "wayland-0");

    #[test]
    fn shared_buffers_are_switched_off_for_nvidia_on_wayland_only() {
        let nvidia = ["/sys/module/nvidia/version"];
        let needs = |variables: &[_], files: &[_]| {
            let needed = needs(variables, files, true);
            assert!(!needed.contains(&Switch::Compositing));
            needed.contains(&Switch::Dmabuf)
        };
        assert!(needs(&[WAYLAND], &nvidia));
        assert!(needs(
            &[WAYLAND, ("DISPLAY", ":0")],
            &["/proc/driver/nvidia/version"]
        ));
        assert!(!needs(&[WAYLAND], &[]));
        assert!(!needs(&[WAYLAND], &["/sys/module/nouveau"]));
        assert!(!needs(&[("DISPLAY", ":0")], &nvidia));
        assert!(!needs(&[("WAYLAND_DISPLAY", "")], &nvidia));
        assert!(!needs(&[WAYLAND, ("GDK_BACKEND", "x11")], &nvidia));
    }

    #[test]
    fn pages_are_put_together_in_software_without_a_graphics_processor_only() {
        let display = ("DISPLAY", ":0");
        assert_eq!(needs(&[display], &[], false), [Switch::Compositing]);
        assert_eq!(needs(&[WAYLAND], &[], false), [Switch::Compositing]);
        assert_eq!(needs(&[display], &[], true), []);
    }

    #[test]
    fn what_the_person_set_stays() {
        for value in ["0", "1", ""] {
            let variables = [
                WAYLAND,
                (Switch::Dmabuf.variable(), value),
                (Switch::Compositing.variable(), value),
            ];
            let needed = needs(&variables, &["/proc/driver/nvidia/version"], false);
            assert_eq!(needed, [], "{value}");
        }
    }
}
