//! How numbers, sizes and times are written.

crate::words::area! {
    /// How numbers, sizes and times are written.
    Writing {
        texts {
            // Narrow and unbreakable.
            thousands: ",", "\u{202f}";
            decimal: ".", ",";
            byte: "B", "o";
            kib: "KiB", "Kio";
            mib: "MiB", "Mio";
            gib: "GiB", "Gio";
            tib: "TiB", "Tio";
            pib: "PiB", "Pio";
            eib: "EiB", "Eio";
            now: "now", "maintenant";
            just_now: "just now", "à l’instant";
            minutes: "min", "min";
            hours: "h", "h";
            days: "d", "j";
            seconds: "s", "s";
        }
        says {
            today(date: &str): format!("Today, {date}"), format!("Aujourd’hui, {date}");
            yesterday(date: &str): format!("Yesterday, {date}"), format!("Hier, {date}");
            on_weekday(day: u32, date: &str):
                format!("{} {date}", weekday(day)),
                format!("{} {date}", french_weekday(day));
            ago(age: &str): format!("{age} ago"), format!("il y a {age}");
            on(date: &str): format!("on {date}"), format!("le {date}");
            date(day: u32, at: u32):
                format!("{day} {}", month(at)),
                format!("{day} {}", french_month(at));
            date_with_year(day: u32, at: u32, year: i32):
                format!("{day} {} {year}", month(at)),
                format!("{day} {} {year}", french_month(at));
        }
    }
}

const WEEKDAYS: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

/// Monday is 0.
fn weekday(day: u32) -> &'static str {
    WEEKDAYS[day as usize % 7]
}

const FRENCH_WEEKDAYS: [&str; 7] = ["lun.", "mar.", "mer.", "jeu.", "ven.", "sam.", "dim."];

fn french_weekday(day: u32) -> &'static str {
    FRENCH_WEEKDAYS[day as usize % 7]
}

const MONTHS: [&str; 12] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
];

fn month(month: u32) -> &'static str {
    MONTHS[(month as usize + 11) % 12]
}

const FRENCH_MONTHS: [&str; 12] = [
    "janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.",
    "déc.",
];

fn french_month(month: u32) -> &'static str {
    FRENCH_MONTHS[(month as usize + 11) % 12]
}
