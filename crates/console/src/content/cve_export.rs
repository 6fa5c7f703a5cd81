//! Exports of findings. The registry gives a file once and deletes it then, so it is fetched only when there
//! is a place for it.

use std::io::{self, BufWriter, Write};

use harbor_api::{TableOperation, operations::DownloadScanData};
use harbor_client::SendOptions;
use pilothouse_protocol::{Failure, FailureCode, SaveCveExport, Saved};

use crate::{
    apis::Operation,
    console::Console,
    content::not_written,
    desktop::{Host, blocking},
};

impl Console {
    /// Fetches an export's file, and writes it where the person says.
    pub(crate) async fn save_cve_export(
        &self,
        call: u64,
        command: &SaveCveExport,
        host: &dyn Host,
    ) -> Result<Saved, Failure> {
        let current = self.client_for_call(&command.connection).await?;
        self.check_secret(&command.connection, &current).await?;
        let unfinished = host.begin_file(command.name.clone()).await?;
        let to = unfinished.file().map_err(|error| not_written(&error))?;
        let download = DownloadScanData {
            execution_id: command.export,
        };
        let operation = Operation::Harbor(download.into());
        let request = operation.request();
        let begun = current
            .client
            .stream(&request, None, SendOptions::default())
            .await;
        let stream = self
            .noted(&command.connection, current.epoch, begun, &operation)
            .await
            .map_err(|failure| match failure.code {
                FailureCode::NotFound => gone(failure),
                _ => failure,
            })?;
        let mut on_progress = self.on_progress(call);
        let written = self.stream_through(
            &command.connection,
            &current,
            stream,
            &operation,
            &mut on_progress,
            move |mut reader| {
                let mut to = BufWriter::new(to);
                io::copy(&mut reader, &mut to).map_err(|error| not_written(&error))?;
                to.flush().map_err(|error| not_written(&error))
            },
        );
        written.await.map_err(gone)?;
        self.used(&command.connection, current.epoch, Some(&current.client))
            .await;
        let saved = blocking(move || unfinished.finish()).await;
        saved
            .unwrap_or_else(|error| Err(Failure::new(FailureCode::Internal, error)))
            .map_err(gone)
    }
}

/// What breaks off after its file was begun is gone at the registry, too.
fn gone(failure: Failure) -> Failure {
    failure.with_hint("The registry gives a file once, and has deleted it: export it anew.")
}
