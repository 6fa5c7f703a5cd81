//! How much of an archive is read.

use std::{
    cell::Cell,
    io::{self, Read},
    rc::Rc,
};

/// What an archive may have at most; beyond it is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Files, folders and links together.
    pub entries: u64,
    /// Bytes of the unpacked archive.
    pub unpacked: u64,
    /// Bytes of an entry's path, and of a link's target.
    pub path: usize,
    /// Bytes of one entry's headers, with long names and extended attributes.
    pub headers: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            entries: 2_000_000,
            unpacked: 1 << 40,
            // PATH_MAX of Linux: a longer one can't be made where images run.
            path: 4096,
            headers: 1 << 20,
        }
    }
}

/// Why reading was ended by a limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(crate) enum Exceeded {
    #[error("its unpacked content is too large")]
    Unpacked,
    #[error("an entry's header is too large")]
    Headers,
}

/// What is still allowed; shared with the reader below the archive.
#[derive(Debug, Clone)]
pub(crate) struct Budget {
    unpacked: Rc<Cell<u64>>,
    /// While headers are read: what they may take. Without, content is read.
    headers: Rc<Cell<Option<u64>>>,
}

impl Budget {
    pub(crate) fn new(limits: &Limits) -> Self {
        Self {
            unpacked: Rc::new(Cell::new(limits.unpacked)),
            headers: Rc::new(Cell::new(None)),
        }
    }

    /// The next bytes are headers, of so many bytes at most.
    pub(crate) fn begin_headers(&self, bytes: u64) {
        self.headers.set(Some(bytes));
    }

    /// The next bytes are content.
    pub(crate) fn end_headers(&self) {
        self.headers.set(None);
    }

    fn take(&self, bytes: u64) -> Result<(), Exceeded> {
        if let Some(left) = self.headers.get() {
            let left = left.checked_sub(bytes).ok_or(Exceeded::Headers)?;
            self.headers.set(Some(left));
        }
        let left = self.unpacked.get().checked_sub(bytes);
        self.unpacked.set(left.ok_or(Exceeded::Unpacked)?);
        Ok(())
    }
}

/// A reader that counts against a budget.
pub(crate) struct Budgeted<R> {
    pub(crate) inner: R,
    pub(crate) budget: Budget,
}

impl<R: Read> Read for Budgeted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let bytes = self.inner.read(buffer)?;
        self.budget
            .take(bytes as u64)
            .map_err(|exceeded| io::Error::new(io::ErrorKind::FileTooLarge, exceeded))?;
        Ok(bytes)
    }
}
