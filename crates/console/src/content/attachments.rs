//! What is attached to an image: read from the registry, and verified with what a person trusts.

use chrono::Utc;
use distribution_api::{Blob, Content, Descriptor, GetBlob, GetManifest, Manifest, Name};
use harbor_api::{ArtifactReference, Decode, Digest, TableOperation};
use harbor_client::SendOptions;
use pilothouse_protocol::{
    AttachmentPart, AttachmentRead, Failure, FailureCode, LogEntryRead, PartContent,
    ProvenanceRead, ReadAttachment, SignatureRead, SignerIdentity, StatementRead, Verification,
};
use signatures::{Signature, Statement, Trust, Unreadable, Verified};

use crate::{apis::Operation, calls::unreadable, connection::runtime::Current, console::Console};

/// Layers that are read at most: each signature of an older Cosign's is one.
const LAYERS: usize = 32;
/// A larger layer is no signature, in bytes.
const LARGEST: u64 = 4 << 20;

impl Console {
    /// Reads what is attached. Where there is something to verify signatures with, that is done.
    pub(crate) async fn read_attachment(
        &self,
        command: ReadAttachment,
    ) -> Result<AttachmentRead, Failure> {
        let trust = command.trust.as_deref().map(Trust::from_pem).transpose();
        let trust = trust.map_err(|error| {
            Failure::new(
                FailureCode::Invalid,
                format!("This can't be used: {error}."),
            )
        })?;
        let current = self.client_for_call(&command.connection).await?;
        self.check_secret(&command.connection, &current).await?;
        let place = &command.attachment;
        let name = Name::new(place.project.clone(), place.repository.clone());
        let manifest = GetManifest {
            name: name.clone(),
            reference: ArtifactReference::Digest(place.digest.clone()),
        };
        let manifest = Operation::Distribution(manifest.into());
        let manifest: Content<Manifest> = self.content_of(&command, &current, &manifest).await?;
        let layers = match manifest.read {
            Ok(Manifest::Image(image)) => image.layers,
            Ok(Manifest::Index(_)) => Vec::new(),
            Err(error) => {
                return Err(Failure::new(
                    FailureCode::BadAnswer,
                    format!("Its manifest could not be read: {}.", error.reason),
                ));
            }
        };
        let mut parts = Vec::new();
        for layer in layers.into_iter().take(LAYERS) {
            let content = match kind_of(&layer) {
                Some(kind) => {
                    let Ok(digest) = Digest::new(layer.digest.clone()) else {
                        continue;
                    };
                    let blob = GetBlob {
                        name: name.clone(),
                        digest: digest.into(),
                    };
                    let blob = Operation::Distribution(blob.into());
                    let blob: Blob = self.content_of(&command, &current, &blob).await?;
                    read(kind, &layer, &blob.0, trust.as_ref(), &command.subject)
                }
                None => PartContent::Other,
            };
            parts.push(AttachmentPart {
                digest: layer.digest,
                media_type: layer.media_type,
                bytes: layer.size,
                content,
            });
        }
        self.used(&command.connection, current.epoch, Some(&current.client))
            .await;
        Ok(AttachmentRead { parts })
    }

    async fn content_of<T: Decode>(
        &self,
        command: &ReadAttachment,
        current: &Current,
        operation: &Operation,
    ) -> Result<T, Failure> {
        let request = operation.request();
        let options = SendOptions::for_request(&request);
        let outcome = current.client.send_raw(&request, options).await;
        let reply = self
            .noted(&command.connection, current.epoch, outcome, operation)
            .await?;
        T::decode(&reply.body).map_err(|error| {
            let id = Some(reply.request_id.clone());
            unreadable(operation, reply.status, id, &error.reason)
        })
    }
}

/// What a layer holds, by its media type.
#[derive(Clone, Copy)]
enum Kind {
    /// Cosign's, with the signature in the layer's annotations.
    SimpleSigning,
    /// A Sigstore bundle, or a bare envelope.
    Bundle,
    Notation,
    Statement,
}

fn kind_of(layer: &Descriptor) -> Option<Kind> {
    let media_type = layer.media_type.to_ascii_lowercase();
    let has = |word: &str| media_type.contains(word);
    if layer.size.is_none_or(|size| size > LARGEST) {
        None
    } else if has("simplesigning") {
        Some(Kind::SimpleSigning)
    } else if has("sigstore.bundle") || has("dsse.envelope") {
        Some(Kind::Bundle)
    } else if has("jose+json") || has("application/cose") {
        Some(Kind::Notation)
    } else if has("in-toto") {
        Some(Kind::Statement)
    } else {
        None
    }
}

fn read(
    kind: Kind,
    layer: &Descriptor,
    content: &[u8],
    trust: Option<&Trust>,
    subject: &Digest,
) -> PartContent {
    let signature = match kind {
        Kind::SimpleSigning => Signature::from_layer(content, &layer.annotations),
        Kind::Bundle => Signature::from_bundle(content),
        Kind::Notation => Signature::from_notation(content),
        Kind::Statement => {
            return match Statement::read(content) {
                Ok((statement, _)) => PartContent::Statement(statement_read(statement)),
                Err(Unreadable(why)) => PartContent::Unreadable(why),
            };
        }
    };
    let signature = match signature {
        Ok(signature) => signature,
        Err(Unreadable(why)) => return PartContent::Unreadable(why),
    };
    let verification =
        trust.map(
            |trust| match signature.verify(trust, subject.as_str(), Utc::now()) {
                Ok(Verified::Key(fingerprint)) => Verification::ByKey { fingerprint },
                Ok(Verified::Certificate(subject)) => Verification::ByCertificate { subject },
                Err(error) => Verification::Failed {
                    reason: error.to_string(),
                },
            },
        );
    PartContent::Signature(SignatureRead {
        is_about_subject: signature.digests.iter().any(|it| it == subject.as_str()),
        identity: signature.identity.map(|identity| SignerIdentity {
            subject: identity.subject,
            issuer: identity.issuer,
        }),
        signed_at: signature.signed_at,
        expires: signature.expires,
        log_entry: signature.log_entry.map(|entry| LogEntryRead {
            index: entry.index,
            at: entry.at,
        }),
        statement: signature.statement.map(statement_read),
        verification,
    })
}

fn statement_read(statement: Statement) -> StatementRead {
    StatementRead {
        predicate_type: statement.predicate_type,
        provenance: statement.provenance.map(|provenance| ProvenanceRead {
            builder: provenance.builder,
            build_type: provenance.build_type,
            source: provenance.source,
            revision: provenance.revision,
            started: provenance.started,
            finished: provenance.finished,
            materials: provenance.materials,
        }),
    }
}
