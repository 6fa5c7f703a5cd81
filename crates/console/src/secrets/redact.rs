//! What is taken out of Harbor's bodies before the window gets them.
//!
//! The server sends a person's CLI secret in clear with every answer about that person
//! (`oidc_user_meta.secret`). The window gets it only on request, in a reply of its own
//! (`pilothouse_protocol::Revealed`). It also sends in clear what a webhook sends as `Authorization`
//! (`targets.auth_header`), of which the window gets only whether there is one.

use std::{borrow::Cow, ops::Range};

use harbor_api::AnyOperation;
use serde::Deserialize;
use serde_json::value::RawValue;

/// What stands for a header that is kept.
const MASK: &[u8] = br#""*****""#;

/// A body that should hold secrets but can't be read as such. It is not passed on: it might hold a
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

#[derive(Deserialize)]
struct Webhook<'a> {
    #[serde(borrow, default)]
    targets: Option<Vec<WebhookTarget<'a>>>,
}

#[derive(Deserialize)]
struct WebhookTarget<'a> {
    #[serde(borrow, default)]
    auth_header: Option<&'a RawValue>,
}

/// The body as the window may have it: each CLI secret in it is an empty text, each header of a webhook
/// a mask, every other byte is as it came.
pub(crate) fn for_window<'a>(
    operation: &AnyOperation,
    body: &'a [u8],
) -> Result<Cow<'a, [u8]>, Unreadable> {
    let (secrets, by) = match operation {
        AnyOperation::GetCurrentUser(_) | AnyOperation::GetUser(_) => {
            (secrets_of(vec![one(body)?]), &b"\"\""[..])
        }
        AnyOperation::ListUsers(_) => (secrets_of(list(body)?), &b"\"\""[..]),
        AnyOperation::GetWebhook(_) => (headers_of(vec![one(body)?]), MASK),
        AnyOperation::ListWebhooks(_) => (headers_of(list(body)?), MASK),
        _ => return Ok(Cow::Borrowed(body)),
    };
    Ok(replaced(body, secrets, by))
}

/// The same for the successful answer of a request that a person wrote, by the template of its path.
pub(crate) fn for_person<'a>(path: &str, body: &'a [u8]) -> Result<Cow<'a, [u8]>, Unreadable> {
    if body.trim_ascii().is_empty() {
        return Ok(Cow::Borrowed(body));
    }
    let is_list = body.trim_ascii_start().starts_with(b"[");
    let is_of_users = path == "/users" || path.starts_with("/users/");
    let (secrets, by) = match (is_list, path.contains("/webhook/policies")) {
        (true, true) => (headers_of(list(body)?), MASK),
        (false, true) if !path.ends_with("/log") => (headers_of(vec![one(body)?]), MASK),
        (true, false) if is_of_users => (secrets_of_any(list(body)?), &b"\"\""[..]),
        (false, false) if is_of_users => (secrets_of(vec![one(body)?]), &b"\"\""[..]),
        _ => return Ok(Cow::Borrowed(body)),
    };
    Ok(replaced(body, secrets, by))
}

/// Of a list whose items need not be users: permissions are asked for below users, too.
fn secrets_of_any(items: Vec<&RawValue>) -> Vec<&RawValue> {
    let users = items
        .into_iter()
        .filter_map(|item| serde_json::from_str::<User<'_>>(item.get()).ok());
    secrets_of(users.collect())
}

fn replaced<'a>(body: &'a [u8], secrets: Vec<&RawValue>, by: &[u8]) -> Cow<'a, [u8]> {
    if secrets.is_empty() {
        return Cow::Borrowed(body);
    }
    let mut rest = body.to_vec();
    // From the end, so that the places before it stay what they are.
    for secret in secrets.into_iter().rev() {
        rest.splice(place(secret, body), by.iter().copied());
    }
    Cow::Owned(rest)
}

fn one<'a, T: Deserialize<'a>>(body: &'a [u8]) -> Result<T, Unreadable> {
    serde_json::from_slice(body).map_err(|_| Unreadable)
}

