//! The mark before a name: a person's initials, or that of a group.

use leptos::prelude::*;
use web_sys::Element;

use crate::{
    format::initials,
    list::rows::dom::{Shown, Text, append, copy_of, part, template},
    ui::Icon,
};

/// The mark, as a cell has it.
pub struct Avatar {
    initials: (Shown, Text),
    group: Shown,
}

impl Avatar {
    /// At the end of an element.
    pub fn new(parent: &Element) -> Self {
        thread_local! {
            static TEMPLATE: Element = template(|| {
                view! {
                    <span class="row">
                        <span class="av own"></span>
                        <span class="av grp">
                            <Icon name="people" class="i-12" />
                        </span>
                    </span>
                }
            });
        }
        let all = TEMPLATE.with(copy_of);
        append(parent, &all);
        let own = part(&all, ".own");
        Self {
            initials: (Shown::new(&own), Text::new(&own)),
            group: Shown::new(&part(&all, ".grp")),
        }
    }

    /// Shows the mark of somebody of this name.
    pub fn paint(&mut self, name: &str, is_group: bool) {
        self.initials.0.set(!is_group);
        self.initials.1.set(&if is_group {
            String::new()
        } else {
            initials(name)
        });
        self.group.set(is_group);
    }
}
