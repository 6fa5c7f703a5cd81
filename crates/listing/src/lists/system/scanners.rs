//! The scanners that a server knows.

use harbor_api::{
    AnyOperation, Filter, ScannerId, Sort,
    operations::{GetScanner, ListScanners},
    types::ScannerRegistration,
};
use serde::{Deserialize, Serialize};

use crate::{
    column::{Column, ColumnKind},
    listing::{Listing, Row},
};

/// Scanners, as `GET /scanners` gives them: without whether their adapters answer.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Scanners {}

/// The words of what a scanner is used for.
pub const DEFAULT: &str = "default";
pub const ENABLED: &str = "enabled";
pub const DISABLED: &str = "disabled";

fn state(scanner: &ScannerRegistration) -> &'static str {
    match (scanner.disabled, scanner.is_default) {
        (true, _) => DISABLED,
        (false, true) => DEFAULT,
        (false, false) => ENABLED,
    }
}

impl Listing for Scanners {
    const ID: &'static str = "scanners";
    const COLUMNS: &'static [Column] = &[
        Column::new("id", ColumnKind::Text),
        Column::new("name", ColumnKind::Text).searched(),
        // Of the adapter.
        Column::new("url", ColumnKind::Text).searched(),
        Column::new("description", ColumnKind::Text).searched(),
        Column::new("state", ColumnKind::Word).ordered(&[DEFAULT, ENABLED, DISABLED]),
        // Whether projects without a choice of their own have it, also while it is disabled.
        Column::new("default", ColumnKind::Word),
        Column::new("vulnerabilities", ColumnKind::Word),
        Column::new("sboms", ColumnKind::Word),
        Column::new("created", ColumnKind::Time),
    ];

    const NAME: Option<&'static str> = Some("name");

    type Operation = ListScanners;
    type Item = ScannerRegistration;

    fn operation(&self, filter: Filter, sort: Sort) -> ListScanners {
        ListScanners {
            q: filter,
            sort,
            page: Default::default(),
        }
    }

    fn item_operation(&self, key: &str) -> Option<AnyOperation> {
        let registration_id = ScannerId::new(key).ok()?;
        Some(GetScanner { registration_id }.into())
    }

    fn row(scanner: &ScannerRegistration, row: &mut Row) {
        row.text("id", scanner.uuid.as_str())
            .text("name", scanner.name.as_str())
            .text("url", scanner.url.as_str())
            .text("description", scanner.description.as_str())
            .text("state", state(scanner))
            .yes_or_no("default", scanner.is_default)
            .yes_or_no("vulnerabilities", scanner.finds_vulnerabilities())
            .yes_or_no("sboms", scanner.makes_sboms())
            .time("created", scanner.create_time);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scanner_that_is_off_is_off_even_as_the_default() {
        let scanner = |disabled, is_default| ScannerRegistration {
            disabled,
            is_default,
            ..ScannerRegistration::default()
        };
        assert_eq!(state(&scanner(true, true)), DISABLED);
        assert_eq!(state(&scanner(false, true)), DEFAULT);
        assert_eq!(state(&scanner(false, false)), ENABLED);
    }
}
