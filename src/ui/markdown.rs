//! Markdown from a registry, drawn without its HTML.
//!
//! Each piece becomes an element of a fixed list with text inside; nothing is parsed as HTML, so
//! nothing needs to be cleaned of it. Images are not loaded: their words are shown. Links open in
//! the browser, and only http and https addresses do.

use leptos::prelude::*;
use pilothouse_protocol::OpenLink;
use pulldown_cmark::{Alignment, CodeBlockKind, Event, HeadingLevel, Options, Parser, Tag, TagEnd};
use wasm_bindgen_futures::spawn_local;

use crate::{ipc, registries::registries};

/// How deep lists and quotes may stand in each other; deeper ones are shown flat.
const DEEPEST: usize = 16;
/// More pieces than a person reads; the rest of such a text is left out.
const MOST: usize = 20_000;

/// A text in Markdown (CommonMark with tables, strikethrough and task lists).
#[component]
pub fn Markdown(#[prop(into)] text: String) -> impl IntoView {
    let options =
        Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_TASKLISTS;
    let mut events = Parser::new_ext(&text, options).take(MOST).peekable();
    let mut blocks = Vec::new();
    while events.peek().is_some() {
        blocks.extend(children(&mut events, 0));
    }
    view! { <div class="md">{blocks}</div> }
}

/// The pieces up to the end of the one that is open.
fn children<'a>(events: &mut impl Iterator<Item = Event<'a>>, depth: usize) -> Vec<AnyView> {
    let mut views = Vec::new();
    while let Some(event) = events.next() {
        match event {
            Event::End(_) => break,
            Event::Start(tag) => views.push(element(tag, events, depth + 1)),
            Event::Text(text) => views.push(text.into_string().into_any()),
            Event::Code(text) => {
                views.push(view! { <code>{text.into_string()}</code> }.into_any());
            }
            // Shown as it was written.
            Event::Html(text) | Event::InlineHtml(text) => {
                views.push(text.into_string().into_any());
            }
            Event::SoftBreak => views.push(" ".into_any()),
            Event::HardBreak => views.push(view! { <br /> }.into_any()),
            Event::Rule => views.push(view! { <hr /> }.into_any()),
            Event::TaskListMarker(done) => {
                views.push(if done { "☑ " } else { "☐ " }.into_any());
            }
            Event::FootnoteReference(text) | Event::InlineMath(text) | Event::DisplayMath(text) => {
                views.push(text.into_string().into_any());
            }
        }
    }
    views
}

