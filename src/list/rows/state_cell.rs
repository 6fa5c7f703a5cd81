//! A cell that says how something is: an icon and a word, in a colour where that matters.

use leptos::prelude::*;
use web_sys::Element;

use crate::{
    list::rows::{
        cell::{CellView, IconMark},
        dom::{Attribute, Text, append, copy_of, template},
        line::LineView,
    },
    ui::Icon,
};

/// How good a state is, as its colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    Good,
    Bad,
    /// Worth a look.
    Odd,
    /// Something goes on.
    Active,
    /// Neither good nor bad, or not known.
    Quiet,
}

impl Tone {
    /// The class of the state's element.
    pub fn class(self) -> &'static str {
        match self {
            Self::Good => "state ok",
            Self::Bad => "state bad",
            Self::Odd => "state c-warn",
            Self::Active => "state",
            Self::Quiet => "state off",
        }
    }
}

/// What is said of a state.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StateWords {
    /// Empty for none.
    pub icon: &'static str,
    pub tone: Tone,
    pub text: String,
}

impl StateWords {
    pub fn new(icon: &'static str, tone: Tone, text: impl Into<String>) -> Self {
        Self {
            icon,
            tone,
            text: text.into(),
        }
    }
}

/// The cell.
pub struct StateCell {
    class: Attribute,
    icon: IconMark,
    text: Text,
    read: Box<dyn Fn(&LineView<'_>) -> StateWords>,
}

impl StateCell {
    pub fn new(cell: &Element, read: impl Fn(&LineView<'_>) -> StateWords + 'static) -> Self {
        thread_local! {
            static TEMPLATE: Element = template(|| {
                view! {
                    <span class="state">
                        <Icon name="clock" class="i-14" />
                    </span>
                }
            });
        }
        let all = TEMPLATE.with(copy_of);
        append(cell, &all);
        Self {
            class: Attribute::new(&all, "class"),
            icon: IconMark::within(&all),
            text: Text::new(&all),
            read: Box::new(read),
        }
    }
}

impl CellView for StateCell {
    fn paint(&mut self, line: &LineView<'_>) {
        let StateWords { icon, tone, text } = (self.read)(line);
        self.class.set(Some(tone.class()));
        self.icon.set(icon);
        self.text.set(&text);
    }
}

/// The same outside a list.
#[component]
pub fn State(said: StateWords) -> impl IntoView {
    view! {
        <span class=said.tone.class()>
            <Icon name=said.icon class="i-14" />
            {said.text}
        </span>
    }
}
