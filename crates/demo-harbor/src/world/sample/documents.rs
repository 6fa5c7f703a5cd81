//! Documents that people attach to images: bills of materials, as syft and trivy write them.

use serde_json::{Value, json};

/// Name, version and licence of a package, with what its package URL begins with.
type Known = (&'static str, &'static str, &'static str, &'static str);

const PACKAGES: &[Known] = &[
    ("bash", "5.2.37-2", "GPL-3.0-or-later", "pkg:deb/debian/"),
    ("ca-certificates", "20250419", "MPL-2.0", "pkg:deb/debian/"),
    ("curl", "8.14.1-2", "curl", "pkg:deb/debian/"),
    (
        "libc6",
        "2.41-12",
        "LGPL-2.1-or-later AND GPL-2.0-or-later",
        "pkg:deb/debian/",
    ),
    ("libssl3t64", "3.5.1-1", "Apache-2.0", "pkg:deb/debian/"),
    ("openssl", "3.5.1-1", "Apache-2.0", "pkg:deb/debian/"),
    (
        "perl-base",
        "5.40.1-6",
        "Artistic-1.0-Perl OR GPL-1.0-or-later",
        "pkg:deb/debian/",
    ),
    ("tini", "0.19.0-1", "MIT", "pkg:deb/debian/"),
    ("zlib1g", "1.3.1-2", "Zlib", "pkg:deb/debian/"),
    ("astropy", "7.1.0", "BSD-3-Clause", "pkg:pypi/"),
    (
        "cryptography",
        "45.0.6",
        "Apache-2.0 OR BSD-3-Clause",
        "pkg:pypi/",
    ),
    ("jinja2", "3.1.6", "BSD-3-Clause", "pkg:pypi/"),
    ("matplotlib", "3.10.5", "PSF-2.0", "pkg:pypi/"),
    ("numpy", "2.3.2", "BSD-3-Clause", "pkg:pypi/"),
    ("pillow", "11.3.0", "MIT-CMU", "pkg:pypi/"),
    ("pyyaml", "6.0.2", "MIT", "pkg:pypi/"),
    ("requests", "2.32.4", "Apache-2.0", "pkg:pypi/"),
    ("scipy", "1.16.1", "BSD-3-Clause", "pkg:pypi/"),
    ("tornado", "6.5.2", "Apache-2.0", "pkg:pypi/"),
    ("certifi", "2025.8.3", "MPL-2.0", "pkg:pypi/"),
    ("ghostscript-fonts", "1.0", "NOASSERTION", ""),
];

/// Packages of an older image in other versions; without one it has not got it.
pub(crate) const OLDER: &[(&str, &str)] = &[
    ("libssl3t64", "3.4.1-1"),
    ("openssl", "3.4.1-1"),
    ("numpy", "2.2.6"),
    ("tini", ""),
];

/// As syft writes it, with some packages in other versions.
pub(crate) fn spdx(image: &str, created: &str, others: &[(&str, &str)]) -> Value {
    let version_of = |name: &str, version: &'static str| {
        let other = others.iter().find(|(other, _)| *other == name);
        other.map_or(version.to_owned(), |(_, version)| (*version).to_owned())
    };
    let packages = PACKAGES.iter().map(|(name, version, license, purl)| {
        let version = version_of(name, version);
        (name, version, license, purl)
    });
    let packages = packages.filter(|(_, version, ..)| !version.is_empty());
    let packages = packages.map(|(name, version, license, purl)| {
        let mut package = json!({
            "name": name, "SPDXID": format!("SPDXRef-Package-{name}"), "versionInfo": version,
            "supplier": "NOASSERTION", "downloadLocation": "NOASSERTION", "filesAnalyzed": false,
            "licenseConcluded": "NOASSERTION", "licenseDeclared": license, "copyrightText": "NOASSERTION",
        });
        if !purl.is_empty() {
            package["externalRefs"] = json!([{
                "referenceCategory": "PACKAGE-MANAGER", "referenceType": "purl",
                "referenceLocator": format!("{purl}{name}@{version}"),
            }]);
        }
        package
    });
    json!({
        "spdxVersion": "SPDX-2.3", "dataLicense": "CC0-1.0", "SPDXID": "SPDXRef-DOCUMENT", "name": image,
        "documentNamespace": format!("https://anchore.example.org/syft/image/{image}"),
        "creationInfo": {"licenseListVersion": "3.26", "creators": ["Organization: Anchore, Inc", "Tool: syft-1.30.0"], "created": created},
        "packages": packages.collect::<Vec<_>>(),
    })
}

/// As trivy writes it.
pub(crate) fn cyclone_dx(image: &str, created: &str) -> Value {
    let components = PACKAGES.iter().map(|(name, version, license, purl)| {
        let mut component = json!({
            "bom-ref": format!("{name}-{version}"), "type": "library", "name": name, "version": version,
        });
        if !purl.is_empty() {
            component["purl"] = format!("{purl}{name}@{version}").into();
        }
        component["licenses"] = match *license {
            "NOASSERTION" => json!([]),
            text if text.contains(' ') => json!([{"expression": text}]),
            id => json!([{"license": {"id": id}}]),
        };
        component
    });
    json!({
        "bomFormat": "CycloneDX", "specVersion": "1.6", "version": 1,
        "metadata": {
            "timestamp": created,
            "tools": {"components": [{"type": "application", "group": "aquasecurity", "name": "trivy", "version": "0.65.0"}]},
            "component": {"bom-ref": "image", "type": "container", "name": image},
        },
        "components": components.collect::<Vec<_>>(),
    })
}
