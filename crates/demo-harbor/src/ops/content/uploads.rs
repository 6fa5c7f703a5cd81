//! Uploads to the registry, which are begun and cancelled: no content is taken.

use serde_json::json;

use crate::chance;
use crate::http::call::{Call, Failure, Reply};
use crate::world::World;

/// What comes between a repository's name and an upload's id.
pub(crate) const KIND: &str = "/blobs/uploads/";

/// `POST` begins an upload, `GET` asks for it, `DELETE` cancels it.
pub(crate) fn answer(
    world: &mut World,
    call: &Call,
    name: &str,
    id: &str,
) -> Result<Reply, Failure> {
    match call.method {
        "POST" if id.is_empty() => {
            let id = chance::uuid();
            world.uploads.insert(id.clone(), name.to_owned());
            Ok(begun(call, 202, name, &id))
        }
        "GET" | "HEAD" if known(world, name, id) => Ok(begun(call, 204, name, id)),
        "DELETE" if known(world, name, id) => {
            world.uploads.remove(id);
            Ok(Reply::empty(204))
        }
        _ => {
            let error = json!({"errors": [{"code": "BLOB_UPLOAD_UNKNOWN",
                "message": "blob upload unknown to registry"}]});
            Ok(Reply {
                status: 404,
                content_type: Some("application/json; charset=utf-8"),
                ..Reply::json(error)
            })
        }
    }
}

fn known(world: &World, name: &str, id: &str) -> bool {
    world.uploads.get(id).is_some_and(|of| of == name)
}

/// An upload that is under way. The registry behind Harbor gives its whole address, with a state.
fn begun(call: &Call, status: u16, name: &str, id: &str) -> Reply {
    let state = chance::hex(16);
    Reply::empty(status)
        .with(
            "location",
            format!(
                "{}/v2/{name}/blobs/uploads/{id}?_state={state}",
                call.external
            ),
        )
        .with("docker-upload-uuid", id.to_owned())
        .with("range", "0-0".to_owned())
}
