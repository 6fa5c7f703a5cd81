//! Robot accounts: all that there are, or those of one project.

use harbor_api::{
    Decode, Direction, Filter, List, ProjectId, Sort, Term,
    operations::{ListEvents, ListRobots},
    robots::{Coverage, DEFAULT_PREFIX, abilities, coverage},
    types::{Access, AuditEntry, Project, Robot, RobotLevel, Role},
};
use serde::{Deserialize, Serialize};

use crate::{
    cell::Cell,
    column::{Column, ColumnKind},
    join::{Join, Joined},
    listing::{Caller, Listing, Row},
};

/// Robot accounts, as `GET /robots` gives them. No request gives those of more than one project, so
/// all of them are read with one for the system's own and one for each project.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(tag = "of", rename_all = "snake_case")]
pub enum Robots {
    /// The system's, and each project's.
    All,
    Project {
        id: ProjectId,
    },
}

/// What stands among the projects of an account that reaches all of them, and the server itself.
pub const ALL_PROJECTS: &str = "*";
pub const SYSTEM: &str = "/";

/// The words of the state.
pub const ON: &str = "on";
pub const OFF: &str = "off";

fn of_project(id: ProjectId, sort: Sort) -> ListRobots {
    // Neither word has anything in it that a filter could not say.
    let level = Filter::all().and("Level", Term::Exactly("project".to_owned()));
    let filter = level.and_then(|filter| filter.and("ProjectID", Term::Exactly(id.to_string())));
    ListRobots {
        q: filter.unwrap_or_default(),
        sort,
        page: Default::default(),
    }
}

impl Listing for Robots {
    const ID: &'static str = "robots";
    const NAME: Option<&'static str> = Some("name");
    const COLUMNS: &'static [Column] = &[
        Column::new("id", ColumnKind::Text),
        Column::new("name", ColumnKind::Text).searched(),
        Column::new("description", ColumnKind::Text).searched(),
        Column::new("level", ColumnKind::Word),
        Column::new("project", ColumnKind::Texts).searched(),
        Column::new("can", ColumnKind::Words),
        Column::new("permissions", ColumnKind::Count),
        Column::new("denies", ColumnKind::Word),
        Column::new("state", ColumnKind::Word),
        Column::new("editable", ColumnKind::Word),
        Column::new("expires", ColumnKind::Deadline),
        Column::new("created", ColumnKind::Time),
        // As far as the newest events of the audit log tell; nothing else does.
        Column::new("seen", ColumnKind::Time),
    ];

    type Operation = ListRobots;
    type Item = Robot;

    fn operation(&self, _filter: Filter, sort: Sort) -> ListRobots {
        match self {
            Self::All => ListRobots {
                q: Filter::all(),
                sort,
                page: Default::default(),
            },
            Self::Project { id } => of_project(*id, sort),
        }
    }

    fn is_in_projects(&self) -> bool {
        matches!(self, Self::All)
    }

    fn operation_in(&self, project: &Project, caller: Caller) -> Option<ListRobots> {
        let may = match caller {
            Caller::Administrator | Caller::Program => true,
            // Guests see them, limited guests and strangers don't (`rbac_role.go`).
            Caller::Member => project.role().is_some_and(|role| role >= Role::Guest),
        };
        may.then(|| of_project(project.project_id, Sort::default()))
    }

    fn joins(&self) -> Vec<Join> {
        let robots = Term::Contains(DEFAULT_PREFIX.to_owned());
        let operation = ListEvents {
            // Nothing in the prefix is more than a letter to a filter.
            q: Filter::all().and("username", robots).unwrap_or_default(),
            sort: Sort::by("op_time", Direction::Descending),
            page: Default::default(),
        };
        vec![Join {
            operation: operation.into(),
            // Of others the server looks through all projects, one by one.
            is_for_administrators: true,
            is_first_page_only: true,
            by: "name",
            fills: &["seen"],
            read: |body| {
                let events = List::<AuditEntry>::decode(body)?;
                let seen = events.iter_good().filter_map(|event| {
                    Some(Joined {
                        by: Cell::Text(event.username.clone()),
                        cells: vec![Cell::Number(event.op_time?.timestamp_micros())],
                    })
                });
                Ok(seen.collect())
            },
        }]
    }

    fn row(robot: &Robot, row: &mut Row) {
        let Coverage {
            system,
            all_projects,
            projects,
        } = coverage(robot);
        let everything = all_projects.then(|| ALL_PROJECTS.to_owned());
        let server = system.then(|| SYSTEM.to_owned());
        let access = || robot.permissions.iter().flat_map(|one| &one.access);
        let count = i64::try_from(access().count()).unwrap_or(i64::MAX);
        let can = abilities(&robot.permissions);
        let level = match robot.level {
            RobotLevel::Other(_) => "",
            ref level => level.as_str(),
        };
        row.text("id", robot.id.to_string())
            .text("name", robot.name.as_str())
            .text("description", robot.description.as_str())
            .text("level", level)
            .texts(
                "project",
                everything.into_iter().chain(projects).chain(server),
            )
            .texts("can", can.into_iter().map(|ability| ability.word()))
            .number("permissions", count)
            .yes_or_no("denies", access().any(Access::is_denied))
            .text("state", if robot.disable { OFF } else { ON })
            .yes_or_no("editable", robot.editable)
            .time("expires", robot.expires())
            .time("created", robot.creation_time)
            .time("seen", None);
    }
}

