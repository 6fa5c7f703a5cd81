//! Tag `scan data export`: findings as a CSV file.

use crate::{
    names::ExecutionId,
    operation::operations,
    types::{NewScanDataExport, ScanDataExport, ScanDataExports, StartedExport},
    wire::reply::Text,
};

operations! {
    /// Starts an export. 422 without the header, which names
    /// [`ACCEPT_VULNERABILITIES`](crate::types::ACCEPT_VULNERABILITIES)' newest kind of report.
    StartScanDataExport "export.start" exportScanData POST "/export/cve" => StartedExport {
        header { "X-Scan-Data-Type" data_type: Option<String> }
        body { NewScanDataExport }
    }

    /// The caller's own exports; no pages.
    ListScanDataExports "export.list" getScanDataExportExecutionList
        GET "/export/cve/executions" => ScanDataExports
    {}

    /// One export; 403 for another person's, also to administrators.
    GetScanDataExport "export.get" getScanDataExportExecution
        GET "/export/cve/execution/{execution_id}" => ScanDataExport
    {
        path { execution_id: ExecutionId }
    }

    /// The file, once: the server deletes it with this.
    DownloadScanData "export.download" downloadScanData
        GET "/export/cve/download/{execution_id}" => Text
    {
        path { execution_id: ExecutionId }
    }
}
