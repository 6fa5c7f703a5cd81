//! The packages that a bill of materials names.

use std::collections::HashSet;

use chrono::{DateTime, Utc};
use harbor_api::{
    ArtifactReference, DecodeError, Digest, Filter, List, ProjectName, RepositoryName, Sort,
    operations::GetAddition, types::AdditionName,
};
use sbom::{Document, Format, Package};
use serde::{Deserialize, Serialize};

use crate::{
    cell::Cell,
    column::{Column, ColumnKind},
    listing::{Facts, Listing, Row},
    source::{ContentPlace, IntoSource, Source},
};

/// The packages of a bill of materials.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Packages {
    /// Of one that the server made, by the digest of the artifact that it is.
    OfHarbor {
        project: ProjectName,
        repository: RepositoryName,
        sbom: Digest,
    },
    /// Of a document that the registry holds.
    Attached(ContentPlace),
}

/// What the document says as a whole; see [`SbomFacts`].
const FORMAT: &str = "format";
const TOOL: &str = "tool";
const CREATED: &str = "created";

/// A package, and what tells it apart from others of the same name.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct ListedPackage {
    key: String,
    name: String,
    version: Option<String>,
    kind: Option<String>,
    purl: Option<String>,
    supplier: Option<String>,
    license: Option<String>,
    licenses: Vec<String>,
}

/// What a bill of materials says as a whole.
#[derive(Debug, Clone, PartialEq)]
pub struct SbomFacts {
    /// `SPDX 2.3`, `CycloneDX 1.6`
    pub format: String,
    pub tool: Option<String>,
    pub created: Option<DateTime<Utc>>,
}

impl SbomFacts {
    /// Reads what a list says; nothing before its document was read.
    pub fn read(facts: &Facts) -> Option<Self> {
        let text = |id| facts.get(id).and_then(Cell::text).map(str::to_owned);
        Some(Self {
            format: text(FORMAT)?,
            tool: text(TOOL),
            created: facts
                .get(CREATED)
                .and_then(Cell::number)
                .and_then(DateTime::from_timestamp_micros),
        })
    }

    fn write(document: &Document) -> Facts {
        let name = match document.format {
            Format::Spdx => "SPDX",
            Format::CycloneDx => "CycloneDX",
        };
        let format = format!("{name} {}", document.version);
        let created = document.created.map(|at| at.timestamp_micros());
        Facts::from([
            (FORMAT.to_owned(), Cell::Text(format.trim().to_owned())),
            (
                TOOL.to_owned(),
                document.tool.clone().map_or(Cell::None, Cell::Text),
            ),
            (CREATED.to_owned(), created.map_or(Cell::None, Cell::Number)),
        ])
    }
}

impl Listing for Packages {
    const ID: &'static str = "packages";
    const COLUMNS: &'static [Column] = &[
        Column::new("key", ColumnKind::Text),
        Column::new("name", ColumnKind::Text).searched(),
        Column::new("version", ColumnKind::Text),
        Column::new("kind", ColumnKind::Word),
        Column::new("license", ColumnKind::Text).searched(),
        Column::new("licenses", ColumnKind::Words),
        Column::new("supplier", ColumnKind::Text),
        Column::new("purl", ColumnKind::Text),
    ];
    const NAME: Option<&'static str> = Some("name");

    type Operation = Source;
    type Item = ListedPackage;

    fn operation(&self, _: Filter, _: Sort) -> Source {
        match self {
            Self::OfHarbor {
                project,
                repository,
                sbom,
            } => GetAddition {
                project_name: project.clone(),
                repository_name: repository.clone(),
                reference: ArtifactReference::Digest(sbom.clone()),
                addition: AdditionName::Sbom,
            }
            .into_source(),
            Self::Attached(place) => Source::Document(place.clone()),
        }
    }

    fn items(body: &[u8]) -> Result<(List<ListedPackage>, Facts), DecodeError> {
        let document = Document::read(body).map_err(|error| DecodeError::new(&error, body))?;
        let facts = SbomFacts::write(&document);
        let mut seen = HashSet::with_capacity(document.packages.len());
        let packages = document.packages.into_iter().enumerate();
        let items = packages
            .map(|(place, package)| Ok(listed(place, package, &mut seen)))
            .collect();
        Ok((List { items }, facts))
    }

    fn row(package: &ListedPackage, row: &mut Row) {
        let text = |text: &Option<String>| text.clone().unwrap_or_default();
        row.text("key", package.key.as_str())
            .text("name", package.name.as_str())
            .text("version", text(&package.version))
            .text("kind", text(&package.kind))
            .text("license", text(&package.license))
            .texts("licenses", package.licenses.iter().cloned())
            .text("supplier", text(&package.supplier))
            .text("purl", text(&package.purl));
    }
}

/// The document's id is the key, unless it has none or has it twice.
fn listed(place: usize, package: Package, seen: &mut HashSet<String>) -> ListedPackage {
    let key = match package.id {
        id if !id.is_empty() && seen.insert(id.clone()) => id,
        id => format!("{id} #{place}"),
    };
    ListedPackage {
        key,
        name: package.name,
        version: package.version,
        kind: package.kind,
        purl: package.purl,
        supplier: package.supplier,
        license: package.license,
        licenses: package.licenses,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ListScope;

    #[test]
    fn packages_are_rows_with_their_licences_and_the_document_is_named() {
        let scope = ListScope::from(Packages::OfHarbor {
            project: ProjectName::new("skaha").unwrap(),
            repository: RepositoryName::new("astroml").unwrap(),
            sbom: Digest::new(format!("sha256:{}", "a".repeat(64))).unwrap(),
        });
        let operation = scope.operation(Filter::all(), Sort::default()).unwrap();
        assert!(operation.request().target.ends_with("/additions/sbom"));
        assert!(scope.is_at_once());
        let body = br#"{"spdxVersion":"SPDX-2.3","creationInfo":{"creators":["Tool: trivy-0.65"]},
            "packages":[{"SPDXID":"a","name":"curl","versionInfo":"8.5","licenseDeclared":"curl AND MIT"},
            {"SPDXID":"a","name":"curl","versionInfo":"8.6"}]}"#;
        let page = scope.page(body).unwrap();
        let facts = SbomFacts::read(&page.facts).unwrap();
        assert_eq!(facts.format, "SPDX 2.3");
        assert_eq!(facts.tool.as_deref(), Some("trivy-0.65"));
        let key = |row: usize| page.rows[row][0].text();
        assert_eq!((key(0), key(1)), (Some("a"), Some("a #1")));
        let licenses = Cell::Texts(vec!["curl".to_owned(), "MIT".to_owned()]);
        assert_eq!(page.rows[0][5], licenses);
        assert!(scope.page(b"{}").is_err(), "no list of nothing");
    }
}
