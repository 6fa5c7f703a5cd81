//! The parts of an index, each an artifact of its own: read when the index is opened.

use futures::{StreamExt, stream};
use harbor_api::{AnyOperation, ArtifactReference, Decode, types::Artifact};
use harbor_client::{REQUESTS_AT_ONCE, SendOptions};
use listing::{Cell, ListScope, lists::artifacts};
use pilothouse_protocol::{Empty, Failure, ReadParts};

use crate::console::{Console, locked};

impl Console {
    /// Reads what is not known yet of a row's parts. One that can't be read keeps what its row says,
    /// and is asked for again with the next call.
    pub(crate) async fn read_parts(&self, command: ReadParts) -> Result<Empty, Failure> {
        let list = self.lists.get(command.list)?;
        let ListScope::Artifacts(scope) = &list.scope else {
            return Ok(Empty {});
        };
        let missing: Vec<String> = {
            let inner = locked(&list.inner);
            let row = inner.store.find(&command.key);
            let lines = row.zip(list.scope.parts());
            let lines = lines.map_or(Cell::None, |(row, column)| inner.store.cell(row, column));
            let key = |line: &String| line.split(' ').next().unwrap_or_default().to_owned();
            let keys = lines.texts().iter().map(key);
            keys.filter(|key| !inner.parts.contains_key(key)).collect()
        };
        if missing.is_empty() {
            return Ok(Empty {});
        }
        let current = self.client_for_call(&list.connection).await?;
        let reads = missing.into_iter().filter_map(|digest| {
            let reference = ArtifactReference::parse(&digest).ok()?;
            let operation = AnyOperation::from(scope.one(reference));
            let client = current.client.clone();
            Some(async move {
                let request = operation.request();
                let reply = client.send_raw(&request, SendOptions::default()).await;
                (digest, reply, operation)
            })
        });
        let mut reads = stream::iter(reads).buffer_unordered(REQUESTS_AT_ONCE);
        while let Some((digest, reply, operation)) = reads.next().await {
            let reply = self
                .noted(&list.connection, current.epoch, reply, &operation)
                .await;
            let Ok(artifact) = reply.map(|reply| Artifact::decode(&reply.body)) else {
                continue;
            };
            let Ok(artifact) = artifact else { continue };
            let mut inner = locked(&list.inner);
            inner.parts.insert(digest, artifacts::row_of(&artifact));
            inner.changes += 1;
            drop(inner);
            self.publish_list(&list);
        }
        Ok(Empty {})
    }
}
