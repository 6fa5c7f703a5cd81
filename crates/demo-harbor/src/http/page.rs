//! Paging: `page`, `page_size`, `X-Total-Count` and `Link`.

use serde_json::Value;

use crate::http::call::{Call, Failure, Reply};

/// Which rows of a list are asked for.
#[derive(Debug, Clone, Copy)]
pub struct Page {
    number: i64,
    size: i64,
}

impl Page {
    /// Reads and checks the parameters.
    pub fn of(call: &Call) -> Result<Self, Failure> {
        let number = call.asked_number("page", 1)?;
        let size = call.asked_number("page_size", 10)?;
        if size > 100 {
            return Err(Failure::invalid(
                "page_size in query should be less than or equal to 100",
            ));
        }
        Ok(Self { number, size })
    }

    /// For the lists of retention: nothing asked for is no limit, and no size is too large. Who names
    /// no page gets the first and is told that it is the next.
    pub fn without_limit(call: &Call) -> Result<Self, Failure> {
        Ok(Self {
            number: call.asked_number("page", 0)?,
            size: call.asked_number("page_size", 0)?,
        })
    }

    /// The first page, of the same size.
    pub fn first(self) -> Self {
        Self { number: 1, ..self }
    }

    /// The rows of this page. A size of 0 or less means no limit.
    pub fn cut<T>(self, rows: Vec<T>) -> Vec<T> {
        if self.size <= 0 {
            return rows;
        }
        let size = usize::try_from(self.size).unwrap_or(usize::MAX);
        let before = usize::try_from(self.number - 1)
            .unwrap_or(0)
            .saturating_mul(size);
        rows.into_iter().skip(before).take(size).collect()
    }

    /// The answer: the rows of this page written by `write`, and the headers.
    pub fn reply<T>(self, call: &Call, rows: Vec<T>, write: impl FnMut(T) -> Value) -> Reply {
        let total = rows.len();
        self.reply_with_total(call, self.cut(rows), total, write)
    }

    /// As [`Page::reply`], for rows already cut.
    pub fn reply_with_total<T>(
        self,
        call: &Call,
        rows: Vec<T>,
        total: usize,
        write: impl FnMut(T) -> Value,
    ) -> Reply {
        let body = Value::Array(rows.into_iter().map(write).collect());
        let reply = Reply::json(body).with("x-total-count", total.to_string());
        match self.links(call, i64::try_from(total).unwrap_or(i64::MAX)) {
            Some(links) => reply.with("link", links),
            None => reply,
        }
    }

    fn links(self, call: &Call, total: i64) -> Option<String> {
        let Self { number, size } = self;
        if size == 0 {
            return None;
        }
        let mut links = Vec::new();
        if number > 1 && (number - 1) * size <= total {
            links.push(format!(
                "<{}>; rel=\"prev\"",
                self.address(call, number - 1)
            ));
        }
        if number * size < total {
            links.push(format!(
                "<{}>; rel=\"next\"",
                self.address(call, number + 1)
            ));
        }
        (!links.is_empty()).then(|| links.join(" , "))
    }

    /// Harbor sorts the query's keys and writes their values decoded.
    fn address(self, call: &Call, number: i64) -> String {
        let mut pairs: Vec<(&str, String)> = call
            .query
            .iter()
            .filter(|(key, _)| key != "page" && key != "page_size")
            .map(|(key, value)| (key.as_str(), value.clone()))
            .collect();
        pairs.push(("page", number.to_string()));
        pairs.push(("page_size", self.size.to_string()));
        pairs.sort_by(|a, b| a.0.cmp(b.0));
        let query: Vec<String> = pairs
            .iter()
            .map(|(key, value)| format!("{key}={value}"))
            .collect();
        format!("{}?{}", call.path, query.join("&"))
    }
}
