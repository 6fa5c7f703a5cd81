//! The sample world: a science platform's registry.

pub(super) mod astroml;
pub(super) mod attachments;
pub(crate) mod content;
pub(super) mod documents;
pub(super) mod kinds;
pub(super) mod layers;
pub(super) mod models;
pub(super) mod settings;
pub(crate) mod signatures;
pub(super) mod special;

use std::{
    sync::{Mutex, PoisonError},
    time::{Duration, Instant},
};

use chrono::Duration as Span;

use super::builder::artifacts::Image;
use super::builder::{built, minutes_ago, scanned};
use super::names::{LABELS, MEMBERS, PEOPLE, PROJECTS, REPOSITORIES};
use super::{Catalogue, Outcome, Scan, World};
use crate::chance::Sequence;
use crate::json::Time;
use content::{config, history};

/// The password of all sample people.
pub const PASSWORD: &str = "Harbor12345";

pub(crate) const GIB: i64 = 1 << 30;
pub(crate) const MIB: i64 = 1 << 20;
pub(crate) const HOUR: i64 = 60;
pub(crate) const DAY: i64 = 24 * HOUR;

/// For so long what the sample says of minutes is still true.
const FRESH: Duration = Duration::from_secs(30);

impl World {
    /// A science platform's registry: about a dozen projects with a few hundred repositories' worth
    /// of things to look at. Ids are always the same; times are relative to now, and so
    /// are the digests of what has a time in it.
    ///
    /// A program that starts many, as tests do, gets copies of one that is up to [`FRESH`] old.
    pub fn sample() -> Self {
        static LAST: Mutex<Option<(Instant, World)>> = Mutex::new(None);
        let mut last = LAST.lock().unwrap_or_else(PoisonError::into_inner);
        let is_fresh = |(made, _): &&(Instant, Self)| made.elapsed() < FRESH;
        if let Some((_, world)) = last.as_ref().filter(is_fresh) {
            return world.clone();
        }
        let world = Self::new_sample();
        *last = Some((Instant::now(), world.clone()));
        world
    }

    fn new_sample() -> Self {
        let mut world = Self::bare(PASSWORD, minutes_ago(900 * DAY));
        for (number, (name, realname)) in PEOPLE.iter().enumerate() {
            world.add_user(
                name,
                realname,
                PASSWORD,
                "",
                minutes_ago((800 - number as i64) * DAY),
            );
        }
        world.add_scanner(
            "Trivy",
            "Trivy",
            "Aqua Security",
            "v0.65.0",
            "http://trivy-adapter:8080",
            minutes_ago(900 * DAY),
        );
        world.scanners[0].description = "The Trivy scanner adapter".to_owned();
        world.scanners[0].internal_address = true;
        world.sample_projects();
        for (name, color, text, project) in LABELS {
            let project = world
                .projects
                .iter()
                .find(|known| known.name == *project)
                .map_or(0, |known| known.id);
            world.add_label(name, color, text, project, minutes_ago(500 * DAY));
        }
        world.sample_repositories();
        world.sample_astroml();
        world.sample_special();
        world.sample_kinds();
        world.sample_attachments();
        world.sample_layers();
        world.sample_settings();
        world.sample_storage();
        world.sample_audit();
        world.seal();
        world
    }

