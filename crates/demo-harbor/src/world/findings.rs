//! Findings of scans, made up from a plan when somebody asks.

use serde_json::{Value, json};

use crate::chance::Sequence;

/// The severities in a plan's order, worst first, as Harbor's reports spell them.
pub const SEVERITIES: [&str; 6] = ["Critical", "High", "Medium", "Low", "None", "Unknown"];

/// Whose findings they resemble.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Catalogue {
    /// Trivy's: Debian and Python packages, with real names.
    Trivy,
    /// Those of a stand-in scanner of a test server.
    StandIn,
}

/// How many findings there are of each severity, and how many of all can be fixed.
#[derive(Debug, Clone, PartialEq)]
pub struct Plan {
    pub(crate) catalogue: Catalogue,
    pub(crate) seed: u64,
    pub(crate) counts: [u32; 6],
    pub(crate) fixable: u32,
}

impl Plan {
    /// All findings.
    pub fn total(&self) -> u32 {
        self.counts.iter().sum()
    }

    /// The worst severity, `None` without findings.
    pub fn severity(&self) -> &'static str {
        self.counts
            .iter()
            .position(|count| *count > 0)
            .map_or("None", |place| SEVERITIES[place])
    }

    /// The findings as a report lists them.
    pub fn findings(&self, digest: &str) -> Vec<Value> {
        let total = self.total() as usize;
        let known_ones = self.known_ones();
        let (rest, rest_fixable) = (
            total - known_ones,
            (self.fixable as usize).saturating_sub(known_ones),
        );
        let mut made = 0;
        let mut chance = Sequence::new(self.seed);
        let mut list = Vec::with_capacity(total);
        for (place, count) in self.counts.iter().enumerate() {
            let mut known = self.known(SEVERITIES[place]);
            for _ in 0..*count {
                let number = list.len();
                let finding = match known.next() {
                    Some(known) => known.finding(digest),
                    None => {
                        let fixed = fixed(made, rest_fixable, rest);
                        made += 1;
                        made_up(
                            self.catalogue,
                            &mut chance,
                            SEVERITIES[place],
                            fixed,
                            number,
                            digest,
                        )
                    }
                };
                list.push(finding);
            }
        }
        list
    }

    fn known(&self, severity: &'static str) -> impl Iterator<Item = &'static Known> {
        let list: &[Known] = match self.catalogue {
            Catalogue::Trivy => KNOWN,
            Catalogue::StandIn => &[],
        };
        list.iter().filter(move |known| known.severity == severity)
    }

    /// How many of the findings are known ones, all of which can be fixed.
    fn known_ones(&self) -> usize {
        let by_severity = SEVERITIES.iter().zip(&self.counts);
        by_severity
            .map(|(severity, count)| self.known(severity).count().min(*count as usize))
            .sum()
    }
}

/// Spreads the fixable ones evenly over all.
fn fixed(number: usize, fixable: usize, total: usize) -> bool {
    total > 0 && number * fixable / total != (number + 1) * fixable / total
}

/// A finding known from the world outside.
struct Known {
    severity: &'static str,
    id: &'static str,
    score: f64,
    package: &'static str,
    version: &'static str,
    fixed: &'static str,
    cwe: &'static str,
    text: &'static str,
}

macro_rules! known {
    ($($severity:literal $id:literal $score:literal $package:literal $version:literal $fixed:literal $cwe:literal $text:literal;)*) => {
        &[$(Known { severity: $severity, id: $id, score: $score, package: $package, version: $version, fixed: $fixed, cwe: $cwe, text: $text }),*]
    };
}

