//! The files of a model, as the registry lists them or as its layers are named: a tree whose folders fold. One of them is saved by
//! the layer that it is.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use distribution_api::{Descriptor, Manifest};
use harbor_api::{
    operations::GetAddition,
    types::{AdditionName, Artifact, ArtifactKind, ModelFile},
};
use leptos::prelude::*;
use listing::ContentPlace;

use crate::{
    failure::failure_reason,
    features::artifacts::{
        content::{RegistryContent, SaveContentButton},
        detail::tags::Changing,
        list::short,
    },
    format::size,
    ipc::load::load_one,
    ui::Icon,
    words::words,
};

/// Rows before 'Show more', and files before folders are closed at first.
const FEW: usize = 24;
/// Folders in each other; what is deeper is one name.
const DEEPEST: usize = 32;
/// A model's file in its layer (CNCF's model specification).
const PATH: &str = "org.cncf.model.filepath";

/// A file by its path, and its size in bytes.
type File = (String, i64);

/// All files of a tree; folders are told by the paths.
fn flat(files: &[ModelFile], folder: &str, found: &mut Vec<File>) {
    for file in files {
        let path = format!("{folder}{}", file.name);
        if file.kind == "directory" {
            flat(&file.children, &format!("{path}/"), found);
        } else {
            found.push((path, file.size));
        }
    }
}

/// A folder, with what is in it by name.
#[derive(Debug, Clone, Default, PartialEq)]
struct Folder {
    folders: BTreeMap<String, Folder>,
    files: BTreeMap<String, i64>,
    /// Of all files in it and in its folders.
    bytes: i64,
    number: usize,
}

impl Folder {
    /// What the registry lists; `None` if that can't be read.
    fn read(text: &str) -> Option<Self> {
        let files: Option<Vec<ModelFile>> = serde_json::from_str(text).ok()?;
        let mut found = Vec::new();
        flat(&files.unwrap_or_default(), "", &mut found);
        let mut root = Self::default();
        for (path, bytes) in &found {
            root.put(path, *bytes);
        }
        Some(root)
    }

    /// What layers are called, where the registry lists nothing.
    fn of_layers(layers: &[Descriptor]) -> Self {
        let mut root = Self::default();
        for layer in layers {
            let size = layer.size.and_then(|bytes| i64::try_from(bytes).ok());
            root.put(&path_of(layer), size.unwrap_or_default());
        }
        root
    }

    fn put(&mut self, path: &str, bytes: i64) {
        let mut names: Vec<&str> = path.splitn(DEEPEST, '/').collect();
        let name = names.pop().unwrap_or_default();
        let mut folder = self;
        folder.count(bytes);
        for name in names {
            folder = folder.folders.entry(name.to_owned()).or_default();
            folder.count(bytes);
        }
        folder.files.insert(name.to_owned(), bytes);
    }

    fn count(&mut self, bytes: i64) {
        self.bytes = self.bytes.saturating_add(bytes);
        self.number += 1;
    }

    /// The lines of the tree, without those of closed folders.
    fn lines(&self, above: &str, level: usize, closed: &BTreeSet<String>, lines: &mut Vec<Line>) {
        for (name, folder) in &self.folders {
            let path = format!("{above}{name}");
            let is_open = !closed.contains(&path);
            lines.push(Line {
                path: path.clone(),
                name: name.clone(),
                level,
                bytes: folder.bytes,
                folder: Some(InFolder {
                    number: folder.number,
                    is_open,
                }),
            });
            if is_open {
                folder.lines(&format!("{path}/"), level + 1, closed, lines);
            }
        }
        for (name, bytes) in &self.files {
            lines.push(Line {
                path: format!("{above}{name}"),
                name: name.clone(),
                level,
                bytes: *bytes,
                folder: None,
            });
        }
    }

    /// The paths of all folders.
    fn paths(&self, above: &str, found: &mut BTreeSet<String>) {
        for (name, folder) in &self.folders {
            let path = format!("{above}{name}");
            folder.paths(&format!("{path}/"), found);
            found.insert(path);
        }
    }
}

