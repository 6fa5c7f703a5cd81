//! A list whose rows are made and changed in dialogs over it.

use leptos::prelude::*;
use pilothouse_protocol::ConnectionId;

use crate::{ipc::write::why_off, list::handle::List};

/// What the parts of such a page share. A `Question` is a dialog.
pub struct EditedList<Question: 'static> {
    pub connection: Signal<ConnectionId>,
    pub list: List,
    pub question: RwSignal<Option<Question>>,
    /// Counts the changes made here, so that details are read again.
    pub changed: RwSignal<u32>,
    /// Why nothing can be changed now.
    pub off: Signal<Option<&'static str>>,
}

impl<Question: 'static> Clone for EditedList<Question> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<Question: 'static> Copy for EditedList<Question> {}

impl<Question: Send + Sync + 'static> EditedList<Question> {
    pub fn new(connection: Signal<ConnectionId>, list: List) -> Self {
        Self {
            connection,
            list,
            question: RwSignal::new(None),
            changed: RwSignal::new(0),
            off: why_off(connection),
        }
    }

    /// Something was changed: what is shown is read again.
    pub fn has_changed(self) {
        self.list.reload();
        self.changed.try_update(|changed| *changed += 1);
    }
}