    fn sample_projects(&mut self) {
        let skaha = [
            ("public", "true"),
            ("auto_scan", "true"),
            ("auto_sbom_generation", "true"),
            ("severity", "high"),
        ];
        let id = self.add_project("skaha", &skaha, 1, 12_288 * GIB, minutes_ago(890 * DAY));
        if let Some(project) = self.project_mut(id) {
            project.allowlist.items = vec!["CVE-2023-45853".to_owned(), "CVE-2005-2541".to_owned()];
        }
        for (number, (name, public, quota)) in PROJECTS.iter().enumerate() {
            let at = minutes_ago((880 - number as i64 * 31) * DAY);
            let hard = if *quota < 0 { -1 } else { quota * GIB };
            let public = if *public { "true" } else { "false" };
            let proxy = name.ends_with("-cache");
            let mut metadata = vec![("public", public)];
            if proxy {
                metadata.extend([("max_upstream_conn", "-1"), ("proxy_speed_kb", "-1")]);
            } else if *name == "canucs" {
                metadata.extend([
                    ("auto_scan", "true"),
                    ("auto_sbom_generation", "true"),
                    ("prevent_vul", "true"),
                    ("severity", "high"),
                    ("enable_content_trust_cosign", "true"),
                ]);
            } else {
                metadata.push(("auto_scan", "true"));
            }
            self.add_project(name, &metadata, 1, hard, at);
        }
        for (project, person, role) in MEMBERS {
            let project = self
                .projects
                .iter()
                .find(|known| known.name == *project)
                .map(|known| known.id);
            if let (Some(project), Some(user)) =
                (project, self.user_named(person).map(|user| user.id))
            {
                self.add_member(project, user, *role);
            }
        }
    }

    /// The id of a project by its name, 0 for none.
    pub(crate) fn project_id(&self, name: &str) -> i64 {
        self.projects
            .iter()
            .find(|project| project.name == name)
            .map_or(0, |project| project.id)
    }

    fn sample_repositories(&mut self) {
        for (project, name, count, mebibytes) in REPOSITORIES {
            let id = self.project_id(project);
            let mut chance = Sequence::of(&format!("{project}/{name}"));
            let step = 1 + chance.below(9) as i64;
            let oldest = minutes_ago(*count as i64 * step * DAY + chance.below(2000) as i64);
            let place = self.add_repository(id, &format!("{project}/{name}"), oldest);
            for number in 0..*count {
                let age = (*count - number) as i64 * step * DAY - chance.below(1000) as i64;
                self.sample_image(
                    place,
                    project,
                    name,
                    number,
                    *mebibytes,
                    minutes_ago(age.max(20)),
                    &mut chance,
                );
            }
            let repository = &mut self.repositories[place];
            repository.pull_count = chance.below(20_000) as i64 * *count as i64 / 40;
            repository.description = match *name {
                "casa" => {
                    "# CASA\n\nThe Common Astronomy Software Applications, one image per release."
                        .to_owned()
                }
                "mosaics" => {
                    "Calibrated mosaics and notebooks for the CANUCS lensing survey.".to_owned()
                }
                _ => String::new(),
            };
        }
    }

