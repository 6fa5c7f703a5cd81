//! How the list of a project's artifacts and their decisions is declared: columns and filter.

use leptos::prelude::*;
use listing::{
    Listing,
    lists::{
        RetentionArtifacts,
        retention_artifacts::{decision, why},
    },
};
use web_sys::Element;

use crate::{
    filter::FilterField,
    list::{
        Attribute, CellView, Column, IconMark, LineView, TagsCell, Text, TextCell, append, copy_of,
        part, template,
    },
    ui::Icon,
    words::words,
};

const OF_LIST: &[listing::Column] = RetentionArtifacts::COLUMNS;

/// The table's columns.
pub fn columns() -> Vec<Column> {
    let w = &words().retention;
    let column = |id, words| Column::new(OF_LIST, id, words);
    vec![
        column("decision", w.decision)
            .width(100)
            .cell(DecisionCell::make)
            .text(|line| decision_words(line.text("decision")))
            .sorted(),
        column("digest", w.digest)
            .width(106)
            .cell(|cell, column| Box::new(TextCell::new(cell, column, digest)))
            .exported(&[("digest", w.digest)]),
        column("repository", w.repository).width(112).sorted(),
        column("tag", w.tags)
            .width(112)
            .cell(|cell, column| Box::new(TagsCell::new(cell, column, Some("immutable")))),
        column("size", w.size).width(78).class("r p3").sorted(),
        column("pushed", w.pushed).width(90).class("r p2").sorted(),
        column("pulled", w.pulled).width(90).class("r p3").sorted(),
        column("why", w.why)
            .cell(|cell, column| Box::new(TextCell::new(cell, column, |line, _| reason(line))))
            .text(reason)
            .exported(&[
                ("why", w.why),
                ("rule", w.rule),
                ("matched", w.matched),
                ("rank", w.rank),
                ("limit", w.limit),
            ]),
    ]
}

/// What it can be filtered by.
pub fn fields() -> Vec<FilterField> {
    let w = &words().retention;
    let field = |id, words, icon| FilterField::new(OF_LIST, id, words, icon);
    vec![
        field("decision", w.decision, "check-circle").shown_as(decision_words),
        field("repository", w.repository, "repository"),
        field("tag", w.tags, "tag"),
        field("rule", w.rule, "filter"),
        field("size", w.size, "size"),
        field("pushed", w.pushed, "calendar"),
        field("pulled", w.pulled, "calendar"),
    ]
}

fn digest(line: &LineView<'_>, _: &'static str) -> String {
    let digest = line.text("digest");
    let hex = digest.split_once(':').map_or(digest, |(_, hex)| hex);
    hex.chars().take(12).collect()
}

fn decision_words(word: &str) -> String {
    let w = &words().retention;
    match word {
        decision::KEEP => w.would_stay,
        decision::DELETE => w.would_go,
        decision::IMMUTABLE => w.immutable,
        decision::UNTOUCHED => w.untouched,
        decision::UNDECIDED => w.undecided,
        _ => "–",
    }
    .to_owned()
}

/// Why an artifact stays or goes.
pub fn reason(line: &LineView<'_>) -> String {
    let w = &words().retention;
    let number = |id| line.number(id).unwrap_or_default();
    let rule = number("rule");
    match line.text("why") {
        why::KEPT => match line.number("rank") {
            Some(rank) => w.why_rank(rule, rank, number("limit")),
            None => match line.text("matched") {
                "" => w.why_kept(rule, w.untagged_word),
                tag => w.why_kept(rule, tag),
            },
        },
        why::BEYOND => w.why_beyond(rule, number("rank"), number("limit")),
        why::TOO_OLD => w.why_too_old(rule, number("limit")),
        why::BAD_PATTERN => w.why_bad_pattern(rule),
        why::TEMPLATE => w.why_template(rule),
        why::UNSELECTED => w.why_unselected.to_owned(),
        why::IMMUTABLE => w.why_immutable.to_owned(),
        why::NO_RULE => w.why_no_rule.to_owned(),
        why::OTHERWISE => w.why_otherwise.to_owned(),
        _ if line.text("decision") == decision::UNDECIDED => w.why_unread.to_owned(),
        _ => String::new(),
    }
}

/// What becomes of an artifact: an icon and a word.
struct DecisionCell {
    class: Attribute,
    icon: IconMark,
    text: Text,
}

impl DecisionCell {
    fn make(cell: &Element, _: &'static str) -> Box<dyn CellView> {
        thread_local! {
            static TEMPLATE: Element = template(|| {
                view! {
                    <span class="rt-dec">
                        <Icon name="minus" class="i-14" />
                        <span class="said"></span>
                    </span>
                }
            });
        }
        let all = TEMPLATE.with(copy_of);
        append(cell, &all);
        Box::new(Self {
            class: Attribute::new(&all, "class"),
            icon: IconMark::within(&all),
            text: Text::new(&part(&all, ".said")),
        })
    }
}

impl CellView for DecisionCell {
    fn paint(&mut self, line: &LineView<'_>) {
        let word = line.text("decision");
        let (class, icon) = match word {
            decision::KEEP => ("rt-dec c-ok", "check-circle"),
            decision::DELETE => ("rt-dec c-bad", "trash"),
            decision::IMMUTABLE => ("rt-dec c-ok", "lock"),
            decision::UNDECIDED => ("rt-dec c-warn", "warning"),
            _ => ("rt-dec muted", "minus"),
        };
        self.class.set(Some(class));
        self.icon.set(icon);
        self.text.set(&decision_words(word));
    }
}
