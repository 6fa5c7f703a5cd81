//! The files of a model, which the registry lists.

use std::sync::Arc;

use harbor_api::{
    operations::GetAddition,
    types::{AdditionName, Artifact, ModelFile},
};
use leptos::prelude::*;

use crate::{
    failure::failure_reason, features::artifacts::detail::tags::Changing, format::size,
    ipc::load::load_one, words::words,
};

/// Rows before 'Show more'.
const FEW: usize = 12;

/// A file by its path, and its size in bytes.
type File = (String, i64);

/// All files of a tree; folders are told by the paths.
fn flat(files: &[ModelFile], folder: &str, found: &mut Vec<File>) {
    for file in files {
        let path = format!("{folder}{}", file.name);
        if file.kind == "directory" {
            flat(&file.children, &format!("{path}/"), found);
        } else {
            found.push((path, file.size));
        }
    }
}

/// What the registry lists; `None` if that can't be read.
fn read(text: &str) -> Option<Vec<File>> {
    let files: Option<Vec<ModelFile>> = serde_json::from_str(text).ok()?;
    let mut found = Vec::new();
    flat(&files.unwrap_or_default(), "", &mut found);
    Some(found)
}

/// The card with the files; nothing for what has no such list.
#[component]
pub fn ModelFiles(changing: Changing, artifact: Arc<Artifact>) -> impl IntoView {
    let has_list = artifact
        .addition_links
        .contains_key(AdditionName::Files.link_key());
    let Some(reference) = artifact.reference().filter(|_| has_list) else {
        return ().into_any();
    };
    let w = &words().kinds;
    let reference = StoredValue::new(reference);
    let listing = load_one(changing.connection, move || {
        let (project_name, repository_name, _) = changing.at.get_value();
        Some(GetAddition {
            project_name,
            repository_name,
            reference: reference.get_value(),
            addition: AdditionName::Files,
        })
    });
    let all = RwSignal::new(false);
    let retry = move || {
        view! {
            <button type="button" class="lnk t12" on:click=move |_| listing.reload()>
                {words().parts.try_again}
            </button>
        }
    };
    let content = move || {
        let files = listing.data.get().map(|text| read(&text.0));
        match (files, listing.failure.get()) {
            (Some(Some(files)), _) => rows(&files, all).into_any(),
            (Some(None), _) => view! { <p class="card-b t125">{w.files_malformed}</p> }.into_any(),
            (None, Some(failure)) => view! {
                <p class="card-b t125">
                    {w.files_not_read(&failure_reason(&failure))} " " {retry()}
                </p>
            }
            .into_any(),
            (None, None) => view! { <div class="card-b" aria-busy="true"></div> }.into_any(),
        }
    };
    let number = move || {
        let files = listing.data.get().and_then(|text| read(&text.0));
        files.map(|files| files.len())
    };
    view! {
        <section class="card">
            <div class="card-h">
                <h2>{w.files}</h2>
                <span class="sub">{number}</span>
            </div>
            {content}
        </section>
    }
    .into_any()
}

fn rows(files: &[File], all: RwSignal<bool>) -> impl IntoView {
    let number = files.len();
    let shown = if all.get() { number } else { FEW };
    let rows: Vec<_> = files
        .iter()
        .take(shown)
        .map(|(path, bytes)| {
            view! {
                <tr>
                    <td class="mono" title=path.clone()>
                        {path.clone()}
                    </td>
                    <td class="num">{size(*bytes)}</td>
                </tr>
            }
        })
        .collect();
    view! {
        <table class="lt">
            <tbody>
                {rows}
                {(number > shown)
                    .then(|| {
                        view! {
                            <tr>
                                <td colspan="2">
                                    <button
                                        type="button"
                                        class="lnk t12"
                                        on:click=move |_| all.set(true)
                                    >
                                        {words().artifact.show_more(number - shown)}
                                    </button>
                                </td>
                            </tr>
                        }
                    })}
            </tbody>
        </table>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tree_is_told_by_paths() {
        let text = r#"[
            {"name": "README.md", "type": "file", "size": 11},
            {"name": "tokenizer", "type": "directory", "size": 0, "children": [
                {"name": "vocab", "type": "directory", "children": [
                    {"name": "en.json", "type": "file", "size": 3}
                ]},
                {"name": "empty", "type": "directory"}
            ]}
        ]"#;
        let files = [
            ("README.md".to_owned(), 11),
            ("tokenizer/vocab/en.json".to_owned(), 3),
        ];
        assert_eq!(read(text).as_deref(), Some(files.as_slice()));
        assert_eq!(read("null").as_deref(), Some([].as_slice()));
        assert_eq!(read("<html>"), None);
    }
}
