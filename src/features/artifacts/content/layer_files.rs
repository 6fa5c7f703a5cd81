//! The files of a layer: the largest first, one of them opened or saved.

use std::sync::Arc;

use leptos::prelude::*;
use listing::{
    ContentPlace, Line, Listing, Sort,
    lists::{LayerFiles as LayerFilesOf, layer_files::file_kind},
};
use pilothouse_protocol::{ConnectionId, Failure, LayerFileText, ReadLayerFile};

use crate::{
    failure::failure_reason,
    features::artifacts::content::save::{SaveContentButton, Transfer, how_far},
    filter::FilterField,
    format::{size, whole},
    list::{Column, LineView, List, ListPage, ListWords, MarkedCell, SpanCell, TableOf, Values},
    ui::{CopyButton, CopyIcon, Empty, Failed, Icon, Inspector, pair, section, titled_section},
    words::words,
};

const OF_LIST: &[listing::Column] = LayerFilesOf::COLUMNS;

/// A layer whose files are shown.
#[derive(Debug, Clone, PartialEq)]
pub struct ShownLayer {
    /// From one.
    pub number: usize,
    pub place: ContentPlace,
    /// Compressed.
    pub bytes: Option<u64>,
}

impl ShownLayer {
    /// A name for it as a file. Its media type may be wrong about its compression, so it has none.
    pub fn file_name(&self) -> String {
        let digest = self.place.digest.as_str();
        let hex = digest.split_once(':').map_or(digest, |(_, hex)| hex);
        format!("layer-{}.tar", hex.get(..12).unwrap_or(hex))
    }
}

/// The list of a layer's files, in the place of the layers.
#[component]
pub fn LayerFiles(
    connection: Signal<ConnectionId>,
    layer: ShownLayer,
    on_back: Callback<()>,
) -> impl IntoView {
    let w = &words().layer_files;
    let scope = LayerFilesOf {
        layer: layer.place.clone(),
    };
    let sort = Sort::descending("size");
    let list = List::open(connection, scope, Some(sort));
    let place = StoredValue::new(layer.place.clone());
    let head = move || view! { <Head connection=connection list=list layer=layer.clone() on_back=on_back /> };
    let empty = move || match list.failure() {
        Some(failure) if !list.is_reading() => view! {
            <Failed
                what=w.the_files
                failure=failure
                on_retry=Callback::new(move |()| list.reload())
            />
        }
        .into_any(),
        _ => view! { <Empty icon="file" title=w.none_title text=w.none_text /> }.into_any(),
    };
    let said = ListWords {
        find: w.find,
        all: w.the_files,
        one: w.one,
        copy_keys: w.copy_paths,
        number: |number| words().layer_files.number(number),
    };
    let inspector = move |line: Arc<Line>| {
        view! { <FileInspector connection=connection list=list layer=place.get_value() line=line /> }
            .into_any()
    };
    view! {
        <ListPage
            of=TableOf::new(list, columns())
            fields=fields()
            said=said
            label=w.label
            head=head
            empty=empty
            inspector=Callback::new(inspector)
        />
    }
}

/// What is above the list: the layer, how far it is read, and the way back.
#[component]
fn Head(
    connection: Signal<ConnectionId>,
    list: List,
    layer: ShownLayer,
    on_back: Callback<()>,
) -> impl IntoView {
    let w = &words().layer_files;
    let bytes = layer.bytes.and_then(|bytes| i64::try_from(bytes).ok());
    let name = layer.file_name();
    let far = Memo::new(move |_| {
        let content = list.state().and_then(|state| state.content);
        content.map(|content| how_far(content.read, content.all))
    });
    let state = move || {
        if list.is_reading() && !list.state().is_some_and(|state| state.whole) {
            return view! {
                <span class="row g6">
                    <span class="spin"></span>
                    <span class="num" role="status">
                        {move || w.reading(&far.get().unwrap_or_default())}
                    </span>
                    <button type="button" class="btn sm" on:click=move |_| list.stop()>
                        {w.stop}
                    </button>
                </span>
            }
            .into_any();
        }
        let is_part = list.is_known() && !list.state().is_some_and(|state| state.whole);
        is_part
            .then(|| {
                view! {
                    <span class="row g6">
                        <Icon name="warning" class="i-14" />
                        <span>
                            {move || match list.failure() {
                                Some(failure) => failure_reason(&failure),
                                None => w.stopped.to_owned(),
                            }}
                        </span>
                        <button type="button" class="btn sm" on:click=move |_| list.reload()>
                            {w.read_again}
                        </button>
                    </span>
                }
            })
            .into_any()
    };
    view! {
        <div class="row t12 g8 ly-h">
            <button type="button" class="btn ghost sm" on:click=move |_| on_back.run(())>
                <Icon name="chevron-left" />
                {w.back}
            </button>
            <b class="semi t13">{w.title(layer.number)}</b>
            {bytes.map(|bytes| view! { <span class="muted num">{size(bytes)}</span> })}
            {state} <span class="sp"></span>
            <SaveContentButton
                connection=connection
                content=layer.place.clone()
                name=name
                label=w.save_layer
            />
        </div>
    }
}

