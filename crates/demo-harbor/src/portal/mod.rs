//! What Harbor's portal serves as a file: its description of the API.
//!
//! The portal is a web server beside Harbor's core: it knows no sessions, gives no request ids, and
//! packs what it sends where the caller takes that. `swagger.json` is Harbor 2.16's own description
//! (Apache License 2.0, The Harbor Authors), written as JSON as Harbor's build does: the host in it is
//! `localhost`, whatever address the registry has.

use std::io::Write;

use flate2::{Compression, write::GzEncoder};
use hyper::{HeaderMap, Method};

use crate::http::call::Reply;

/// Names the file to faults.
pub(crate) const FILE: &str = "swagger.json";

const DOCUMENT: &[u8] = include_bytes!("swagger.json");

/// Whether the portal has a file there.
pub(crate) fn serves(path: &str) -> bool {
    path == "/swagger.json"
}

pub(crate) fn answer(method: &Method, headers: &HeaderMap) -> Reply {
    if *method != Method::GET && *method != Method::HEAD {
        let page = "<html>\r\n<head><title>405 Not Allowed</title></head>\r\n<body>\r\n<center><h1>405 Not \
                    Allowed</h1></center>\r\n<hr><center>nginx</center>\r\n</body>\r\n</html>\r\n";
        return Reply {
            status: 405,
            ..Reply::text("text/html", page)
        };
    }
    let takes_gzip = headers
        .get("accept-encoding")
        .and_then(|value| value.to_str().ok())
        .is_some_and(|value| value.contains("gzip"));
    let packed = takes_gzip.then(gzip).flatten();
    match packed {
        Some(packed) => {
            Reply::text("application/json", packed).with("content-encoding", "gzip".to_owned())
        }
        None => Reply::text("application/json", DOCUMENT),
    }
}

fn gzip() -> Option<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(DOCUMENT).ok()?;
    encoder.finish().ok()
}
