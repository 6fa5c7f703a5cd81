//! What is done with artifacts, one or many: deleted, copied. What it would do is said before.

mod copy;
mod delete;
mod words;

pub use copy::CopyArtifacts;
pub use delete::DeleteArtifacts;
pub use words::ArtifactActs;

use harbor_api::ProjectName;
use leptos::prelude::*;
use pilothouse_protocol::{BulkRows, ConnectionId};

/// What is asked about artifacts.
#[derive(Clone, PartialEq)]
pub enum Question {
    Delete(BulkRows),
    Copy(BulkRows),
}

/// The dialog of a question.
#[component]
pub fn Asked(
    connection: Signal<ConnectionId>,
    /// Where the artifacts are.
    project: ProjectName,
    question: RwSignal<Option<Question>>,
    /// Begun: what was asked about goes.
    #[prop(optional, into)]
    on_delete: Option<Callback<()>>,
) -> impl IntoView {
    let close = Callback::new(move |()| question.set(None));
    move || {
        let project = project.clone();
        Some(match question.get()? {
            Question::Delete(rows) => view! {
                <DeleteArtifacts
                    connection=connection
                    project=project
                    rows=rows
                    on_delete=on_delete
                    on_close=close
                />
            }
            .into_any(),
            Question::Copy(rows) => view! {
                <CopyArtifacts connection=connection project=project rows=rows on_close=close />
            }
            .into_any(),
        })
    }
}
