//! What is changed of robot accounts. A change replaces the whole account, so it is read first.

use harbor_api::{
    AnyOperation, Decode, RobotId,
    operations::{GetRobot, UpdateRobot},
    robots::Lifetime,
    types::Robot,
};
use listing::{
    Cell, ListScope,
    lists::robots::{OFF, ON},
};
use pilothouse_protocol::{BulkChange, Failure, FailureCode};

use super::{cell, invalid_key, not_for_this_list};

/// Reads the account as it is now.
pub(super) fn reading(scope: &ListScope, key: &str) -> Result<AnyOperation, Failure> {
    match scope {
        ListScope::Robots(_) => Ok(GetRobot { robot_id: id(key)? }.into()),
        _ => Err(not_for_this_list()),
    }
}

/// The change of an account that was read. None if it is so already.
pub(super) fn operation(
    change: &BulkChange,
    key: &str,
    read: &[u8],
) -> Result<Option<AnyOperation>, Failure> {
    let robot = Robot::decode(read).map_err(|error| {
        Failure::new(
            FailureCode::BadAnswer,
            format!("The robot account can't be read: {}.", error.reason),
        )
    })?;
    let before = robot.change();
    let mut body = before.clone();
    match change {
        BulkChange::SetEnabled { enabled } => body.disable = !enabled,
        BulkChange::SetExpiry { expires } => {
            // The server counts days from the creation: days from now would end an older account.
            let life = match (expires, robot.creation_time) {
                (None, _) => Some(Lifetime::Never),
                (Some(end), Some(created)) => Lifetime::reaching(created, *end),
                (Some(_), None) => None,
            };
            let life = life.ok_or_else(|| {
                Failure::new(
                    FailureCode::Invalid,
                    "The account can't be given this expiry: the registry counts whole days from its creation.",
                )
            })?;
            body.duration = life.duration();
        }
        _ => return Err(not_for_this_list()),
    }
    let update = UpdateRobot {
        robot_id: id(key)?,
        body,
    };
    Ok((update.body != before).then(|| update.into()))
}

/// Whether a row can be changed so, as far as it says.
pub(super) fn applies(change: &BulkChange, scope: &ListScope, cells: &[Cell]) -> bool {
    let text = |column| cell(scope, cells, column).and_then(Cell::text);
    // An account of a server of long ago can only be deleted.
    let is_editable = text("editable") == Some("yes");
    match change {
        BulkChange::SetEnabled { enabled } => {
            let wanted = if *enabled { ON } else { OFF };
            is_editable && text("state") != Some(wanted)
        }
        _ => is_editable,
    }
}

fn id(key: &str) -> Result<RobotId, Failure> {
    let id = key.parse().map_err(|error| invalid_key(key, &error))?;
    Ok(RobotId(id))
}

#[cfg(test)]
mod tests {
    use harbor_api::{AnyOperation, types::RobotChange};

    use super::*;

    fn sent(change: &BulkChange) -> Option<RobotChange> {
        let read = br#"{"id": 12, "name": "robot$ci", "level": "system", "duration": 60,
            "description": "pushes", "disable": true, "editable": true,
            "creation_time": "2026-10-11T18:00:00.000Z", "permissions": []}"#;
        match operation(change, "12", read).expect("an operation")? {
            AnyOperation::UpdateRobot(update) => Some(update.body),
            other => panic!("{}", other.info().name),
        }
    }

    #[test]
    fn an_expiry_becomes_days_since_the_creation_and_nothing_else_changes() {
        let expires = "2026-12-20T18:00:00Z".parse().expect("a time");
        let body = sent(&BulkChange::SetExpiry {
            expires: Some(expires),
        })
        .expect("a change");
        assert_eq!(body.duration, 70);
        assert!(body.disable);
        assert_eq!(body.description, "pushes");
        let never = sent(&BulkChange::SetExpiry { expires: None }).expect("a change");
        assert_eq!(never.duration, -1);
        // The day that it has already.
        let same = "2026-12-10T18:00:00Z".parse().expect("a time");
        assert!(
            sent(&BulkChange::SetExpiry {
                expires: Some(same)
            })
            .is_none()
        );
    }

    #[test]
    fn an_account_that_is_off_is_not_switched_off_again() {
        assert!(sent(&BulkChange::SetEnabled { enabled: false }).is_none());
        let on = sent(&BulkChange::SetEnabled { enabled: true }).expect("a change");
        assert!(!on.disable);
        assert_eq!(on.duration, 60);
    }
}