fn columns() -> Vec<Column> {
    let w = &words().layer_files;
    let column = |id, words| Column::new(OF_LIST, id, words);
    vec![
        column("path", w.path)
            .cell(|cell, column| Box::new(SpanCell::new(cell, column, "mono strong-tx")))
            .sorted(),
        column("size", w.size).width(88).class("r").sorted(),
        column("kind", w.kind)
            .width(150)
            .class("p2")
            .cell(|cell, _| Box::new(MarkedCell::new(cell, |line| kind_mark(line.text("kind")))))
            .text(|line| kind_words(line.text("kind")))
            .sorted(),
        column("mode", w.mode)
            .width(86)
            .class("p2")
            .cell(|cell, _| {
                Box::new(crate::list::TextCell::new(cell, "mode", |line, _| {
                    mode(line)
                }))
            })
            .text(mode)
            .sorted(),
        column("target", w.target)
            .width(140)
            .class("p3")
            .cell(|cell, column| Box::new(SpanCell::new(cell, column, "mono"))),
    ]
}

fn fields() -> Vec<FilterField> {
    let w = &words().layer_files;
    let field = |id, words, icon| FilterField::new(OF_LIST, id, words, icon);
    vec![
        field("path", w.path, "file"),
        field("size", w.size, "size"),
        field("kind", w.kind, "box").shown_as(kind_words),
        field("mode", w.mode, "lock"),
        field("owner", w.owner, "user"),
        field("target", w.target, "link"),
        field("modified", w.modified, "calendar"),
    ]
}

fn kind_words(word: &str) -> String {
    kind_mark(word).1
}

/// An entry's kind: an icon and its words.
fn kind_mark(word: &str) -> (&'static str, String) {
    let w = &words().layer_files;
    let (icon, words) = match word {
        file_kind::FILE => ("file", w.file),
        file_kind::FOLDER => ("projects", w.folder),
        file_kind::SYMBOLIC_LINK => ("link", w.symbolic_link),
        file_kind::HARD_LINK => ("link", w.hard_link),
        file_kind::DEVICE => ("box", w.device),
        file_kind::FIFO => ("box", w.fifo),
        file_kind::REMOVED => ("minus", w.removed),
        file_kind::EMPTIED => ("minus", w.emptied),
        _ => ("box", w.other),
    };
    (icon, words.to_owned())
}

/// `rwxr-xr-x`, as `ls` writes it; without the digits nobody would find it in a filter, so they stand
/// in the details.
fn mode(line: &LineView<'_>) -> String {
    let mode = u32::from_str_radix(line.text("mode"), 8);
    mode.map_or_else(|_| String::new(), written)
}

fn written(mode: u32) -> String {
    let special = [(0o4000, 's', 'S'), (0o2000, 's', 'S'), (0o1000, 't', 'T')];
    let mut text = String::with_capacity(9);
    for (class, (bit, with, without)) in special.into_iter().enumerate() {
        let bits = mode >> (6 - class * 3);
        text.push(if bits & 4 != 0 { 'r' } else { '-' });
        text.push(if bits & 2 != 0 { 'w' } else { '-' });
        text.push(match (bits & 1 != 0, mode & bit != 0) {
            (true, false) => 'x',
            (false, false) => '-',
            (true, true) => with,
            (false, true) => without,
        });
    }
    text
}

