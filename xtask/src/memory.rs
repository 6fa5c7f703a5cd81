//! The memory of processes. Needs the standard library only: the stories' harness has it, too.

use std::fs;

/// Bytes of some processes together; a page that several share counts in part (PSS).
pub fn proportional(processes: &[u32]) -> Option<f64> {
    let kilobytes: Vec<f64> = processes
        .iter()
        .filter_map(|process| fs::read_to_string(format!("/proc/{process}/smaps_rollup")).ok())
        .filter_map(|text| {
            let line = text.lines().find_map(|line| line.strip_prefix("Pss:"))?;
            line.split_whitespace().next()?.parse().ok()
        })
        .collect();
    let sum: f64 = kilobytes.iter().sum();
    (!kilobytes.is_empty()).then_some(sum * 1024.0)
}

/// A process and all its descendants.
pub fn family(of: u32) -> Vec<u32> {
    let processes: Vec<(u32, u32)> = fs::read_dir("/proc")
        .into_iter()
        .flatten()
        .flatten()
        .filter_map(|entry| entry.file_name().to_str()?.parse().ok())
        .filter_map(|process| Some((process, parent(process)?)))
        .collect();
    let mut family = vec![of];
    let mut at = 0;
    while let Some(of) = family.get(at).copied() {
        let children = processes.iter().filter(|(_, parent)| *parent == of);
        family.extend(children.map(|(process, _)| process));
        at += 1;
    }
    family
}

fn parent(process: u32) -> Option<u32> {
    let status = fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let parent = status.lines().find_map(|line| line.strip_prefix("PPid:"))?;
    parent.trim().parse().ok()
}
