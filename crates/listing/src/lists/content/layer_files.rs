//! The files of an image's layer.

use chrono::DateTime;
use harbor_api::{Filter, Sort};
use serde::{Deserialize, Serialize};

use crate::{
    column::{Column, ColumnKind},
    listing::{Listing, ListingPage, Row, row_of},
    source::{ContentPlace, Source},
};

/// The entries of a layer, which streams by while they are read.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct LayerFiles {
    pub layer: ContentPlace,
}

/// What an entry is: the words of `kind`.
pub mod file_kind {
    pub const FILE: &str = "file";
    pub const FOLDER: &str = "folder";
    pub const SYMBOLIC_LINK: &str = "symbolic_link";
    pub const HARD_LINK: &str = "hard_link";
    pub const DEVICE: &str = "device";
    pub const FIFO: &str = "fifo";
    /// Takes a file or folder of lower layers away.
    pub const REMOVED: &str = "removed";
    /// Takes all away that lower layers have in a folder.
    pub const EMPTIED: &str = "emptied";
    pub const OTHER: &str = "other";
}

/// An entry of a layer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LayerFile {
    /// Its place in the archive, from 0: a path may occur twice.
    pub number: u64,
    pub path: String,
    /// One of [`file_kind`].
    pub kind: String,
    /// Bytes, of files.
    pub size: Option<u64>,
    pub mode: u32,
    pub user: u64,
    pub group: u64,
    /// Seconds since 1970.
    pub modified: Option<u64>,
    pub target: Option<String>,
}

impl LayerFiles {
    /// Rows of entries that were read.
    pub fn page(files: &[LayerFile]) -> ListingPage {
        ListingPage {
            rows: files.iter().map(row_of::<Self>).collect(),
            ..ListingPage::default()
        }
    }
}

impl Listing for LayerFiles {
    const ID: &'static str = "layer_files";
    const COLUMNS: &'static [Column] = &[
        Column::new("key", ColumnKind::Text),
        Column::new("path", ColumnKind::Text).searched(),
        Column::new("size", ColumnKind::Bytes),
        Column::new("kind", ColumnKind::Word),
        Column::new("mode", ColumnKind::Word),
        Column::new("target", ColumnKind::Text).searched(),
        Column::new("owner", ColumnKind::Word),
        Column::new("modified", ColumnKind::Time),
    ];
    const SIZE: Option<&'static str> = Some("size");
    const NAME: Option<&'static str> = Some("path");

    type Operation = Source;
    type Item = LayerFile;

    fn operation(&self, _: Filter, _: Sort) -> Source {
        Source::Layer(self.layer.clone())
    }

    fn row(file: &LayerFile, row: &mut Row) {
        let path = match file.path.as_str() {
            "" => "/",
            path => path,
        };
        let size = file.size.and_then(|size| i64::try_from(size).ok());
        let modified = file.modified.and_then(|at| i64::try_from(at).ok());
        let modified = modified.and_then(|at| DateTime::from_timestamp(at, 0));
        row.text("key", file.number.to_string())
            .text("path", path)
            .number("size", size)
            .text("kind", file.kind.as_str())
            .text("mode", format!("{:04o}", file.mode))
            .text("target", file.target.clone().unwrap_or_default())
            .text("owner", format!("{}:{}", file.user, file.group))
            .time("modified", modified);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Cell, ListScope};

    #[test]
    fn a_file_is_a_row_under_its_number() {
        let file = |number, path: &str| LayerFile {
            number,
            path: path.to_owned(),
            kind: file_kind::FILE.to_owned(),
            size: Some(8),
            mode: 0o4755,
            user: 1000,
            group: 100,
            modified: Some(1_764_300_000),
            target: None,
        };
        let page = LayerFiles::page(&[file(3, "etc/motd"), file(4, "")]);
        let texts = |row: usize| page.rows[row].iter().map(Cell::text).collect::<Vec<_>>();
        assert_eq!(
            texts(0),
            [
                Some("3"),
                Some("etc/motd"),
                None,
                Some("file"),
                Some("4755"),
                None,
                Some("1000:100"),
                None
            ]
        );
        assert_eq!(texts(1)[1], Some("/"));
        let size = page.rows[0][2].number();
        let modified = page.rows[0][7].number();
        assert_eq!((size, modified), (Some(8), Some(1_764_300_000_000_000)));
    }

    #[test]
    fn it_is_read_from_the_layer_alone() {
        let layer = ContentPlace {
            project: harbor_api::ProjectName::new("skaha").unwrap(),
            repository: harbor_api::RepositoryName::new("astroml").unwrap(),
            digest: harbor_api::Digest::new(format!("sha256:{}", "a".repeat(64))).unwrap(),
        };
        let scope = ListScope::from(LayerFiles {
            layer: layer.clone(),
        });
        assert!(scope.operation(Filter::all(), Sort::default()).is_none());
        assert!(matches!(
            scope.source(Filter::all(), Sort::default()),
            Source::Layer(found) if found == layer
        ));
    }
}
