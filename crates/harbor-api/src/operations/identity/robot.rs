//! Tags `robot` and `permissions`.

use crate::{
    names::RobotId,
    operation::operations,
    types::{
        CreatedRobot, GrantablePermissions, NewRobot, RenewedSecret, Robot, RobotChange,
        RobotSecretChange,
    },
    wire::{
        page::Page,
        query::{Filter, Sort},
        reply::List,
    },
};

operations! {
    /// Robot accounts: the system's own, or with `Level=project` and `ProjectID` (written so) those of
    /// one project. No request lists those of several projects. `expires_at` is no field to sort by,
    /// `expiresat` is.
    ListRobots "robot.list" ListRobot GET "/robots" => List<Robot> {
        query { q: Filter, sort: Sort, page: Page }
    }

    /// One robot account, with its permissions.
    GetRobot "robot.get" GetRobotByID GET "/robots/{robot_id}" => Robot {
        path { robot_id: RobotId }
    }

    /// Makes a robot account. Its secret is in the answer and nowhere afterwards.
    CreateRobot "robot.create" CreateRobot POST "/robots" => CreatedRobot {
        body { NewRobot }
    }

    /// Replaces all that can be changed. Days count from the creation, not from now.
    UpdateRobot "robot.update" UpdateRobot PUT "/robots/{robot_id}" => () {
        path { robot_id: RobotId }
        body { RobotChange }
    }

    /// Changes the secret; the old one is dead at once. A disabled or expired account gets one as well,
    /// which does not work.
    RenewRobotSecret "robot.renew_secret" RefreshSec PATCH "/robots/{robot_id}" => RenewedSecret {
        path { robot_id: RobotId }
        body { RobotSecretChange }
    }

    /// Deletes a robot account; what signs in with it fails at once.
    DeleteRobot "robot.delete" DeleteRobot DELETE "/robots/{robot_id}" => () {
        path { robot_id: RobotId }
    }

    /// What robot accounts can be given. For administrators of the server or of any project; others
    /// get 403.
    GetGrantablePermissions "robot.grantable_permissions" getPermissions
        GET "/permissions" => GrantablePermissions {}
}
