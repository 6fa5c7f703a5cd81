//! What is taken out of Harbor's bodies before the window gets them.
//!
//! The server sends a person's CLI secret in clear with every answer about that person
//! (`oidc_user_meta.secret`). The window gets it only on request, in a reply of its own
//! (`pilothouse_protocol::Revealed`).

use std::{borrow::Cow, ops::Range};

use harbor_api::AnyOperation;
use serde::Deserialize;
use serde_json::value::RawValue;

/// A body that should hold users but can't be read as such. It is not passed on: it might hold a
/// secret where nobody looks for one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Unreadable;

#[derive(Deserialize)]
struct User<'a> {
    #[serde(borrow, default)]
    oidc_user_meta: Option<OidcMeta<'a>>,
}

#[derive(Deserialize)]
struct OidcMeta<'a> {
    #[serde(borrow, default)]
    secret: Option<&'a RawValue>,
}

/// The body as the window may have it: each CLI secret in it is an empty text, every other byte is
/// as it came.
pub(crate) fn for_window<'a>(
    operation: &AnyOperation,
    body: &'a [u8],
) -> Result<Cow<'a, [u8]>, Unreadable> {
    let users: Vec<User<'_>> = match operation {
        AnyOperation::GetCurrentUser(_) | AnyOperation::GetUser(_) => {
            vec![serde_json::from_slice(body).map_err(|_| Unreadable)?]
        }
        AnyOperation::ListUsers(_) => {
            let users: Option<_> = serde_json::from_slice(body).map_err(|_| Unreadable)?;
            users.unwrap_or_default()
        }
        _ => return Ok(Cow::Borrowed(body)),
    };
    let secrets: Vec<Range<usize>> = users
        .into_iter()
        .filter_map(|user| user.oidc_user_meta?.secret)
        .map(|secret| {
            let start = secret.get().as_ptr() as usize - body.as_ptr() as usize;
            start..start + secret.get().len()
        })
        .collect();
    if secrets.is_empty() {
        return Ok(Cow::Borrowed(body));
    }
    let mut rest = body.to_vec();
    // From the end, so that the places before it stay what they are.
    for place in secrets.into_iter().rev() {
        rest.splice(place, *b"\"\"");
    }
    Ok(Cow::Owned(rest))
}

#[cfg(test)]
mod tests {
    use harbor_api::operations::{GetCurrentUser, GetPing, ListUsers};

    use super::*;

    fn one(body: &str) -> Result<String, Unreadable> {
        let body = for_window(&GetCurrentUser {}.into(), body.as_bytes())?;
        Ok(String::from_utf8(body.into_owned()).expect("text"))
    }

    #[test]
    fn the_cli_secret_goes_and_every_other_byte_stays() {
        for (body, after) in [
            (
                "{ \"oidc_user_meta\": {\"id\": 2.0, \"secret\" : \"Canary-1\\\"\\u0041\"},\"username\":\"grace\" }\n",
                "{ \"oidc_user_meta\": {\"id\": 2.0, \"secret\" : \"\"},\"username\":\"grace\" }\n",
            ),
            // A name may be written in another way.
            (
                r#"{"oidc_user_meta":{"secr\u0065t":"Canary"}}"#,
                r#"{"oidc_user_meta":{"secr\u0065t":""}}"#,
            ),
            (
                r#"{"oidc_user_meta":{"secret":["Canary"]}}"#,
                r#"{"oidc_user_meta":{"secret":""}}"#,
            ),
            (r#"{"username":"ada"}"#, r#"{"username":"ada"}"#),
            (r#"{"oidc_user_meta":null}"#, r#"{"oidc_user_meta":null}"#),
        ] {
            assert_eq!(one(body).as_deref(), Ok(after), "{body}");
        }
    }

    #[test]
    fn a_list_of_users_loses_all_of_them() {
        let list = ListUsers {
            q: Default::default(),
            sort: Default::default(),
            page: Default::default(),
        };
        let body = r#"[{"oidc_user_meta":{"secret":"One"}},{"user_id":2},{"oidc_user_meta":{"secret":"Three","id":3}}]"#;
        let after = for_window(&list.clone().into(), body.as_bytes()).expect("users");
        assert_eq!(
            *after,
            *br#"[{"oidc_user_meta":{"secret":""}},{"user_id":2},{"oidc_user_meta":{"secret":"","id":3}}]"#
        );
        assert_eq!(
            for_window(&list.into(), b"null"),
            Ok(Cow::Borrowed(&b"null"[..]))
        );
    }

    #[test]
    fn what_can_not_be_read_is_not_passed_on() {
        for body in [
            "",
            r#"{"oidc_user_meta":{"secret":"a","secret":"b"}}"#,
            r#"{"oidc_user_meta":{"secret":"a"},"oidc_user_meta":{"secret":"b"}}"#,
            r#"{"oidc_user_meta":"x"}"#,
            r#"{"oidc_user_meta":{"secret":"Canary"}"#,
        ] {
            assert_eq!(one(body), Err(Unreadable), "{body}");
        }
    }

    #[test]
    fn other_answers_are_not_looked_at() {
        let body = br#"{"oidc_user_meta":{"secret":"a"}"#;
        let after = for_window(&GetPing {}.into(), body);
        assert_eq!(after, Ok(Cow::Borrowed(&body[..])));
    }
}
