//! Actions: palette, shortcuts, and the list of keys read them from one table.
//!
//! The table is made of the frame's, the lists', and those of each feature. A page says which of
//! them it can do now ([`use_action`]); what nobody can do is not offered.

use std::{collections::HashMap, sync::LazyLock};

use leptos::{ev::KeyboardEvent, prelude::*};

use crate::{
    features::{self, FEATURES, feature::Title},
    list, shell,
    ui::{is_dialog_open, is_typing},
    words::words,
};

/// Something that can be done by name or by key.
#[derive(Clone, Copy)]
pub struct Action {
    pub id: &'static str,
    title: Title,
    pub icon: &'static str,
    /// Where the list of keys shows it.
    pub group: Group,
    pub keys: Option<Keys>,
    /// Left out of the palette: it makes no sense there.
    pub keys_only: bool,
}

/// A part of the list of keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Group {
    Everywhere,
    Lists,
    Artifacts,
    /// An artifact beside another one.
    Comparisons,
    /// Runs of jobs, and their logs.
    Runs,
}

impl Group {
    pub const ALL: [Self; 5] = [
        Self::Everywhere,
        Self::Lists,
        Self::Artifacts,
        Self::Comparisons,
        Self::Runs,
    ];

    /// Whether actions of both can be possible at the same time.
    #[cfg(test)]
    fn meets(self, other: Self) -> bool {
        let is_wide = |group| matches!(group, Self::Everywhere | Self::Lists);
        // A comparison is on an artifact's page.
        let is_of_artifact = |group| matches!(group, Self::Artifacts | Self::Comparisons);
        self == other
            || is_wide(self)
            || is_wide(other)
            || is_of_artifact(self) && is_of_artifact(other)
    }

    pub fn title(self) -> &'static str {
        let w = &words().actions;
        match self {
            Self::Everywhere => w.everywhere,
            Self::Lists => w.lists,
            Self::Artifacts => w.artifacts,
            Self::Comparisons => w.comparisons,
            Self::Runs => w.runs,
        }
    }
}

/// A key with what must be held. `command` is Ctrl, or Cmd on macOS.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Keys {
    pub key: &'static str,
    pub command: bool,
    pub alt: bool,
    pub shift: bool,
}

impl Keys {
    pub const fn plain(key: &'static str) -> Self {
        Self {
            key,
            command: false,
            alt: false,
            shift: false,
        }
    }

    pub const fn command(key: &'static str) -> Self {
        Self {
            command: true,
            ..Self::plain(key)
        }
    }

    pub const fn alt(key: &'static str) -> Self {
        Self {
            alt: true,
            ..Self::plain(key)
        }
    }

    pub const fn with_shift(self) -> Self {
        Self {
            shift: true,
            ..self
        }
    }

    /// The caps, in order.
    pub fn caps(&self, is_mac: bool) -> Vec<&'static str> {
        let w = &words().actions;
        let mut caps = Vec::new();
        if self.command {
            caps.push(command_cap(is_mac));
        }
        if self.alt {
            caps.push(if is_mac { w.option } else { w.alt });
        }
        if self.shift {
            caps.push(w.shift);
        }
        caps.push(match self.key {
            "ArrowLeft" => w.left,
            "ArrowRight" => w.right,
            "Delete" => w.delete,
            key => letter_cap(key).unwrap_or(key),
        });
        caps
    }

    /// Whether an event is this. A sign such as `?` needs Shift on some keyboards and none on
    /// others, so Shift counts for letters only.
    fn matches(&self, event: &Pressed) -> bool {
        let is_letter = self.key.len() == 1 && self.key.chars().all(char::is_alphabetic);
        event.key.eq_ignore_ascii_case(self.key)
            && event.command == self.command
            && event.alt == self.alt
            && (!is_letter || event.shift == self.shift)
    }

    /// A plain key goes into a field where one is typing.
    const fn is_plain(&self) -> bool {
        !self.command && !self.alt
    }
}

