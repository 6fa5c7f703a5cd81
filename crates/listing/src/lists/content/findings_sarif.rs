//! What a scanner found as SARIF 2.1.0, which code hosts and editors read.

use std::{
    collections::HashSet,
    io::{self, Write},
};

use harbor_api::types::Severity;
use serde_json::{Value, json};

use crate::cell::Cell;

/// The columns that a result is made of, in this order.
pub const COLUMNS: &[&str] = &[
    "vulnerability",
    "severity",
    "package",
    "version",
    "fixed_in",
    "score",
    "description",
    "links",
];

/// Writes findings one by one. The rules, which stand before the results in a SARIF log's run, are
/// kept until the end: members of a JSON object have no order.
#[derive(Debug, Default)]
pub struct SarifWriter {
    rules: Vec<Value>,
    known: HashSet<String>,
    results: usize,
}

impl SarifWriter {
    /// Writes the beginning.
    pub fn begin(&self, out: &mut dyn Write) -> io::Result<()> {
        out.write_all(
            b"{\"version\":\"2.1.0\",\"$schema\":\"https://json.schemastore.org/sarif-2.1.0.json\",\
              \"runs\":[{\"results\":[",
        )
    }

    /// Writes a finding, by the cells of [`COLUMNS`].
    pub fn write(&mut self, out: &mut dyn Write, cells: &[Cell]) -> io::Result<()> {
        let text = |place: usize| cells.get(place).and_then(Cell::text).unwrap_or_default();
        let (id, package, version, fixed_in) = (text(0), text(2), text(3), text(4));
        let severity = Severity::from_word(text(1));
        if self.known.insert(id.to_owned()) {
            self.rules.push(rule(id, text(6), cells));
        }
        let fix = match fixed_in {
            "" => "There is no fix yet.".to_owned(),
            version => format!("Fixed in {version}."),
        };
        let result = json!({
            "ruleId": id,
            "level": level(severity),
            "message": {"text": format!("{package} {version}: {id} ({}). {fix}", severity.as_str())},
            "locations": [{"logicalLocations": [{
                "name": package, "fullyQualifiedName": format!("{package}@{version}"), "kind": "package",
            }]}],
            "partialFingerprints": {"package/v1": format!("{id} {package} {version}")},
        });
        let before = if self.results == 0 { "\n" } else { ",\n" };
        self.results += 1;
        write!(out, "{before}{result}")
    }

    /// Writes the end.
    pub fn end(self, out: &mut dyn Write) -> io::Result<()> {
        let driver = json!({
            "name": "Harbor scan report, exported by Pilothouse",
            "rules": self.rules,
        });
        writeln!(out, "\n],\"tool\":{{\"driver\":{driver}}}}}]}}")
    }
}

fn rule(id: &str, description: &str, cells: &[Cell]) -> Value {
    let mut rule = json!({"id": id, "properties": {"tags": ["vulnerability", "security"]}});
    let short = description.lines().next().unwrap_or_default().trim();
    if !short.is_empty() {
        rule["shortDescription"] = json!({"text": short});
        rule["fullDescription"] = json!({"text": description});
    }
    // In tenths; hosts order by this property, which is a text.
    if let Some(tenths) = cells.get(5).and_then(Cell::number) {
        let score = crate::export::tenths(tenths);
        rule["properties"]["security-severity"] = score.into();
    }
    if let Some(link) = cells.get(7).map(Cell::texts).and_then(<[String]>::first) {
        rule["helpUri"] = link.as_str().into();
    }
    rule
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Critical | Severity::High => "error",
        Severity::Medium => "warning",
        _ => "note",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn findings_become_results_and_each_id_one_rule() {
        let finding = |package: &str| {
            let text = |text: &str| Cell::Text(text.to_owned());
            [
                text("CVE-2026-0001"),
                text("High"),
                text(package),
                text("3.0.11"),
                text("3.0.13"),
                Cell::Number(98),
                text("A length is not checked.\nMore of it."),
                Cell::Texts(vec!["https://nvd.example.org/CVE-2026-0001".to_owned()]),
            ]
        };
        let mut out = Vec::new();
        let mut writer = SarifWriter::default();
        writer.begin(&mut out).unwrap();
        for package in ["openssl", "libssl3"] {
            writer.write(&mut out, &finding(package)).unwrap();
        }
        writer.end(&mut out).unwrap();
        let log: Value = serde_json::from_slice(&out).unwrap();
        assert_eq!(log["version"], "2.1.0");
        let run = &log["runs"][0];
        let rules = run["tool"]["driver"]["rules"].as_array().unwrap();
        assert_eq!(rules.len(), 1);
        assert_eq!(rules[0]["properties"]["security-severity"], "9.8");
        assert_eq!(
            rules[0]["shortDescription"]["text"],
            "A length is not checked."
        );
        let results = run["results"].as_array().unwrap();
        assert_eq!(results.len(), 2);
        assert_eq!(results[1]["level"], "error");
        let message = results[1]["message"]["text"].as_str().unwrap();
        assert_eq!(
            message,
            "libssl3 3.0.11: CVE-2026-0001 (High). Fixed in 3.0.13."
        );
    }

    #[test]
    fn a_log_without_findings_is_one() {
        let mut out = Vec::new();
        let writer = SarifWriter::default();
        writer.begin(&mut out).unwrap();
        writer.end(&mut out).unwrap();
        let log: Value = serde_json::from_slice(&out).unwrap();
        assert_eq!(log["runs"][0]["results"], json!([]));
    }
}
