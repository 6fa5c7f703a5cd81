//! Moving a tag: off the one artifact and onto the other, and back if that fails.

use harbor_api::{
    AnyOperation, ArtifactReference, Decode, Digest, Operation,
    operations::{CreateTag, DeleteTag, GetArtifact},
    types::{Artifact, NewTag},
};
use harbor_client::SendOptions;
use pilothouse_protocol::{Failure, FailureCode, MoveTag, TagMoved};

use crate::{
    calls::{open_calls::OpenCall, unreadable},
    changes,
    connection::runtime::Current,
    console::Console,
};

impl Console {
    /// Moves a tag. Everything that can be known beforehand is looked at before it is taken off.
    pub(crate) async fn move_tag(
        &self,
        call: &OpenCall<'_>,
        command: MoveTag,
    ) -> Result<TagMoved, Failure> {
        let read_only = self.view(&command.connection)?.system.read_only;
        changes::allow(&DeleteTag::INFO, read_only)?;
        changes::allow(&CreateTag::INFO, read_only)?;
        let current = self.client_for_call(&command.connection).await?;
        let at = ArtifactReference::Tag(command.tag.clone());
        let holder = self.artifact_for_tag(&command, &current, at).await?;
        let target = self
            .artifact_for_tag(&command, &current, command.to.clone())
            .await?;
        let moved = TagMoved {
            from: holder.digest.clone(),
            to: target.digest.clone(),
        };
        if moved.from == moved.to {
            return Ok(moved);
        }
        let mut tags = holder.tags.iter();
        if tags.any(|tag| tag.name == command.tag.as_str() && tag.immutable) {
            return Err(Failure::new(
                FailureCode::Precondition,
                format!("The tag {} is immutable and can't be moved.", command.tag),
            )
            .with_hint("Change the rule that holds it first."));
        }
        let (from, to) = (reference(&moved.from)?, reference(&moved.to)?);
        // From here on it is done to the end: between the two steps the tag is nowhere.
        call.settle()?;
        let off = DeleteTag {
            project_name: command.project.clone(),
            repository_name: command.repository.clone(),
            reference: from.clone(),
            tag_name: command.tag.clone(),
        };
        self.send_for_tag(&command, &current, off.into()).await?;
        let on = |reference| CreateTag {
            project_name: command.project.clone(),
            repository_name: command.repository.clone(),
            reference,
            body: NewTag {
                name: command.tag.clone(),
            },
        };
        let Err(failure) = self.send_for_tag(&command, &current, on(to).into()).await else {
            return Ok(moved);
        };
        let back = self.send_for_tag(&command, &current, on(from).into()).await;
        let what = match back {
            Ok(()) => "It is back where it was.".to_owned(),
            Err(_) => format!("It is on no artifact now; it was on {}.", moved.from),
        };
        let message = format!("The tag could not be moved: {} {what}", failure.message);
        Err(Failure { message, ..failure })
    }

    async fn artifact_for_tag(
        &self,
        command: &MoveTag,
        current: &Current,
        reference: ArtifactReference,
    ) -> Result<Artifact, Failure> {
        let operation = AnyOperation::from(GetArtifact {
            with_tag: Some(true),
            with_immutable_status: Some(true),
            ..GetArtifact::new(
                command.project.clone(),
                command.repository.clone(),
                reference,
            )
        });
        let reply = current
            .client
            .send_raw(&operation.request(), SendOptions::default())
            .await;
        let reply = self
            .noted(&command.connection, current.epoch, reply, &operation)
            .await?;
        Artifact::decode(&reply.body).map_err(|error| {
            let id = Some(reply.request_id.clone());
            unreadable(&operation, reply.status, id, &error.reason)
        })
    }

    async fn send_for_tag(
        &self,
        command: &MoveTag,
        current: &Current,
        operation: AnyOperation,
    ) -> Result<(), Failure> {
        let request = operation.request();
        let options = SendOptions::for_target(&request.target);
        let outcome = current.client.send_raw(&request, options).await;
        self.noted(&command.connection, current.epoch, outcome, &operation)
            .await?;
        Ok(())
    }
}

fn reference(digest: &str) -> Result<ArtifactReference, Failure> {
    let digest = Digest::new(digest)
        .map_err(|error| Failure::new(FailureCode::Internal, format!("{digest}: {error}.")))?;
    Ok(ArtifactReference::Digest(digest))
}
