//! Web pages that come in the place of an answer: from a captive portal, a gateway, Harbor's portal.

use std::borrow::Cow;

/// As much of a body as is looked at, in bytes.
const LOOKED_AT: usize = 16_384;
/// The longest title that is passed on, in characters.
const TITLE: usize = 100;
/// What a page begins with (WHATWG, MIME Sniffing, 7.1), in lower case; of the elements those that
/// stand at a whole page's beginning.
const BEGINNINGS: [&str; 8] = [
    "<!doctype html",
    "<html",
    "<head",
    "<body",
    "<title",
    "<meta",
    "<script",
    "<style",
];

/// Whether an answer is a web page. The content type is taken without regard to case, and not at
/// its word: a body that begins as a page does is one under any type, and JSON under `text/html` is
/// none.
pub fn is_web_page(content_type: Option<&str>, body: &[u8]) -> bool {
    let text = beginning(body);
    let text = text.trim_start();
    if !text.starts_with('<') {
        return false;
    }
    let essence = content_type.and_then(|kind| kind.split(';').next());
    let is_html = essence.is_some_and(|kind| {
        let kind = kind.trim();
        kind.eq_ignore_ascii_case("text/html") || kind.eq_ignore_ascii_case("application/xhtml+xml")
    });
    is_html || begins_as_page(text)
}

fn begins_as_page(text: &str) -> bool {
    let mut rest = text;
    while let Some(comment) = rest.strip_prefix("<!--") {
        match comment.split_once("-->") {
            Some((_, behind)) => rest = behind.trim_start(),
            None => return false,
        }
    }
    BEGINNINGS.iter().any(|tag| {
        let found = rest.get(..tag.len());
        let after = rest.get(tag.len()..).and_then(|rest| rest.chars().next());
        found.is_some_and(|found| found.eq_ignore_ascii_case(tag))
            && after.is_none_or(|c| c == '>' || c.is_whitespace())
    })
}

/// The title of a page, such as a gateway's '502 Bad Gateway'; at most 100 characters.
pub fn title(body: &[u8]) -> Option<String> {
    let page = beginning(body);
    let lower = page.to_ascii_lowercase();
    let open = lower.find("<title")?;
    let start = open + lower[open..].find('>')? + 1;
    let end = start + lower[start..].find("</title")?;
    let title: Vec<&str> = page[start..end].split_whitespace().collect();
    let title: String = title.join(" ").chars().take(TITLE).collect();
    (!title.is_empty()).then_some(title)
}

/// A body without the byte order mark that some gateways put before UTF-8.
pub(crate) fn without_mark(body: &[u8]) -> &[u8] {
    body.strip_prefix(b"\xef\xbb\xbf").unwrap_or(body)
}

/// The beginning of a body as text: UTF-8, or UTF-16 where its mark says so.
pub(crate) fn beginning(body: &[u8]) -> Cow<'_, str> {
    let head = &body[..body.len().min(LOOKED_AT)];
    let unit: fn([u8; 2]) -> u16 = match head {
        [0xff, 0xfe, ..] => u16::from_le_bytes,
        [0xfe, 0xff, ..] => u16::from_be_bytes,
        _ => return String::from_utf8_lossy(without_mark(head)),
    };
    let units = head[2..]
        .chunks_exact(2)
        .map(|pair| unit([pair[0], pair[1]]));
    let text = char::decode_utf16(units).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER));
    Cow::Owned(text.collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_known_by_its_type_in_any_case_or_by_its_beginning() {
        let page = "<!DOCTYPE html>\n<html><title>Sign in</title></html>";
        let marked = format!("\u{feff}{page}");
        let wide: Vec<u8> = marked.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let commented = format!("<!-- a\nb -->\n<!----> {page}");
        for body in [
            page.as_bytes(),
            marked.as_bytes(),
            &wide,
            commented.as_bytes(),
        ] {
            for kind in [
                None,
                Some("text/html"),
                Some("Text/HTML; charset=utf-8"),
                Some("application/json"),
            ] {
                assert!(is_web_page(kind, body), "{kind:?} {body:?}");
            }
            assert_eq!(title(body).as_deref(), Some("Sign in"));
        }
        let part = "<center>Sign in</center>".as_bytes();
        assert!(is_web_page(Some(" TEXT/HTML ;charset=x"), part));
        assert!(is_web_page(
            Some("application/xhtml+xml"),
            b"<?xml version='1.0'?><html/>"
        ));
    }

    #[test]
    fn what_is_no_page_stays_an_answer() {
        for (kind, body) in [
            (Some("text/html"), "{\"name\":\"<html>\"}"),
            (Some("text/html"), "\u{feff}[]"),
            (Some("text/html"), ""),
            (None, "<htmlish>"),
            (Some("application/xml"), "<?xml version='1.0'?><feed/>"),
            (None, "<!-- never ended <html>"),
            (None, "<"),
            (None, "<é"),
        ] {
            assert!(!is_web_page(kind, body.as_bytes()), "{kind:?} {body}");
        }
    }
}
