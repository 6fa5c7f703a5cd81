//! Lists that are read from content of the registry: a layer's files, and documents.

use std::{
    ops::ControlFlow,
    time::{Duration, Instant},
};

use futures::future::try_join;
use harbor_api::{TableOperation, Total};
use harbor_client::SendOptions;
use layer_archive::{Entry, EntryKind, Limits, Whiteout, list};
use listing::{
    ContentPlace,
    lists::{LayerFile, LayerFiles, layer_files::file_kind},
};
use pilothouse_protocol::{ContentRead, Failure};
use tokio::sync::mpsc;

use crate::{
    calls::unreadable,
    connection::runtime::Current,
    console::Console,
    content::{from_archive, operation_of},
    lists::read::Reader,
};

/// Files that are put in at once, and how long they wait for others.
const TOGETHER: usize = 512;
const AT_MOST: Duration = Duration::from_millis(50);

impl Console {
    /// Reads the files of a layer while it streams by.
    pub(super) async fn read_layer(
        &self,
        reader: &Reader<'_>,
        current: &Current,
        layer: &ContentPlace,
        options: SendOptions,
    ) -> Result<(), Failure> {
        let (sender, mut files) = mpsc::channel::<Vec<LayerFile>>(4);
        let reading = move |content| {
            let mut batch = Vec::with_capacity(TOGETHER);
            let mut since = Instant::now();
            let limits = Limits::default();
            let read = list(content, &limits, |entry| {
                batch.push(file_of(entry));
                if batch.len() < TOGETHER && since.elapsed() < AT_MOST {
                    return ControlFlow::Continue(());
                }
                since = Instant::now();
                // Nobody takes them where the reading was cancelled.
                match sender.blocking_send(std::mem::take(&mut batch)) {
                    Ok(()) => ControlFlow::Continue(()),
                    Err(_) => ControlFlow::Break(()),
                }
            });
            // Those before a damage are true all the same.
            let _ = sender.blocking_send(batch);
            read.map(|_| ()).map_err(|error| from_archive(&error))
        };
        let mut on_progress = |read, all| {
            reader.change(|inner| inner.content = Some(ContentRead { read, all }))?;
            reader.publish(false);
            Ok(())
        };
        let streaming = self.stream_content(
            &reader.list.connection,
            current,
            layer,
            options,
            &mut on_progress,
            reading,
        );
        let taking = async {
            while let Some(files) = files.recv().await {
                reader.take_all(LayerFiles::page(&files), Total::Unknown)?;
                reader.publish(false);
            }
            Ok(())
        };
        let ((), ()) = try_join(taking, streaming).await?;
        reader.change(|inner| inner.content = None)
    }

    /// Reads a list from a document that the registry holds.
    pub(super) async fn read_document(
        &self,
        reader: &Reader<'_>,
        current: &Current,
        document: ContentPlace,
        options: SendOptions,
    ) -> Result<(), Failure> {
        let list = reader.list;
        let operation = operation_of(&document);
        let request = operation.request();
        let options = SendOptions {
            body_limit: SendOptions::ADDITION_LIMIT,
            ..options
        };
        let outcome = current.client.send_raw(&request, options).await;
        let reply = self
            .noted(&list.connection, current.epoch, outcome, &operation)
            .await?;
        let page = list.scope.page(&reply.body).map_err(|error| {
            let id = Some(reply.request_id.clone());
            unreadable(&operation, reply.status, id, &error.reason)
        })?;
        reader.take_all(page, Total::Unknown)
    }
}

fn file_of(entry: Entry) -> LayerFile {
    let kind = match entry.kind {
        EntryKind::File => file_kind::FILE,
        EntryKind::Folder => file_kind::FOLDER,
        EntryKind::SymbolicLink => file_kind::SYMBOLIC_LINK,
        EntryKind::HardLink => file_kind::HARD_LINK,
        EntryKind::Device => file_kind::DEVICE,
        EntryKind::Fifo => file_kind::FIFO,
        EntryKind::Whiteout(Whiteout::Path) => file_kind::REMOVED,
        EntryKind::Whiteout(Whiteout::Content) => file_kind::EMPTIED,
        EntryKind::Other => file_kind::OTHER,
    };
    LayerFile {
        number: entry.number,
        path: entry.path,
        kind: kind.to_owned(),
        size: (entry.kind == EntryKind::File).then_some(entry.size),
        mode: entry.mode,
        user: entry.user,
        group: entry.group,
        modified: entry.modified,
        target: entry.target,
    }
}