#[cfg(test)]
mod tests {
    use harbor_api::Operation;

    use super::*;

    fn project(role: Option<i64>) -> Project {
        Project {
            project_id: ProjectId(7),
            current_user_role_id: role,
            ..Project::default()
        }
    }

    #[test]
    fn a_projects_accounts_are_asked_for_in_the_servers_spelling() {
        let operation =
            Robots::Project { id: ProjectId(7) }.operation(Filter::all(), Sort::server());
        let target = operation.request().target;
        assert!(
            target.starts_with("/api/v2.0/robots?q=Level%3Dproject%2CProjectID%3D7&"),
            "{target}"
        );
        let all = Robots::All.operation(Filter::all(), Sort::server());
        assert!(!all.request().target.contains("q="));
    }

    #[test]
    fn projects_that_would_refuse_are_not_asked() {
        for (caller, role, is_asked) in [
            (Caller::Administrator, None, true),
            (Caller::Program, None, true),
            (Caller::Member, None, false),
            (Caller::Member, Some(5), false),
            (Caller::Member, Some(3), true),
            (Caller::Member, Some(2), true),
            (Caller::Member, Some(4), true),
            (Caller::Member, Some(1), true),
        ] {
            let operation = Robots::All.operation_in(&project(role), caller);
            assert_eq!(operation.is_some(), is_asked, "{caller:?} {role:?}");
        }
    }

    #[test]
    fn a_row_says_what_an_account_can_and_until_when() {
        let robot: Robot = serde_json::from_value(serde_json::json!({
            "id": 12, "name": "robot$sys", "level": "system", "duration": 30, "editable": true,
            "disable": true, "expires_at": 1_797_813_966, "creation_time": "2026-11-21T00:46:06.827Z",
            "permissions": [
                { "kind": "project", "namespace": "b", "access": [
                    { "resource": "repository", "action": "push" },
                    { "resource": "repository", "action": "pull", "effect": "deny" },
                ] },
                { "kind": "project", "namespace": "a", "access": [
                    { "resource": "tag", "action": "create" },
                ] },
                { "kind": "system", "namespace": "/", "access": [
                    { "resource": "quota", "action": "read" },
                ] },
            ],
        }))
        .expect("a robot");
        let mut row = Row::new(Robots::COLUMNS);
        Robots::row(&robot, &mut row);
        let cells = row.into_cells();
        let texts = |id: &str| {
            let at = Robots::COLUMNS.iter().position(|column| column.id == id);
            cells[at.expect("a column")].clone()
        };
        assert_eq!(texts("project").texts(), ["a", "b", "/"]);
        assert_eq!(texts("can").texts(), ["push", "tag", "read_system"]);
        assert_eq!(texts("permissions").number(), Some(4));
        assert_eq!(texts("denies").text(), Some("yes"));
        assert_eq!(texts("state").text(), Some(OFF));
        assert_eq!(texts("expires").number(), Some(1_797_813_966_000_000));
    }
}
