//! A large bill of materials, from the document to a table's first lines.

use std::time::{Duration, Instant};

use chrono::Utc;
use fixedbitset::FixedBitSet;
use listing::{ListScope, Listing, Query, Store, View, Wanted, lists::Packages};
use serde_json::json;

use crate::{
    desk::{Outcome, said},
    figure::{Figure, median, of_budget, shown},
};

const PACKAGES: usize = 20_000;
const RUNS: usize = 5;
const BUDGET: Duration = Duration::from_millis(200);

fn document() -> String {
    const LICENSES: [&str; 4] = ["MIT", "Apache-2.0 OR MIT", "GPL-2.0-only", "NOASSERTION"];
    let packages = (0..PACKAGES).map(|number| {
        let (name, version) = (format!("library-{number}"), format!("1.{}.{}", number % 30, number % 7));
        json!({
            "name": name, "SPDXID": format!("SPDXRef-Package-{number}"), "versionInfo": version,
            "supplier": "Organization: Debian", "downloadLocation": "NONE", "filesAnalyzed": false,
            "sourceInfo": format!("built package from: {name} {version}"),
            "licenseConcluded": LICENSES[number % 4], "licenseDeclared": LICENSES[number % 4],
            "copyrightText": "NOASSERTION", "primaryPackagePurpose": "LIBRARY",
            "externalRefs": [{"referenceCategory": "PACKAGE-MANAGER", "referenceType": "purl",
                "referenceLocator": format!("pkg:deb/debian/{name}@{version}?arch=amd64&distro=debian-13.1")}],
        })
    });
    json!({
        "spdxVersion": "SPDX-2.3", "name": "image",
        "creationInfo": {"creators": ["Tool: trivy-0.65.0"], "created": "2026-11-20T08:00:00Z"},
        "packages": packages.collect::<Vec<_>>(),
    })
    .to_string()
}

/// Reads the document into the shell's store, and asks for a screen of lines.
pub fn to_table() -> Outcome {
    let body = document();
    let place = listing::ContentPlace {
        project: harbor_api::ProjectName::new("skaha").map_err(said)?,
        repository: harbor_api::RepositoryName::new("astroml").map_err(said)?,
        digest: harbor_api::Digest::new(format!("sha256:{}", "a".repeat(64))).map_err(said)?,
    };
    let scope = ListScope::from(Packages::Attached(place));
    let mut times = Vec::new();
    for _ in 0..RUNS {
        let started = Instant::now();
        let page = scope.page(body.as_bytes()).map_err(|error| error.reason)?;
        let mut store = Store::new(Packages::COLUMNS, PACKAGES, 512 << 20);
        for row in &page.rows {
            store.upsert(row);
        }
        let wanted = Wanted {
            first: 0,
            count: 40,
            place_of: None,
        };
        let query = Query::everything(Utc::now());
        let lines = View::default().lines(&mut store, &query, None, wanted, &FixedBitSet::new());
        if lines.count != PACKAGES {
            return Err(format!("{} of {PACKAGES} packages are there.", lines.count));
        }
        times.push(started.elapsed().as_secs_f64());
    }
    let took = Duration::from_secs_f64(median(times));
    Figure {
        name: format!("an SBOM of {PACKAGES} packages, to a table's lines"),
        measured: of_budget(took, BUDGET),
        budget: format!("≤ {}", shown(BUDGET)),
        information: format!("{}, {:.1} MB", shown(took), body.len() as f64 / 1e6),
    }
    .print();
    Ok(())
}
