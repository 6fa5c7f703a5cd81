//! Tables: head, checks, menus, export.

super::area! {
    /// Tables: head, checks, menus, export.
    Table {
        texts {}
        says {}
    }
}
