//! Content of the registry that streams through: saved to a disk, or read piece by piece. Nothing of it
//! is kept in the memory but the pieces that are under way, and nothing that came of it is given out
//! before the whole was compared with its digest.

pub(super) mod attachments;
pub(super) mod cve_export;
pub(super) mod layers;
pub(super) mod move_tag;

use std::{
    fs::File,
    io::{self, BufWriter, Read, Write},
};

use bytes::{Buf, Bytes};
use distribution_api::{GetBlob, Name};
use futures::future::try_join;
use harbor_client::{ContentStream, SendOptions};
use layer_archive::{ArchiveError, Limits, extract};
use listing::ContentPlace;
use pilothouse_protocol::{
    ConnectionId, Event, Failure, FailureCode, LayerFileText, ReadLayerFile, SaveContent, Saved,
};
use tokio::{sync::mpsc, time::Instant};

use crate::{
    apis::Operation,
    connection::runtime::Current,
    console::Console,
    desktop::{Host, blocking},
    lists::PUBLISHED,
};

/// Pieces that are under way between the network and whoever reads them; each is some kB.
const PIECES: usize = 32;

/// Content as a reader, for a thread of its own: it ends early where the stream has failed or nobody
/// waits for it any more, and that is told by the stream's side.
pub(crate) struct PieceReader {
    pieces: mpsc::Receiver<Bytes>,
    piece: Bytes,
}

impl Read for PieceReader {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while self.piece.is_empty() {
            match self.pieces.blocking_recv() {
                Some(piece) => self.piece = piece,
                None => return Ok(0),
            }
        }
        let bytes = buffer.len().min(self.piece.len());
        self.piece.copy_to_slice(&mut buffer[..bytes]);
        Ok(bytes)
    }
}

/// How much of it has come: bytes read, and in all where that is known.
type OnProgress<'a> = &'a mut (dyn FnMut(u64, Option<u64>) -> Result<(), Failure> + Send);

impl Console {
    /// Streams content through `work`, which runs on a thread of its own. Ends when both have ended:
    /// `work`'s result is given only for content with the right digest.
    pub(crate) async fn stream_content<T: Send + 'static>(
        &self,
        connection: &ConnectionId,
        current: &Current,
        place: &ContentPlace,
        options: SendOptions,
        on_progress: OnProgress<'_>,
        work: impl FnOnce(PieceReader) -> Result<T, Failure> + Send + 'static,
    ) -> Result<T, Failure> {
        let operation = operation_of(place);
        let request = harbor_api::TableOperation::request(&operation);
        let begun = current
            .client
            .stream(&request, Some(&place.digest), options)
            .await;
        let stream: ContentStream = self
            .noted(connection, current.epoch, begun, &operation)
            .await?;
        self.stream_through(connection, current, stream, &operation, on_progress, work)
            .await
    }

    /// The same for a stream that has begun.
    pub(crate) async fn stream_through<T: Send + 'static>(
        &self,
        connection: &ConnectionId,
        current: &Current,
        mut stream: ContentStream,
        operation: &Operation,
        on_progress: OnProgress<'_>,
        work: impl FnOnce(PieceReader) -> Result<T, Failure> + Send + 'static,
    ) -> Result<T, Failure> {
        let (sender, pieces) = mpsc::channel(PIECES);
        let reader = PieceReader {
            pieces,
            piece: Bytes::new(),
        };
        let working = async {
            tokio::task::spawn_blocking(move || work(reader))
                .await
                .unwrap_or_else(|error| Err(Failure::new(FailureCode::Internal, error.to_string())))
        };
        let streaming = async {
            loop {
                match stream.next().await {
                    Ok(Some(piece)) => {
                        on_progress(stream.bytes_read(), stream.length())?;
                        // What is behind the end of an archive is read for the digest alone.
                        let _ = sender.send(piece).await;
                    }
                    Ok(None) => break,
                    Err(error) => {
                        return self
                            .noted(connection, current.epoch, Err(error), operation)
                            .await;
                    }
                }
            }
            drop(sender);
            Ok(())
        };
        let ((), result) = try_join(streaming, working).await?;
        Ok(result)
    }

    /// Reads a file of a layer, to be looked at.
    pub(crate) async fn read_layer_file(
        &self,
        call: u64,
        command: ReadLayerFile,
    ) -> Result<LayerFileText, Failure> {
        let current = self.client_for_call(&command.connection).await?;
        self.check_secret(&command.connection, &current).await?;
        let number = command.number;
        let read = self
            .stream_content(
                &command.connection,
                &current,
                &command.layer,
                SendOptions::default(),
                &mut self.on_progress(call),
                move |reader| {
                    let mut start = Vec::new();
                    let limit = LayerFileText::LIMIT as u64;
                    let found = extract(reader, &Limits::default(), number, limit, &mut start)
                        .map_err(|error| from_archive(&error))?;
                    Ok((start, found.entry.size > found.written))
                },
            )
            .await?;
        self.used(&command.connection, current.epoch, Some(&current.client))
            .await;
        let (start, is_cut) = read;
        Ok(LayerFileText {
            text: text_of(start, is_cut),
            is_cut,
        })
    }

    /// Writes content, or one file of it, where the person says.
    pub(crate) async fn save_content(
        &self,
        call: u64,
        command: &SaveContent,
        host: &dyn Host,
    ) -> Result<Saved, Failure> {
        let unfinished = host.begin_file(command.name.clone()).await?;
        let file = unfinished.file().map_err(|error| not_written(&error))?;
        self.write_content(call, command, file).await?;
        blocking(move || unfinished.finish())
            .await
            .unwrap_or_else(|error| Err(Failure::new(FailureCode::Internal, error)))
    }

    /// Writes content, or one file of it, into an open file.
    pub async fn write_content(
        &self,
        call: u64,
        command: &SaveContent,
        to: File,
    ) -> Result<(), Failure> {
        let current = self.client_for_call(&command.connection).await?;
        self.check_secret(&command.connection, &current).await?;
        let file = command.file;
        self.stream_content(
            &command.connection,
            &current,
            &command.content,
            SendOptions::default(),
            &mut self.on_progress(call),
            move |mut reader| {
                let mut to = BufWriter::new(to);
                match file {
                    Some(number) => {
                        extract(reader, &Limits::default(), number, u64::MAX, &mut to)
                            .map_err(|error| from_archive(&error))?;
                    }
                    None => {
                        io::copy(&mut reader, &mut to).map_err(|error| not_written(&error))?;
                    }
                }
                to.flush().map_err(|error| not_written(&error))
            },
        )
        .await?;
        self.used(&command.connection, current.epoch, Some(&current.client))
            .await;
        Ok(())
    }

    /// Tells a call's progress, not too often.
    pub(crate) fn on_progress(
        &self,
        call: u64,
    ) -> impl FnMut(u64, Option<u64>) -> Result<(), Failure> + Send + use<'_> {
        let mut told = None::<Instant>;
        move |done, total| {
            if told.is_none_or(|at| at.elapsed() >= PUBLISHED) {
                told = Some(Instant::now());
                (self.listener)(Event::Progress { call, done, total });
            }
            Ok(())
        }
    }
}

