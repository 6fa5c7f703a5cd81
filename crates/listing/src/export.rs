//! Rows as text for other programs: CSV and JSON. What stands in it is the same in every language.

use std::io::{self, Write};

use chrono::{DateTime, SecondsFormat};
use serde_json::Value;

use crate::{
    cell::Cell,
    column::{Column, ColumnKind},
};

/// Writes a CSV file's beginning: a byte order mark, without which Excel takes UTF-8 for another
/// encoding, and the heads (RFC 4180).
pub fn write_csv_head(out: &mut dyn Write, heads: &[&str]) -> io::Result<()> {
    out.write_all("\u{feff}".as_bytes())?;
    write_line(out, heads.iter().map(|head| (*head).to_owned()))
}

/// Writes a row of a CSV file.
pub fn write_csv_row(out: &mut dyn Write, columns: &[&Column], cells: &[Cell]) -> io::Result<()> {
    let cells = columns.iter().zip(cells);
    write_line(out, cells.map(|(column, cell)| plain(column, cell)))
}

/// Texts as a line of a CSV file.
pub fn csv_line(cells: &[String]) -> String {
    let mut line = Vec::new();
    // Memory takes what it is given.
    let _ = write_line(&mut line, cells.iter().cloned());
    String::from_utf8_lossy(&line).into_owned()
}

fn write_line(out: &mut dyn Write, cells: impl Iterator<Item = String>) -> io::Result<()> {
    for (at, cell) in cells.enumerate() {
        if at > 0 {
            out.write_all(b",")?;
        }
        // A spreadsheet takes these for a formula; a negative number is none.
        let is_formula =
            cell.starts_with(['=', '+', '-', '@', '\t', '\r']) && cell.parse::<f64>().is_err();
        let guard = if is_formula { "'" } else { "" };
        if cell.contains([',', '"', '\r', '\n']) {
            write!(out, "\"{guard}{}\"", cell.replace('"', "\"\""))?;
        } else {
            write!(out, "{guard}{cell}")?;
        }
    }
    out.write_all(b"\r\n")
}

/// A cell as one text.
pub fn plain(column: &Column, cell: &Cell) -> String {
    match (cell, column.kind) {
        (Cell::Number(number), ColumnKind::Time | ColumnKind::Deadline) => time(*number),
        (Cell::Number(number), ColumnKind::Tenths) => tenths(*number),
        (Cell::Number(number), _) => number.to_string(),
        (Cell::Text(text), _) => text.clone(),
        (Cell::Texts(texts), _) => texts.join(" "),
        (Cell::Numbers(numbers), ColumnKind::Counts(names)) => {
            let found = names.iter().zip(numbers).filter(|(_, count)| **count > 0);
            let found: Vec<String> = found
                .map(|(name, count)| format!("{count} {name}"))
                .collect();
            if found.is_empty() {
                "0".to_owned()
            } else {
                found.join(", ")
            }
        }
        (Cell::Numbers(numbers), _) => {
            let numbers: Vec<String> = numbers.iter().map(ToString::to_string).collect();
            numbers.join(" ")
        }
        (Cell::None, _) => String::new(),
    }
}

/// Writes a row of a JSON file: an object with the columns' ids; numbers are numbers, what is not
/// known is `null`.
pub fn write_json_row(out: &mut dyn Write, columns: &[&Column], cells: &[Cell]) -> io::Result<()> {
    // By hand, so that members stand in the order of the columns.
    for (at, (column, cell)) in columns.iter().zip(cells).enumerate() {
        let before = if at == 0 { "{" } else { "," };
        write!(
            out,
            "{before}{}:{}",
            Value::from(column.id),
            value(column, cell)
        )?;
    }
    out.write_all(if columns.is_empty() { b"{}" } else { b"}" })
}

