//! A start that can't be: the program as a person starts it.
#![cfg(target_os = "linux")]

use std::process::{Command, Output};

/// Starts the program with no display but the one that is named, to its end.
fn start(display: Option<&str>) -> Output {
    let mut program = Command::new(env!("CARGO_BIN_EXE_pilothouse"));
    program
        .arg("--demo")
        .env_remove("WAYLAND_DISPLAY")
        .env_remove("WAYLAND_SOCKET")
        .env_remove("DISPLAY");
    if let Some(display) = display {
        program.env("DISPLAY", display);
    }
    program.output().expect("the program runs")
}

#[test]
fn without_a_display_there_is_one_sentence_and_no_panic() {
    for (display, words) in [
        (None, "neither DISPLAY nor WAYLAND_DISPLAY"),
        (Some("nowhere.invalid:7"), "DISPLAY=nowhere.invalid:7"),
    ] {
        let ended = start(display);
        let said = String::from_utf8_lossy(&ended.stderr);
        assert_eq!(ended.status.code(), Some(1), "{said}");
        assert!(said.starts_with("Pilothouse could not start: "), "{said}");
        assert!(said.contains(words), "{said}");
        assert_eq!(said.trim().lines().count(), 1, "{said}");
    }
}
