//! The cells of the list of robot accounts that are more than a value of their kind.

use chrono::{DateTime, Datelike, Utc};
use harbor_api::robots::{TimeLeft, Urgency, short_name};
use leptos::prelude::*;
use listing::lists::robots::OFF;
use web_sys::Element;

use crate::{
    features::robots::{declaration::place_name, summary},
    format::whole,
    list::{
        Attribute, CellView, IconMark, LineView, Shown, Text, TextCell, Values, append, copy_of,
        part, template,
    },
    ui::Icon,
    words::words,
};

/// The name, and what keeps the account from being used or changed.
pub struct NameCell {
    name: Text,
    title: Attribute,
    class: Attribute,
    off: Shown,
    old: Shown,
}

impl NameCell {
    pub fn make(cell: &Element, _: &'static str) -> Box<dyn CellView> {
        thread_local! {
            static TEMPLATE: Element = template(|| {
                let w = &words().robots;
                view! {
                    <span class="c">
                        <span class="muted row">
                            <Icon name="robot" class="i-14" />
                        </span>
                        <span class="mono trunc name"></span>
                        <span class="bdg off">{w.off}</span>
                        <span class="bdg line old" title=w.old_why>
                            {w.old}
                        </span>
                    </span>
                }
            });
        }
        let all = TEMPLATE.with(copy_of);
        append(cell, &all);
        let name = part(&all, ".name");
        Box::new(Self {
            title: Attribute::new(&name, "title"),
            class: Attribute::new(&name, "class"),
            name: Text::new(&name),
            off: Shown::new(&part(&all, ".off")),
            old: Shown::new(&part(&all, ".old")),
        })
    }
}

impl CellView for NameCell {
    fn paint(&mut self, line: &LineView<'_>) {
        let full = line.text("name");
        let is_off = line.text("state") == OFF;
        self.name.set(short_name(full));
        self.title.set(Some(full));
        let class = if is_off {
            "mono trunc name muted"
        } else {
            "mono trunc name"
        };
        self.class.set(Some(class));
        self.off.set(is_off);
        self.old.set(line.text("editable") == "no");
    }
}

/// Where it applies: a project, how many, all, the system.
pub fn place_text(line: &LineView<'_>) -> String {
    places(line)
}

/// The same of any values.
pub fn places(line: &Values<'_>) -> String {
    let w = &words().robots;
    match line.texts("project") {
        [] => w.nothing.to_owned(),
        [one] => place_name(one),
        several => {
            let is_project = |name: &&String| !matches!(name.as_str(), "*" | "/");
            let projects = several.iter().filter(is_project).count();
            let mut parts: Vec<String> = Vec::new();
            match projects {
                0 => {}
                1 => parts.extend(several.iter().find(is_project).cloned()),
                many => parts.push(w.projects(many)),
            }
            let others = several.iter().filter(|name| !is_project(name));
            parts.extend(others.map(|name| place_name(name)));
            parts.join(", ")
        }
    }
}

pub fn place_cell(cell: &Element, column: &'static str) -> Box<dyn CellView> {
    Box::new(TextCell::new(cell, column, |line, _| places(line)))
}

pub fn can_text(line: &LineView<'_>) -> String {
    summary::can(line.texts("can"))
}

pub fn can_cell(cell: &Element, column: &'static str) -> Box<dyn CellView> {
    Box::new(TextCell::new(cell, column, |line, _| can_text(line)))
}

/// `71 d`, `14 h`, `expired 2 d`, `never`
pub fn time_left(expires: Option<DateTime<Utc>>, now: DateTime<Utc>) -> String {
    let w = &words().robots;
    let written = |span: chrono::TimeDelta| {
        if span.num_hours() < 48 {
            w.left_hours(span.num_hours())
        } else {
            // To the nearest day: a life of 90 days that has just begun has 90.
            w.left_days((span.num_hours() + 12) / 24)
        }
    };
    match TimeLeft::at(expires, now) {
        TimeLeft::Unlimited => w.never.to_owned(),
        TimeLeft::Expired(ago) => w.expired(&written(ago)),
        TimeLeft::Left(left) if left.num_days() < 330 => written(left),
        TimeLeft::Left(_) => expires.map_or_else(String::new, date),
    }
}

/// `27 Feb 2027`
pub fn date(time: DateTime<Utc>) -> String {
    words()
        .writing
        .date_with_year(time.day(), time.month(), time.year())
}

/// The icon and the class of how soon somebody should look after an account.
pub fn urgency_marks(urgency: Urgency) -> (&'static str, &'static str) {
    match urgency {
        Urgency::None => ("calendar", ""),
        Urgency::Soon => ("warning", "c-warn"),
        Urgency::Now => ("alert", "c-bad"),
    }
}

pub fn expiry_text(line: &LineView<'_>) -> String {
    time_left(line.time("expires"), line.now)
}

/// The time left, amber and red where it is little.
pub struct ExpiryCell {
    icon: (Shown, IconMark),
    class: Attribute,
    title: Attribute,
    text: Text,
}

impl ExpiryCell {
    pub fn make(cell: &Element, _: &'static str) -> Box<dyn CellView> {
        thread_local! {
            static TEMPLATE: Element = template(|| {
                view! {
                    <span class="left">
                        <span class="mark">
                            <Icon name="warning" class="i-14" />
                        </span>
                        <span class="text"></span>
                    </span>
                }
            });
        }
        let all = TEMPLATE.with(copy_of);
        append(cell, &all);
        let mark = part(&all, ".mark");
        Box::new(Self {
            icon: (Shown::new(&mark), IconMark::within(&mark)),
            class: Attribute::new(&all, "class"),
            title: Attribute::new(&all, "title"),
            text: Text::new(&part(&all, ".text")),
        })
    }
}

impl CellView for ExpiryCell {
    fn paint(&mut self, line: &LineView<'_>) {
        let expires = line.time("expires");
        let urgency = TimeLeft::at(expires, line.now).urgency();
        let (icon, class) = urgency_marks(urgency);
        self.icon.0.set(urgency != Urgency::None);
        self.icon.1.set(icon);
        let class = format!("left {class}");
        self.class.set(Some(class.trim_end()));
        self.title.set(expires.map(whole).as_deref());
        self.text.set(&expiry_text(line));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn time_left_is_short() {
        let at = |text: &str| text.parse::<DateTime<Utc>>().expect("a time");
        let now = at("2026-11-20T18:00:00Z");
        for (expires, said) in [
            (None, "never"),
            (Some("2027-01-30T18:00:00Z"), "71 d"),
            (Some("2026-11-21T08:00:00Z"), "14 h"),
            (Some("2026-11-18T18:00:00Z"), "expired 2 d"),
            (Some("2026-11-20T17:30:00Z"), "expired 0 h"),
            (Some("2028-03-12T18:00:00Z"), "12 Mar 2028"),
        ] {
            assert_eq!(time_left(expires.map(at), now), said, "{expires:?}");
        }
    }
}