/// A line of the tree as it is drawn.
#[derive(Debug, Clone, PartialEq)]
struct Line {
    path: String,
    name: String,
    /// Folders around it.
    level: usize,
    bytes: i64,
    folder: Option<InFolder>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
struct InFolder {
    /// Files in it and in its folders.
    number: usize,
    is_open: bool,
}

/// Where a layer's file belongs; a layer without a name has its digest's beginning.
fn path_of(layer: &Descriptor) -> String {
    let named = layer.annotations.get(PATH).map(String::as_str);
    match named.or(layer.title()) {
        Some(named) => named.trim_start_matches("./").to_owned(),
        None => short(&layer.digest),
    }
}

/// The layer that a file is, and the place of the file in it where it is an archive of one.
fn layer_of<'a>(layers: &'a [Descriptor], path: &str) -> Option<(&'a Descriptor, Option<u64>)> {
    let layer = layers.iter().find(|layer| path_of(layer) == path)?;
    let is_archive = layer.media_type.contains(".tar") || layer.media_type.ends_with("+gzip");
    Some((layer, is_archive.then_some(0)))
}

/// What the card is drawn from.
#[derive(Clone, Copy)]
struct Files {
    content: RegistryContent,
    closed: RwSignal<BTreeSet<String>>,
    /// The file that is to be saved once it is known where it is.
    wanted: RwSignal<Option<String>>,
}

/// The card with the files; nothing for what is no model.
#[component]
pub fn ModelFiles(
    changing: Changing,
    content: RegistryContent,
    artifact: Arc<Artifact>,
) -> impl IntoView {
    let has_list = artifact
        .addition_links
        .contains_key(AdditionName::Files.link_key());
    let is_model = artifact.kind() == ArtifactKind::Model;
    let Some(reference) = artifact.reference().filter(|_| has_list || is_model) else {
        return ().into_any();
    };
    let w = &words().kinds;
    let reference = StoredValue::new(reference);
    let listing = load_one(changing.connection, move || {
        let (project_name, repository_name, _) = changing.at.get_value();
        has_list.then(|| GetAddition {
            project_name,
            repository_name,
            reference: reference.get_value(),
            addition: AdditionName::Files,
        })
    });
    let files = Files {
        content,
        closed: RwSignal::default(),
        wanted: RwSignal::new(None),
    };
    if !has_list {
        content.want_manifest();
    }
    let root = Memo::new(move |_| {
        if has_list {
            return listing.data.get().map(|text| Folder::read(&text.0));
        }
        let manifest = content.manifest.data.get()?;
        Some(match &manifest.read {
            Ok(Manifest::Image(image)) => Some(Folder::of_layers(&image.layers)),
            _ => None,
        })
    });
    let failure = move || match has_list {
        true => listing.failure.get(),
        false => content.manifest.failure.get(),
    };
    let read_again = move || match has_list {
        true => listing.reload(),
        false => content.manifest.reload(),
    };
    // A long list begins with its folders closed.
    Effect::new(move |_| {
        let mut closed = BTreeSet::new();
        root.with(|root| {
            let root = root.as_ref().and_then(Option::as_ref);
            if let Some(root) = root.filter(|root| root.number > FEW) {
                root.paths("", &mut closed);
            }
        });
        files.closed.set(closed);
    });
    let retry = move || {
        view! {
            <button type="button" class="lnk t12" on:click=move |_| read_again()>
                {words().parts.try_again}
            </button>
        }
    };
    let body = move || match (root.get(), failure()) {
        (Some(Some(root)), _) => files.table(root).into_any(),
        (Some(None), _) => view! { <p class="card-b t125">{w.files_malformed}</p> }.into_any(),
        (None, Some(failure)) => view! {
            <p class="card-b t125">{w.files_not_read(&failure_reason(&failure))} " " {retry()}</p>
        }
        .into_any(),
        (None, None) => view! { <div class="card-b" aria-busy="true"></div> }.into_any(),
    };
    let sum = move || {
        let root = root.get().flatten()?;
        Some(w.files_sum(root.number, &size(root.bytes)))
    };
    view! {
        <section class="card" id="model-files">
            <div class="card-h">
                <h2>{w.files}</h2>
                <span class="sub">{sum}</span>
            </div>
            {body}
        </section>
    }
    .into_any()
}