fn element<'a>(
    tag: Tag<'a>,
    events: &mut impl Iterator<Item = Event<'a>>,
    depth: usize,
) -> AnyView {
    if let Tag::Table(alignments) = tag {
        return table(&alignments, events, depth);
    }
    if depth > DEEPEST {
        return flat(events).into_any();
    }
    // `dyn`, or each depth would be a type of its own.
    let inner = children(&mut (events as &mut dyn Iterator<Item = Event<'a>>), depth);
    match tag {
        Tag::Paragraph => view! { <p>{inner}</p> }.into_any(),
        // The page has an h1 of its own.
        Tag::Heading { level, .. } => match level {
            HeadingLevel::H1 => view! { <h2 class="md-1">{inner}</h2> }.into_any(),
            HeadingLevel::H2 => view! { <h3 class="md-2">{inner}</h3> }.into_any(),
            _ => view! { <h4 class="md-3">{inner}</h4> }.into_any(),
        },
        Tag::BlockQuote(_) => view! { <blockquote>{inner}</blockquote> }.into_any(),
        Tag::CodeBlock(kind) => {
            let language = match kind {
                CodeBlockKind::Fenced(language) => Some(language.into_string()),
                CodeBlockKind::Indented => None,
            };
            view! {
                <pre tabindex="0" data-language=language>
                    <code>{inner}</code>
                </pre>
            }
            .into_any()
        }
        Tag::List(Some(first)) => view! { <ol start=first.to_string()>{inner}</ol> }.into_any(),
        Tag::List(None) => view! { <ul>{inner}</ul> }.into_any(),
        Tag::Item => view! { <li>{inner}</li> }.into_any(),
        Tag::Emphasis => view! { <em>{inner}</em> }.into_any(),
        Tag::Strong => view! { <strong>{inner}</strong> }.into_any(),
        Tag::Strikethrough => view! { <s>{inner}</s> }.into_any(),
        Tag::Link { dest_url, .. } => web_link(dest_url.into_string(), inner),
        Tag::Image { .. } => view! { <span class="md-image">{inner}</span> }.into_any(),
        _ => inner.into_any(),
    }
}

/// Whether an address may be opened from a registry's text.
pub fn may_open(address: &str) -> bool {
    ["https://", "http://"].iter().any(|start| {
        address
            .get(..start.len())
            .is_some_and(|s| s.eq_ignore_ascii_case(start))
    })
}

/// A web address that opens in the browser; one that may not be opened is shown only.
pub fn web_link(address: String, inner: Vec<AnyView>) -> AnyView {
    if !may_open(&address) {
        return view! { <span title=address>{inner}</span> }.into_any();
    }
    let registries = registries();
    let to = address.clone();
    view! {
        <a
            href=address.clone()
            title=address
            on:click=move |event| {
                event.prevent_default();
                let address = to.clone();
                spawn_local(async move {
                    if let Err(failure) = ipc::call(OpenLink { address }).await {
                        registries.notices.update(|notices| notices.push(failure.message));
                    }
                });
            }
        >
            {inner}
        </a>
    }
    .into_any()
}

fn table<'a>(
    alignments: &[Alignment],
    events: &mut impl Iterator<Item = Event<'a>>,
    depth: usize,
) -> AnyView {
    let mut head = Vec::new();
    let mut rows = Vec::new();
    let mut in_head = false;
    while let Some(event) = events.next() {
        match event {
            Event::Start(Tag::TableHead) => in_head = true,
            Event::Start(Tag::TableRow) => {
                in_head = false;
                rows.push(Vec::new());
            }
            Event::Start(Tag::TableCell) => {
                let inner = children(&mut (&mut *events as &mut dyn Iterator<Item = _>), depth);
                if in_head {
                    head.push(inner);
                } else if let Some(row) = rows.last_mut() {
                    row.push(inner);
                }
            }
            Event::End(TagEnd::Table) => break,
            _ => {}
        }
    }
    let class = |at: usize| match alignments.get(at) {
        Some(Alignment::Right) => "r",
        Some(Alignment::Center) => "m",
        _ => "",
    };
    view! {
        <div class="md-table" tabindex="0">
            <table>
                <thead>
                    <tr>
                        {head
                            .into_iter()
                            .enumerate()
                            .map(|(at, cell)| view! { <th class=class(at)>{cell}</th> })
                            .collect_view()}
                    </tr>
                </thead>
                <tbody>
                    {rows
                        .into_iter()
                        .map(|row| {
                            view! {
                                <tr>
                                    {row
                                        .into_iter()
                                        .enumerate()
                                        .map(|(at, cell)| view! { <td class=class(at)>{cell}</td> })
                                        .collect_view()}
                                </tr>
                            }
                        })
                        .collect_view()}
                </tbody>
            </table>
        </div>
    }
    .into_any()
}

/// The words of everything up to the end of the piece that is open.
fn flat<'a>(events: &mut impl Iterator<Item = Event<'a>>) -> String {
    let mut open = 1_usize;
    let mut text = String::new();
    for event in events {
        match event {
            Event::Start(_) => open += 1,
            Event::End(_) => {
                open -= 1;
                if open == 0 {
                    break;
                }
            }
            Event::Text(part) | Event::Code(part) => text.push_str(&part),
            Event::SoftBreak | Event::HardBreak => text.push(' '),
            _ => {}
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_addresses_of_the_web_are_opened() {
        for (address, may) in [
            ("https://a.example", true),
            ("HTTP://a.example", true),
            ("mailto:a@b.example", false),
            ("javascript:alert(1)", false),
            ("file:///etc/passwd", false),
            ("pilothouse://add", false),
            ("é", false),
            ("", false),
        ] {
            assert_eq!(may_open(address), may, "{address}");
        }
    }
}
