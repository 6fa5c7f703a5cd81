//! What projects may use and use.

use harbor_api::{
    Filter, Sort,
    operations::ListQuotas,
    types::{self, Quota},
};
use serde::{Deserialize, Serialize};

use crate::{
    column::{Column, ColumnKind},
    listing::{Listing, Row},
};

/// Quotas, as `GET /quotas` gives them.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Quotas {}

/// The words of what a project's use means for pushes.
pub const FULL: &str = "full";
pub const NEARLY_FULL: &str = "nearly-full";
pub const ROOM: &str = "room";
pub const UNLIMITED: &str = "unlimited";

/// Percent from which a project is nearly full: where Harbor warns by webhook, too.
const NEARLY: i64 = 85;

/// Percent of a limit that is used; none without a limit.
fn share(used: i64, limit: i64) -> Option<i64> {
    (limit > 0).then(|| {
        let share = i128::from(used) * 100 / i128::from(limit);
        i64::try_from(share).unwrap_or(i64::MAX)
    })
}

fn state(used: i64, limit: i64) -> &'static str {
    match share(used, limit) {
        None => UNLIMITED,
        Some(_) if used >= limit => FULL,
        Some(share) if share >= NEARLY => NEARLY_FULL,
        Some(_) => ROOM,
    }
}

impl Listing for Quotas {
    const ID: &'static str = "quotas";
    const COLUMNS: &'static [Column] = &[
        Column::new("project", ColumnKind::Text).searched(),
        // The quota's own number.
        Column::new("id", ColumnKind::Count),
        Column::new("used", ColumnKind::Bytes).sorted_by_server("used.storage"),
        // Bytes; -1 for none.
        Column::new("limit", ColumnKind::Bytes),
        // Percent.
        Column::new("share", ColumnKind::Count),
        Column::new("state", ColumnKind::Word).ordered(&[UNLIMITED, ROOM, NEARLY_FULL, FULL]),
        // When pushes last changed it.
        Column::new("updated", ColumnKind::Time),
    ];
    const SIZE: Option<&'static str> = Some("used");

    type Operation = ListQuotas;
    type Item = Quota;

    /// The server has no `q` for them.
    fn operation(&self, _: Filter, sort: Sort) -> ListQuotas {
        ListQuotas {
            reference: Some("project".to_owned()),
            reference_id: None,
            sort,
            page: Default::default(),
        }
    }

    fn row(quota: &Quota, row: &mut Row) {
        let used = quota.used.storage().unwrap_or(0);
        let limit = quota.hard.storage().unwrap_or(types::UNLIMITED);
        row.text("project", quota.subject.name.as_str())
            .number("id", quota.id.0)
            .number("used", used)
            .number("limit", limit)
            .number("share", share(used, limit))
            .text("state", state(used, limit))
            .time("updated", quota.update_time);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_limit_is_no_amount() {
        assert_eq!((share(5, -1), state(5, -1)), (None, UNLIMITED));
        assert_eq!((share(85, 100), state(85, 100)), (Some(85), NEARLY_FULL));
        assert_eq!(state(84, 100), ROOM);
        assert_eq!((share(300, 100), state(300, 100)), (Some(300), FULL));
        assert_eq!(share(i64::MAX, 1), Some(i64::MAX));
    }
}
