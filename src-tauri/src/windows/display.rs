//! Whether there is a screen to open a window on.

/// Opens the display as Tauri will; where it can't, GTK's own end would be a panic.
///
/// Errors: what is missing, as the end of a sentence.
pub fn open() -> Result<(), String> {
    gtk::init().map_err(|_| missing(|name| std::env::var(name).ok()))
}

fn missing(variable: impl Fn(&str) -> Option<String>) -> String {
    let set = |name| variable(name).filter(|value| !value.is_empty());
    let named: Vec<String> = ["WAYLAND_DISPLAY", "DISPLAY"]
        .into_iter()
        .filter_map(|name| Some(format!("{name}={}", set(name)?)))
        .collect();
    if named.is_empty() {
        "it needs a display, and neither DISPLAY nor WAYLAND_DISPLAY names one.".to_owned()
    } else {
        let named = named.join(" and ");
        format!("the display can't be opened ({named}): it is not there, or not for this user.")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_said_whether_no_display_is_named_or_the_one_that_is_can_not_be_opened() {
        assert!(missing(|_| None).contains("neither"));
        assert!(missing(|_| Some(String::new())).contains("neither"));
        let named = missing(|name| (name == "DISPLAY").then(|| ":99".to_owned()));
        assert!(named.contains("DISPLAY=:99"), "{named}");
        assert!(!named.contains("WAYLAND"), "{named}");
    }
}
