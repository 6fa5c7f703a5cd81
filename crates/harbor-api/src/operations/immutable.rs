//! Tag `immutable`.

use crate::{
    names::{ImmutableRuleId, ProjectReference},
    operation::operations,
    types::ImmutableRule,
    wire::{
        page::Page,
        query::{Filter, Sort},
        reply::List,
    },
};

operations! {
    /// Immutable rules of a project. Without an order a changed one comes last.
    ListImmutableRules "immutable.list" ListImmuRules
        GET "/projects/{project_name_or_id}/immutabletagrules" => List<ImmutableRule>
    {
        path { project_name_or_id: ProjectReference }
        query { q: Filter, sort: Sort, page: Page }
    }

    /// Makes a rule; 409 if there is the same.
    CreateImmutableRule "immutable.create" CreateImmuRule
        POST "/projects/{project_name_or_id}/immutabletagrules" => ()
    {
        path { project_name_or_id: ProjectReference }
        body { ImmutableRule }
    }

    /// Replaces a rule; 400 if the body's number is another.
    UpdateImmutableRule "immutable.update" UpdateImmuRule
        PUT "/projects/{project_name_or_id}/immutabletagrules/{immutable_rule_id}" => ()
    {
        path { project_name_or_id: ProjectReference, immutable_rule_id: ImmutableRuleId }
        body { ImmutableRule }
    }

    /// Deletes a rule.
    DeleteImmutableRule "immutable.delete" DeleteImmuRule
        DELETE "/projects/{project_name_or_id}/immutabletagrules/{immutable_rule_id}" => ()
    {
        path { project_name_or_id: ProjectReference, immutable_rule_id: ImmutableRuleId }
    }
}