/// A letter as it stands on its key.
fn letter_cap(key: &str) -> Option<&'static str> {
    const LETTERS: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    let &[letter] = key.as_bytes() else {
        return None;
    };
    let at = usize::from(letter.to_ascii_uppercase().checked_sub(b'A')?);
    LETTERS.get(at..=at)
}

/// What the command key is called.
pub fn command_cap(is_mac: bool) -> &'static str {
    let w = &words().actions;
    if is_mac { w.cmd } else { w.ctrl }
}

struct Pressed {
    key: String,
    command: bool,
    alt: bool,
    shift: bool,
}

/// All actions, those of the frame first.
pub fn all_actions() -> &'static [Action] {
    static ALL: LazyLock<Vec<Action>> = LazyLock::new(|| {
        let pages = features::pages().into_iter();
        let to_pages =
            pages.map(|page| Action::new(page.go, page.title, page.icon, Group::Everywhere));
        shell::ACTIONS
            .iter()
            .chain(list::ACTIONS)
            .copied()
            .chain(to_pages)
            .chain(FEATURES.iter().flat_map(|feature| feature.actions).copied())
            .collect()
    });
    &ALL
}

/// Keys that a table handles itself; named in the list of keys.
pub fn table_keys(is_mac: bool) -> Vec<(&'static str, Vec<&'static str>)> {
    let w = &words().actions;
    vec![
        (
            w.move_rows,
            vec![w.up, w.down, w.page_up, w.page_down, w.home, w.end],
        ),
        (w.open_row, vec![w.enter]),
        (w.toggle_inspector, vec![w.space]),
        (w.expand_index, vec![w.right, w.left]),
        (w.check_row, vec!["X"]),
        (w.check_range, vec![w.shift, w.up, w.down]),
        (w.check_all, vec![command_cap(is_mac), "A"]),
        (w.close_inspector, vec![w.esc]),
    ]
}

impl Action {
    pub const fn new(id: &'static str, title: Title, icon: &'static str, group: Group) -> Self {
        Self {
            id,
            title,
            icon,
            group,
            keys: None,
            keys_only: false,
        }
    }

    /// The keys that do it.
    pub const fn keys(mut self, keys: Keys) -> Self {
        self.keys = Some(keys);
        self
    }

    /// Leaves it out of the palette.
    pub const fn keys_only(mut self) -> Self {
        self.keys_only = true;
        self
    }

    pub fn title(&self) -> &'static str {
        (self.title)(words())
    }

    /// Whether it would act on the page behind a dialog that is open. A dialog may have a find field
    /// of its own.
    fn is_behind_dialog(&self) -> bool {
        self.group != Group::Everywhere && self.id != "page.find" && is_dialog_open()
    }
}

/// Who can do an action, each with a number of its own: whoever came last is meant.
type Able = HashMap<&'static str, Vec<(u32, Callback<()>)>>;

/// What can be done now, by action.
#[derive(Clone, Copy)]
pub struct Actions {
    able: RwSignal<Able>,
    next: StoredValue<u32>,
}

impl Actions {
    /// Whether somebody can do it now.
    pub fn can(&self, id: &'static str) -> bool {
        self.able.with(|able| able.contains_key(id))
    }

    pub fn run(&self, id: &'static str) {
        let last = |able: &Able| able.get(id)?.last().copied();
        if let Some((_, run)) = self.able.with_untracked(last) {
            run.run(());
        }
    }

    /// Runs the action that a key belongs to.
    fn press(&self, event: &KeyboardEvent) {
        let key = event.key();
        let pressed = Pressed {
            // The same key without Shift.
            key: if key == "=" { "+".to_owned() } else { key },
            command: if is_mac() {
                event.meta_key()
            } else {
                event.ctrl_key()
            },
            alt: event.alt_key(),
            shift: event.shift_key(),
        };
        let found = all_actions().iter().find(|action| {
            let known = self
                .able
                .with_untracked(|able| able.contains_key(action.id));
            known && action.keys.is_some_and(|keys| keys.matches(&pressed))
        });
        let Some(action) = found else { return };
        let is_plain = action.keys.is_some_and(|keys| keys.is_plain());
        if is_plain && (is_typing(event) || action.is_behind_dialog()) {
            return;
        }
        event.prevent_default();
        self.run(action.id);
    }
}