const KNOWN: &[Known] = known![
    "Critical" "CVE-2024-45491" 9.8 "libexpat1" "2.5.0-1" "2.5.0-1+deb12u1" "CWE-190" "An integer overflow in dtdCopy of libexpat's xmlparse.c on 32-bit platforms lets a crafted document corrupt memory.";
    "Critical" "CVE-2024-45492" 9.8 "libexpat1" "2.5.0-1" "2.5.0-1+deb12u1" "CWE-190" "An integer overflow in nextScaffoldPart of libexpat's xmlparse.c on 32-bit platforms lets a crafted document corrupt memory.";
    "Critical" "CVE-2025-32434" 9.3 "torch" "2.5.1" "2.6.0" "CWE-502" "PyTorch: torch.load runs code from a model file even with weights_only=True. Loading an untrusted checkpoint with torch.load(…, weights_only=True) can run arbitrary code in PyTorch 2.5.1 and earlier. Upgrade to 2.6.0, or only load safetensors files.";
    "Critical" "CVE-2024-37371" 9.1 "libkrb5-3" "1.20.1-2+deb12u1" "1.20.1-2+deb12u2" "CWE-125" "In MIT Kerberos 5 a message token with invalid length fields causes reads outside of the buffer during GSS message handling.";
    "Critical" "CVE-2025-43859" 9.1 "h11" "0.14.0" "0.16.0" "CWE-444" "h11 is lenient about the line terminators of chunked bodies, which behind a buggy proxy allows request smuggling.";
    "High" "CVE-2024-6345" 8.8 "setuptools" "65.5.1" "70.0.0" "CWE-94" "The package_index module of setuptools runs code from a package's URL when it downloads it.";
    "High" "CVE-2025-47273" 8.8 "setuptools" "65.5.1" "78.1.1" "CWE-22" "PackageIndex of setuptools writes files outside of the target directory for a crafted URL.";
    "High" "CVE-2025-4802" 7.8 "libc6" "2.36-9+deb12u7" "2.36-9+deb12u11" "CWE-426" "A statically linked setuid program that calls dlopen may load a library from LD_LIBRARY_PATH in the GNU C library.";
    "High" "CVE-2025-6020" 7.8 "libpam0g" "1.5.2-6+deb12u1" "1.5.2-6+deb12u2" "CWE-22" "pam_namespace of linux-pam follows paths that a user controls and so lets a local user become root.";
    "High" "CVE-2024-52804" 7.5 "tornado" "6.4.1" "6.4.2" "CWE-400" "Tornado's parser of HTTP cookies takes quadratic time for crafted headers and blocks the event loop.";
    "High" "CVE-2025-47287" 7.5 "tornado" "6.4.1" "6.5" "CWE-770" "Tornado's multipart parser logs a warning for each malformed part, which fills logs and slows the server.";
    "High" "CVE-2023-52425" 7.5 "libexpat1" "2.5.0-1" "2.5.0-1+deb12u2" "CWE-400" "libexpat reparses large tokens again and again, so that a crafted document consumes processor time.";
    "High" "CVE-2024-37370" 7.5 "libkrb5-3" "1.20.1-2+deb12u1" "1.20.1-2+deb12u2" "CWE-130" "In MIT Kerberos 5 an attacker can change the plaintext Extra Count field of a GSS krb5 wrap token.";
    "Medium" "CVE-2024-35195" 5.6 "requests" "2.31.0" "2.32.0" "CWE-670" "A requests session keeps verify=False for a host after the first request, whatever later requests say.";
    "Medium" "CVE-2025-50181" 5.3 "urllib3" "2.2.3" "2.5.0" "CWE-601" "urllib3 follows redirects although the pool manager was told not to.";
    "Medium" "CVE-2024-47081" 5.3 "requests" "2.31.0" "2.32.4" "CWE-522" "requests may send .netrc credentials to a third party for a crafted URL.";
    "Low" "CVE-2024-34062" 3.9 "tqdm" "4.66.1" "4.66.3" "CWE-94" "Optional arguments of tqdm's command line are passed to eval.";
    "Low" "CVE-2024-0232" 3.3 "libsqlite3-0" "3.40.1-2" "3.40.1-2+deb12u1" "CWE-416" "A use after free in SQLite's JSON parser can crash the program.";
];

impl Known {
    fn finding(&self, digest: &str) -> Value {
        finding(
            self.id,
            self.package,
            self.version,
            self.fixed,
            self.severity,
            self.text,
            self.score,
            self.cwe,
            digest,
            Catalogue::Trivy,
        )
    }
}

