//! Writing rows as text: tab separated, CSV, JSON.

/// One line to paste into a spreadsheet or a message.
pub fn tabs(cells: &[String]) -> String {
    let flat = |cell: &String| cell.replace(['\t', '\r', '\n'], " ");
    cells.iter().map(flat).collect::<Vec<_>>().join("\t")
}

/// RFC 4180, with a head. A cell that a spreadsheet would take for a formula gets an apostrophe.
pub fn csv(heads: &[&str], rows: impl Iterator<Item = Vec<String>>) -> String {
    let mut text = String::new();
    write_line(&mut text, heads.iter().copied());
    for row in rows {
        write_line(&mut text, row.iter().map(String::as_str));
    }
    text
}

fn write_line<'a>(text: &mut String, cells: impl Iterator<Item = &'a str>) {
    for (at, cell) in cells.enumerate() {
        if at > 0 {
            text.push(',');
        }
        write_cell(text, cell);
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

/// An array of objects, their members in the order of the columns.
pub fn json(heads: &[&str], rows: impl Iterator<Item = Vec<String>>) -> String {
    let quoted = |text: &str| serde_json::Value::from(text).to_string();
    let object = |row: Vec<String>| {
        let members: Vec<String> = heads
            .iter()
            .zip(&row)
            .map(|(head, cell)| format!("{}: {}", quoted(head), quoted(cell)))
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

    #[test]
    fn csv_is_quoted_and_holds_no_formula() {
        let rows = [
            line(&["plain", "a,b", "say \"x\"", "two\nlines"]),
            line(&["=1+1", "+1", "-1", "@x"]),
            line(&["\tx", "\rx", "=a,\"b\"", "a=b"]),
        ];
        assert_eq!(
            csv(&["A", "B", "C, D", "E"], rows.into_iter()),
            "A,B,\"C, D\",E\r\n\
             plain,\"a,b\",\"say \"\"x\"\"\",\"two\nlines\"\r\n\
             '=1+1,'+1,'-1,'@x\r\n\
             '\tx,\"'\rx\",\"'=a,\"\"b\"\"\",a=b\r\n"
        );
    }

    #[test]
    fn json_keeps_the_columns_order() {
        let rows = [line(&["x \"y\"", "2"])];
        let text = json(&["Z", "A"], rows.into_iter());
        assert_eq!(text, "[\n  {\"Z\": \"x \\\"y\\\"\", \"A\": \"2\"}\n]\n");
        let read: serde_json::Value = serde_json::from_str(&text).expect("JSON");
        assert_eq!(read[0]["A"], "2");
        assert_eq!(json(&["A"], std::iter::empty()), "[]\n");
    }

    #[test]
    fn a_copied_row_is_one_line() {
        assert_eq!(tabs(&line(&["a\tb", "c\nd", "e"])), "a b\tc d\te");
    }
}
