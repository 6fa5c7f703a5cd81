//! How numbers, sizes and times are written.

use crate::words::shape::Writing;

const MONTHS: [&str; 12] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
];

fn month(month: u32) -> &'static str {
    MONTHS[(month as usize + 11) % 12]
}

pub const WRITING: Writing = Writing {
    thousands: ",",
    decimal: ".",
    byte: "B",
    kib: "KiB",
    mib: "MiB",
    gib: "GiB",
    tib: "TiB",
    pib: "PiB",
    eib: "EiB",
    now: "now",
    just_now: "just now",
    minutes: "min",
    hours: "h",
    days: "d",
    ago: |age| format!("{age} ago"),
    on: |date| format!("on {date}"),
    date: |day, at| format!("{day} {}", month(at)),
    date_with_year: |day, at, year| format!("{day} {} {year}", month(at)),
};
