//! What kinds of jobs are called.

use crate::words::words;

/// A kind's name; the server's word for one that is not known here.
pub fn job_name(word: &str) -> String {
    let w = &words().maintenance;
    match word {
        "SYSTEM_ARTIFACT_CLEANUP" => w.artifact_cleanup,
        "AUDIT_LOGS_GDPR_COMPLIANT" => w.audit_gdpr,
        "EXECUTION_SWEEP" => w.execution_sweep,
        "GARBAGE_COLLECTION" => w.collection,
        "IMAGE_SCAN" => w.image_scan,
        "P2P_PREHEAT" => w.preheat,
        "PURGE_AUDIT_LOG" => w.rotation,
        "REPLICATION" => w.replication,
        "RETENTION" => w.retention,
        "SBOM" => w.sbom,
        "SCAN_ALL" => w.scan_all,
        "SCAN_DATA_EXPORT" => w.export,
        "SCHEDULER" => w.scheduler,
        "SLACK" => w.slack,
        "WEBHOOK" => w.webhook,
        other => other,
    }
    .to_owned()
}