/// What is asked for at a place.
pub(crate) fn operation_of(place: &ContentPlace) -> Operation {
    let name = Name::new(place.project.clone(), place.repository.clone());
    let blob = GetBlob {
        name,
        digest: place.digest.clone().into(),
    };
    Operation::Distribution(blob.into())
}

/// What is wrong with a layer.
pub(crate) fn from_archive(error: &ArchiveError) -> Failure {
    match error {
        ArchiveError::Write(error) => not_written(error),
        error => Failure::new(
            FailureCode::BadAnswer,
            format!("The files of this layer could not be read: {error}."),
        )
        .with_hint("The layer can be saved as it is and looked at with another program."),
    }
}

pub(crate) fn not_written(error: &io::Error) -> Failure {
    Failure::new(
        FailureCode::Storage,
        format!("The file could not be written: {error}."),
    )
}

/// The beginning of a file as a text; nothing if it is none.
fn text_of(start: Vec<u8>, is_cut: bool) -> Option<String> {
    if start.contains(&0) {
        return None;
    }
    match String::from_utf8(start) {
        Ok(text) => Some(text),
        // A cut may go through a character, which has four bytes at most.
        Err(error) => {
            let valid = error.utf8_error().valid_up_to();
            let is_at_the_cut = is_cut && error.utf8_error().error_len().is_none();
            let mut bytes = error.into_bytes();
            bytes.truncate(valid);
            String::from_utf8(bytes).ok().filter(|_| is_at_the_cut)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_text_is_shown_as_text() {
        let text = |bytes: &[u8], is_cut| text_of(bytes.to_vec(), is_cut);
        assert_eq!(text("né\n".as_bytes(), false).as_deref(), Some("né\n"));
        assert_eq!(text(b"n\xc3", true).as_deref(), Some("n"));
        for (bytes, is_cut) in [
            (&b"n\xc3"[..], false),
            (b"\x7fELF\0", false),
            (b"n\xff\xffx", true),
        ] {
            assert_eq!(text(bytes, is_cut), None, "{bytes:?}");
        }
        assert_eq!(text(b"", false).as_deref(), Some(""));
    }
}