/// No list at all (`null`) is an empty one.
fn list<'a, T: Deserialize<'a>>(body: &'a [u8]) -> Result<Vec<T>, Unreadable> {
    one::<Option<Vec<T>>>(body).map(Option::unwrap_or_default)
}

fn secrets_of(users: Vec<User<'_>>) -> Vec<&RawValue> {
    let secrets = users.into_iter();
    secrets
        .filter_map(|user| user.oidc_user_meta?.secret)
        .collect()
}

/// An empty header is none.
fn headers_of(webhooks: Vec<Webhook<'_>>) -> Vec<&RawValue> {
    let targets = webhooks
        .into_iter()
        .flat_map(|webhook| webhook.targets.unwrap_or_default());
    targets
        .filter_map(|target| target.auth_header)
        .filter(|header| !matches!(header.get(), "\"\"" | "null"))
        .collect()
}

/// Where a value stands in the body that it was read of.
fn place(value: &RawValue, body: &[u8]) -> Range<usize> {
    let start = value.get().as_ptr() as usize - body.as_ptr() as usize;
    start..start + value.get().len()
}

#[cfg(test)]
mod tests {
    use harbor_api::{
        ProjectName, ProjectReference,
        operations::{GetCurrentUser, GetPing, ListUsers, ListWebhooks},
    };

    use super::*;

    fn of_user(body: &str) -> Result<String, Unreadable> {
        let body = for_window(&GetCurrentUser {}.into(), body.as_bytes())?;
        Ok(String::from_utf8(body.into_owned()).expect("text"))
    }

    #[test]
    fn answers_that_a_person_asked_for_have_no_secret_of_others() {
        let user = r#"{"username":"ada","oidc_user_meta":{"secret":"Canary"}}"#;
        let hook = r#"{"id":1,"targets":[{"auth_header":"Canary"}]}"#;
        for (path, body) in [
            ("/users", format!("[{user}]")),
            ("/users/{user_id}", user.to_owned()),
            ("/users/current", user.to_owned()),
            ("/projects/{p}/webhook/policies", format!("[{hook}]")),
            ("/projects/{p}/webhook/policies/{id}", hook.to_owned()),
        ] {
            let redacted = for_person(path, body.as_bytes()).expect("it can be read");
            let redacted = String::from_utf8(redacted.into_owned()).expect("text");
            assert!(!redacted.contains("Canary"), "{path}: {redacted}");
        }
        for (path, body) in [
            ("/users", ""),
            ("/robots", r#"{"secret":"told once"}"#),
            (
                "/users/current/permissions",
                r#"[{"resource":"/project/1","action":"read"}]"#,
            ),
        ] {
            let redacted = for_person(path, body.as_bytes()).expect("it can be read");
            assert_eq!(redacted, body.as_bytes(), "{path}");
        }
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
            assert_eq!(of_user(body).as_deref(), Ok(after), "{body}");
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
    fn headers_of_webhooks_are_masked_and_a_missing_one_stays_missing() {
        let project = ProjectName::new("skaha").expect("a name");
        let list = ListWebhooks {
            project_name_or_id: ProjectReference::Name(project),
            sort: Default::default(),
            q: Default::default(),
            page: Default::default(),
        };
        let body = r#"[{"id":5,"targets":[{"auth_header":"Bearer Canary","type":"http"},{"auth_header":""}]},{"targets":null},{"targets":[{"type":"slack"}]}]"#;
        let after = for_window(&list.clone().into(), body.as_bytes()).expect("webhooks");
        assert_eq!(
            String::from_utf8_lossy(&after),
            body.replace("Bearer Canary", "*****")
        );
        let odd = r#"[{"targets":{"auth_header":"Canary"}}]"#;
        let list: AnyOperation = list.into();
        assert_eq!(for_window(&list, odd.as_bytes()), Err(Unreadable));
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
            assert_eq!(of_user(body), Err(Unreadable), "{body}");
        }
    }

    #[test]
    fn other_answers_are_not_looked_at() {
        let body = br#"{"oidc_user_meta":{"secret":"a"}"#;
        let after = for_window(&GetPing {}.into(), body);
        assert_eq!(after, Ok(Cow::Borrowed(&body[..])));
    }
}
