//! Tag `scanAll`: scans of everything. For administrators. Where there is no scanner, most of it
//! answers 412.

use crate::{
    operation::operations,
    types::{NewScanAll, ScanAllMetrics, Schedule},
};

operations! {
    /// The schedule; an empty one if there is none.
    GetScanAllSchedule "scan_all.schedule" getScanAllSchedule
        GET "/system/scanAll/schedule" => Option<Schedule>
    {}

    /// Scans now, or makes a schedule.
    StartScanAll "scan_all.start" createScanAllSchedule POST "/system/scanAll/schedule" => () {
        body { NewScanAll }
    }

    /// Changes the schedule; `None` takes it away.
    UpdateScanAllSchedule "scan_all.update_schedule" updateScanAllSchedule
        PUT "/system/scanAll/schedule" => ()
    {
        body { NewScanAll }
    }

    /// Stops the scan of everything.
    StopScanAll "scan_all.stop" stopScanAll POST "/system/scanAll/stop" => () {}

    /// How far the last one is.
    GetScanAllMetrics "scan_all.metrics" getLatestScanAllMetrics
        GET "/scans/all/metrics" => ScanAllMetrics
    {}

    /// How far the last one of the schedule is.
    GetScheduledScanAllMetrics "scan_all.scheduled_metrics" getLatestScheduledScanAllMetrics
        GET "/scans/schedule/metrics" => ScanAllMetrics
    {}
}
