//! The cells of a list of artifacts that are more than a value of their kind.

use harbor_api::{
    ArtifactReference, Digest,
    types::{TaggedAttachment, TaggedKind},
};
use leptos::prelude::*;
use listing::lists::artifacts::ATTESTATION;
use web_sys::Element;

use crate::{
    features::artifacts::{
        list::{declaration::kind_name_of, short},
        platforms::keep_listed,
        trust::{Listed, tagged_kind},
    },
    format::size,
    list::{
        Attribute, CellView, IconMark, LineView, Shown, TagsCell, Text, TextCell, Values, append,
        copy_of, element, part, template,
    },
    route::Route,
    ui::Icon,
    words::words,
};

/// The digest, with what the artifact is, and a toggle for the parts of an index.
pub struct NameCell {
    tree: Shown,
    toggle: Shown,
    toggle_label: Attribute,
    toggle_state: Attribute,
    toggle_icon: IconMark,
    no_toggle: Shown,
    kind: Shown,
    kind_title: Attribute,
    kind_icon: IconMark,
    link: (Shown, Attribute, Text),
    plain: (Shown, Text),
    /// The digest that is shown.
    digest: String,
}

impl NameCell {
    pub fn make(cell: &Element, _: &'static str) -> Box<dyn CellView> {
        thread_local! {
            static TEMPLATE: Element = template(|| {
                let w = &words().repository;
                view! {
                    <span class="c gap4">
                        <span class="tree"></span>
                        <button type="button" class="ib xs" data-act="toggle" aria-label=w.expand>
                            <Icon name="chevron-right" class="i-14" />
                        </button>
                        <span class="no-toggle"></span>
                        <span class="kind">
                            <Icon name="box" class="i-14" />
                        </span>
                        <a class="dig" data-act="open"></a>
                        <span class="dig plain"></span>
                        <button
                            type="button"
                            class="ib xs cp"
                            data-act="copy"
                            aria-label=words().artifact.copy_digest
                            title=words().artifact.copy_digest
                        >
                            <Icon name="copy" class="i-12" />
                        </button>
                    </span>
                }
            });
        }
        let all = TEMPLATE.with(copy_of);
        append(cell, &all);
        let toggle = part(&all, "[data-act=toggle]");
        let kind = part(&all, ".kind");
        let link = part(&all, "a");
        let plain = part(&all, ".plain");
        Box::new(Self {
            tree: Shown::new(&part(&all, ".tree")),
            toggle_label: Attribute::new(&toggle, "aria-label"),
            toggle_state: Attribute::new(&toggle, "aria-expanded"),
            toggle_icon: IconMark::within(&toggle),
            toggle: Shown::new(&toggle),
            no_toggle: Shown::new(&part(&all, ".no-toggle")),
            kind_title: Attribute::new(&kind, "title"),
            kind_icon: IconMark::within(&kind),
            kind: Shown::new(&kind),
            link: (
                Shown::new(&link),
                Attribute::new(&link, "href"),
                Text::new(&link),
            ),
            plain: (Shown::new(&plain), Text::new(&plain)),
            digest: String::new(),
        })
    }
}

impl CellView for NameCell {
    fn paint(&mut self, line: &LineView<'_>) {
        let w = &words().repository;
        let is_part = line.part().is_some();
        let has_parts = line.line.has_parts;
        let is_open = line.line.expanded;
        self.tree.set(is_part);
        self.toggle.set(has_parts);
        self.no_toggle.set(!is_part && !has_parts);
        self.kind.set(!is_part);
        if has_parts {
            self.toggle_label
                .set(Some(if is_open { w.collapse } else { w.expand }));
            self.toggle_state
                .set(Some(if is_open { "true" } else { "false" }));
            self.toggle_icon.set(if is_open {
                "chevron-down"
            } else {
                "chevron-right"
            });
        }
        if !is_part {
            self.kind_title.set(Some(&kind_name_of(line.text("type"))));
            self.kind_icon.set(if has_parts { "layers" } else { "box" });
        }
        let digest = line.key();
        if self.digest != digest {
            digest.clone_into(&mut self.digest);
            let to = line.route().map(|route| route.to_string());
            let name = short(digest);
            self.link.0.set(to.is_some());
            self.link.1.set(to.as_deref());
            self.link.2.set(if to.is_some() { &name } else { "" });
            self.plain.0.set(to.is_none());
            self.plain.1.set(if to.is_none() { &name } else { "" });
        }
    }
}

/// Where an artifact runs: one platform, or how many.
pub fn platform(cell: &Element, column: &'static str) -> Box<dyn CellView> {
    Box::new(TextCell::new(cell, column, |line, _| platform_text(line)))
}

pub fn platform_text(line: &LineView<'_>) -> String {
    let w = &words().artifact;
    if line.text("type") == ATTESTATION {
        return w.attestation.to_owned();
    }
    match line.texts("platform") {
        [] => "–".to_owned(),
        [one] => {
            if line.part().is_some() {
                // Its own page knows no variant.
                keep_listed(line.key(), one);
            }
            one.clone()
        }
        several => w.platforms(several.len()),
    }
}

/// The size; an index says what its own is.
pub struct SizeCell {
    text: Text,
    title: Attribute,
}

