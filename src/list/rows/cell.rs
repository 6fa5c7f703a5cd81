//! What is drawn in a table's cells: made once per row of the pool, then patched.

use std::sync::Arc;

use leptos::prelude::*;
use listing::ColumnKind;
use web_sys::Element;

use crate::{
    format::{age, count, size, whole},
    list::rows::{
        dom::{Attribute, Shown, Text, append, element, part, prepend},
        line::LineView,
    },
    ui::Icon,
};

/// What stands in a cell of a row of the pool.
pub trait CellView {
    /// Shows another line, or the same one as it is now.
    fn paint(&mut self, line: &LineView<'_>);
}

/// Makes a cell's content: of a copy of the column's template, within the cell.
pub type MakeCell = Arc<dyn Fn(&Element, &'static str) -> Box<dyn CellView> + Send + Sync>;

/// The usual cell of a kind of column.
pub fn usual(kind: ColumnKind) -> MakeCell {
    let text = |write: fn(&LineView<'_>, &'static str) -> String| -> MakeCell {
        Arc::new(move |cell, column| Box::new(TextCell::new(cell, column, write)))
    };
    match kind {
        ColumnKind::Text | ColumnKind::Word => text(|line, column| line.text(column).to_owned()),
        ColumnKind::Texts | ColumnKind::Words => {
            Arc::new(|cell, column| Box::new(TagsCell::new(cell, column, None)))
        }
        ColumnKind::Bytes => text(|line, column| line.number(column).map_or(String::new(), size)),
        ColumnKind::Count | ColumnKind::Counts(_) => {
            text(|line, column| line.number(column).map_or(String::new(), count))
        }
        ColumnKind::Tenths => text(|line, column| {
            let number = line.number(column);
            number.map_or("–".to_owned(), listing::export::tenths)
        }),
        ColumnKind::Time => Arc::new(|cell, column| Box::new(AgeCell::new(cell, column))),
        ColumnKind::Deadline => {
            text(|line, column| line.time(column).map_or("–".to_owned(), whole))
        }
    }
}

/// A value as it is copied.
pub fn copied(kind: ColumnKind, line: &LineView<'_>, column: &str) -> String {
    match kind {
        ColumnKind::Text | ColumnKind::Word => line.text(column).to_owned(),
        ColumnKind::Texts | ColumnKind::Words => line.texts(column).join(" "),
        ColumnKind::Bytes | ColumnKind::Count => line
            .number(column)
            .map_or(String::new(), |number| number.to_string()),
        ColumnKind::Tenths => line
            .number(column)
            .map_or(String::new(), listing::export::tenths),
        ColumnKind::Counts(_) => {
            let numbers = line.numbers(column).iter().map(ToString::to_string);
            numbers.collect::<Vec<_>>().join(" ")
        }
        ColumnKind::Time | ColumnKind::Deadline => {
            line.time(column).map_or(String::new(), |time| {
                time.to_rfc3339_opts(chrono::SecondsFormat::Secs, true)
            })
        }
    }
}

/// A text.
pub struct TextCell {
    text: Text,
    column: &'static str,
    write: fn(&LineView<'_>, &'static str) -> String,
}

impl TextCell {
    pub fn new(
        cell: &Element,
        column: &'static str,
        write: fn(&LineView<'_>, &'static str) -> String,
    ) -> Self {
        Self {
            text: Text::new(cell),
            column,
            write,
        }
    }
}

impl CellView for TextCell {
    fn paint(&mut self, line: &LineView<'_>) {
        self.text.set(&(self.write)(line, self.column));
    }
}

/// A text with a look of its own; the whole of it is its title too.
pub struct SpanCell {
    text: Text,
    title: Attribute,
    column: &'static str,
}

impl SpanCell {
    pub fn new(cell: &Element, column: &'static str, class: &'static str) -> Self {
        let span = element("span", class);
        append(cell, &span);
        Self {
            text: Text::new(&span),
            title: Attribute::new(&span, "title"),
            column,
        }
    }
}

impl CellView for SpanCell {
    fn paint(&mut self, line: &LineView<'_>) {
        let text = line.text(self.column);
        self.text.set(text);
        self.title.set((!text.is_empty()).then_some(text));
    }
}

/// What the row is called, with an icon before it: a link to where the row leads.
pub struct LinkCell {
    link: (Shown, Attribute, Text),
    plain: (Shown, Text),
    name: String,
    column: &'static str,
}

impl LinkCell {
    /// Without an icon where its name is empty.
    pub fn new(cell: &Element, column: &'static str, icon: &'static str) -> Self {
        let all = element("span", "c");
        if !icon.is_empty() {
            append(
                &all,
                &super::dom::template(move || view! { <Icon name=icon class="i-14" /> }),
            );
        }
        let (link, plain) = (element("a", "trunc"), element("span", "trunc"));
        let _ = link.set_attribute("data-act", "open");
        append(&all, &link);
        append(&all, &plain);
        append(cell, &all);
        Self {
            link: (
                Shown::new(&link),
                Attribute::new(&link, "href"),
                Text::new(&link),
            ),
            plain: (Shown::new(&plain), Text::new(&plain)),
            name: String::new(),
            column,
        }
    }
}

impl CellView for LinkCell {
    fn paint(&mut self, line: &LineView<'_>) {
        let name = line.text(self.column);
        if self.name == name {
            return;
        }
        name.clone_into(&mut self.name);
        let to = line.route().map(|route| route.to_string());
        let is_link = to.is_some();
        self.link.0.set(is_link);
        self.link.1.set(to.as_deref());
        self.link.2.set(if is_link { name } else { "" });
        // A name that leads nowhere is one that the registry would not take.
        self.plain.0.set(!is_link);
        self.plain.1.set(if is_link { "" } else { name });
    }
}

/// Some words with the icon that stands for them.
pub struct MarkedCell {
    icon: IconMark,
    text: Text,
    read: fn(&LineView<'_>) -> (&'static str, String),
}

impl MarkedCell {
    pub fn new(cell: &Element, read: fn(&LineView<'_>) -> (&'static str, String)) -> Self {
        thread_local! {
            static TEMPLATE: Element = super::dom::template(|| {
                view! {
                    <span class="c gap5">
                        <Icon name="box" class="i-14" />
                    </span>
                }
            });
        }
        let all = TEMPLATE.with(super::dom::copy_of);
        append(cell, &all);
        Self {
            icon: IconMark::within(&all),
            text: Text::new(&all),
            read,
        }
    }
}

impl CellView for MarkedCell {
    fn paint(&mut self, line: &LineView<'_>) {
        let (icon, text) = (self.read)(line);
        self.icon.set(icon);
        self.text.set(&text);
    }
}

/// How long ago, with the whole time as its title; a dash where it never was.
struct AgeCell {
    text: Text,
    title: Attribute,
    column: &'static str,
}

impl AgeCell {
    fn new(cell: &Element, column: &'static str) -> Self {
        let span = element("span", "");
        append(cell, &span);
        Self {
            text: Text::new(&span),
            title: Attribute::new(&span, "title"),
            column,
        }
    }
}

impl CellView for AgeCell {
    fn paint(&mut self, line: &LineView<'_>) {
        match line.time(self.column) {
            Some(time) => {
                self.text.set(&age(time, line.now));
                self.title.set(Some(&whole(time)));
            }
            None => {
                self.text.set(if line.is_read() { "–" } else { "" });
                self.title.set(None);
            }
        }
    }
}

/// Tags that are shown before `+n`.
const TAGS: usize = 3;

/// The first texts as tags, how many more there are, and all of them as the title.
pub struct TagsCell {
    all: Element,
    shown: Shown,
    title: Attribute,
    /// Those that a row needed so far: most have one.
    tags: Vec<Tag>,
    more: Option<(Shown, Text)>,
    none: Option<Shown>,
    column: &'static str,
    /// The column of those that are locked.
    locked: Option<&'static str>,
}

/// A tag, with a lock once it was locked.
struct Tag {
    element: Element,
    shown: Shown,
    lock: Option<Shown>,
    text: Text,
}

impl TagsCell {
    pub fn new(cell: &Element, column: &'static str, locked: Option<&'static str>) -> Self {
        let all = element("span", "c gap4");
        append(cell, &all);
        Self {
            title: Attribute::new(&all, "title"),
            shown: Shown::new(&all),
            all,
            tags: Vec::new(),
            more: None,
            none: None,
            column,
            locked,
        }
    }

    /// Whether they stand there: something else may stand in their place.
    pub fn show(&mut self, is_shown: bool) {
        self.shown.set(is_shown);
    }
}

impl CellView for TagsCell {
    fn paint(&mut self, line: &LineView<'_>) {
        let texts = match line.part() {
            // A part is called by its row's tags.
            Some(_) => &[],
            None => line.texts(self.column),
        };
        let locked = self.locked.map_or(&[][..], |column| line.texts(column));
        let all = &self.all;
        while self.tags.len() < texts.len().min(TAGS) {
            self.tags.push(Tag::new(all));
        }
        for (at, tag) in self.tags.iter_mut().enumerate() {
            tag.paint(
                texts
                    .get(at)
                    .map(|text| (text.as_str(), locked.contains(text))),
            );
        }
        let more = texts.len().saturating_sub(TAGS);
        if more > 0 || self.more.is_some() {
            // After all tags: there are as many as there can be.
            let (shown, text) = self.more.get_or_insert_with(|| {
                let more = element("span", "tag more");
                append(all, &more);
                (Shown::new(&more), Text::new(&more))
            });
            shown.set(more > 0);
            text.set(&format!("+{more}"));
        }
        let is_none = texts.is_empty() && line.part().is_none();
        if is_none || self.none.is_some() {
            let none = self.none.get_or_insert_with(|| {
                let none = element("span", "muted");
                append(all, &none);
                Text::new(&none).set("–");
                Shown::new(&none)
            });
            none.set(is_none);
        }
        let all = (!texts.is_empty()).then(|| texts.join(", "));
        self.title.set(all.as_deref());
    }
}

impl Tag {
    fn new(all: &Element) -> Self {
        let tag = element("span", "tag");
        append(all, &tag);
        Self {
            shown: Shown::new(&tag),
            text: Text::new(&tag),
            lock: None,
            element: tag,
        }
    }

    /// Shows a text, and whether it is locked.
    fn paint(&mut self, text: Option<(&str, bool)>) {
        self.shown.set(text.is_some());
        let Some((text, is_locked)) = text else {
            return;
        };
        self.text.set(text);
        if is_locked || self.lock.is_some() {
            let tag = &self.element;
            let lock = self.lock.get_or_insert_with(|| {
                let lock = lock();
                prepend(tag, &lock);
                Shown::new(&lock)
            });
            lock.set(is_locked);
        }
    }
}

fn lock() -> Element {
    thread_local! {
        static LOCK: Element = super::dom::template(|| view! { <Icon name="lock" /> });
    }
    LOCK.with(super::dom::copy_of)
}

/// An icon that changes: its element is there, its symbol is patched.
pub struct IconMark(Attribute);

impl IconMark {
    /// The icon within an element.
    pub fn within(of: &Element) -> Self {
        Self(Attribute::new(&part(of, "use"), "href"))
    }

    pub fn set(&mut self, name: &str) {
        self.0.set(Some(&format!("#i-{name}")));
    }
}