    #[expect(
        clippy::too_many_arguments,
        reason = "they are the image's place, number and look"
    )]
    fn sample_image(
        &mut self,
        place: usize,
        project: &str,
        name: &str,
        number: usize,
        mebibytes: i64,
        pushed: Time,
        chance: &mut Sequence,
    ) {
        let version = match name {
            "casa" => format!("6.{}.{}-{number}", number / 10, number % 10),
            _ => format!("{}.{}.{}", 1 + number / 12, number % 12, chance.below(3)),
        };
        let newest = number + 1 == self.sample_count(project, name);
        let untagged = !newest && chance.below(14) == 0;
        let mut tags = if untagged {
            Vec::new()
        } else {
            vec![version.clone()]
        };
        if newest {
            tags.push("latest".to_owned());
        }
        let session = match name {
            "casa" => ["notebook", "headless", "carta", "desktop-app"][number % 4],
            "desktop" | "terminal" | "topcat" => "desktop-app",
            "carta" => "carta",
            _ if project == "skaha" => "notebook",
            _ => "",
        };
        let kind = chance.below(20);
        let risk = chance.below(60) as u32;
        let counts = [
            risk / 16,
            risk * 2 / 3,
            risk * 2,
            risk * 3,
            risk / 5,
            risk / 12,
        ];
        let total: u32 = counts.iter().sum();
        let scan = match kind {
            0 => None,
            1 => Some(Scan {
                outcome: Outcome::Error,
                ..scanned(
                    &format!("{project}/{name} {number}"),
                    [0; 6],
                    0,
                    Catalogue::Trivy,
                    pushed,
                )
            }),
            2 => Some(scanned(
                &format!("{project}/{name} {number}"),
                [0; 6],
                0,
                Catalogue::Trivy,
                pushed,
            )),
            _ => Some(scanned(
                &format!("{project}/{name} {number}"),
                counts,
                total * 6 / 10,
                Catalogue::Trivy,
                pushed,
            )),
        };
        let created = built(pushed, 12)
            .format("%Y-%m-%dT%H:%M:%S%.9fZ")
            .to_string();
        let image = Image {
            seed: format!("image {project}/{name} {number}"),
            tags,
            size: mebibytes * MIB * (90 + chance.below(20) as i64) / 100
                + chance.below(100_000) as i64,
            architecture: if chance.below(9) == 0 {
                "arm64"
            } else {
                "amd64"
            },
            os: "linux",
            author: if project == "library" { "" } else { "CADC" },
            docker: project.ends_with("-cache") || name == "desktop",
            config: config(name, &version, session, false),
            history: history(&created, false),
            created,
            pushed,
            pulled: (chance.below(5) > 0).then(|| pushed + Span::minutes(chance.below(19) as i64)),
            scan,
        };
        let added = self.add_image(place, &image);
        let label = self
            .labels
            .iter()
            .find(|label| label.name.ends_with(&format!("type={session}")) && project == "skaha");
        let label = label.map(|label| label.id);
        self.last_of(place).labels.extend(label);
        if project == "skaha" && kind.is_multiple_of(3) {
            self.add_accessory(
                place,
                &added,
                "signature.cosign",
                747,
                &[],
                pushed + Span::seconds(20),
            );
        }
        if project == "skaha" && kind > 12 {
            self.add_sbom(place, &added, pushed + Span::minutes(2));
        }
    }

    fn sample_count(&self, project: &str, name: &str) -> usize {
        REPOSITORIES
            .iter()
            .find(|row| row.0 == project && row.1 == name)
            .map_or(0, |row| row.2)
    }

    fn sample_audit(&mut self) {
        let mut lines: Vec<(Time, String, String, i64, &'static str)> = Vec::new();
        let people = ["robot$skaha+ci", "maya.tremblay", "j.okafor", "ada"];
        for (place, repository) in self.repositories.iter().enumerate() {
            for artifact in repository
                .artifacts
                .iter()
                .rev()
                .filter(|artifact| artifact.listed())
                .take(6)
            {
                let reference = artifact.tags.first().map_or_else(
                    || format!("{}@{}", repository.name, artifact.digest),
                    |tag| format!("{}:{}", repository.name, tag.name),
                );
                let text = format!("push artifact: {}@{}", repository.name, artifact.digest);
                lines.push((
                    artifact.push_time,
                    reference,
                    text,
                    repository.project_id,
                    people[place % people.len()],
                ));
            }
        }
        lines.sort_by_key(|line| line.0);
        for (at, resource, text, project, who) in lines {
            self.write_audit(who, "create", "artifact", &resource, &text, project, at);
        }
        for (minutes, who, operation, kind, resource) in [
            (DAY, "ada", "create", "member", "erin"),
            (
                5 * HOUR,
                "admin",
                "update",
                "configuration",
                "configuration",
            ),
            (
                70,
                "maya.tremblay",
                "delete",
                "tag",
                "skaha/astroml:pr-1170",
            ),
            (9, "maya.tremblay", "login", "user", "maya.tremblay"),
        ] {
            let project = if kind == "tag" || kind == "member" {
                self.project_id("skaha")
            } else {
                0
            };
            self.write_audit(
                who,
                operation,
                kind,
                resource,
                &format!("{operation} {kind}: {resource}"),
                project,
                minutes_ago(minutes),
            );
        }
    }
}
