//! Whether one artifact could be pulled under its project's policies, and if not why.

use harbor_api::{
    ProjectName, ProjectReference,
    operations::{GetProject, GetSystemAllowlist},
    types::{AccessoryType, Artifact, Severity},
};
use leptos::prelude::*;
use listing::{Condition, Operator};
use pilothouse_protocol::ConnectionId;
use wasm_bindgen_futures::spawn_local;

use super::{
    preview::{rule_of, threshold_words},
    settings::{Policies, Threshold},
    verdict::{Reports, Rule, Verdict, judge},
};
use crate::{
    ipc::load::{Loaded, load_one},
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

/// A line that says whether the artifact could be pulled. The findings are those of the list, where
/// there is one.
#[component]
pub fn PullCheck(
    connection: Signal<ConnectionId>,
    project: ProjectName,
    artifact: Loaded<Artifact>,
    #[prop(optional_no_strip)] findings: Option<List>,
) -> impl IntoView {
    let registries = registries();
    let name = StoredValue::new(project);
    let loaded = load_one(connection, move || {
        Some(GetProject {
            project_name_or_id: ProjectReference::Name(name.get_value()),
        })
    });
    let policies = Memo::new(move |_| {
        let project = loaded.data.get()?;
        Some(Policies::of(&project))
    });
    let uses_system = Memo::new(move |_| {
        policies.with(|policies| {
            policies
                .as_ref()
                .is_some_and(|policies| policies.uses_system_allowlist)
        })
    });
    let system = load_one(connection, move || {
        uses_system.get().then_some(GetSystemAllowlist {})
    });
    let rule = Memo::new(move |_| {
        let policies = policies.get()?;
        let ids = system.data.get().map(|list| {
            let ids = list.items.iter().map(|item| item.cve_id.clone());
            ids.collect::<Vec<_>>()
        });
        if policies.uses_system_allowlist && ids.is_none() {
            return None;
        }
        rule_of(
            &policies,
            ids.as_deref(),
            registries.now.get_untracked().timestamp(),
        )
    });
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
        let lacks_list = policies.uses_system_allowlist && system.data.with(Option::is_none);
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
        Answer::Refused(obstacles) => {
            let reasons = obstacles.iter().map(|obstacle| match obstacle {
                Obstacle::NotScanned => w.not_scanned.to_owned(),
                Obstacle::Findings(threshold) => w.findings(&threshold_words(*threshold)),
                Obstacle::NoCosign => w.no_signature("Cosign"),
                Obstacle::NoNotation => w.no_signature("Notation"),
            });
            let reasons = reasons.collect::<Vec<_>>().join(" ");
            ("lock", "c-bad", w.refused, reasons)
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
    use harbor_api::types::{Project, ProjectMetadata};
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
