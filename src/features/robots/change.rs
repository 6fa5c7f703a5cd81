//! Changing an account as it is now: a change replaces all of it, so it is read first.

use harbor_api::{
    RobotId,
    operations::{GetRobot, UpdateRobot},
    types::{Robot, RobotChange},
};
use pilothouse_protocol::{ConnectionId, Failure};

use crate::{
    ipc::{Ticket, harbor, write::send},
    registries::Registries,
};

/// Reads an account, changes it, and sends it whole. What was changed elsewhere meanwhile stays,
/// where this change does not touch it.
pub async fn change_robot(
    registries: Registries,
    connection: ConnectionId,
    robot_id: RobotId,
    change: impl FnOnce(&Robot, &mut RobotChange),
) -> Result<(), Failure> {
    let read = GetRobot { robot_id };
    let robot = harbor(connection.clone(), &read, Ticket::new()).await?;
    let mut body = robot.value.change();
    change(&robot.value, &mut body);
    let operation = UpdateRobot { robot_id, body };
    send(registries, connection, &operation).await
}
