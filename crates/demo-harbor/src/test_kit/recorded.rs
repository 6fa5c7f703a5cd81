//! The worlds of the recordings: of test servers before their answers were kept.

mod filling;
mod things;

use chrono::Duration as Span;

use crate::PASSWORD;
use crate::world::builder::{minutes_ago, scanned};
use crate::world::{Catalogue, Outcome, World};
use filling::Filling;

const GIB: i64 = 1 << 30;

impl World {
    /// A server just installed: its first administrator and the public project `library`.
    pub fn fresh() -> Self {
        let start = minutes_ago(600);
        let mut world = Self::bare(PASSWORD, start);
        world.add_project("library", &[("public", "true")], 1, -1, start);
        world
    }

    /// The projects, people and artifacts of the recordings, their names ending in `suffix`.
    pub fn recorded(suffix: &str) -> Self {
        let start = minutes_ago(600);
        let mut world = Self::bare(PASSWORD, start);
        for (name, realname) in [
            ("ada", "Ada"),
            ("bob", "Bob"),
            ("carol", "Carol"),
            ("dave", "Dave"),
            ("erin", "Erin"),
            ("zed", "Zed"),
        ] {
            world.add_user(
                &format!("{name}{suffix}"),
                &format!("{realname} Lovelace"),
                PASSWORD,
                "seeded",
                start,
            );
        }
        let mut projects = Vec::new();
        for (name, public) in [
            ("skaha", true),
            ("casa-team", false),
            ("library-mirror", true),
        ] {
            let metadata = [
                ("public", if public { "true" } else { "false" }),
                ("auto_scan", "false"),
            ];
            let hard = if public { -1 } else { 5 * GIB };
            projects.push(world.add_project(
                &format!("{name}{suffix}"),
                &metadata,
                1,
                hard,
                start + Span::seconds(projects.len() as i64),
            ));
        }
        for (name, role) in [
            ("ada", 1),
            ("bob", 4),
            ("carol", 2),
            ("dave", 3),
            ("erin", 5),
        ] {
            if let Some(user) = world
                .user_named(&format!("{name}{suffix}"))
                .map(|user| user.id)
            {
                world.add_member(projects[0], user, role);
            }
        }
        if let Some(ada) = world
            .user_named(&format!("ada{suffix}"))
            .map(|user| user.id)
        {
            world.add_member(projects[1], ada, 1);
        }
        let mut filling = Filling {
            world,
            suffix: suffix.to_owned(),
            clock: start + Span::minutes(1),
        };
        filling.fill(&projects);
        filling.world.seal();
        filling.world
    }
}

impl World {
    /// Adds the stand-in scanner the recorded server had, and makes it the default.
    #[must_use]
    pub fn with_scanner(mut self, name: &str) -> Self {
        let at = minutes_ago(580);
        self.add_scanner(name, "LabScan", "Lab", "1.4.2", "http://127.0.0.1:8095", at);
        self
    }

    /// Adds an empty project that was on the server besides the recorded ones, with its metadata and
    /// the endpoint it is a proxy cache of. A name that is taken changes nothing.
    #[must_use]
    pub fn with_project(
        mut self,
        name: &str,
        metadata: &[(&str, &str)],
        registry_id: Option<i64>,
    ) -> Self {
        if self.projects.iter().all(|project| project.name != name) {
            let id = self.add_project(name, metadata, 1, -1, minutes_ago(590));
            if let Some(project) = self.project_mut(id) {
                project.registry_id = registry_id;
            }
        }
        self
    }

    /// Has an artifact scanned already, with Harbor's word for how that ended.
    #[must_use]
    pub fn with_scan(mut self, repository: &str, reference: &str, status: &str) -> Self {
        let at = minutes_ago(570);
        let Some(repository) = self.repository_mut(repository) else {
            return self;
        };
        let Some(artifact) = repository.artifacts.iter().find(|it| it.is(reference)) else {
            return self;
        };
        let parts: Vec<i64> = match artifact.references.as_slice() {
            [] => vec![artifact.id],
            children => children.iter().map(|child| child.child_id).collect(),
        };
        for part in repository
            .artifacts
            .iter_mut()
            .filter(|it| parts.contains(&it.id))
        {
            let mut scan = scanned(
                part.seed(),
                [3, 12, 26, 41, 7, 7],
                53,
                Catalogue::StandIn,
                at,
            );
            scan.outcome = match status {
                "Success" => Outcome::Success,
                "Stopped" => Outcome::Stopped,
                _ => Outcome::Error,
            };
            part.scan = Some(Box::new(scan));
        }
        self
    }
}
