//! Whether one artifact could be pulled under its project's policies, and if not why.

use harbor_api::{
    ProjectName,
    operations::GetSystemAllowlist,
    types::{AccessoryType, Artifact, CveAllowlist, Project, Severity},
};
use leptos::prelude::*;
use listing::{Condition, Operator};
use pilothouse_protocol::ConnectionId;
use wasm_bindgen_futures::spawn_local;

use super::{
    preview::{ids_in_force, rule_of, threshold_words},
    settings::{Blocked, Policies, Threshold},
    verdict::{Reports, Rule, Verdict, judge},
};
use crate::{
    ipc::load::{Loaded, load_one, load_project},
    list::List,
    registries::registries,
    ui::Icon,
    words::words,
};

/// Why a pull is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Obstacle {
    NotScanned,
    Findings(Threshold),
    NoCosign,
    NoNotation,
}

/// What would become of a pull.
#[derive(Debug, Clone, PartialEq)]
enum Answer {
    /// The project refuses nothing.
    NoRule,
    /// It has rules, and none of them applies.
    Pullable(Option<Threshold>),
    /// Only since what was found stands on the allowlist.
    Allowed,
    Refused(Vec<Obstacle>),
    /// Of an index: it is given out itself, and at least one of its parts is not.
    PartRefused(Vec<Obstacle>),
    /// It depends on the report or a list that was not read.
    Open,
}

/// What is known of the findings that would be counted: how many there are that no list allows.
type Counted = Option<usize>;

fn answer(
    policies: &Policies,
    rule: Option<&Rule>,
    artifact: &Artifact,
    counted: Counted,
) -> Answer {
    let has = |kind: &AccessoryType| {
        let mut all = artifact.accessories.iter();
        all.any(|accessory| accessory.accessory_type == *kind)
    };
    let mut obstacles = Vec::new();
    // What is attached itself needs no signature.
    if policies.cosign_required && artifact.is_content() && !has(&AccessoryType::CosignSignature) {
        obstacles.push(Obstacle::NoCosign);
    }
    if policies.notation_required
        && artifact.is_content()
        && !has(&AccessoryType::NotationSignature)
    {
        obstacles.push(Obstacle::NoNotation);
    }
    let mut is_allowed = false;
    if let Some(rule) = rule {
        match (judge(artifact, rule, &Reports::new()), counted) {
            (Verdict::NotScanned, _) => obstacles.push(Obstacle::NotScanned),
            (Verdict::Refused, _) => obstacles.push(Obstacle::Findings(rule.threshold)),
            (Verdict::Open, Some(0)) | (Verdict::Allowed, _) => is_allowed = true,
            (Verdict::Open, Some(_)) => obstacles.push(Obstacle::Findings(rule.threshold)),
            (Verdict::Open, None) if obstacles.is_empty() => return Answer::Open,
            (Verdict::Open, None) | (Verdict::Pullable, _) => {}
        }
    }
    let asks = rule.is_some() || policies.cosign_required || policies.notation_required;
    // Harbor looks at an index's signatures, and at the findings of what is pulled in its stead.
    let is_of_parts =
        |obstacle: &Obstacle| matches!(obstacle, Obstacle::NotScanned | Obstacle::Findings(_));
    if artifact.is_index() && !obstacles.is_empty() && obstacles.iter().all(is_of_parts) {
        return Answer::PartRefused(obstacles);
    }
    match (obstacles.is_empty(), asks) {
        (false, _) => Answer::Refused(obstacles),
        (true, false) => Answer::NoRule,
        (true, true) if is_allowed => Answer::Allowed,
        (true, true) => Answer::Pullable(rule.map(|rule| rule.threshold)),
    }
}