const PACKAGES: &[(&str, &str)] = &[
    ("openssl", "3.0.15-1"),
    ("libssl3", "3.0.15-1"),
    ("libc6", "2.36-9"),
    ("libc-bin", "2.36-9"),
    ("zlib1g", "1:1.2.13.dfsg-1"),
    ("curl", "7.88.1-10"),
    ("libcurl4", "7.88.1-10"),
    ("libpython3.11", "3.11.2-6"),
    ("perl-base", "5.36.0-7"),
    ("bash", "5.2.15-2"),
    ("libxml2", "2.9.14+dfsg-1.3"),
    ("libexpat1", "2.5.0-1"),
    ("libkrb5-3", "1.20.1-2"),
    ("libgnutls30", "3.7.9-2"),
    ("libsystemd0", "252.31-1"),
    ("tar", "1.34+dfsg-1.2"),
    ("gzip", "1.12-1"),
    ("ncurses-base", "6.4-4"),
    ("libsqlite3-0", "3.40.1-2"),
    ("libtiff6", "4.5.0-6"),
    ("libgcrypt20", "1.10.1-3"),
    ("libldap-2.5-0", "2.5.13+dfsg-5"),
    ("libssh2-1", "1.10.0-3"),
    ("git", "1:2.39.5-0"),
    ("binutils", "2.40-2"),
    ("numpy", "1.26.4"),
    ("pillow", "10.2.0"),
    ("jinja2", "3.1.3"),
    ("cryptography", "42.0.2"),
    ("urllib3", "2.2.3"),
    ("tornado", "6.4.1"),
    ("notebook", "7.1.0"),
    ("jupyter-server", "2.12.5"),
    ("setuptools", "65.5.1"),
    ("certifi", "2024.2.2"),
];

const FLAWS: &[&str] = &[
    "a crafted input makes it read outside of a buffer, which may disclose memory or end the program",
    "it takes very long for crafted input, which an attacker can use to keep the processor busy",
    "a race between checking and using a file lets a local user change files of another",
    "it follows a redirect to another host with the credentials of the first",
    "an integer overflow while it computes a length leads to a write past the end of the heap buffer",
    "memory is used after it was freed when an error ends the parsing early",
    "it does not check the certificate's name in one of its paths",
];

const WEAKNESSES: &[&str] = &[
    "CWE-20", "CWE-79", "CWE-119", "CWE-125", "CWE-190", "CWE-400", "CWE-416", "CWE-787",
];

fn made_up(
    catalogue: Catalogue,
    chance: &mut Sequence,
    severity: &str,
    fixed: bool,
    number: usize,
    digest: &str,
) -> Value {
    let (package, base) = *chance.pick(PACKAGES);
    let id = format!(
        "CVE-{}-{}",
        2016 + chance.below(10),
        1000 + chance.below(58_000)
    );
    let debian = base.contains('-');
    let version = if debian {
        format!("{base}+deb12u{}", 1 + chance.below(6))
    } else {
        base.to_owned()
    };
    let fix = match (fixed, debian) {
        (false, _) => String::new(),
        (true, true) => format!("{version}.1"),
        (true, false) => format!("{version}.post{}", 1 + chance.below(4)),
    };
    let tenths = match severity {
        "Critical" => 90 + chance.below(10),
        "High" => 70 + chance.below(20),
        "Medium" => 40 + chance.below(30),
        "Low" => 15 + chance.below(25),
        _ => 10 + chance.below(30),
    };
    let text = match catalogue {
        Catalogue::Trivy => format!("{package}: {}.", chance.pick(FLAWS)),
        Catalogue::StandIn => {
            format!("{package}: a flaw in the way {package} handles crafted input, no. {number}.")
        }
    };
    let cwe = *chance.pick(WEAKNESSES);
    finding(
        &id,
        package,
        &version,
        &fix,
        severity,
        &text,
        tenths as f64 / 10.0,
        cwe,
        digest,
        catalogue,
    )
}

#[expect(
    clippy::too_many_arguments,
    reason = "one for each field of the report's finding"
)]
fn finding(
    id: &str,
    package: &str,
    version: &str,
    fixed: &str,
    severity: &str,
    text: &str,
    score: f64,
    cwe: &str,
    digest: &str,
    catalogue: Catalogue,
) -> Value {
    let (status, link) = match catalogue {
        Catalogue::Trivy if fixed.is_empty() => ("affected", "https://avd.aquasec.com/nvd/"),
        Catalogue::Trivy => ("fixed", "https://avd.aquasec.com/nvd/"),
        Catalogue::StandIn => ("", "https://avd.example.org/nvd/"),
    };
    let vector = "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H";
    json!({
        "id": id, "package": package, "version": version, "fix_version": fixed, "severity": severity, "status": status, "description": text,
        "links": [format!("{link}{}", id.to_lowercase())], "artifact_digests": [digest],
        "preferred_cvss": {"score_v3": score, "score_v2": null, "vector_v3": vector, "vector_v2": ""}, "cwe_ids": [cwe],
        "vendor_attributes": {"CVSS": {"nvd": {"V3Score": score, "V3Vector": vector}, "redhat": {"V3Score": 5.9, "V3Vector": "CVSS:3.1/AV:N/AC:H/PR:N/UI:N/S:U/C:N/I:N/A:H"}}},
    })
}
