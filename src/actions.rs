//! The one table of actions: palette, shortcuts, and the list of keys read it.
//!
//! A page says which of them it can do now ([`use_action`]); what nobody can do is not offered.

use std::collections::HashMap;

use leptos::{ev::KeyboardEvent, prelude::*};

use crate::components::is_typing;

/// Something that can be done by name or by key.
pub struct Action {
    pub id: &'static str,
    pub title: &'static str,
    pub icon: &'static str,
    /// Where the list of keys shows it.
    pub group: &'static str,
    pub keys: Option<Keys>,
    /// Left out of the palette: it makes no sense there.
    pub keys_only: bool,
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
    const fn plain(key: &'static str) -> Self {
        Self {
            key,
            command: false,
            alt: false,
            shift: false,
        }
    }

    const fn command(key: &'static str) -> Self {
        Self {
            command: true,
            ..Self::plain(key)
        }
    }

    const fn alt(key: &'static str) -> Self {
        Self {
            alt: true,
            ..Self::plain(key)
        }
    }

    const fn with_shift(self) -> Self {
        Self {
            shift: true,
            ..self
        }
    }

    /// The caps, in order.
    pub fn caps(&self, is_mac: bool) -> Vec<&'static str> {
        let mut caps = Vec::new();
        if self.command {
            caps.push(if is_mac { "Cmd" } else { "Ctrl" });
        }
        if self.alt {
            caps.push(if is_mac { "Option" } else { "Alt" });
        }
        if self.shift {
            caps.push("Shift");
        }
        caps.push(match self.key {
            "ArrowLeft" => "Left",
            "ArrowRight" => "Right",
            "k" => "K",
            "r" => "R",
            "c" => "C",
            key => key,
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

struct Pressed {
    key: String,
    command: bool,
    alt: bool,
    shift: bool,
}

/// All actions.
pub const ACTIONS: &[Action] = &[
    action(
        "palette.open",
        "Search or run a command",
        "search",
        "Everywhere",
        Some(Keys::command("k")),
    )
    .keys_only(),
    action(
        "go.back",
        "Back",
        "chevron-left",
        "Everywhere",
        Some(Keys::alt("ArrowLeft")),
    ),
    action(
        "go.forward",
        "Forward",
        "chevron-right",
        "Everywhere",
        Some(Keys::alt("ArrowRight")),
    ),
    action("go.projects", "Projects", "projects", "Everywhere", None),
    action("registry.add", "Add a registry", "plus", "Everywhere", None),
    action(
        "help.keys",
        "Keyboard shortcuts",
        "keyboard",
        "Everywhere",
        Some(Keys::plain("?")),
    ),
    action("theme.light", "Light theme", "sun", "Everywhere", None),
    action("theme.dark", "Dark theme", "moon", "Everywhere", None),
    action(
        "theme.system",
        "Theme as the system",
        "system-theme",
        "Everywhere",
        None,
    ),
    action(
        "page.find",
        "Find in this list",
        "search",
        "Lists",
        Some(Keys::plain("/")),
    ),
    action(
        "page.refresh",
        "Refresh",
        "refresh",
        "Lists",
        Some(Keys::plain("r")),
    ),
    action(
        "artifact.pull",
        "Copy pull command",
        "copy",
        "Artifacts",
        Some(Keys::command("c").with_shift()),
    ),
];

/// Keys that a table handles itself; named in the list of keys.
pub const TABLE_KEYS: &[(&str, &[&str])] = &[
    (
        "Move through the rows",
        &["Up", "Down", "Page Up", "Page Down", "Home", "End"],
    ),
    ("Open the row", &["Enter"]),
    ("Expand or collapse an index", &["Right", "Left"]),
    ("Close the inspector, empty the find field", &["Esc"]),
];

const fn action(
    id: &'static str,
    title: &'static str,
    icon: &'static str,
    group: &'static str,
    keys: Option<Keys>,
) -> Action {
    Action {
        id,
        title,
        icon,
        group,
        keys,
        keys_only: false,
    }
}

impl Action {
    const fn keys_only(mut self) -> Self {
        self.keys_only = true;
        self
    }
}

/// What can be done now, by action.
#[derive(Clone, Copy)]
pub struct Actions {
    /// With a number that tells who made it possible.
    able: RwSignal<HashMap<&'static str, (u32, Callback<()>)>>,
    next: StoredValue<u32>,
}

impl Actions {
    /// Whether somebody can do it now.
    pub fn can(&self, id: &'static str) -> bool {
        self.able.with(|able| able.contains_key(id))
    }

    pub fn run(&self, id: &'static str) {
        if let Some((_, run)) = self.able.with_untracked(|able| able.get(id).copied()) {
            run.run(());
        }
    }

    /// Runs the action that a key belongs to.
    fn press(&self, event: &KeyboardEvent) {
        let pressed = Pressed {
            key: event.key(),
            command: if is_mac() {
                event.meta_key()
            } else {
                event.ctrl_key()
            },
            alt: event.alt_key(),
            shift: event.shift_key(),
        };
        let found = ACTIONS.iter().find(|action| {
            let known = self
                .able
                .with_untracked(|able| able.contains_key(action.id));
            known && action.keys.is_some_and(|keys| keys.matches(&pressed))
        });
        let Some(action) = found else { return };
        if action.keys.is_some_and(|keys| keys.is_plain()) && is_typing(event) {
            return;
        }
        event.prevent_default();
        self.run(action.id);
    }
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
        ACTIONS.iter().any(|action| action.id == id),
        "{id} is not in the table"
    );
    let actions = use_actions();
    let run = Callback::new(move |()| run());
    actions.next.update_value(|next| *next += 1);
    let mine = actions.next.get_value();
    actions.able.update(|able| {
        able.insert(id, (mine, run));
    });
    on_cleanup(move || {
        // The next page may have made the action its own already.
        actions.able.try_update(|able| {
            if able.get(id).is_some_and(|(owner, _)| *owner == mine) {
                able.remove(id);
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
        let ids: HashSet<_> = ACTIONS.iter().map(|action| action.id).collect();
        assert_eq!(ids.len(), ACTIONS.len());
        let keys: Vec<_> = ACTIONS.iter().filter_map(|action| action.keys).collect();
        for (at, one) in keys.iter().enumerate() {
            assert!(
                keys[at + 1..].iter().all(|other| one != other),
                "{}",
                one.key
            );
        }
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
