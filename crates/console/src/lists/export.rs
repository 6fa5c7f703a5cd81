//! Writing the rows of a list into a file, some at a time.

use std::{
    io::{self, Write},
    sync::Arc,
};

use listing::{
    Column, ListScope, RowId,
    export::{write_csv_head, write_csv_row, write_json_row},
    lists::findings_sarif::{self, SarifWriter},
};
use pilothouse_protocol::{ExportFormat, ExportList, Failure, FailureCode};

use crate::{
    console::{Console, locked},
    lists::OpenedList,
};

/// Rows that are written while the list is held.
const AT_ONCE: usize = 512;

/// An export that is ready to be written.
pub struct ListExport {
    list: Arc<OpenedList>,
    rows: Vec<RowId>,
    format: ExportFormat,
    /// Places of the columns, and their heads.
    columns: Vec<(usize, String)>,
}

impl Console {
    /// Prepares an export: its rows are those of now.
    pub fn export_list(&self, command: &ExportList) -> Result<ListExport, Failure> {
        let list = self.lists.get(command.list)?;
        let inner = &mut *locked(&list.inner);
        let is_sarif = command.format == ExportFormat::Sarif;
        let of_sarif = findings_sarif::COLUMNS.iter();
        let of_sarif = of_sarif.map(|id| ((*id).to_owned(), String::new()));
        let wanted: Vec<(String, String)> = match (is_sarif, &list.scope) {
            (false, _) => command.columns.clone(),
            (true, ListScope::Findings(_)) => of_sarif.collect(),
            (true, _) => Vec::new(),
        };
        let columns: Vec<(usize, String)> = wanted
            .into_iter()
            .filter_map(|(id, head)| Some((inner.store.column(&id)?, head)))
            .collect();
        if columns.is_empty() {
            return Err(Failure::new(
                FailureCode::Invalid,
                "There is no column to export.",
            ));
        }
        let rows = if command.only_checked {
            inner.checked_of(&list, &command.query)
        } else {
            inner.shown(&list, &command.query).to_vec()
        };
        Ok(ListExport {
            list: Arc::clone(&list),
            rows,
            format: command.format,
            columns,
        })
    }
}

impl ListExport {
    /// A name for the file: the list's, without an ending.
    pub fn name(&self) -> &'static str {
        self.list.scope.id()
    }

    /// The ending of the file's name.
    pub fn ending(&self) -> &'static str {
        match self.format {
            ExportFormat::Csv => "csv",
            ExportFormat::Json => "json",
            ExportFormat::Sarif => "sarif",
        }
    }

    /// Writes all rows. A row that is gone meanwhile is left out.
    pub fn write(&self, out: &mut dyn Write) -> io::Result<()> {
        let all = self.list.scope.columns();
        let columns: Vec<&Column> = self.columns.iter().map(|(at, _)| &all[*at]).collect();
        let heads: Vec<&str> = self.columns.iter().map(|(_, head)| head.as_str()).collect();
        let mut sarif = SarifWriter::default();
        match self.format {
            ExportFormat::Csv => write_csv_head(out, &heads)?,
            ExportFormat::Json => out.write_all(b"[")?,
            ExportFormat::Sarif => sarif.begin(out)?,
        }
        let mut is_first = true;
        for rows in self.rows.chunks(AT_ONCE) {
            let mut text = Vec::new();
            {
                let inner = locked(&self.list.inner);
                for row in rows.iter().filter(|row| inner.store.is_live(**row)) {
                    let cells = self
                        .columns
                        .iter()
                        .map(|(at, _)| inner.store.cell(*row, *at));
                    let cells: Vec<_> = cells.collect();
                    match self.format {
                        ExportFormat::Csv => write_csv_row(&mut text, &columns, &cells)?,
                        ExportFormat::Json => {
                            text.extend_from_slice(if is_first { b"\n  " } else { b",\n  " });
                            write_json_row(&mut text, &columns, &cells)?;
                        }
                        ExportFormat::Sarif => sarif.write(&mut text, &cells)?,
                    }
                    is_first = false;
                }
            }
            out.write_all(&text)?;
        }
        match self.format {
            ExportFormat::Csv => Ok(()),
            ExportFormat::Json => out.write_all(if is_first { b"]\n" } else { b"\n]\n" }),
            ExportFormat::Sarif => sarif.end(out),
        }
    }
}
