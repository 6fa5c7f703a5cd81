//! What can be done wherever one is.

use crate::actions::{Action, Group, Keys};

/// The frame's actions.
pub const ACTIONS: &[Action] = &[
    Action::new(
        "palette.open",
        |w| w.actions.search_or_run,
        "search",
        Group::Everywhere,
    )
    .keys(Keys::command("k"))
    .keys_only(),
    Action::new(
        "go.back",
        |w| w.actions.back,
        "chevron-left",
        Group::Everywhere,
    )
    .keys(Keys::alt("ArrowLeft")),
    Action::new(
        "go.forward",
        |w| w.actions.forward,
        "chevron-right",
        Group::Everywhere,
    )
    .keys(Keys::alt("ArrowRight")),
    Action::new(
        "registry.add",
        |w| w.actions.add_registry,
        "plus",
        Group::Everywhere,
    ),
    Action::new(
        "link.copy",
        |w| w.actions.copy_link,
        "link",
        Group::Everywhere,
    ),
    Action::new(
        "help.keys",
        |w| w.actions.keyboard_shortcuts,
        "keyboard",
        Group::Everywhere,
    )
    .keys(Keys::plain("?")),
    Action::new(
        "navigation.toggle",
        |w| w.actions.navigation,
        "panel",
        Group::Everywhere,
    )
    .keys(Keys::command("b")),
    Action::new("page.save", |w| w.actions.save, "check", Group::Everywhere)
        .keys(Keys::command("s")),
    Action::new("zoom.in", |w| w.actions.zoom_in, "plus", Group::Everywhere)
        .keys(Keys::command("+")),
    Action::new(
        "zoom.out",
        |w| w.actions.zoom_out,
        "minus",
        Group::Everywhere,
    )
    .keys(Keys::command("-")),
    Action::new(
        "zoom.reset",
        |w| w.actions.zoom_reset,
        "search",
        Group::Everywhere,
    )
    .keys(Keys::command("0")),
    Action::new(
        "theme.light",
        |w| w.actions.light_theme,
        "sun",
        Group::Everywhere,
    ),
    Action::new(
        "theme.dark",
        |w| w.actions.dark_theme,
        "moon",
        Group::Everywhere,
    ),
    Action::new(
        "theme.system",
        |w| w.actions.system_theme,
        "system-theme",
        Group::Everywhere,
    ),
    Action::new(
        "language.english",
        |w| w.actions.english,
        "globe",
        Group::Everywhere,
    ),
    Action::new(
        "language.french",
        |w| w.actions.french,
        "globe",
        Group::Everywhere,
    ),
];
