//! How numbers, sizes and times are written.

use crate::words::shape::Writing;

const MONTHS: [&str; 12] = [
    "janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.",
    "déc.",
];

fn month(month: u32) -> &'static str {
    MONTHS[(month as usize + 11) % 12]
}

pub const WRITING: Writing = Writing {
    // Narrow and unbreakable.
    thousands: "\u{202f}",
    decimal: ",",
    byte: "o",
    kib: "Kio",
    mib: "Mio",
    gib: "Gio",
    tib: "Tio",
    pib: "Pio",
    eib: "Eio",
    now: "maintenant",
    just_now: "à l’instant",
    minutes: "min",
    hours: "h",
    days: "j",
    ago: |age| format!("il y a {age}"),
    on: |date| format!("le {date}"),
    date: |day, at| format!("{day} {}", month(at)),
    date_with_year: |day, at, year| format!("{day} {} {year}", month(at)),
};
