//! How numbers, sizes and times are written.

super::area! {
    /// How numbers, sizes and times are written.
    Writing {
        texts {
            thousands, decimal, byte, kib, mib, gib, tib, pib, eib,
            now, just_now, minutes, hours, days,
        }
        says {
            ago(age: &str), on(date: &str), date(day: u32, month: u32), date_with_year(day: u32, month: u32, year: i32),
        }
    }
}