impl Files {
    fn table(self, root: Folder) -> impl IntoView {
        let all = RwSignal::new(false);
        let lines = Memo::new(move |_| {
            let mut lines = Vec::new();
            self.closed
                .with(|closed| root.lines("", 0, closed, &mut lines));
            lines
        });
        let shown = move || {
            let most = if all.get() { usize::MAX } else { FEW };
            let lines = lines.get().into_iter().take(most);
            lines.collect::<Vec<_>>()
        };
        let more = move || {
            let left = lines.with(Vec::len).saturating_sub(FEW);
            (left > 0 && !all.get()).then(|| {
                view! {
                    <tr>
                        <td colspan="3">
                            <button type="button" class="lnk t12" on:click=move |_| all.set(true)>
                                {words().artifact.show_more(left)}
                            </button>
                        </td>
                    </tr>
                }
            })
        };
        let failed = move || {
            let failure = self.content.manifest.failure.get()?;
            self.wanted.with(Option::is_some).then(|| {
                let why = words().kinds.files_not_read(&failure_reason(&failure));
                view! {
                    <p class="card-b t125" role="alert">
                        {why}
                    </p>
                }
            })
        };
        view! {
            <table class="lt tree">
                <tbody>
                    // A file that is being saved must not be drawn anew when another folder opens.
                    <For
                        each=shown
                        key=|line| (line.path.clone(), line.folder)
                        children=move |line| self.row(line)
                    />
                    {more}
                </tbody>
            </table>
            {failed}
        }
    }

    fn row(self, line: Line) -> AnyView {
        let w = &words().kinds;
        let indent = format!("{}px", 14 + 18 * line.level);
        let Some(folder) = line.folder else {
            let (path, name) = (line.path, line.name.clone());
            return view! {
                <tr>
                    <td class="mono" title=path.clone() style:padding-left=indent>
                        <span class="no-icon"></span>
                        {line.name}
                    </td>
                    <td class="num">{size(line.bytes)}</td>
                    <td class="files-s">{self.save(path, name)}</td>
                </tr>
            }
            .into_any();
        };
        let path = line.path.clone();
        let toggle = move |_| {
            self.closed.update(|closed| {
                if !closed.remove(&path) {
                    closed.insert(path.clone());
                }
            });
        };
        let icon = if folder.is_open {
            "chevron-down"
        } else {
            "chevron-right"
        };
        view! {
            <tr>
                <td class="mono" title=line.path style:padding-left=indent>
                    <button
                        type="button"
                        class="fold"
                        aria-expanded=folder.is_open.to_string()
                        on:click=toggle
                    >
                        <Icon name=icon class="i-14" />
                        {line.name}
                        "/"
                    </button>
                </td>
                <td class="num" title=w.files_in_folder(folder.number)>
                    {size(line.bytes)}
                </td>
                <td></td>
            </tr>
        }
        .into_any()
    }

    /// Where a file's content is; `None` while the manifest is not read, which only saving needs.
    fn place(self, path: &str) -> Option<Option<(ContentPlace, Option<u64>)>> {
        let manifest = self.content.manifest.data.get()?;
        let Ok(Manifest::Image(image)) = &manifest.read else {
            return Some(None);
        };
        let found = layer_of(&image.layers, path);
        Some(found.and_then(|(layer, file)| Some((self.content.place(&layer.digest)?, file))))
    }

