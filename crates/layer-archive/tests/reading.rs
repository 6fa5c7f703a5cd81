//! Archives as builders make them, and as nobody should.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::{
    io::{Read, Write},
    ops::ControlFlow,
};

use layer_archive::{ArchiveError, Compression, Entry, EntryKind, Limits, Whiteout, extract, list};
use proptest::prelude::*;
use tar::{Builder, EntryType, Header};

fn header(kind: EntryType, size: u64) -> Header {
    let mut header = Header::new_gnu();
    header.set_entry_type(kind);
    header.set_size(size);
    header.set_mode(0o4755);
    header.set_uid(1000);
    header.set_gid(100);
    header.set_mtime(1_764_300_000);
    header
}

fn file(builder: &mut Builder<Vec<u8>>, path: &str, content: &[u8]) {
    let mut header = header(EntryType::Regular, content.len() as u64);
    builder.append_data(&mut header, path, content).unwrap();
}

fn sample() -> Vec<u8> {
    let mut builder = Builder::new(Vec::new());
    let mut folder = header(EntryType::Directory, 0);
    builder.append_data(&mut folder, "./etc/", &[][..]).unwrap();
    file(&mut builder, "etc/motd", b"Welcome\n");
    file(&mut builder, "usr/lib/.wh.libold.so", b"");
    file(&mut builder, "var/cache/.wh..wh..opq", b"");
    file(&mut builder, ".wh..wh.plnk", b"");
    let mut link = header(EntryType::Symlink, 0);
    builder.append_link(&mut link, "bin", "usr/bin").unwrap();
    let long = format!("opt/{}model.bin", "deep/".repeat(40));
    file(&mut builder, &long, &[7; 100_000]);
    builder.into_inner().unwrap()
}

fn gzip(content: &[u8]) -> Vec<u8> {
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    gzip.write_all(content).unwrap();
    gzip.finish().unwrap()
}

fn entries(archive: impl Read, limits: &Limits) -> Result<Vec<Entry>, ArchiveError> {
    let mut entries = Vec::new();
    list(archive, limits, |entry| {
        entries.push(entry);
        ControlFlow::Continue(())
    })?;
    Ok(entries)
}

fn usual(archive: &[u8]) -> Result<Vec<Entry>, ArchiveError> {
    entries(archive, &Limits::default())
}

#[test]
fn files_links_and_whiteouts_are_listed() {
    let entries = usual(&sample()).unwrap();
    let seen: Vec<_> = entries
        .iter()
        .map(|entry| (entry.path.as_str(), entry.kind, entry.size))
        .collect();
    let long = format!("opt/{}model.bin", "deep/".repeat(40));
    assert_eq!(
        seen,
        [
            ("etc", EntryKind::Folder, 0),
            ("etc/motd", EntryKind::File, 8),
            ("usr/lib/libold.so", EntryKind::Whiteout(Whiteout::Path), 0),
            ("var/cache", EntryKind::Whiteout(Whiteout::Content), 0),
            (".wh..wh.plnk", EntryKind::File, 0),
            ("bin", EntryKind::SymbolicLink, 0),
            (long.as_str(), EntryKind::File, 100_000),
        ]
    );
    assert_eq!(entries[5].target.as_deref(), Some("usr/bin"));
    let motd = &entries[1];
    assert_eq!((motd.mode, motd.user, motd.group), (0o4755, 1000, 100));
    assert_eq!(motd.modified, Some(1_764_300_000));
}

#[test]
fn compressions_are_told_by_content() {
    let plain = sample();
    let expected = usual(&plain).unwrap();
    let zstd = zstd::encode_all(&plain[..], 3).unwrap();
    // Two members, as parallel compressors and estargz write them.
    let (one, two) = plain.split_at(1000);
    let members = [gzip(one), gzip(two)].concat();
    for (archive, compression) in [
        (plain.clone(), Compression::None),
        (gzip(&plain), Compression::Gzip),
        (members, Compression::Gzip),
        (zstd, Compression::Zstd),
    ] {
        assert_eq!(usual(&archive).unwrap(), expected);
        let totals = list(&archive[..], &Limits::default(), |_| {
            ControlFlow::Continue(())
        });
        assert_eq!(totals.unwrap().compression, compression);
    }
}