fn value(column: &Column, cell: &Cell) -> Value {
    match (cell, column.kind) {
        (Cell::None, ColumnKind::Texts | ColumnKind::Words) => Value::Array(Vec::new()),
        (Cell::None, _) => Value::Null,
        (Cell::Number(number), ColumnKind::Time | ColumnKind::Deadline) => time(*number).into(),
        (Cell::Number(number), ColumnKind::Tenths) => {
            // What has one digit behind the point reads as a number.
            tenths(*number).parse().map_or(Value::Null, Value::Number)
        }
        (Cell::Number(number), _) => (*number).into(),
        (Cell::Text(text), _) => text.as_str().into(),
        (Cell::Texts(texts), _) => texts.clone().into(),
        (Cell::Numbers(numbers), ColumnKind::Counts(names)) => {
            let counts = names.iter().zip(numbers);
            Value::Object(
                counts
                    .map(|(name, count)| ((*name).to_owned(), (*count).into()))
                    .collect(),
            )
        }
        (Cell::Numbers(numbers), _) => numbers.clone().into(),
    }
}

/// Tenths with their point: `9.8`.
pub fn tenths(number: i64) -> String {
    let sign = if number < 0 { "-" } else { "" };
    let number = number.unsigned_abs();
    format!("{sign}{}.{}", number / 10, number % 10)
}

/// Microseconds since 1970 as RFC 3339, to the second.
fn time(micros: i64) -> String {
    DateTime::from_timestamp_micros(micros).map_or_else(String::new, |time| {
        time.to_rfc3339_opts(SecondsFormat::Secs, true)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    static COLUMNS: [Column; 6] = [
        Column::new("name", ColumnKind::Text),
        Column::new("tag", ColumnKind::Texts),
        Column::new("size", ColumnKind::Bytes),
        Column::new("pushed", ColumnKind::Time),
        Column::new("found", ColumnKind::Counts(&["critical", "high"])),
        Column::new("score", ColumnKind::Tenths),
    ];

    fn written(write: impl Fn(&mut Vec<u8>) -> io::Result<()>) -> String {
        let mut out = Vec::new();
        write(&mut out).expect("written into memory");
        String::from_utf8(out).expect("UTF-8")
    }

    fn columns() -> Vec<&'static Column> {
        COLUMNS.iter().collect()
    }

    fn row(name: &str) -> Vec<Cell> {
        vec![
            Cell::Text(name.to_owned()),
            Cell::Texts(vec!["a".to_owned(), "b".to_owned()]),
            Cell::Number(5),
            Cell::Number(1_700_000_000_000_000),
            Cell::Numbers(vec![0, 3]),
            Cell::Number(98),
        ]
    }

    #[test]
    fn csv_begins_with_a_mark_is_quoted_and_holds_no_formula() {
        let head = written(|out| write_csv_head(out, &["A", "B, C"]));
        assert_eq!(head, "\u{feff}A,\"B, C\"\r\n");
        for (name, cell) in [
            ("plain", "plain"),
            ("a,\"b\"", "\"a,\"\"b\"\"\""),
            ("=1+1", "'=1+1"),
            ("-1+1", "'-1+1"),
            ("-1", "-1"),
            ("@x", "'@x"),
        ] {
            let text = written(|out| write_csv_row(out, &columns(), &row(name)));
            assert_eq!(
                text,
                format!("{cell},a b,5,2023-11-14T22:13:20Z,3 high,9.8\r\n")
            );
        }
    }

    #[test]
    fn texts_are_a_line_of_csv() {
        let cells = ["a,b", "say \"x\"", "=1+1", "-1.5", "two\nlines", ""].map(str::to_owned);
        let line = "\"a,b\",\"say \"\"x\"\"\",'=1+1,-1.5,\"two\nlines\",\r\n";
        assert_eq!(csv_line(&cells), line);
    }

    #[test]
    fn json_has_numbers_lists_and_nulls() {
        let text = written(|out| write_json_row(out, &columns(), &row("x")));
        assert_eq!(
            text,
            "{\"name\":\"x\",\"tag\":[\"a\",\"b\"],\"size\":5,\
             \"pushed\":\"2023-11-14T22:13:20Z\",\"found\":{\"critical\":0,\"high\":3},\"score\":9.8}"
        );
        let nothing = vec![Cell::None; 6];
        let text = written(|out| write_json_row(out, &columns(), &nothing));
        assert_eq!(
            text,
            "{\"name\":null,\"tag\":[],\"size\":null,\"pushed\":null,\"found\":null,\"score\":null}"
        );
    }
}
