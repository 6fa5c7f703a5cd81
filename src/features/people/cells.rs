//! The cells that the lists of users and of groups share.

use web_sys::Element;

use crate::{
    format::count,
    list::{Attribute, CellView, LineView, Text, append, element},
    words::words,
};

/// In how many projects somebody is, where that was counted.
pub struct ProjectsCell {
    text: Text,
    class: Attribute,
    title: Attribute,
    are_all: Box<dyn Fn(&LineView<'_>) -> bool>,
}

impl ProjectsCell {
    /// `are_all` says of whom all projects are, whatever was counted.
    pub fn new(cell: &Element, are_all: impl Fn(&LineView<'_>) -> bool + 'static) -> Self {
        let all = element("span", "");
        append(cell, &all);
        Self {
            text: Text::new(&all),
            class: Attribute::new(&all, "class"),
            title: Attribute::new(&all, "title"),
            are_all: Box::new(are_all),
        }
    }
}

impl CellView for ProjectsCell {
    fn paint(&mut self, line: &LineView<'_>) {
        let w = &words().people;
        let (text, class, title) = match line.number("projects") {
            _ if (self.are_all)(line) => (w.all_projects.to_owned(), None, None),
            None => ("–".to_owned(), Some("muted"), Some(w.not_counted)),
            Some(0) => (w.none.to_owned(), Some("muted"), None),
            Some(number) => (count(number), None, None),
        };
        self.class.set(class);
        self.title.set(title);
        self.text.set(&text);
    }
}