#[test]
fn one_entry_is_extracted_whole_or_in_part() {
    let archive = gzip(&sample());
    let mut text = Vec::new();
    let found = extract(&archive[..], &Limits::default(), 1, 1000, &mut text).unwrap();
    assert_eq!((text.as_slice(), found.written), (&b"Welcome\n"[..], 8));
    assert_eq!(found.entry.path, "etc/motd");
    let mut start = Vec::new();
    let found = extract(&archive[..], &Limits::default(), 6, 10, &mut start).unwrap();
    assert_eq!((start, found.written), (vec![7; 10], 10));
    assert_eq!(found.entry.size, 100_000);
    let missing = extract(&archive[..], &Limits::default(), 7, 10, &mut Vec::new());
    assert!(matches!(missing, Err(ArchiveError::NoSuchEntry(7))));
}

#[test]
fn what_is_no_archive_is_said_to_be_none() {
    for content in [&[b'x'; 2000][..], b"<html>", &gzip(&[b'x'; 2000])] {
        let error = usual(content).unwrap_err();
        assert!(
            matches!(error, ArchiveError::NotAnArchive | ArchiveError::Read(_)),
            "{error}"
        );
    }
    assert!(matches!(
        usual(&[b'x'; 2000]).unwrap_err(),
        ArchiveError::NotAnArchive
    ));
    assert_eq!(usual(&[0; 1024]).unwrap(), []);
}

#[test]
fn a_cut_archive_is_an_error() {
    let archive = gzip(&sample());
    let cut = &archive[..archive.len() / 2];
    assert!(matches!(usual(cut).unwrap_err(), ArchiveError::Read(_)));
    let plain = sample();
    let in_a_file = &plain[..plain.len() - 50_000];
    assert!(matches!(
        usual(in_a_file).unwrap_err(),
        ArchiveError::Read(_)
    ));
}

#[test]
fn too_much_is_refused() {
    let archive = sample();
    let few = Limits {
        entries: 6,
        ..Limits::default()
    };
    assert!(matches!(
        entries(&archive[..], &few).unwrap_err(),
        ArchiveError::TooManyEntries(6)
    ));
    let small = Limits {
        unpacked: 50_000,
        ..Limits::default()
    };
    assert!(matches!(
        entries(&archive[..], &small).unwrap_err(),
        ArchiveError::TooLarge(50_000)
    ));
    let short = Limits {
        path: 100,
        ..Limits::default()
    };
    assert!(matches!(
        entries(&archive[..], &short).unwrap_err(),
        ArchiveError::PathTooLong(6)
    ));
}

/// A name of 8 GiB, as its header says, that a compressor makes small: it must not get into the memory.
#[test]
fn a_huge_name_is_refused_before_it_is_read() {
    let mut name = header(EntryType::GNULongName, 8 << 30);
    name.set_path("././@LongLink").unwrap();
    name.set_cksum();
    let archive = name.as_bytes().chain(std::io::repeat(b'a'));
    assert!(matches!(
        entries(archive, &Limits::default()).unwrap_err(),
        ArchiveError::HeaderTooLarge(0)
    ));
}

#[test]
fn a_bomb_ends_at_the_limit() {
    let mut huge = header(EntryType::Regular, 1 << 50);
    huge.set_path("zeros").unwrap();
    huge.set_cksum();
    let limits = Limits {
        unpacked: 1 << 26,
        ..Limits::default()
    };
    let archive = huge.as_bytes().chain(std::io::repeat(0));
    assert!(matches!(
        entries(archive, &limits).unwrap_err(),
        ArchiveError::TooLarge(_)
    ));
}

#[test]
fn reading_stops_when_nobody_wants_more() {
    let mut seen = 0;
    list(&sample()[..], &Limits::default(), |_| {
        seen += 1;
        if seen == 3 {
            ControlFlow::Break(())
        } else {
            ControlFlow::Continue(())
        }
    })
    .unwrap();
    assert_eq!(seen, 3);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    /// Whatever is damaged, reading ends, and within its limits.
    #[test]
    fn damage_ends_in_an_error_or_a_list(
        at in 0usize..2_000,
        bytes in proptest::collection::vec(any::<u8>(), 1..200),
        packed in any::<bool>(),
    ) {
        let mut archive = sample();
        let at = at * (archive.len() - 200) / 2_000;
        archive[at..at + bytes.len()].copy_from_slice(&bytes);
        let archive = if packed { gzip(&archive) } else { archive };
        let limits = Limits { entries: 1_000, unpacked: 1 << 24, ..Limits::default() };
        if let Ok(entries) = entries(&archive[..], &limits) {
            prop_assert!(entries.len() <= 1_000);
        }
    }
}
