//! Rules of the code that no compiler keeps.

use std::{
    fs,
    path::{Path, PathBuf},
};

fn workspace() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .expect("a folder above")
        .to_path_buf()
}

fn sources(folder: &str) -> Vec<(PathBuf, String)> {
    fn walk(folder: &Path, found: &mut Vec<(PathBuf, String)>) {
        for entry in fs::read_dir(folder).expect("a folder").flatten() {
            let path = entry.path();
            if path.is_dir() {
                walk(&path, found);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let text = fs::read_to_string(&path).expect("a source file");
                found.push((path, text));
            }
        }
    }
    let mut found = Vec::new();
    walk(&workspace().join(folder), &mut found);
    assert!(!found.is_empty(), "{folder} has sources");
    found
}

fn manifest(package: &str) -> String {
    fs::read_to_string(workspace().join(package).join("Cargo.toml")).expect("a manifest")
}

/// The names in a manifest's `[dependencies]`.
fn dependencies(package: &str) -> Vec<String> {
    let text = manifest(package);
    let start = text.find("\n[dependencies]\n").expect("dependencies") + "\n[dependencies]\n".len();
    let end = text[start..]
        .find("\n[")
        .map_or(text.len(), |end| start + end);
    text[start..end]
        .lines()
        .filter_map(|line| line.split(['=', '.', ' ']).next())
        .filter(|name| !name.is_empty())
        .map(str::to_owned)
        .collect()
}

#[test]
fn nothing_writes_markup_into_the_page() {
    for (path, text) in sources("src") {
        for word in [
            "inner_html",
            "set_inner_html",
            "insert_adjacent_html",
            "document().write",
        ] {
            assert!(!text.contains(word), "{}: {word}", path.display());
        }
    }
}

#[test]
fn the_window_has_no_network_and_no_tauri() {
    let names = dependencies(".");
    for name in [
        "reqwest",
        "tokio",
        "tauri",
        "harbor-client",
        "pilothouse-console",
        "keyring",
    ] {
        assert!(
            !names.iter().any(|known| known == name),
            "the window depends on {name}"
        );
    }
}

#[test]
fn the_api_has_no_network_and_no_async() {
    for package in ["crates/harbor-api", "crates/protocol"] {
        for name in ["reqwest", "tokio", "futures", "hyper", "tauri", "leptos"] {
            let names = dependencies(package);
            assert!(
                !names.iter().any(|known| known == name),
                "{package} depends on {name}"
            );
        }
    }
}

#[test]
fn only_the_client_opens_connections() {
    for package in ["crates/console", "src-tauri"] {
        let names = dependencies(package);
        for name in ["reqwest", "hyper"] {
            assert!(
                !names.iter().any(|known| known == name),
                "{package} depends on {name}"
            );
        }
    }
    for (path, text) in sources("crates/console/src") {
        assert!(!text.contains("TcpStream"), "{}", path.display());
    }
}

#[test]
fn only_the_shell_touches_the_keychain_and_tauri() {
    for package in [
        "crates/console",
        "crates/harbor-client",
        "crates/harbor-api",
        ".",
    ] {
        let names = dependencies(package);
        for name in ["keyring", "tauri", "keyring-core", "secret-service"] {
            assert!(
                !names.iter().any(|known| known == name),
                "{package} depends on {name}"
            );
        }
    }
}

#[test]
fn only_one_place_asks_again_and_again() {
    // What is asked in a hidden window is asked for nobody: see `src/ipc/seen.rs`. These count seconds.
    let clocks = [
        "src/ipc/seen.rs",
        "src/shell/app.rs",
        "src/ui/states/toast.rs",
        "src/features/account/cli_secret.rs",
    ];
    for (path, text) in sources("src") {
        let is_clock = clocks.iter().any(|clock| path.ends_with(clock));
        assert!(
            is_clock || !text.contains("set_interval"),
            "{}",
            path.display()
        );
    }
}

#[test]
fn no_style_attributes_in_the_window() {
    // The content security policy drops them without a word; `style:name=value` sets properties.
    for (path, text) in sources("src") {
        assert!(!text.contains(" style=\""), "{}", path.display());
    }
}

/// The operations that change something: `DeleteTag "tag.delete" deleteTag DELETE "/projects/…"`.
fn changes_defined() -> Vec<String> {
    let mut names = Vec::new();
    for (_, text) in sources("crates/harbor-api/src/operations") {
        let tokens: Vec<&str> = text.split_whitespace().collect();
        for tokens in tokens.windows(5) {
            let &[name, id, _, method, path] = tokens else {
                continue;
            };
            let is_operation = id.starts_with('"') && path.starts_with("\"/");
            if is_operation && ["POST", "PUT", "PATCH", "DELETE"].contains(&method) {
                names.push(name.to_owned());
            }
        }
    }
    names
}