impl SizeCell {
    pub fn make(cell: &Element, _: &'static str) -> Box<dyn CellView> {
        Box::new(Self {
            text: Text::new(cell),
            title: Attribute::new(cell, "title"),
        })
    }
}

impl CellView for SizeCell {
    fn paint(&mut self, line: &LineView<'_>) {
        self.text
            .set(&line.number("size").map_or(String::new(), size));
        let tip = line.line.has_parts.then(|| words().attached.sum_of_parts);
        self.title.set(tip);
    }
}

/// What is attached to an artifact, as far as a list knows: nothing of it was verified.
pub struct TrustCell {
    signature: (Shown, Attribute, Attribute, Text),
    sbom: Shown,
    none: Shown,
}

impl TrustCell {
    pub fn make(cell: &Element, _: &'static str) -> Box<dyn CellView> {
        thread_local! {
            static TEMPLATE: Element = template(|| {
                view! {
                    <span class="row g4">
                        <span class="bdg sign"></span>
                        <span class="bdg made">{words().artifact.sbom}</span>
                        <span class="muted">"–"</span>
                    </span>
                }
            });
        }
        let all = TEMPLATE.with(copy_of);
        append(cell, &all);
        let signature = part(&all, ".sign");
        Box::new(Self {
            sbom: Shown::new(&part(&all, ".made")),
            none: Shown::new(&part(&all, ".muted")),
            signature: (
                Shown::new(&signature),
                Attribute::new(&signature, "class"),
                Attribute::new(&signature, "title"),
                Text::new(&signature),
            ),
        })
    }
}

impl CellView for TrustCell {
    fn paint(&mut self, line: &LineView<'_>) {
        let listed = Listed::from_line(line);
        let (shown, class, title, text) = &mut self.signature;
        shown.set(listed.signature.is_some());
        if let Some((words, tip, is_sure)) = listed.signature {
            class.set(Some(if is_sure { "bdg sign" } else { "bdg sign line" }));
            title.set(Some(tip));
            text.set(words);
        }
        self.sbom.set(listed.has_sbom);
        let is_nothing = listed.signature.is_none() && !listed.has_sbom;
        self.none.set(is_nothing && line.is_read());
    }
}

/// The same as it is copied.
pub fn trust_text(line: &LineView<'_>) -> String {
    Listed::from_line(line).text()
}

/// Tags; what is attached by its tag says to what instead.
pub struct TagCell {
    cell: Element,
    tags: TagsCell,
    /// Once the row was of such a one.
    attached: Option<AttachedTo>,
}

/// What stands in place of the tags: what it is, and of which digest.
struct AttachedTo {
    shown: Shown,
    kind: Text,
    short: Text,
    /// Where that digest is.
    to: Attribute,
    /// The digest that is shown.
    subject: String,
}

impl TagCell {
    pub fn make(cell: &Element, column: &'static str) -> Box<dyn CellView> {
        Box::new(Self {
            tags: TagsCell::new(cell, column, Some("immutable")),
            attached: None,
            cell: cell.clone(),
        })
    }
}

impl CellView for TagCell {
    fn paint(&mut self, line: &LineView<'_>) {
        let attached = attached_by_tag(line);
        self.tags.show(attached.is_none());
        if let Some(drawn) = &mut self.attached {
            drawn.shown.set(attached.is_some());
        }
        match attached {
            Some(attached) => self
                .attached
                .get_or_insert_with(|| AttachedTo::new(&self.cell))
                .paint(line, attached),
            None => self.tags.paint(line),
        }
    }
}

impl AttachedTo {
    fn new(cell: &Element) -> Self {
        let all = element("span", "row g4");
        append(cell, &all);
        let (kind, subject) = (element("span", "nowrap"), element("a", "dig"));
        append(&all, &kind);
        append(&all, &subject);
        // It does not fail: the name is one.
        let _ = subject.set_attribute("data-act", "follow");
        Self {
            shown: Shown::new(&all),
            kind: Text::new(&kind),
            short: Text::new(&subject),
            to: Attribute::new(&subject, "href"),
            subject: String::new(),
        }
    }

    fn paint(&mut self, line: &LineView<'_>, attached: TaggedAttachment) {
        self.kind.set(tagged_kind(attached.kind));
        self.short.set(attached.subject.short());
        let subject = attached.subject.as_str();
        if self.subject != subject {
            subject.clone_into(&mut self.subject);
            let to = line.route().and_then(|own| place_of(own, attached.subject));
            self.to.set(to.map(|to| to.to_string()).as_deref());
        }
    }
}

/// The place of another artifact of the same repository.
fn place_of(place: Route, digest: Digest) -> Option<Route> {
    match place {
        Route::Artifact {
            connection,
            project,
            repository,
            tab,
            ..
        } => Some(Route::Artifact {
            connection,
            project,
            repository,
            reference: ArtifactReference::Digest(digest),
            tab,
        }),
        _ => None,
    }
}

/// What a row is to another by its tag.
pub fn attached_by_tag(line: &Values<'_>) -> Option<TaggedAttachment> {
    let subject = Digest::new(line.text("subject")).ok()?;
    let kind = match line.text("type") {
        "signature" => TaggedKind::Signature,
        "sbom" => TaggedKind::Sbom,
        _ => TaggedKind::Attestation,
    };
    Some(TaggedAttachment { kind, subject })
}
