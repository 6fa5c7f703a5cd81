//! A project's rules for immutable tags.

use harbor_api::{
    Filter, ProjectName, ProjectReference, Sort,
    operations::ListImmutableRules,
    types::{ImmutableRule, RuleSelector},
};
use serde::{Deserialize, Serialize};

use crate::{
    column::{Column, ColumnKind},
    listing::{Listing, Row},
};

/// Rules, as `GET /projects/{project}/immutabletagrules` gives them.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct ImmutableRules {
    pub project: ProjectName,
}

impl Listing for ImmutableRules {
    const ID: &'static str = "immutable-rules";
    const COLUMNS: &'static [Column] = &[
        Column::new("rule", ColumnKind::Text),
        Column::new("state", ColumnKind::Word),
        Column::new("repositories", ColumnKind::Text).searched(),
        Column::new("repositories_excluded", ColumnKind::Word),
        Column::new("tags", ColumnKind::Text).searched(),
        Column::new("tags_excluded", ColumnKind::Word),
        // A rule without selector of tags freezes none.
        Column::new("frozen", ColumnKind::Word),
        Column::new("selectors", ColumnKind::Count),
        // The rule as it came: a change sends it whole.
        Column::new("content", ColumnKind::Text),
    ];

    type Operation = ListImmutableRules;
    type Item = ImmutableRule;

    fn operation(&self, filter: Filter, sort: Sort) -> ListImmutableRules {
        ListImmutableRules {
            project_name_or_id: ProjectReference::Name(self.project.clone()),
            q: filter,
            sort,
            page: Default::default(),
        }
    }

    fn row(rule: &ImmutableRule, row: &mut Row) {
        let (repositories, tags) = (rule.repositories().first(), rule.tag_selectors.first());
        let pattern = |selector: Option<&RuleSelector>| {
            selector
                .map_or("", |selector| selector.pattern.as_str())
                .to_owned()
        };
        let excludes =
            |selector: Option<&RuleSelector>| selector.is_some_and(RuleSelector::excludes);
        let count = rule.repositories().len() + rule.tag_selectors.len();
        row.text("rule", rule.id.to_string())
            .text("state", if rule.disabled { "off" } else { "on" })
            .text("repositories", pattern(repositories))
            .yes_or_no("repositories_excluded", excludes(repositories))
            .text("tags", pattern(tags))
            .yes_or_no("tags_excluded", excludes(tags))
            .text("frozen", if tags.is_some() { "some" } else { "none" })
            .number("selectors", i64::try_from(count).ok())
            // It was JSON, so it can be written as JSON.
            .text("content", serde_json::to_string(rule).unwrap_or_default());
    }
}
