//! What is done to rows from beside their list: edited by Enter, deleted by Delete, or by a button or a
//! menu. Checked rows come first: while there are some, Delete means those.

use leptos::prelude::*;

use crate::{
    actions::use_action_while,
    list::handle::List,
    ui::{Icon, Menu, MenuItem},
};

/// Something that can be done to the chosen row.
#[derive(Clone, Copy)]
pub struct RowDeed {
    text: &'static str,
    may: Signal<bool>,
    press: Callback<()>,
}

impl RowDeed {
    pub fn new(text: &'static str, press: impl Fn() + Send + Sync + 'static) -> Self {
        Self {
            text,
            may: Signal::stored(true),
            press: Callback::new(move |()| press()),
        }
    }

    /// Only those who may are offered it.
    pub fn only_if(self, may: impl Into<Signal<bool>>) -> Self {
        Self {
            may: may.into(),
            ..self
        }
    }

    fn item(self, icon: &'static str) -> MenuItem {
        MenuItem {
            icon: Some(icon),
            ..MenuItem::new(self.text, self.press)
        }
    }
}

/// Why nothing can be done now.
type Off = Signal<Option<&'static str>>;

/// Makes Enter in the list do this to the chosen row.
fn use_edit(edit: RowDeed, off: Off) {
    let can = Signal::derive(move || edit.may.get() && off.get().is_none());
    use_action_while("row.edit", can, move || edit.press.run(()));
}

/// Makes Delete do this to the chosen row.
fn use_delete(list: List, delete: RowDeed, off: Off) {
    let can = Signal::derive(move || {
        let is_alone = list.checked.with(|checked| checked.rows == 0);
        is_alone && delete.may.get() && off.get().is_none()
    });
    use_action_while("rows.delete", can, move || delete.press.run(()));
}

/// Makes Delete do this to the rows that are checked. Their bar is there only while some are.
pub fn use_delete_checked(off: Off, press: impl Fn() + Clone + Send + Sync + 'static) {
    let can = Signal::derive(move || off.get().is_none());
    use_action_while("rows.delete", can, press);
}

/// The button that edits the chosen row.
#[component]
pub fn EditButton(deed: RowDeed, #[prop(into)] off: Off) -> impl IntoView {
    use_edit(deed, off);
    view! {
        <Show when=move || deed.may.get()>
            <button
                type="button"
                class="btn"
                disabled=move || off.get().is_some()
                title=move || off.get()
                on:click=move |_| deed.press.run(())
            >
                <Icon name="pencil" />
                {deed.text}
            </button>
        </Show>
    }
}

/// The button that deletes the chosen row.
#[component]
pub fn DeleteButton(list: List, deed: RowDeed, #[prop(into)] off: Off) -> impl IntoView {
    use_delete(list, deed, off);
    delete_button(deed, off)
}

/// The button that deletes the rows that are checked.
#[component]
pub fn DeleteChecked(deed: RowDeed, #[prop(into)] off: Off) -> impl IntoView {
    use_delete_checked(off, move || {
        if deed.may.get_untracked() {
            deed.press.run(());
        }
    });
    delete_button(deed, off)
}

fn delete_button(deed: RowDeed, off: Off) -> impl IntoView {
    view! {
        <Show when=move || deed.may.get()>
            <button
                type="button"
                class="btn ghost danger-ghost"
                disabled=move || off.get().is_some()
                title=move || off.get()
                on:click=move |_| deed.press.run(())
            >
                <Icon name="trash" />
                {deed.text}
            </button>
        </Show>
    }
}

/// The menu of what is seldom done to the chosen row; nothing where none of it may be done.
#[component]
pub fn RowMenu(
    list: List,
    label: &'static str,
    #[prop(optional)] edit: Option<RowDeed>,
    /// With whether it is on now.
    #[prop(optional)]
    switch: Option<(bool, RowDeed)>,
    delete: RowDeed,
    #[prop(into)] off: Off,
) -> impl IntoView {
    if let Some(edit) = edit {
        use_edit(edit, off);
    }
    use_delete(list, delete, off);
    let items = Signal::derive(move || {
        let edit = edit.map(|deed| (deed, "pencil"));
        let switch =
            switch.map(|(is_on, deed)| (deed, if is_on { "minus" } else { "check-circle" }));
        let others = edit.into_iter().chain(switch);
        let mut items: Vec<MenuItem> = others
            .filter(|(deed, _)| deed.may.get())
            .map(|(deed, icon)| deed.item(icon))
            .collect();
        if delete.may.get() {
            items.push(MenuItem {
                danger: true,
                ..delete.item("trash")
            });
        }
        items
    });
    view! {
        <Show when=move || !items.with(Vec::is_empty)>
            <Menu
                label=label
                class="btn ghost icon"
                opener=|| view! { <Icon name="more" /> }
                items=items
                off=off
            />
        </Show>
    }
}
