//! Tags `systeminfo`, `health`, `ping`, `statistic` and `SystemCVEAllowlist`.

use crate::{
    operation::operations,
    reply::Text,
    types::{CveAllowlist, Health, Statistics, SystemInfo},
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

    /// Counts of projects and repositories; 401 if not signed in.
    GetStatistics "system.statistics" getStatistic GET "/statistics" => Statistics {}
}