/// One entry: all that the archive says of it, and its content where it is a text.
#[component]
fn FileInspector(
    connection: Signal<ConnectionId>,
    list: List,
    layer: ContentPlace,
    line: Arc<Line>,
) -> impl IntoView {
    let w = &words().layer_files;
    let row = Values {
        columns: list.columns,
        cells: &line.cells,
    };
    let path = row.text("path").to_owned();
    let is_file = row.text("kind") == file_kind::FILE;
    let number = line.key.parse::<u64>().ok();
    let (_, kind) = kind_mark(row.text("kind"));
    let digits = row.text("mode").to_owned();
    let mode = u32::from_str_radix(&digits, 8).map_or_else(|_| String::new(), written);
    let facts = view! {
        <dl class="kv">
            {pair(w.path, view! { <span class="mono wraps">{path.clone()}</span> })}
            {pair(w.kind, kind)}
            {row.number("size").map(|bytes| pair(w.size, view! { <span class="num">{size(bytes)}</span> }))}
            {(!row.text("target").is_empty())
                .then(|| {
                    pair(w.target, view! { <span class="mono wraps">{row.text("target").to_owned()}</span> })
                })}
            {pair(w.mode, view! { <span class="mono">{mode} " (" {digits} ")"</span> })}
            {pair(w.owner, view! { <span class="mono">{row.text("owner").to_owned()}</span> })}
            {row.time("modified").map(|time| pair(w.modified, whole(time)))}
        </dl>
    };
    let copied = path.clone();
    let name = path.clone();
    view! {
        <Inspector
            title=path.rsplit('/').next().unwrap_or_default().to_owned()
            on_close=Callback::new(move |()| list.place.selected.set(None))
            actions=move || {
                view! { <CopyIcon text=copied.clone() label=w.copy_path /> }.into_any()
            }
        >
            {section(facts)}
            {number
                .filter(|_| is_file)
                .map(|number| {
                    view! {
                        <FileContent
                            connection=connection
                            layer=layer.clone()
                            number=number
                            name=name.clone()
                        />
                    }
                })}
        </Inspector>
    }
}

/// What a file says, once somebody asks for it.
#[component]
fn FileContent(
    connection: Signal<ConnectionId>,
    layer: ContentPlace,
    number: u64,
    name: String,
) -> impl IntoView {
    let w = &words().layer_files;
    let transfer = Transfer::new();
    // What is looked at no more needs not be read.
    on_cleanup(move || transfer.stop());
    let read = RwSignal::new(None::<Result<LayerFileText, Failure>>);
    let at = StoredValue::new(layer.clone());
    let open = move || {
        let request = ReadLayerFile {
            connection: connection.get_untracked(),
            layer: at.get_value(),
            number,
        };
        read.set(None);
        transfer.run(request, move |outcome| {
            read.try_set(Some(outcome));
        });
    };
    let text = Signal::derive(move || {
        read.with(|read| match read {
            Some(Ok(read)) => read.text.clone().unwrap_or_default(),
            _ => String::new(),
        })
    });
    let aside = move || {
        let has_text = !text.with(String::is_empty);
        view! {
            <span class="row g6">
                {has_text.then(|| view! { <CopyButton text=text label=words().content.copy class="sm" /> })}
            </span>
        }
    };
    let body = move || {
        if transfer.is_under_way() {
            return view! {
                <span class="row g6 t12">
                    <span class="spin"></span>
                    <span class="num" role="status">
                        {move || w.reading(&transfer.progress())}
                    </span>
                    <button type="button" class="btn sm" on:click=move |_| transfer.stop()>
                        {w.stop}
                    </button>
                </span>
            }
            .into_any();
        }
        match read.get() {
            None => view! {
                <button type="button" class="btn sm" title=w.reads_layer on:click=move |_| open()>
                    <Icon name="file" />
                    {w.open}
                </button>
            }
            .into_any(),
            Some(Err(failure)) => view! {
                <p class="t125" role="alert">
                    {failure_reason(&failure)} " "
                    <button type="button" class="lnk t12" on:click=move |_| open()>
                        {words().parts.try_again}
                    </button>
                </p>
            }
            .into_any(),
            Some(Ok(LayerFileText { text: None, .. })) => {
                view! { <p class="t125 muted">{w.not_text}</p> }.into_any()
            }
            Some(Ok(LayerFileText {
                text: Some(text),
                is_cut,
            })) => {
                let note = match (is_cut, text.is_empty()) {
                    (true, _) => Some(w.cut),
                    (_, true) => Some(w.empty_file),
                    _ => None,
                };
                view! {
                    {(!text.is_empty())
                        .then(|| {
                            view! {
                                <div class="code file-text">
                                    <pre class="c wrap" tabindex="0">
                                        {text.clone()}
                                    </pre>
                                </div>
                            }
                        })}
                    {note.map(|note| view! { <p class="t12 muted">{note}</p> })}
                }
                .into_any()
            }
        }
    };
    titled_section(
        w.content,
        aside,
        view! {
            <div class="col g8">
                {body} <div class="row g6">
                    <SaveContentButton
                        connection=connection
                        content=layer
                        file=Some(number)
                        name=name
                        label=w.save_file
                    />
                </div>
            </div>
        },
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn modes_are_written_as_ls_writes_them() {
        for (mode, text) in [
            (0o755, "rwxr-xr-x"),
            (0o4755, "rwsr-xr-x"),
            (0o2644, "rw-r-Sr--"),
            (0o1777, "rwxrwxrwt"),
            (0, "---------"),
        ] {
            assert_eq!(written(mode), text);
        }
    }
}
