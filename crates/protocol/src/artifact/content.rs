//! Content of the registry that is too large for the memory, or a part of it.

use listing::ContentPlace;
use serde::{Deserialize, Serialize};

use crate::connection::ConnectionId;

/// See [`crate::Command::ReadLayerFile`]. The layer is read to its end, so that nothing is shown that
/// was not compared with its digest; [`crate::Event::Progress`] tells the bytes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReadLayerFile {
    pub connection: ConnectionId,
    pub layer: ContentPlace,
    /// The file's place in the layer, from 0.
    pub number: u64,
}

/// What a file of a layer says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LayerFileText {
    /// Nothing for a file that is no text.
    pub text: Option<String>,
    /// The text is only the file's beginning.
    pub is_cut: bool,
}

impl LayerFileText {
    /// Bytes of a file that are shown at most.
    pub const LIMIT: usize = 512 * 1024;
}

/// See [`crate::Command::SaveContent`]. [`crate::Event::Progress`] tells the bytes that came.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SaveContent {
    pub connection: ConnectionId,
    pub content: ContentPlace,
    /// Only this file of it, by its place in the layer that the content is.
    pub file: Option<u64>,
    /// A name to begin with, without a folder.
    pub name: String,
}
