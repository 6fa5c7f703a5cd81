//! Writing rows as text: tab separated, CSV, JSON.

use crate::ui::table::Format;

/// The head of an exported column.
#[derive(Debug, Clone, Copy)]
pub struct Head<'a> {
    pub name: &'a str,
    /// Its cells are numbers, or empty.
    pub is_number: bool,
}

/// A text as a file: Excel takes a CSV file for UTF-8 only by its byte order mark. What is copied
/// has none.
pub fn file(format: Format, text: String) -> String {
    match format {
        Format::Csv => format!("\u{feff}{text}"),
        Format::Json => text,
    }
}

/// A cell as a number, written as it is.
fn number(cell: &str) -> Option<&str> {
    serde_json::from_str::<serde_json::Number>(cell)
        .is_ok()
        .then_some(cell)
}

/// One line to paste into a spreadsheet or a message.
pub fn tabs(cells: &[String]) -> String {
    let flat = |cell: &String| cell.replace(['\t', '\r', '\n'], " ");
    cells.iter().map(flat).collect::<Vec<_>>().join("\t")
}

/// RFC 4180, with a head. A cell that a spreadsheet would take for a formula
/// gets an apostrophe.
pub fn csv(heads: &[Head<'_>], rows: impl Iterator<Item = Vec<String>>) -> String {
    let mut text = String::new();
    write_line(&mut text, heads.iter().map(|head| (head.name, false)));
    for row in rows {
        let cells = row.iter().zip(heads);
        write_line(
            &mut text,
            cells.map(|(cell, head)| (cell.as_str(), head.is_number)),
        );
    }
    text
}

/// Cells, and whether they are numbers.
fn write_line<'a>(text: &mut String, cells: impl Iterator<Item = (&'a str, bool)>) {
    for (at, (cell, is_number)) in cells.enumerate() {
        if at > 0 {
            text.push(',');
        }
        match number(cell).filter(|_| is_number) {
            Some(number) => text.push_str(number),
            None => write_cell(text, cell),
        }
    }
    text.push_str("\r\n");
}

fn write_cell(text: &mut String, cell: &str) {
    let guard = if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        "'"
    } else {
        ""
    };
    if cell.contains([',', '"', '\r', '\n']) {
        text.push('"');
        text.push_str(guard);
        text.push_str(&cell.replace('"', "\"\""));
        text.push('"');
    } else {
        text.push_str(guard);
        text.push_str(cell);
    }
}

/// An array of objects, their members in the order of the columns. Numbers are numbers, and a number
/// that is not known is `null`.
pub fn json(heads: &[Head<'_>], rows: impl Iterator<Item = Vec<String>>) -> String {
    let quoted = |text: &str| serde_json::Value::from(text).to_string();
    let object = |row: Vec<String>| {
        let members: Vec<String> = heads
            .iter()
            .zip(&row)
            .map(|(head, cell)| {
                let value = match number(cell).filter(|_| head.is_number) {
                    Some(number) => number.to_owned(),
                    None if head.is_number && cell.is_empty() => "null".to_owned(),
                    None => quoted(cell),
                };
                format!("{}: {value}", quoted(head.name))
            })
            .collect();
        format!("  {{{}}}", members.join(", "))
    };
    let objects: Vec<String> = rows.map(object).collect();
    if objects.is_empty() {
        return "[]\n".to_owned();
    }
    format!("[\n{}\n]\n", objects.join(",\n"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(cells: &[&str]) -> Vec<String> {
        cells.iter().map(|&cell| cell.to_owned()).collect()
    }

    fn texts<'a>(names: &[&'a str]) -> Vec<Head<'a>> {
        let head = |&name| Head {
            name,
            is_number: false,
        };
        names.iter().map(head).collect()
    }

    #[test]
    fn numbers_are_numbers_and_texts_that_look_like_them_are_not() {
        let heads = [
            Head {
                name: "tag",
                is_number: false,
            },
            Head {
                name: "size",
                is_number: true,
            },
        ];
        let rows = [
            ["25.11", "1204"],
            ["7", "-1"],
            ["x", ""],
            ["y", "8.50"],
            ["z", "many"],
        ];
        let rows = || rows.iter().map(|row| line(row));
        let text = json(&heads, rows());
        let read: serde_json::Value = serde_json::from_str(&text).expect("JSON");
        assert_eq!(read[0], serde_json::json!({"tag": "25.11", "size": 1204}));
        assert_eq!(read[1], serde_json::json!({"tag": "7", "size": -1}));
        assert_eq!(read[2]["size"], serde_json::Value::Null);
        assert_eq!(read[3]["size"], 8.5);
        assert_eq!(read[4]["size"], "many");
        // No formula: the apostrophe would make a text of it.
        let text = csv(&heads, rows());
        assert!(text.contains("\r\n7,-1\r\n"), "{text}");
    }

    #[test]
    fn a_csv_file_begins_with_the_mark_by_which_excel_knows_utf_8() {
        let text = csv(&texts(&["Größe"]), std::iter::empty());
        assert!(text.starts_with('G'), "what is copied has none");
        let saved = file(Format::Csv, text);
        assert_eq!(saved.as_bytes()[..4], [0xef, 0xbb, 0xbf, b'G']);
        let text = json(&texts(&["A"]), std::iter::empty());
        assert_eq!(file(Format::Json, text.clone()), text);
    }

    #[test]
    fn csv_is_quoted_and_holds_no_formula() {
        let rows = [
            line(&["plain", "a,b", "say \"x\"", "two\nlines"]),
            line(&["=1+1", "+1", "-1", "@x"]),
            line(&["\tx", "\rx", "=a,\"b\"", "a=b"]),
        ];
        assert_eq!(
            csv(&texts(&["A", "B", "C, D", "E"]), rows.into_iter()),
            "A,B,\"C, D\",E\r\n\
             plain,\"a,b\",\"say \"\"x\"\"\",\"two\nlines\"\r\n\
             '=1+1,'+1,'-1,'@x\r\n\
             '\tx,\"'\rx\",\"'=a,\"\"b\"\"\",a=b\r\n"
        );
    }

    #[test]
    fn json_keeps_the_columns_order() {
        let rows = [line(&["x \"y\"", "2"])];
        let text = json(&texts(&["Z", "A"]), rows.into_iter());
        assert_eq!(text, "[\n  {\"Z\": \"x \\\"y\\\"\", \"A\": \"2\"}\n]\n");
        let read: serde_json::Value = serde_json::from_str(&text).expect("JSON");
        assert_eq!(read[0]["A"], "2");
        assert_eq!(json(&texts(&["A"]), std::iter::empty()), "[]\n");
    }

    #[test]
    fn a_copied_row_is_one_line() {
        assert_eq!(tabs(&line(&["a\tb", "c\nd", "e"])), "a b\tc d\te");
    }
}