/// The conditions of findings that a rule counts.
fn counted_by(rule: &Rule) -> Vec<Condition> {
    let condition = |field: &str, operator, value: &str| Condition {
        field: field.to_owned(),
        operator,
        value: value.to_owned(),
    };
    let severities = [
        Severity::Critical,
        Severity::High,
        Severity::Medium,
        Severity::Low,
        Severity::Negligible,
        Severity::None,
        Severity::Unknown,
    ];
    let counted = severities
        .into_iter()
        .filter(|it| rule.threshold.refuses(*it));
    let counted = counted.map(|it| condition("severity", Operator::Is, it.as_str()));
    let allowed = rule.allowed.iter();
    let allowed = allowed.map(|id| condition("vulnerability", Operator::IsNot, id));
    counted.chain(allowed).collect()
}

/// What pulls from a project are judged by, read once for all that tells of it.
#[derive(Clone, Copy)]
pub struct PullRule {
    project: Loaded<Project>,
    policies: Memo<Option<Policies>>,
    system: Loaded<CveAllowlist>,
    rule: Memo<Option<Rule>>,
    /// Somebody tells of it.
    is_wanted: RwSignal<bool>,
}

impl PullRule {
    /// The ids on the list that holds, in their order; nothing while it is not known. The registry's is read
    /// only for a rule that uses it.
    pub fn allowed(self) -> Memo<Option<Vec<String>>> {
        let registries = registries();
        Memo::new(move |_| {
            let policies = self.policies.get()?;
            if let Some(rule) = self.rule.get() {
                let mut allowed: Vec<String> = rule.allowed.into_iter().collect();
                allowed.sort_unstable();
                return Some(allowed);
            }
            if policies.uses_system_allowlist {
                return (!asks_system(&policies)).then(Vec::new);
            }
            let now = registries.now.get_untracked().timestamp();
            Some(policies.own_ids_in_force(now))
        })
    }

    /// The project's own list is the one that holds; nothing while that is not known.
    pub fn uses_own_list(self) -> Option<bool> {
        self.policies
            .with(|policies| Some(!policies.as_ref()?.uses_system_allowlist))
    }

    pub fn reload(self) {
        self.project.reload();
    }
}

/// Whether the registry's allowlist says something of a pull: only a rule that uses it asks for it.
fn asks_system(policies: &Policies) -> bool {
    policies.uses_system_allowlist && policies.blocked != Blocked::No
}

/// What pulls from a project are judged by; read when somebody tells of it.
pub fn pull_rule(connection: Signal<ConnectionId>, project: ProjectName) -> PullRule {
    let registries = registries();
    let is_wanted = RwSignal::new(false);
    let name = StoredValue::new(project);
    let loaded = load_project(connection, move || {
        is_wanted.get().then(|| name.get_value())
    });
    let policies = Memo::new(move |_| {
        let project = loaded.data.get()?;
        Some(Policies::of(&project))
    });
    let uses_system =
        Memo::new(move |_| policies.with(|policies| policies.as_ref().is_some_and(asks_system)));
    let system = load_one(connection, move || {
        uses_system.get().then_some(GetSystemAllowlist {})
    });
    let rule = Memo::new(move |_| {
        let policies = policies.get()?;
        let now = registries.now.get_untracked().timestamp();
        let ids = system.data.get().map(|list| ids_in_force(&list, now));
        if policies.uses_system_allowlist && ids.is_none() {
            return None;
        }
        rule_of(&policies, ids.as_deref(), now)
    });
    PullRule {
        project: loaded,
        policies,
        system,
        rule,
        is_wanted,
    }
}

/// A line that says whether the artifact could be pulled. The findings are those of the list, where
/// there is one.
#[component]
pub fn PullCheck(
    of: PullRule,
    artifact: Loaded<Artifact>,
    #[prop(optional_no_strip)] findings: Option<List>,
) -> impl IntoView {
    let PullRule {
        policies,
        system,
        rule,
        is_wanted,
        ..
    } = of;
    // It is read once, however often it is told.
    if !is_wanted.get_untracked() {
        is_wanted.set(true);
    }
    let counted = RwSignal::new(None::<usize>);
    Effect::new(move |_| {
        let (Some(rule), Some(list)) = (rule.get(), findings) else {
            return;
        };
        // A finding that can't be read may be a bad one.
        let is_whole = list
            .state()
            .is_some_and(|state| state.whole && state.malformed == 0);
        if rule.allowed.is_empty() || !is_whole {
            return;
        }
        spawn_local(async move {
            let number = list.count_matching(counted_by(&rule)).await;
            counted.try_set(number);
        });
    });
    let answered = Memo::new(move |_| {
        let policies = policies.get()?;
        let artifact = artifact.data.get()?;
        let lacks_list = asks_system(&policies) && system.data.with(Option::is_none);
        Some(if lacks_list {
            Answer::Open
        } else {
            answer(&policies, rule.get().as_ref(), &artifact, counted.get())
        })
    });
    move || answered.get().map(|answer| line(&answer))
}

