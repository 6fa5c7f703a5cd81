//! Scanners that a registry is told of, with credentials that only pass through.

use harbor_api::{
    operations::{CreateScanner, PingScanner, UpdateScanner},
    types::{NewScanner, ScannerPing, SentSecret},
};
use pilothouse_protocol::{Empty, Entered, Failure, SaveScanner, ScannerDraft, TestScanner};

use crate::{changes, console::Console, secrets::cli_secret::without};

impl Console {
    /// Has the registry call a scanner's adapter.
    pub(crate) async fn test_scanner(&self, command: TestScanner) -> Result<Empty, Failure> {
        let id = &command.connection;
        changes::allow_writing(self.read_only(id).await?)?;
        let scanner = command.scanner;
        let credential = scanner.credential.map(Entered::into_inner);
        let operation = PingScanner {
            body: ScannerPing {
                name: scanner.name,
                url: scanner.url,
                auth: scanner.auth,
                access_credential: credential.as_deref().map(SentSecret::new),
            },
        };
        let current = self.client(id).await?;
        let outcome = self.changed(id, &current, &operation).await;
        outcome.map_err(|failure| without(failure, credential.as_deref().as_slice()))
    }

    /// Makes a scanner known, or changes one. A credential that is absent stays.
    pub(crate) async fn save_scanner(&self, command: SaveScanner) -> Result<Empty, Failure> {
        let id = &command.connection;
        changes::allow_writing(self.read_only(id).await?)?;
        let ScannerDraft {
            name,
            description,
            url,
            auth,
            credential,
            skip_certificate_check,
            use_internal_address,
            disabled,
        } = command.scanner;
        let credential = credential.map(Entered::into_inner);
        let body = NewScanner {
            name,
            description,
            url,
            auth,
            access_credential: credential.as_deref().map(SentSecret::new),
            skip_certificate_check,
            use_internal_addr: use_internal_address,
            disabled,
        };
        let current = self.client(id).await?;
        let outcome = match command.id {
            None => self.changed(id, &current, &CreateScanner { body }).await,
            Some(registration_id) => {
                let operation = UpdateScanner {
                    registration_id,
                    body,
                };
                self.changed(id, &current, &operation).await
            }
        };
        outcome.map_err(|failure| without(failure, credential.as_deref().as_slice()))
    }
}
