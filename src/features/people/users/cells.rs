//! The cells of the list of users: who, and whether they administer the registry.

use web_sys::Element;

use super::OneSelf;
use crate::{
    list::{
        Attribute, Avatar, CellView, LineView, Shown, StateCell, StateWords, Text, Tone, append,
        element,
    },
    words::words,
};

/// The full name, the user name, and whether that is whoever looks.
pub struct UserCell {
    oneself: OneSelf,
    avatar: Avatar,
    title: Attribute,
    full_name: (Shown, Text),
    name: (Attribute, Text),
    you: Shown,
}

impl UserCell {
    pub fn make(oneself: OneSelf, cell: &Element) -> Box<dyn CellView> {
        let all = element("span", "c");
        let avatar = Avatar::new(&all);
        let names = element("span", "trunc");
        let full_name = element("span", "strong");
        let name = element("span", "");
        let you = element("span", "muted");
        for (at, one) in [&full_name, &name, &you].into_iter().enumerate() {
            if at > 0 {
                Text::new(&names).set(" ");
            }
            append(&names, one);
        }
        append(&all, &names);
        append(cell, &all);
        Text::new(&you).set(words().people.you);
        Box::new(Self {
            oneself,
            avatar,
            title: Attribute::new(&names, "title"),
            full_name: (Shown::new(&full_name), Text::new(&full_name)),
            name: (Attribute::new(&name, "class"), Text::new(&name)),
            you: Shown::new(&you),
        })
    }
}

impl CellView for UserCell {
    fn paint(&mut self, line: &LineView<'_>) {
        let (name, full_name) = (line.text("name"), line.text("full_name"));
        let is_named = !full_name.is_empty();
        self.avatar
            .paint(if is_named { full_name } else { name }, false);
        self.title.set(Some(&user_text(line)));
        self.full_name.0.set(is_named);
        self.full_name.1.set(full_name);
        self.name
            .0
            .set(Some(if is_named { "soft" } else { "strong" }));
        self.name.1.set(name);
        self.you.set(self.oneself.is(name));
    }
}

/// Both names, as they are copied.
pub fn user_text(line: &LineView<'_>) -> String {
    let names = [line.text("full_name"), line.text("name")];
    names.join(" ").trim().to_owned()
}

/// Whether they administer the registry, and by what. Of others nobody is told what a group gives.
pub fn administrator_cell(oneself: OneSelf, cell: &Element) -> Box<dyn CellView> {
    Box::new(StateCell::new(cell, move |line| {
        let by_group = oneself.administers_by_group(line.text("name"));
        match line.text("administrator") {
            "yes" => StateWords::new("shield-check", Tone::Active, words().people.admin),
            _ if by_group => StateWords::new("shield-check", Tone::Active, words().people.by_group),
            _ => StateWords::new("", Tone::Quiet, ""),
        }
    }))
}

pub fn administrator_text(line: &LineView<'_>) -> String {
    match line.text("administrator") {
        "yes" => words().people.admin,
        _ => "",
    }
    .to_owned()
}
