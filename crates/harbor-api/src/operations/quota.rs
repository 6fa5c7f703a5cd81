//! Tag `quota`. For administrators.

use crate::{
    names::QuotaId,
    operation::operations,
    types::{Quota, QuotaChange},
    wire::{page::Page, query::Sort, reply::List},
};

operations! {
    /// Quotas of projects. Sorts by `hard.storage` and `used.storage` too.
    ListQuotas "quota.list" listQuotas GET "/quotas" => List<Quota> {
        query {
            /// `project`
            reference: Option<String>,
            /// The project's number.
            reference_id: Option<String>,
            sort: Sort,
            page: Page,
        }
    }

    /// One quota.
    GetQuota "quota.get" getQuota GET "/quotas/{id}" => Quota {
        path { id: QuotaId }
    }

    /// Sets the limit.
    UpdateQuota "quota.update" updateQuota PUT "/quotas/{id}" => () {
        path { id: QuotaId }
        body { QuotaChange }
    }
}
