//! Tag `scan`.

use crate::{
    names::{ArtifactReference, ProjectName, ReportId, RepositoryName},
    operation::operations,
    types::ScanRequest,
    wire::reply::Text,
};

operations! {
    /// Starts a scan. The report there was is gone at once. 409 while one runs, 412 without a
    /// scanner, 400 for what can't be scanned.
    ScanArtifact "scan.start" scanArtifact
        POST "/projects/{project_name}/repositories/{repository_name}/artifacts/{reference}/scan"
        => ()
    {
        path {
            project_name: ProjectName,
            repository_name: RepositoryName,
            reference: ArtifactReference,
        }
        body { ScanRequest }
    }

    /// Stops a scan; 400 if none runs.
    StopScan "scan.stop" stopScanArtifact
        POST "/projects/{project_name}/repositories/{repository_name}/artifacts/{reference}/scan/stop"
        => ()
    {
        path {
            project_name: ProjectName,
            repository_name: RepositoryName,
            reference: ArtifactReference,
        }
        body { ScanRequest }
    }

    /// A scan's log; 404 until there is one.
    GetScanLog "scan.log" getReportLog
        GET "/projects/{project_name}/repositories/{repository_name}/artifacts/{reference}/scan/{report_id}/log"
        => Text
    {
        path {
            project_name: ProjectName,
            repository_name: RepositoryName,
            reference: ArtifactReference,
            report_id: ReportId,
        }
    }
}
