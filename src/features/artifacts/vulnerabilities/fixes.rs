//! The packages of a report: what raising each would mend.

use harbor_api::types::Severity;
use leptos::prelude::*;
use listing::lists::PackageFix;
use pilothouse_protocol::{Failure, Fixes, ListFixes};
use wasm_bindgen_futures::spawn_local;

use crate::{
    failure::failure_reason,
    ipc::call,
    list::List,
    ui::{CopyButton, SeverityGlyph},
    words::words,
};

/// Packages before 'Show more'.
const FEW: usize = 8;

/// The packages, those first in which raising mends most. Choosing one leaves its findings alone in
/// the list.
#[component]
pub fn PackageFixes(list: List, on_choose: Callback<String>) -> impl IntoView {
    let w = &words().findings;
    let fixes = RwSignal::new(None::<Result<Fixes, Failure>>);
    let all = RwSignal::new(false);
    let revision = Memo::new(move |_| list.state().map(|state| state.revision));
    Effect::new(move |_| {
        let (Some(id), Some(_)) = (list.id(), revision.get()) else {
            return;
        };
        spawn_local(async move {
            let outcome = call(ListFixes { list: id }).await;
            fixes.try_set(Some(outcome));
        });
    });
    move || match fixes.get() {
        None => ().into_any(),
        Some(Err(failure)) => {
            view! { <p class="t125 soft">{failure_reason(&failure)}</p> }.into_any()
        }
        Some(Ok(fixes)) => {
            let packages = fixes.packages;
            let number = packages.len();
            let shown = if all.get() { number } else { FEW };
            let text = as_text(&packages);
            let rows: Vec<_> = packages
                .into_iter()
                .take(shown)
                .map(|fix| row(fix, on_choose))
                .collect();
            view! {
                <div class="fixes">
                    <table class="lt" aria-label=w.by_package>
                        <tbody>{rows}</tbody>
                    </table>
                    <div class="row g8">
                        {(number > shown)
                            .then(|| {
                                view! {
                                    <button
                                        type="button"
                                        class="lnk t12"
                                        on:click=move |_| all.set(true)
                                    >
                                        {words().artifact.show_more(number - shown)}
                                    </button>
                                }
                            })} <span class="sp"></span>
                        <CopyButton text=Signal::stored(text) label=w.copy_fixes class="sm" />
                    </div>
                </div>
            }
            .into_any()
        }
    }
}

/// What is to be done, one line for each package.
fn as_text(packages: &[PackageFix]) -> String {
    let lines = packages.iter().filter_map(|fix| {
        let to = fix.raise_to.as_ref()?;
        Some(format!(
            "{} {} -> {} ({})\n",
            fix.package, fix.installed, to, fix.mended
        ))
    });
    lines.collect()
}

fn row(fix: PackageFix, on_choose: Callback<String>) -> impl IntoView {
    let w = &words().findings;
    let severity = Severity::from_word(&fix.worst);
    let said = match &fix.raise_to {
        Some(version) => w.raise_to(version, fix.mended),
        None => w.no_fix_yet(fix.left),
    };
    let left = (fix.raise_to.is_some() && fix.left > 0).then(|| w.left_over(fix.left));
    let package = fix.package.clone();
    view! {
        <tr>
            <td>
                <span class="row g6">
                    <SeverityGlyph severity=severity />
                    <button
                        type="button"
                        class="lnk t125"
                        on:click=move |_| on_choose.run(package.clone())
                    >
                        {fix.package.clone()}
                    </button>
                    <span class="mono muted t12 trunc">{fix.installed}</span>
                </span>
            </td>
            <td>{said} {left.map(|left| view! { <span class="muted">" " {left}</span> })}</td>
        </tr>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_can_be_raised_is_copied() {
        let fix = |package: &str, raise_to: Option<&str>| PackageFix {
            package: package.to_owned(),
            installed: "1.0".to_owned(),
            raise_to: raise_to.map(str::to_owned),
            mended: 3,
            left: 1,
            worst: "High".to_owned(),
        };
        let text = as_text(&[fix("openssl", Some("1.1")), fix("zlib", None)]);
        assert_eq!(text, "openssl 1.0 -> 1.1 (3)\n");
    }
}
