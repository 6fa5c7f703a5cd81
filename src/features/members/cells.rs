//! The cells of a list of members: who, and as what.

use harbor_api::types::GroupKind;
use leptos::prelude::*;
use listing::lists::members::GROUP;
use web_sys::Element;

use crate::{
    features::{
        members::{
            member::{MemberRow, group_kind_name, kind_name},
            role::{Editing, Saving},
        },
        projects::role_name,
    },
    list::{
        Attribute, Avatar, CellView, LineView, Shown, Text, append, copy_of, element, part,
        template,
    },
    ui::Icon,
    words::words,
};

/// The name, behind its initials or the mark of a group.
pub struct NameCell {
    avatar: Avatar,
    title: Attribute,
    name: Text,
}

impl NameCell {
    pub fn make(cell: &Element, _: &'static str) -> Box<dyn CellView> {
        let all = element("span", "c");
        let avatar = Avatar::new(&all);
        let name = element("span", "trunc");
        append(&all, &name);
        append(cell, &all);
        Box::new(Self {
            avatar,
            title: Attribute::new(&name, "title"),
            name: Text::new(&name),
        })
    }
}

impl CellView for NameCell {
    fn paint(&mut self, line: &LineView<'_>) {
        let Some(member) = MemberRow::read(line) else {
            return;
        };
        self.avatar.paint(&member.name, member.is_group);
        self.title.set(Some(&member.name));
        self.name.set(&member.name);
    }
}

/// Whether it is a user or a group, and of which kind.
pub struct KindCell {
    groups: Memo<Option<GroupKind>>,
    text: Text,
}

impl KindCell {
    pub fn make(groups: Memo<Option<GroupKind>>, cell: &Element) -> Box<dyn CellView> {
        Box::new(Self {
            groups,
            text: Text::new(cell),
        })
    }
}

impl CellView for KindCell {
    fn paint(&mut self, line: &LineView<'_>) {
        let word = line.text("kind");
        let group = self.groups.get_untracked().filter(|_| word == GROUP);
        self.text
            .set(group.map_or_else(|| kind_name(word), group_kind_name));
    }
}

/// The role: the opener of a menu where it may be changed, and how far a change is.
pub struct RoleCell {
    editing: Editing,
    plain: (Shown, Text),
    menu: (Shown, Text),
    /// Label, expanded, disabled and title of the menu's opener.
    opener: [Attribute; 4],
    saving: (Shown, Text),
    failed: (Shown, Text, Attribute),
}

impl RoleCell {
    pub fn make(editing: Editing, cell: &Element) -> Box<dyn CellView> {
        thread_local! {
            static TEMPLATE: Element = template(|| {
                let w = &words().members;
                view! {
                    <span>
                        <span class="plain"></span>
                        <button type="button" class="rsel" data-act="role" aria-haspopup="menu">
                            <span></span>
                            <Icon name="chevron-down" class="i-12" />
                        </button>
                        <span class="c muted saving" aria-busy="true">
                            <span></span>
                            <span class="spin"></span>
                        </span>
                        <span class="c gap4 failed">
                            <span></span>
                            <span class="c-bad">{w.not_saved}</span>
                            <button type="button" class="lnk" data-act="retry">
                                {w.retry}
                            </button>
                        </span>
                    </span>
                }
            });
        }
        let all = TEMPLATE.with(copy_of);
        append(cell, &all);
        let text = |within: &str| Text::new(&part(&part(&all, within), "span"));
        let opener = part(&all, ".rsel");
        let failed = part(&all, ".failed");
        Box::new(Self {
            editing,
            plain: (
                Shown::new(&part(&all, ".plain")),
                Text::new(&part(&all, ".plain")),
            ),
            menu: (Shown::new(&opener), text(".rsel")),
            opener: ["aria-label", "aria-expanded", "disabled", "title"]
                .map(|name| Attribute::new(&opener, name)),
            saving: (Shown::new(&part(&all, ".saving")), text(".saving")),
            failed: (
                Shown::new(&failed),
                text(".failed"),
                Attribute::new(&failed, "title"),
            ),
        })
    }
}

impl CellView for RoleCell {
    fn paint(&mut self, line: &LineView<'_>) {
        let w = &words().members;
        let Some(member) = MemberRow::read(line) else {
            return;
        };
        let editing = self.editing;
        let saving = editing.saving_of(member.id);
        let has_menu = saving.is_none() && editing.may_change();
        let text = match saving {
            Some(Saving::UnderWay(role) | Saving::Done(role)) => role_name(role).to_owned(),
            Some(Saving::Failed { before, .. }) => role_name(before).to_owned(),
            None => member.role_text(),
        };
        self.plain
            .0
            .set(!has_menu && matches!(saving, None | Some(Saving::Done(_))));
        self.plain.1.set(&text);
        self.menu.0.set(has_menu);
        self.menu.1.set(&text);
        if has_menu {
            let off = editing.why_off();
            let is_open = editing.is_menu_of(member.id);
            let [label, expanded, disabled, title] = &mut self.opener;
            label.set(Some(&w.role_of(&member.name, &text)));
            expanded.set(Some(if is_open { "true" } else { "false" }));
            disabled.set(off.map(|_| ""));
            title.set(off);
        }
        self.saving
            .0
            .set(matches!(saving, Some(Saving::UnderWay(_))));
        self.saving.1.set(&text);
        self.failed
            .0
            .set(matches!(saving, Some(Saving::Failed { .. })));
        self.failed.1.set(&text);
        self.failed.2.set(Some(&w.still(&text)));
    }
}