/// Makes an action possible for as long as it `can` be done, while the caller's part of the page is there.
pub fn use_action_while(
    id: &'static str,
    can: impl Into<Signal<bool>>,
    run: impl Fn() + Clone + Send + Sync + 'static,
) {
    let can = can.into();
    // What is made possible in an effect is there until its next run.
    Effect::new(move |_| {
        if can.get() {
            use_action(id, run.clone());
        }
    });
}

/// Whether the command key is Cmd.
pub fn is_mac() -> bool {
    window()
        .navigator()
        .user_agent()
        .is_ok_and(|agent| agent.contains("Mac OS"))
}

/// The table's state, and the one listener for keys.
pub fn provide_actions() -> Actions {
    let actions = Actions {
        able: RwSignal::default(),
        next: StoredValue::new(0),
    };
    let handle = window_event_listener(leptos::ev::keydown, move |event| {
        if !event.default_prevented() {
            actions.press(&event);
        }
    });
    on_cleanup(move || handle.remove());
    provide_context(actions);
    actions
}

pub fn use_actions() -> Actions {
    expect_context()
}

/// Makes an action possible for as long as the caller's part of the page is there.
pub fn use_action(id: &'static str, run: impl Fn() + Send + Sync + 'static) {
    debug_assert!(
        all_actions().iter().any(|action| action.id == id),
        "{id} is not in the table"
    );
    let actions = use_actions();
    // A key comes from outside of all parts of the page: what it does finds the contexts of this one.
    let owner = Owner::current().map(|owner| owner.downgrade());
    let run = Callback::new(
        move |()| match owner.as_ref().and_then(|owner| owner.upgrade()) {
            Some(owner) => owner.with(&run),
            None => run(),
        },
    );
    actions.next.update_value(|next| *next += 1);
    let mine = actions.next.get_value();
    actions
        .able
        .update(|able| able.entry(id).or_default().push((mine, run)));
    on_cleanup(move || {
        actions.able.try_update(|able| {
            if let Some(owners) = able.get_mut(id) {
                owners.retain(|(owner, _)| *owner != mine);
                if owners.is_empty() {
                    able.remove(id);
                }
            }
        });
    });
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn no_action_and_no_key_stands_there_twice() {
        let ids: HashSet<_> = all_actions().iter().map(|action| action.id).collect();
        assert_eq!(ids.len(), all_actions().len());
        let keys: Vec<_> = all_actions()
            .iter()
            .filter_map(|action| Some((action.group, action.keys?)))
            .collect();
        for (at, (group, one)) in keys.iter().enumerate() {
            let mut others = keys[at + 1..].iter().filter(|(_, other)| one == other);
            assert!(others.all(|(other, _)| !group.meets(*other)), "{}", one.key);
        }
    }

    #[test]
    fn caps_show_letters_as_keys_do() {
        for action in all_actions() {
            let caps = action.keys.map(|keys| keys.caps(false)).unwrap_or_default();
            let small = caps
                .into_iter()
                .find(|cap| cap.len() == 1 && cap.chars().all(char::is_lowercase));
            assert_eq!(small, None, "{}", action.id);
        }
        assert_eq!(Keys::plain("s").caps(false), ["S"]);
        assert_eq!(Keys::plain("?").caps(false), ["?"]);
        assert_eq!(Keys::plain("[").caps(false), ["["]);
    }

    #[test]
    fn signs_need_no_shift_and_letters_do() {
        let press = |key: &str, command, shift| Pressed {
            key: key.to_owned(),
            command,
            alt: false,
            shift,
        };
        assert!(Keys::plain("?").matches(&press("?", false, true)));
        assert!(Keys::plain("?").matches(&press("?", false, false)));
        assert!(Keys::command("k").matches(&press("K", true, false)));
        assert!(
            !Keys::command("c")
                .with_shift()
                .matches(&press("c", true, false))
        );
        assert!(
            Keys::command("c")
                .with_shift()
                .matches(&press("C", true, true))
        );
        assert!(!Keys::plain("r").matches(&press("r", true, false)));
    }
}
