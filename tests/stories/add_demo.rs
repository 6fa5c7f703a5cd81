//! Somebody looks around in the demo registry.

use crate::harness::{Desktop, Key};

#[test]
fn somebody_tries_the_demo_registry() {
    let mut window = Desktop::new().opens_pilothouse("add_demo");
    window.sees("Add a registry");
    window.takes_picture("1-welcome");

    window.clicks("#try-demo");
    window.opens("Projects");
    window.sees_row("skaha");
    window.sees_row("canucs");
    window.takes_picture("2-projects");

    window.follows("skaha");
    window.opens("skaha");
    window.selects_row("astroml");
    window.sees_in("aside.insp", "machine learning");
    window.run("window.K='';for (const t of ['click','dblclick','keydown','mousedown']) window.addEventListener(t,e=>{window.K+=t+' '+e.detail+' '+e.target.tagName+' '+!!document.querySelector('aside.insp')+';'},true)", serde_json::json!([]));
    window.presses_key(Key::Escape);
    for _ in 0..8 { eprintln!("{}", window.run("return [window.K, !!document.querySelector('aside.insp'), document.querySelectorAll('tr.is-sel').length]", serde_json::json!([]))); std::thread::sleep(std::time::Duration::from_millis(100)); }
    window.sees_no_more("Open repository");

    window.double_clicks_row("astroml");
    for _ in 0..3 { eprintln!("{}", window.run("return [window.K, !!document.querySelector('aside.insp'), document.querySelectorAll('tr.is-sel').length]", serde_json::json!([]))); std::thread::sleep(std::time::Duration::from_millis(300)); }
    window.opens("astroml");
    window.sees_row("25.11-gpu");
    window.takes_picture("3-artifacts");

    // The row that is selected opens with Enter, too.
    window.selects_row("25.11-gpu");
    window.focuses("table[role=grid]");
    window.presses_key(Key::Enter);
    window.sees_in(".ah", "25.11-gpu");
    window.follows("Vulnerabilities");
    window.sees("412 vulnerabilities");

    let first = window.rows().remove(0);
    let id = first.split(' ').find(|word| word.contains('-')).expect("an id").to_owned();
    window.selects_row(&id);
    window.sees_in("aside.insp h2", &id);
    window.sees_in("aside.insp", "Package");
    window.sees_in("aside.insp", "Fixed in");
    window.takes_picture("4-finding");

    window.restarts();
    window.opens("Projects");
    window.sees_row("skaha");
    window.sees("Demo registry");
}
