//! What a bulk change of artifacts would do: by their rows, and by what stands at a copy's
//! destination.

use std::{
    collections::{HashMap, HashSet},
    pin::pin,
};

use futures::{StreamExt, stream};
use harbor_api::{
    AnyOperation, ArtifactReference, Decode, List, ProjectName, RepositoryName,
    operations::{GetArtifact, ListArtifacts},
    types::{Artifact, ListedArtifact},
};
use harbor_client::{REQUESTS_AT_ONCE, SendOptions};
use listing::{Cell, ListScope};
use pilothouse_protocol::{
    BulkRows, ConnectionId, CopyPreview, DeletePreview, Failure, FailureCode, MovedTag,
    PreviewCopy, PreviewDelete, TagIn,
};

use super::change::{cell, is_of_artifacts, not_for_this_list, texts};
use crate::{calls::unreadable, console::Console};

/// Names of tags that are told.
const TOLD: usize = 10_000;
/// Immutable tags that are told, each with its repository.
const FROZEN_TOLD: usize = 1_000;
/// Artifacts and accessories that are asked for what is attached to them.
const MOST_ASKED: usize = 60;
/// Rows that are read one by one.
const MOST_NAMED: usize = 50;

/// A tag at the destination: its artifact, and whether it is immutable.
type Tags = HashMap<String, (String, bool)>;

struct Chosen {
    connection: ConnectionId,
    scope: ListScope,
    rows: Vec<Vec<Cell>>,
}

impl Chosen {
    fn texts<'a>(&self, row: &'a [Cell], column: &str) -> &'a [String] {
        texts(&self.scope, row, column)
    }

    fn text<'a>(&self, row: &'a [Cell], column: &str) -> &'a str {
        let cell = cell(&self.scope, row, column);
        cell.and_then(Cell::text).unwrap_or_default()
    }

    fn number(&self, row: &[Cell], column: &str) -> i64 {
        let cell = cell(&self.scope, row, column);
        cell.and_then(Cell::number).unwrap_or_default()
    }

    fn project(&self) -> Option<&ProjectName> {
        match &self.scope {
            ListScope::Artifacts(list) => Some(&list.project),
            ListScope::ProjectArtifacts(list) => Some(&list.project),
            _ => None,
        }
    }

    fn repository(&self, row: &[Cell]) -> String {
        match &self.scope {
            ListScope::Artifacts(list) => list.repository.to_string(),
            _ => self.text(row, "repository").to_owned(),
        }
    }
}

/// What is attached to accessories.
#[derive(Default)]
struct Below {
    number: i64,
    is_least: bool,
}

/// What goes with the rows of artifacts, and what stays.
fn deleted(chosen: &Chosen) -> DeletePreview {
    let (frozen, going): (Vec<_>, Vec<_>) =
        (chosen.rows.iter()).partition(|row| !chosen.texts(row, "immutable").is_empty());
    let digests: HashSet<&str> = going.iter().map(|row| chosen.text(row, "digest")).collect();
    let mut preview = DeletePreview {
        artifacts: going.len(),
        frozen: frozen.len(),
        ..DeletePreview::default()
    };
    let mut parts = HashSet::new();
    for row in &going {
        let tags = chosen.texts(row, "tag");
        preview.tags += tags.len();
        let room = TOLD.saturating_sub(preview.tag_names.len());
        preview.tag_names.extend(tags.iter().take(room).cloned());
        let own = chosen.texts(row, "parts");
        preview.indexes += usize::from(!own.is_empty());
        let own = own.iter().filter_map(|part| part.split(' ').next());
        parts.extend(own.filter(|part| !digests.contains(part)));
        preview.attached += chosen.number(row, "attached");
        preview.bytes = preview.bytes.saturating_add(chosen.number(row, "size"));
    }
    preview.parts = parts.len();
    for row in frozen {
        let repository = chosen.repository(row);
        let tags = chosen.texts(row, "immutable").iter();
        let room = FROZEN_TOLD.saturating_sub(preview.frozen_tags.len());
        preview.frozen_tags.extend(tags.take(room).map(|tag| TagIn {
            repository: repository.clone(),
            tag: tag.clone(),
        }));
    }
    preview
}

/// What a copy would change, by the destination's digests and tags.
fn copied(chosen: &Chosen, digests: &HashSet<String>, tags: &Tags) -> CopyPreview {
    let mut preview = CopyPreview {
        artifacts: chosen.rows.len(),
        ..CopyPreview::default()
    };
    for row in &chosen.rows {
        let digest = chosen.text(row, "digest");
        if digests.contains(digest) {
            preview.present += 1;
        } else {
            preview.bytes = preview.bytes.saturating_add(chosen.number(row, "size"));
        }
        for tag in chosen.texts(row, "tag") {
            match tags.get(tag) {
                None => preview.new_tags += 1,
                Some((here, _)) if here == digest => {}
                Some((_, true)) => preview.frozen.push(tag.clone()),
                Some((here, false)) => preview.moved.push(MovedTag {
                    tag: tag.clone(),
                    from: here.clone(),
                    to: digest.to_owned(),
                }),
            }
        }
    }
    preview
}

impl Console {
    pub(crate) async fn preview_delete(
        &self,
        command: PreviewDelete,
    ) -> Result<DeletePreview, Failure> {
        let chosen = self.chosen(command.rows).await?;
        let mut preview = deleted(&chosen);
        let below = self.attached_below(&chosen).await?;
        preview.attached += below.number;
        preview.attached_is_least = below.is_least;
        Ok(preview)
    }

