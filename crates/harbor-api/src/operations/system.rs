//! Tags `systeminfo`, `health`, `ping`, `statistic` and `SystemCVEAllowlist`.

use crate::{
    operation::operations,
    types::{CveAllowlist, CveAllowlistChange, Health, Statistics, SystemInfo, Volumes},
    wire::reply::Text,
};

operations! {
    /// What the server says of itself; more to those who are signed in.
    GetSystemInfo "system.info" getSystemInfo GET "/systeminfo" => SystemInfo {}

    /// The state of the server's parts. May take a minute when one hangs.
    GetHealth "system.health" getHealth GET "/health" => Health {}

    /// `Pong`. Needs neither credentials nor the database.
    GetPing "system.ping" getPing GET "/ping" => Text {}

    /// The CVEs that don't count in projects without a list of their own.
    GetSystemAllowlist "system.allowlist" getSystemCVEAllowlist
        GET "/system/CVEAllowlist" => CveAllowlist {}

    /// Replaces the list. 500 for a CVE that is in it twice.
    UpdateSystemAllowlist "system.update_allowlist" putSystemCVEAllowlist
        PUT "/system/CVEAllowlist" => ()
    {
        body { CveAllowlistChange }
    }

    /// How full the server's disks are. For administrators.
    GetVolumes "system.volumes" getVolumes GET "/systeminfo/volumes" => Volumes {}

    /// The certificate of the authority that the server's own is signed by, as PEM; 404 if it has none
    /// of its own.
    GetCertificate "system.certificate" getCert GET "/systeminfo/getcert" => Text {}

    /// Counts of projects and repositories; 401 if not signed in.
    GetStatistics "system.statistics" getStatistic GET "/statistics" => Statistics {}
}
