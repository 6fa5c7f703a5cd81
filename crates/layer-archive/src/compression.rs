//! How a layer is compressed, told by how it begins: media types are not always right.

use std::io::{self, BufRead, BufReader, Cursor, Read};

use flate2::bufread::MultiGzDecoder;

const GZIP: &[u8] = &[0x1f, 0x8b];
const ZSTD: &[u8] = &[0x28, 0xb5, 0x2f, 0xfd];
/// A frame of zstd that holds no data, such as estargz' and zstd:chunked's tables; its first byte is
/// `0x50` to `0x5f`.
const ZSTD_SKIPPED: &[u8] = &[0x2a, 0x4d, 0x18];
/// As many bytes as are read at once of a decompressed archive.
const BUFFER: usize = 128 * 1024;

/// A layer's compression.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Compression {
    None,
    Gzip,
    Zstd,
}

impl Compression {
    fn from_start(start: &[u8]) -> Self {
        let is_zstd = start.starts_with(ZSTD)
            || (start.first().is_some_and(|byte| byte & 0xf0 == 0x50)
                && start.get(1..4) == Some(ZSTD_SKIPPED));
        if start.starts_with(GZIP) {
            Self::Gzip
        } else if is_zstd {
            Self::Zstd
        } else {
            Self::None
        }
    }
}

/// The unpacked bytes of a layer.
pub(crate) fn unpacked<'a>(
    mut source: impl Read + 'a,
) -> io::Result<(Compression, Box<dyn Read + 'a>)> {
    let mut start = Vec::with_capacity(4);
    source.by_ref().take(4).read_to_end(&mut start)?;
    let compression = Compression::from_start(&start);
    let source = BufReader::with_capacity(BUFFER, Cursor::new(start).chain(source));
    Ok((
        compression,
        match compression {
            Compression::None => Box::new(source),
            Compression::Gzip => buffered(MultiGzDecoder::new(source)),
            Compression::Zstd => buffered(zstd(source)?),
        },
    ))
}

fn buffered<'a>(unpacked: impl Read + 'a) -> Box<dyn Read + 'a> {
    Box::new(BufReader::with_capacity(BUFFER, unpacked))
}

/// A frame's window, which is kept in the memory, is 128 MiB at most: zstd's own limit.
fn zstd<'a>(source: impl BufRead + 'a) -> io::Result<impl Read + 'a> {
    zstd::Decoder::with_buffer(source)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn compression_is_told_by_the_first_bytes() {
        for (start, compression) in [
            (&[0x1f, 0x8b, 8, 0][..], Compression::Gzip),
            (&[0x28, 0xb5, 0x2f, 0xfd], Compression::Zstd),
            (&[0x50, 0x2a, 0x4d, 0x18], Compression::Zstd),
            (b"etc/", Compression::None),
            (b"P*M", Compression::None),
            (b"", Compression::None),
        ] {
            assert_eq!(Compression::from_start(start), compression);
        }
    }
}
