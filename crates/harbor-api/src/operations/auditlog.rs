//! Tag `auditlog`.

use crate::{
    operation::operations,
    types::{AuditEntry, AuditEventType},
    wire::{
        page::Page,
        query::{Filter, Sort},
        reply::List,
    },
};

operations! {
    /// The log of servers without events; newer ones keep here what was logged before.
    ListLogs "audit.logs" listAuditLogs GET "/audit-logs" => List<AuditEntry> {
        query { q: Filter, sort: Sort, page: Page }
    }

    /// Events: everything for administrators, those of own projects for others.
    ListEvents "audit.events" listAuditLogExts GET "/auditlog-exts" => List<AuditEntry> {
        query { q: Filter, sort: Sort, page: Page }
    }

    /// Kinds of events. For administrators.
    ListEventTypes "audit.event_types" listAuditLogEventTypes
        GET "/auditlog-exts/events" => List<AuditEventType> {}
}