    /// What is attached to the accessories of artifacts that go: a list tells of an artifact only how
    /// many there are, so each is asked, level by level.
    async fn attached_below(&self, chosen: &Chosen) -> Result<Below, Failure> {
        let mut below = Below::default();
        let Some(project) = chosen.project() else {
            return Ok(below);
        };
        let roots = chosen.rows.iter().filter(|row| {
            chosen.number(row, "attached") > 0 && chosen.texts(row, "immutable").is_empty()
        });
        let mut level: Vec<(String, String)> = roots
            .map(|row| {
                let digest = chosen.text(row, "digest").to_owned();
                (chosen.repository(row), digest)
            })
            .collect();
        if level.is_empty() {
            return Ok(below);
        }
        let current = self.client_for_call(&chosen.connection).await?;
        let mut seen = HashSet::new();
        let mut is_root = true;
        while !level.is_empty() {
            let wanted: Vec<(String, String)> =
                level.drain(..).filter(|one| !seen.contains(one)).collect();
            below.is_least |= wanted.len() > MOST_ASKED.saturating_sub(seen.len());
            let room = MOST_ASKED.saturating_sub(seen.len());
            let asked = wanted.into_iter().take(room).filter_map(|one| {
                seen.insert(one.clone());
                let (repository, digest) = one;
                let name = RepositoryName::new(repository.clone()).ok()?;
                let reference = ArtifactReference::parse(&digest).ok()?;
                let operation = AnyOperation::from(GetArtifact {
                    with_accessory: Some(true),
                    ..GetArtifact::new(project.clone(), name, reference)
                });
                let client = current.client.clone();
                Some(async move {
                    let reply = client
                        .send_raw(&operation.request(), SendOptions::default())
                        .await;
                    (repository, reply, operation)
                })
            });
            let asked: Vec<_> = asked.collect();
            let mut reads = stream::iter(asked).buffer_unordered(REQUESTS_AT_ONCE);
            while let Some((repository, reply, operation)) = reads.next().await {
                let reply = self
                    .noted(&chosen.connection, current.epoch, reply, &operation)
                    .await;
                let Some(artifact) = reply
                    .ok()
                    .and_then(|reply| Artifact::decode(&reply.body).ok())
                else {
                    below.is_least = true;
                    continue;
                };
                if !is_root {
                    let more = i64::try_from(artifact.accessories.len());
                    below.number += more.unwrap_or_default();
                }
                let accessories = artifact.accessories.into_iter();
                level.extend(accessories.map(|it| (repository.clone(), it.digest)));
            }
            is_root = false;
        }
        Ok(below)
    }

    pub(crate) async fn preview_copy(&self, command: PreviewCopy) -> Result<CopyPreview, Failure> {
        let chosen = self.chosen(command.rows).await?;
        let operation = AnyOperation::from(ListArtifacts {
            with_tag: Some(true),
            with_immutable_status: Some(true),
            ..ListArtifacts::new(command.project, command.repository)
        });
        let current = self.client_for_call(&chosen.connection).await?;
        let options = SendOptions::default();
        let mut pages = pin!(current.client.pages_raw(operation.clone(), options));
        let (mut digests, mut tags) = (HashSet::new(), Tags::new());
        while let Some(page) = pages.next().await {
            let page = self
                .noted(&chosen.connection, current.epoch, page, &operation)
                .await;
            let reply = match page {
                Ok(page) => page.reply,
                // The copy makes the repository.
                Err(failure) if failure.code == FailureCode::NotFound => break,
                Err(failure) => return Err(failure),
            };
            let list = List::<ListedArtifact>::decode(&reply.body).map_err(|error| {
                let id = Some(reply.request_id.clone());
                unreadable(&operation, reply.status, id, &error.reason)
            })?;
            for ListedArtifact(artifact) in list.good() {
                for tag in artifact.tags {
                    tags.insert(tag.name, (artifact.digest.clone(), tag.immutable));
                }
                digests.insert(artifact.digest);
            }
        }
        Ok(copied(&chosen, &digests, &tags))
    }

    /// The rows that a change would be made to. Those that are named are read.
    async fn chosen(&self, rows: BulkRows) -> Result<Chosen, Failure> {
        let chosen = match rows {
            BulkRows::Checked { list, query } => {
                let list = self.lists.get(list)?;
                let owner = self.owner(list.connection())?;
                Chosen {
                    connection: list.connection().clone(),
                    scope: list.scope().clone(),
                    rows: list.checked_cells(&owner, &query),
                }
            }
            BulkRows::Named {
                connection,
                scope,
                rows,
            } => {
                let current = self.client_for_call(&connection).await?;
                let mut cells = Vec::new();
                for row in rows.iter().take(MOST_NAMED) {
                    let Some(operation) = scope.item_operation(&row.key) else {
                        return Err(not_for_this_list());
                    };
                    let reply = current
                        .client
                        .send_raw(&operation.request(), SendOptions::default())
                        .await;
                    let reply = self
                        .noted(&connection, current.epoch, reply, &operation)
                        .await?;
                    cells.push(scope.item(&reply.body).map_err(|error| {
                        let id = Some(reply.request_id.clone());
                        unreadable(&operation, reply.status, id, &error.reason)
                    })?);
                }
                Chosen {
                    connection,
                    scope,
                    rows: cells,
                }
            }
        };
        if is_of_artifacts(&chosen.scope) {
            Ok(chosen)
        } else {
            Err(not_for_this_list())
        }
    }
}