/// The operations that a source file imports.
fn operations_imported(text: &str) -> Vec<&str> {
    let mut names = Vec::new();
    for (at, path) in text.match_indices("operations::") {
        let rest = &text[at + path.len()..];
        let list = match rest.strip_prefix('{') {
            Some(list) => list.split('}').next().unwrap_or_default(),
            None => rest.split([',', ';', '}']).next().unwrap_or_default(),
        };
        names.extend(list.split(',').map(str::trim));
    }
    names
}

#[test]
fn the_shell_lets_through_the_changes_that_pages_make_and_no_others() {
    let path = workspace().join("crates/console/src/changes.rs");
    let listed = fs::read_to_string(path).expect("the list of changes");
    let listed = operations_imported(&listed);
    let pages = sources("src");
    // Pages also begin bulk changes, each of whose rows is such an operation.
    let bulk = sources("crates/console/src/bulk");
    let made: Vec<&str> = pages
        .iter()
        .chain(&bulk)
        .flat_map(|(_, text)| operations_imported(text))
        .collect();
    let defined = changes_defined();
    assert!(defined.iter().any(|name| name == "DeleteProject"));
    for name in defined {
        let is_made = made.contains(&name.as_str());
        assert_eq!(listed.contains(&name.as_str()), is_made, "{name}");
    }
}

/// What each start reads is what each visit needs; the rest is split off by `deferred.rs`.
#[test]
fn pages_and_tabs_come_when_they_are_drawn() {
    // The list of projects, and the tab of artifacts, which draws nothing.
    let from_the_start = ["projects", "artifacts"];
    let mut deferred = 0;
    for (path, text) in sources("src/features") {
        let Some((_, feature)) = text.split_once("pub const FEATURE: Feature") else {
            continue;
        };
        let count = |word: &str| feature.matches(word).count();
        let views = count("RegistryPage {") + count("Tab::new(");
        let name = path.parent().and_then(Path::file_name).expect("a folder");
        let kept = usize::from(from_the_start.iter().any(|kept| name == *kept));
        assert_eq!(
            count("deferred!("),
            views - kept,
            "{}: its pages and tabs are drawn by `deferred!`",
            path.display()
        );
        deferred += count("deferred!(");
    }
    assert!(deferred > 30, "{deferred} views were found");
}

#[test]
fn a_feature_uses_only_what_another_one_names() {
    let inside = |path: &Path| {
        let mut folders = path.components().map(|part| part.as_os_str().to_owned());
        folders.find(|part| part == "features")?;
        folders
            .next()
            .map(|name| name.to_string_lossy().into_owned())
    };
    for (path, text) in sources("src") {
        let own = inside(&path);
        // Imports are merged into one tree: the paths are read out of it.
        for used in imports(&text) {
            let Some(rest) = used.strip_prefix("crate::features::") else {
                continue;
            };
            let mut parts = rest.split("::");
            let feature = parts.next().unwrap_or_default();
            let item = parts.next().unwrap_or_default();
            let is_module = parts.next().is_some()
                && item.starts_with(|first: char| first.is_ascii_lowercase());
            assert!(
                own.as_deref() == Some(feature) || !is_module,
                "{} reaches into {used}",
                path.display()
            );
        }
    }
}

/// The paths that a file imports, one each.
fn imports(text: &str) -> Vec<String> {
    fn walk(before: &str, tree: &str, found: &mut Vec<String>) {
        let tree = tree.trim();
        let Some((head, rest)) = tree.split_once('{') else {
            found.push(format!("{before}{tree}"));
            return;
        };
        let before = format!("{before}{}", head.trim());
        let inner = rest.trim_end().strip_suffix('}').unwrap_or(rest);
        let mut depth = 0;
        let mut from = 0;
        for (at, letter) in inner.char_indices() {
            match letter {
                '{' => depth += 1,
                '}' => depth -= 1,
                ',' if depth == 0 => {
                    walk(&before, &inner[from..at], found);
                    from = at + 1;
                }
                _ => {}
            }
        }
        if !inner[from..].trim().is_empty() {
            walk(&before, &inner[from..], found);
        }
    }
    let mut found = Vec::new();
    for statement in text.split("\nuse ").skip(1) {
        if let Some((tree, _)) = statement.split_once(';') {
            walk("", tree, &mut found);
        }
    }
    found
}
