//! One entry of a layer.

/// A file, a folder, a link or the like, as the archive names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Its place in the archive, from 0. A path may occur twice.
    pub number: u64,
    /// Without `./` or `/` in front and without a slash at its end; empty for the root. Bytes that are
    /// no UTF-8 are replaced.
    pub path: String,
    pub kind: EntryKind,
    /// Bytes of its content, unpacked; 0 for everything but files.
    pub size: u64,
    /// Permissions with the bits for set-user-id, set-group-id and sticky.
    pub mode: u32,
    pub user: u64,
    pub group: u64,
    /// Seconds since 1970.
    pub modified: Option<u64>,
    /// Where a link leads.
    pub target: Option<String>,
}

/// What an entry is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EntryKind {
    File,
    Folder,
    SymbolicLink,
    HardLink,
    Device,
    Fifo,
    /// Takes something of a lower layer away (OCI image specification, 'Layer', 'Whiteouts').
    Whiteout(Whiteout),
    Other,
}

/// What a whiteout takes away.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Whiteout {
    /// The file or folder that [`Entry::path`] names.
    Path,
    /// All that lower layers have in the folder that [`Entry::path`] names.
    Content,
}

/// In front of the name of what is taken away.
const WHITEOUT: &str = ".wh.";
/// The name for all that a folder has.
const OPAQUE: &str = ".wh..wh..opq";

impl Entry {
    /// Reads a whiteout's name: what it takes away is its path then.
    pub(crate) fn read_whiteout(&mut self) {
        if self.kind != EntryKind::File {
            return;
        }
        let (folder, name) = self.path.rsplit_once('/').unwrap_or(("", &self.path));
        if name == OPAQUE {
            self.kind = EntryKind::Whiteout(Whiteout::Content);
            self.path = folder.to_owned();
        } else if let Some(name) = name.strip_prefix(WHITEOUT)
            // aufs keeps its own books under `.wh..wh.`.
            && !name.is_empty()
            && !name.starts_with(WHITEOUT)
        {
            self.kind = EntryKind::Whiteout(Whiteout::Path);
            self.path = match folder {
                "" => name.to_owned(),
                folder => format!("{folder}/{name}"),
            };
        }
    }
}