fn line(answer: &Answer) -> impl IntoView + use<> {
    let w = &words().pull_check;
    let (icon, class, said, why) = match answer {
        Answer::NoRule => ("check-circle", "soft", w.pullable, w.no_rule.to_owned()),
        Answer::Pullable(Some(threshold)) => (
            "check-circle",
            "c-ok",
            w.pullable,
            w.none_from(&threshold_words(*threshold)),
        ),
        Answer::Pullable(None) => ("check-circle", "c-ok", w.pullable, w.is_signed.to_owned()),
        Answer::Allowed => ("check-circle", "c-ok", w.pullable, w.allowed.to_owned()),
        Answer::Open => ("info", "muted", w.not_known, w.open.to_owned()),
        Answer::Refused(obstacles) | Answer::PartRefused(obstacles) => {
            let reasons = obstacles.iter().map(|obstacle| match obstacle {
                Obstacle::NotScanned if matches!(answer, Answer::PartRefused(_)) => {
                    w.part_not_scanned.to_owned()
                }
                Obstacle::NotScanned => w.not_scanned.to_owned(),
                Obstacle::Findings(threshold) => w.findings(&threshold_words(*threshold)),
                Obstacle::NoCosign => w.no_signature("Cosign"),
                Obstacle::NoNotation => w.no_signature("Notation"),
            });
            let reasons = reasons.collect::<Vec<_>>().join(" ");
            let is_of_part = matches!(answer, Answer::PartRefused(_));
            let said = if is_of_part {
                w.part_refused
            } else {
                w.refused
            };
            ("lock", "c-bad", said, reasons)
        }
    };
    view! {
        <p class="row g6 t125 pull-check" role="status">
            <Icon name=icon class="i-14" />
            <span class=format!("strong {class}")>{said}</span>
            <span class="soft">{why}</span>
        </p>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use harbor_api::types::{CveItem, ProjectMetadata};
    use serde_json::json;

    const REPORT: &str = "application/vnd.security.vulnerability.report; version=1.1";

    fn image(severity: &str, accessories: &[&str]) -> Artifact {
        let accessories: Vec<_> = accessories
            .iter()
            .map(|kind| json!({"type": kind}))
            .collect();
        serde_json::from_value(json!({
            "type": "IMAGE", "digest": "sha256:a",
            "media_type": "application/vnd.oci.image.config.v1+json",
            "manifest_media_type": "application/vnd.oci.image.manifest.v1+json",
            "extra_attrs": {"os": "linux", "architecture": "amd64", "config": {}},
            "addition_links": {"vulnerabilities": {"href": "/x"}},
            "accessories": accessories,
            "scan_overview": {REPORT: {"scan_status": "Success", "severity": severity,
                "summary": {"total": 1, "summary": {severity: 1}}}},
        }))
        .expect("an artifact")
    }

    fn policies(metadata: &[(&str, &str)]) -> Policies {
        let metadata = metadata
            .iter()
            .fold(ProjectMetadata::default(), |all, (key, value)| {
                all.with(*key, *value)
            });
        Policies::of(&Project {
            metadata,
            ..Project::default()
        })
    }

    fn rule(allowed: &[&str]) -> Rule {
        Rule {
            threshold: Threshold::High,
            allowed: allowed.iter().map(|id| (*id).to_owned()).collect(),
        }
    }

    #[test]
    fn each_obstacle_is_named() {
        let none = policies(&[]);
        let high = image("High", &[]);
        assert_eq!(answer(&none, None, &high, None), Answer::NoRule);
        let refused = Answer::Refused(vec![Obstacle::Findings(Threshold::High)]);
        assert_eq!(answer(&none, Some(&rule(&[])), &high, None), refused);
        let low = image("Low", &[]);
        assert_eq!(
            answer(&none, Some(&rule(&[])), &low, None),
            Answer::Pullable(Some(Threshold::High))
        );
        let signed = policies(&[(ProjectMetadata::COSIGN_REQUIRED, "true")]);
        assert_eq!(
            answer(&signed, None, &low, None),
            Answer::Refused(vec![Obstacle::NoCosign])
        );
        let with = image("Low", &["signature.cosign"]);
        assert_eq!(answer(&signed, None, &with, None), Answer::Pullable(None));
    }

    #[test]
    fn what_can_not_be_scanned_is_judged_by_its_signatures() {
        let mut chart = image("", &[]);
        chart.addition_links.clear();
        chart.scan_overview.clear();
        let signed = policies(&[(ProjectMetadata::COSIGN_REQUIRED, "true")]);
        let found = answer(&signed, Some(&rule(&[])), &chart, None);
        assert_eq!(found, Answer::Refused(vec![Obstacle::NoCosign]));
    }

    #[test]
    fn an_index_is_given_out_where_its_parts_are_not() {
        let mut index = image("High", &[]);
        index.manifest_media_type = "application/vnd.oci.image.index.v1+json".to_owned();
        let (none, rule) = (policies(&[]), rule(&[]));
        let found = vec![Obstacle::Findings(Threshold::High)];
        let of_part = Answer::PartRefused(found);
        assert_eq!(answer(&none, Some(&rule), &index, None), of_part);
        // A signature is asked of the index itself.
        let signed = policies(&[(ProjectMetadata::COSIGN_REQUIRED, "true")]);
        let both = answer(&signed, Some(&rule), &index, None);
        assert!(matches!(both, Answer::Refused(all) if all.len() == 2));
    }

    #[test]
    fn the_registrys_allowlist_is_asked_for_by_a_rule_alone() {
        let of = |metadata: &[(&str, &str)]| asks_system(&policies(metadata));
        let blocks = (ProjectMetadata::PREVENT_VULNERABLE, "true");
        let system = (ProjectMetadata::SYSTEM_ALLOWLIST, "true");
        let own = (ProjectMetadata::SYSTEM_ALLOWLIST, "false");
        assert!(of(&[blocks, system]));
        assert!(!of(&[system]) && !of(&[blocks, own]));
    }

    #[test]
    fn a_list_that_has_ended_excuses_nothing() {
        let list = |end| CveAllowlist {
            items: vec![CveItem {
                cve_id: "CVE-1".to_owned(),
            }],
            expires_at: end,
            ..CveAllowlist::default()
        };
        assert_eq!(ids_in_force(&list(None), 100), ["CVE-1"]);
        assert_eq!(ids_in_force(&list(Some(101)), 100), ["CVE-1"]);
        assert!(ids_in_force(&list(Some(100)), 100).is_empty());
    }

    #[test]
    fn an_allowlist_is_judged_by_the_report_alone() {
        let none = policies(&[]);
        let high = image("High", &[]);
        let rule = rule(&["CVE-2024-0001"]);
        assert_eq!(answer(&none, Some(&rule), &high, None), Answer::Open);
        assert_eq!(answer(&none, Some(&rule), &high, Some(0)), Answer::Allowed);
        assert_eq!(
            answer(&none, Some(&rule), &high, Some(2)),
            Answer::Refused(vec![Obstacle::Findings(Threshold::High)])
        );
        let conditions = counted_by(&rule);
        let of = |operator| {
            conditions
                .iter()
                .filter(|it| it.operator == operator)
                .count()
        };
        assert_eq!((of(Operator::Is), of(Operator::IsNot)), (2, 1));
    }
}
