//! The files of a large layer, listed while it streams by, against `tar -tz` on the same file.

use std::{
    fs::{self, File},
    io::{self, BufWriter, Read, Write},
    ops::ControlFlow,
    path::Path,
    process::{Command, Stdio},
    time::{Duration, Instant},
};

use layer_archive::{Limits, list};
use sha2::{Digest, Sha256};

use crate::{
    desk::{Outcome, said},
    figure::{Figure, median},
};

/// Bytes of the unpacked layer; a debug build would need minutes for a whole gibibyte.
const UNPACKED: u64 = if cfg!(debug_assertions) {
    64 << 20
} else {
    1 << 30
};
const PAIRS: usize = 3;
const RATIO: f64 = 0.8;
const MEMORY: u64 = 64 << 20;

/// Content that is compared with its digest while it is read, as that of a registry.
struct Hashing<R> {
    inner: R,
    hash: Sha256,
}

impl<R: Read> Read for Hashing<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let bytes = self.inner.read(buffer)?;
        self.hash.update(&buffer[..bytes]);
        Ok(bytes)
    }
}

/// A layer with a library's many small files and some large ones, half of which can be packed.
fn write_layer(path: &Path) -> io::Result<u64> {
    let packed = flate2::write::GzEncoder::new(
        BufWriter::new(File::create(path)?),
        flate2::Compression::new(1),
    );
    let mut archive = tar::Builder::new(packed);
    let mut noise = 0x9e37_79b9_u32;
    let mut block = vec![0; 1 << 20];
    for (place, byte) in block.iter_mut().enumerate() {
        noise ^= noise << 13;
        noise ^= noise >> 17;
        noise ^= noise << 5;
        // Every second kibibyte is a text's.
        *byte = if place / 1024 % 2 == 0 {
            b"the rain in spain "[place % 18]
        } else {
            noise as u8
        };
    }
    let (mut written, mut files) = (0, 0);
    while written < UNPACKED {
        let size = if files % 64 == 0 {
            block.len()
        } else {
            4_000 + files as usize * 37 % 60_000
        };
        let mut header = tar::Header::new_gnu();
        header.set_size(size as u64);
        header.set_mode(0o644);
        let path = format!(
            "usr/lib/python3/dist-packages/library/part{}/file{files}.py",
            files % 97
        );
        archive.append_data(&mut header, path, &block[..size])?;
        written += size as u64 + 512;
        files += 1;
    }
    archive.into_inner()?.finish()?.flush()?;
    Ok(files)
}

/// The most memory that this process has had since it was last asked, in bytes; only Linux tells.
fn peak() -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    let kibibytes: u64 = line.split_whitespace().nth(1)?.parse().ok()?;
    Some(kibibytes * 1024)
}

fn forget_peak() {
    // Without it the figure is missing, and nothing else.
    let _ = fs::write("/proc/self/clear_refs", "5");
}

fn ours(path: &Path) -> Outcome<(Duration, u64)> {
    let started = Instant::now();
    let mut content = Hashing {
        inner: File::open(path).map_err(said)?,
        hash: Sha256::new(),
    };
    let totals = list(&mut content, &Limits::default(), |entry| {
        std::hint::black_box(entry);
        ControlFlow::Continue(())
    });
    let totals = totals.map_err(said)?;
    io::copy(&mut content, &mut io::sink()).map_err(said)?;
    std::hint::black_box(content.hash.finalize());
    Ok((started.elapsed(), totals.entries))
}

fn theirs(path: &Path) -> Option<Duration> {
    let started = Instant::now();
    let status = Command::new("tar")
        .arg("-tzf")
        .arg(path)
        .stdout(Stdio::null())
        .status();
    status.ok()?.success().then(|| started.elapsed())
}

/// Lists a layer's files, its digest included.
pub fn files() -> Outcome {
    let folder = tempfile::tempdir().map_err(said)?;
    let path = folder.path().join("layer.tar.gz");
    let files = write_layer(&path).map_err(said)?;
    let (mut times, mut ratios) = (Vec::new(), Vec::new());
    let before = {
        forget_peak();
        peak()
    };
    for _ in 0..PAIRS {
        let (took, entries) = ours(&path)?;
        if entries != files {
            return Err(format!("{entries} of {files} files were listed."));
        }
        times.push(took.as_secs_f64());
        if let Some(tar) = theirs(&path) {
            ratios.push(tar.as_secs_f64() / took.as_secs_f64());
        }
    }
    let packed = fs::metadata(&path).map_err(said)?.len();
    let grown = before
        .zip(peak())
        .map(|(before, after)| after.saturating_sub(before));
    let took = median(times);
    Figure {
        name: format!(
            "files of a layer of {} MiB, speed over tar -tz",
            UNPACKED >> 20
        ),
        measured: match ratios.is_empty() {
            true => "no tar here".to_owned(),
            false => format!("{:.2}", median(ratios)),
        },
        budget: format!("≥ {RATIO}"),
        information: format!(
            "{took:.2} s with the digest, {:.0} MB/s unpacked, {files} files, {:.0} MB packed",
            UNPACKED as f64 / 1e6 / took,
            packed as f64 / 1e6,
        ),
    }
    .print();
    Figure {
        name: "memory for listing it".to_owned(),
        measured: grown.map_or("not known".to_owned(), |bytes| {
            format!("{:.2} of budget", bytes as f64 / MEMORY as f64)
        }),
        budget: format!("≤ {} MiB", MEMORY >> 20),
        information: grown.map_or(String::new(), |bytes| {
            format!("{:.1} MiB at most", bytes as f64 / f64::from(1 << 20))
        }),
    }
    .print();
    Ok(())
}
