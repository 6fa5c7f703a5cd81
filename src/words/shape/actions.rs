//! What can be done, as palette, menus and the list of keys name it.

super::area! {
    /// What can be done, as palette, menus and the list of keys name it.
    Actions {
        texts {}
        says {}
    }
}
