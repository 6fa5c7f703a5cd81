//! Tag `label`.

use crate::{
    names::{LabelId, ProjectId},
    operation::operations,
    types::{Label, LabelChange, LabelScope, NewLabel},
    wire::{
        page::Page,
        query::{Filter, Sort},
        reply::List,
    },
};

operations! {
    /// Labels of the server or of one project.
    ListLabels "label.list" ListLabels GET "/labels" => List<Label> {
        required {
            /// Harbor's description calls it optional, but answers 400 without.
            scope: LabelScope,
        }
        query {
            project_id: Option<ProjectId>,
            /// Contains.
            name: Option<String>,
            q: Filter,
            sort: Sort,
            page: Page,
        }
    }

    /// One label.
    GetLabel "label.get" GetLabelByID GET "/labels/{label_id}" => Label {
        path { label_id: LabelId }
    }

    /// Makes a label; 409 if the name is taken in its scope.
    CreateLabel "label.create" CreateLabel POST "/labels" => () {
        body { NewLabel }
    }

    /// Replaces name, description and colour.
    UpdateLabel "label.update" UpdateLabel PUT "/labels/{label_id}" => () {
        path { label_id: LabelId }
        body { LabelChange }
    }

    /// Deletes a label, and takes it off all artifacts.
    DeleteLabel "label.delete" DeleteLabel DELETE "/labels/{label_id}" => () {
        path { label_id: LabelId }
    }
}
