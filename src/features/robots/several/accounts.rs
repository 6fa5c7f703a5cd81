//! Checked accounts, as the list's rows have them.

use chrono::{DateTime, Utc};
use harbor_api::{RobotId, types::RobotLevel};
use listing::lists::robots::OFF;

use crate::list::Values;

/// A checked account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChosenRobot {
    pub id: RobotId,
    /// The full name.
    pub name: String,
    /// Whose own it is; none of the system's.
    pub project: Option<String>,
    pub is_off: bool,
    pub expires: Option<DateTime<Utc>>,
    /// An account of a server of long ago can only be deleted.
    pub is_editable: bool,
    /// What it can do, in the list's words.
    pub can: Vec<String>,
}

impl ChosenRobot {
    pub fn from_row(key: &str, values: &Values<'_>) -> Option<Self> {
        Some(Self {
            id: RobotId(key.parse().ok()?),
            name: values.text("name").to_owned(),
            project: (values.text("level") == RobotLevel::Project.as_str())
                .then(|| values.texts("project").first().cloned())
                .flatten(),
            is_off: values.text("state") == OFF,
            expires: values.time("expires"),
            is_editable: values.text("editable") == "yes",
            can: values.texts("can").to_vec(),
        })
    }

    /// Whether its secret is of no use as it is now.
    pub fn is_dead(&self, now: DateTime<Utc>) -> bool {
        self.is_off || self.expires.is_some_and(|at| at <= now)
    }
}

#[cfg(test)]
mod tests {
    use listing::{Cell, Listing, lists::Robots};

    use super::*;

    #[test]
    fn an_account_that_is_off_or_has_expired_has_a_dead_secret() {
        let now: DateTime<Utc> = "2026-11-20T18:00:00Z".parse().expect("a time");
        let row = |state: &str, expires: Option<i64>| {
            let cell = |id: &str| match id {
                "name" => Cell::Text("robot$ci".to_owned()),
                "state" => Cell::Text(state.to_owned()),
                "editable" => Cell::Text("yes".to_owned()),
                "expires" => expires.map_or(Cell::None, Cell::Number),
                _ => Cell::None,
            };
            let columns = Robots::COLUMNS;
            let cells: Vec<Cell> = columns.iter().map(|column| cell(column.id)).collect();
            let values = Values {
                columns,
                cells: &cells,
            };
            ChosenRobot::from_row("12", &values).expect("an account")
        };
        let at = |days: i64| Some((now + chrono::TimeDelta::days(days)).timestamp_micros());
        for (state, expires, is_dead) in [
            ("on", None, false),
            ("on", at(1), false),
            ("on", at(-1), true),
            ("off", at(1), true),
        ] {
            assert_eq!(
                row(state, expires).is_dead(now),
                is_dead,
                "{state} {expires:?}"
            );
        }
        assert_eq!(row("on", None).id, RobotId(12));
    }
}
