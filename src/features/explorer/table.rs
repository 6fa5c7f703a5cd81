//! A body that is a list of objects, as a table.

use leptos::prelude::*;
use serde_json::{Map, Value};

use crate::words::words;

/// Rows that are drawn; a page of Harbor's has no more than 100.
const ROWS: usize = 200;
/// Letters of a value that is no plain one.
const LETTERS: usize = 60;

/// A table of what a body holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BodyTable {
    /// In the order in which the objects have them.
    columns: Vec<String>,
    rows: Vec<Vec<String>>,
    /// Of the whole list.
    total: usize,
}

impl BodyTable {
    /// Reads a body; nothing where it is no list of objects.
    pub fn read(body: &str) -> Option<Self> {
        let items: Vec<Map<String, Value>> = serde_json::from_str(body).ok()?;
        let mut columns: Vec<String> = Vec::new();
        for name in items.iter().flat_map(Map::keys) {
            if !columns.contains(name) {
                columns.push(name.clone());
            }
        }
        if columns.is_empty() {
            return None;
        }
        // What names a thing comes first: the objects of a body are sorted by name here.
        columns.sort_by_key(|name| match name.as_str() {
            "id" => 0,
            "name" | "username" | "digest" => 1,
            _ => 2,
        });
        let row = |item: &Map<String, Value>| {
            let cells = columns
                .iter()
                .map(|name| item.get(name).map_or(String::new(), cell));
            cells.collect()
        };
        let rows = items.iter().take(ROWS).map(row).collect();
        Some(Self {
            columns,
            rows,
            total: items.len(),
        })
    }
}

/// A value in a cell: texts as they are, what has parts as JSON that is cut.
fn cell(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        Value::Array(_) | Value::Object(_) => {
            let text = value.to_string();
            match text.char_indices().nth(LETTERS) {
                Some((end, _)) => format!("{}…", &text[..end]),
                None => text,
            }
        }
        Value::Bool(_) | Value::Number(_) => value.to_string(),
    }
}

/// The table.
#[component]
pub fn BodyAsTable(table: BodyTable) -> impl IntoView {
    let w = &words().explorer;
    let drawn = table.rows.len();
    let cut = (drawn < table.total).then(|| {
        let text = w.first_rows(drawn, table.total);
        view! {
            <p class="note" role="note">
                {text}
            </p>
        }
    });
    let heads = table
        .columns
        .into_iter()
        .map(|name| view! { <th scope="col">{name}</th> });
    let rows = table.rows.into_iter().map(|cells| {
        let cells = cells.into_iter().map(|text| {
            let title = text.clone();
            view! { <td title=title>{text}</td> }
        });
        view! { <tr>{cells.collect_view()}</tr> }
    });
    view! {
        {cut}
        <div class="scroll" tabindex="0" role="region" aria-label=w.as_table>
            <table class="ax-table" id="answer-table">
                <thead>
                    <tr>{heads.collect_view()}</tr>
                </thead>
                <tbody>{rows.collect_view()}</tbody>
            </table>
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_list_of_objects_is_a_table() {
        for body in [
            "{}",
            "[]",
            "[1]",
            r#"["a"]"#,
            r#"[{"a":1},2]"#,
            "[{}]",
            "no JSON",
        ] {
            assert_eq!(BodyTable::read(body), None, "{body}");
        }
        let body = r#"[{"a":null,"name":"x"},{"name":"y","id":2,"tags":[{"name":"latest"}]}]"#;
        let table = BodyTable::read(body).expect("a table");
        assert_eq!(table.columns, ["id", "name", "a", "tags"]);
        assert_eq!(table.rows[0], ["", "x", "", ""]);
        assert_eq!(table.rows[1], ["2", "y", "", r#"[{"name":"latest"}]"#]);
    }

    #[test]
    fn a_long_list_is_drawn_in_part_and_long_values_are_cut() {
        let item = format!(r#"{{"é":["{}"]}}"#, "é".repeat(100));
        let body = format!("[{}]", vec![item; ROWS + 5].join(","));
        let table = BodyTable::read(&body).expect("a table");
        assert_eq!((table.rows.len(), table.total), (ROWS, ROWS + 5));
        assert_eq!(table.rows[0][0].chars().count(), LETTERS + 1);
    }
}
