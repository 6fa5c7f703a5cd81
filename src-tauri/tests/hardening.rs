//! The window's walls: content security policy and capabilities, to the letter.

use std::{fs, path::Path};

use serde_json::{Value, json};

fn read(file: &str) -> Value {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(file);
    let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{file}: {error}"));
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("{file}: {error}"))
}

#[test]
fn the_content_security_policy_allows_nothing_but_our_own() {
    let security = &read("../tauri.conf.json")["app"]["security"];
    assert_eq!(
        security["csp"],
        json!({
            "default-src": "'none'",
            "script-src": "'self' 'wasm-unsafe-eval'",
            "style-src": "'self'",
            "img-src": "'self' data:",
            "font-src": "'self'",
            "connect-src": "'self' ipc: http://ipc.localhost",
            "base-uri": "'none'",
            "form-action": "'none'",
            "frame-ancestors": "'none'",
            "object-src": "'none'"
        })
    );
    assert_eq!(security["freezePrototype"], json!(true));
    assert_eq!(
        security["dangerousDisableAssetCspModification"],
        Value::Null
    );
    assert_eq!(security["assetProtocol"], Value::Null);
    assert_eq!(
        read("../tauri.conf.json")["app"]["withGlobalTauri"],
        json!(false)
    );
}

#[test]
fn the_window_may_use_the_door_and_listen_and_nothing_else() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("capabilities");
    let files = fs::read_dir(folder).expect("capabilities").count();
    assert_eq!(files, 1, "one capability file");
    let capability = read("capabilities/main.json");
    assert_eq!(
        capability["permissions"],
        json!([
            "allow-call",
            "core:event:allow-listen",
            "core:event:allow-unlisten"
        ])
    );
    assert_eq!(capability["windows"], json!(["main"]));
    assert_eq!(capability["local"], json!(true));
    assert_eq!(capability["remote"], Value::Null);
    assert_eq!(
        read("../tauri.conf.json")["app"]["security"]["capabilities"],
        json!(["main"])
    );
}

#[test]
fn a_sign_in_window_may_do_nothing_at_all() {
    let label = format!("{}-0", pilothouse_shell::SIGN_IN_WINDOW);
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("capabilities");
    for file in fs::read_dir(folder).expect("capabilities") {
        let name = file.expect("a file").file_name();
        let capability = read(&format!("capabilities/{}", name.to_string_lossy()));
        // A pattern could match it, and so could every window of an address.
        assert_eq!(capability["webviews"], Value::Null, "{name:?}");
        assert_eq!(capability["remote"], Value::Null, "{name:?}");
        for window in capability["windows"].as_array().expect("windows") {
            let window = window.as_str().expect("a label");
            assert!(!window.contains(['*', '?', '[', '{']), "{name:?}: {window}");
            assert_ne!(window, label, "{name:?}");
        }
    }
    // Windows of the configuration itself would come before any of this.
    assert_eq!(read("../tauri.conf.json")["app"]["windows"], json!([]));
}

#[test]
fn the_page_has_no_script_or_style_of_its_own() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../assets/index.html");
    let page = fs::read_to_string(path).expect("the page");
    assert!(!page.contains("<style"), "styles are files");
    assert!(!page.contains(" style="), "no style attributes");
    assert!(!page.contains(" on"), "no handlers in attributes");
    for script in page.match_indices("<script") {
        let tag = &page[script.0..];
        let end = tag.find("</script>").expect("a whole script");
        assert!(tag[..end].trim_end().ends_with('>'), "scripts are files");
    }
}