    fn save(self, path: String, name: String) -> impl IntoView {
        let place = {
            let path = path.clone();
            Memo::new(move |_| self.place(&path))
        };
        move || {
            let label = words().layer_files.save_named(&name);
            match place.get() {
                Some(Some((place, file))) => {
                    let is_wanted = self
                        .wanted
                        .with_untracked(|wanted| wanted.as_ref() == Some(&path));
                    if is_wanted {
                        self.wanted.set(None);
                    }
                    view! {
                        <SaveContentButton
                            connection=self.content.connection
                            content=place
                            file=file
                            name=name.clone()
                            label=label
                            is_small=true
                            begins=is_wanted
                        />
                    }
                    .into_any()
                }
                // The manifest names no such file: what the registry lists is in an archive.
                Some(None) => ().into_any(),
                None => {
                    let path = path.clone();
                    view! {
                        <button
                            type="button"
                            class="ib"
                            aria-label=label.clone()
                            title=label
                            on:click=move |_| {
                                self.wanted.set(Some(path.clone()));
                                if self.content.manifest.failure.with_untracked(Option::is_some) {
                                    self.content.manifest.reload();
                                }
                                self.content.want_manifest();
                            }
                        >
                            <Icon name="download" />
                        </button>
                    }
                    .into_any()
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LISTED: &str = r#"[
        {"name": "README.md", "type": "file", "size": 11},
        {"name": "tokenizer", "type": "directory", "size": 0, "children": [
            {"name": "vocab", "type": "directory", "children": [
                {"name": "en.json", "type": "file", "size": 3},
                {"name": "fr.json", "type": "file", "size": 4}
            ]},
            {"name": "empty", "type": "directory"}
        ]},
        {"name": "shards/1.bin", "type": "file", "size": 100}
    ]"#;

    fn lines(closed: &[&str]) -> Vec<String> {
        let root = Folder::read(LISTED).expect("a list");
        let closed = closed.iter().map(|path| (*path).to_owned()).collect();
        let mut lines = Vec::new();
        root.lines("", 0, &closed, &mut lines);
        let text = |line: &Line| format!("{}{} {}", "  ".repeat(line.level), line.name, line.bytes);
        lines.iter().map(text).collect()
    }

    #[test]
    fn folders_fold_and_are_as_large_as_what_is_in_them() {
        assert_eq!(
            lines(&[]),
            [
                "shards 100",
                "  1.bin 100",
                "tokenizer 7",
                "  vocab 7",
                "    en.json 3",
                "    fr.json 4",
                "README.md 11",
            ]
        );
        assert_eq!(
            lines(&["tokenizer/vocab", "shards"]),
            ["shards 100", "tokenizer 7", "  vocab 7", "README.md 11"]
        );
        let root = Folder::read(LISTED).expect("a list");
        assert_eq!((root.number, root.bytes), (4, 118));
        let mut paths = BTreeSet::new();
        root.paths("", &mut paths);
        let paths: Vec<&str> = paths.iter().map(String::as_str).collect();
        assert_eq!(paths, ["shards", "tokenizer", "tokenizer/vocab"]);
        assert_eq!(Folder::read("null"), Some(Folder::default()));
        assert_eq!(Folder::read("<html>"), None);
    }

    #[test]
    fn a_path_without_an_end_is_no_tree_without_an_end() {
        let path = "a/".repeat(10_000);
        let mut root = Folder::default();
        root.put(&path, 1);
        let mut paths = BTreeSet::new();
        root.paths("", &mut paths);
        assert_eq!(paths.len(), DEEPEST - 1);
    }

    #[test]
    fn a_file_is_saved_from_the_layer_that_it_is() {
        let layer = |path: &str, media_type: &str| Descriptor {
            digest: format!("sha256:{path}"),
            media_type: media_type.to_owned(),
            annotations: [(PATH.to_owned(), path.to_owned())].into(),
            ..Descriptor::default()
        };
        let layers = [
            layer("README.md", "application/vnd.cncf.model.doc.v1.raw"),
            layer(
                "tokenizer/en.json",
                "application/vnd.cncf.model.weight.v1.tar",
            ),
        ];
        let found = |path| layer_of(&layers, path).map(|(layer, file)| (&*layer.digest, file));
        assert_eq!(found("README.md"), Some(("sha256:README.md", None)));
        assert_eq!(
            found("tokenizer/en.json"),
            Some(("sha256:tokenizer/en.json", Some(0)))
        );
        assert_eq!(found("en.json"), None);
    }

    #[test]
    fn layers_are_the_tree_where_the_registry_lists_none() {
        let layer = |digest: &str, size, annotation: Option<(&str, &str)>| Descriptor {
            digest: format!("sha256:{digest}"),
            size: Some(size),
            annotations: annotation
                .map(|(name, value)| (name.to_owned(), value.to_owned()))
                .into_iter()
                .collect(),
            ..Descriptor::default()
        };
        let layers = [
            layer("a", 7, Some((PATH, "./weights/1.onnx"))),
            layer(
                "b",
                5,
                Some(("org.opencontainers.image.title", "README.md")),
            ),
            layer("0123456789abcdef", 3, None),
        ];
        let root = Folder::of_layers(&layers);
        assert_eq!((root.number, root.bytes), (3, 15));
        let mut lines = Vec::new();
        root.lines("", 0, &BTreeSet::new(), &mut lines);
        let paths: Vec<&str> = lines.iter().map(|line| line.path.as_str()).collect();
        assert_eq!(
            paths,
            ["weights", "weights/1.onnx", "0123456789ab", "README.md"]
        );
        // Each leads back to its layer.
        let digest = |path: &str| layer_of(&layers, path).map(|(layer, _)| layer.digest.clone());
        assert_eq!(digest("weights/1.onnx").as_deref(), Some("sha256:a"));
        assert_eq!(
            digest("0123456789ab").as_deref(),
            Some("sha256:0123456789abcdef")
        );
    }
}
