//! What a replicated repository is called at its destination.

/// More parts are to be replaced than a name has before its last.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TooFlat;

/// The destination's name of a repository, by a rule's namespace and how many parts of the name it
/// replaces; below 0 all but the last (`src/controller/replication/flow/stage.go`).
///
/// # Errors
///
/// Where the name has too few parts: the server fails the whole execution then.
pub fn destination(repository: &str, namespace: &str, replaced: i64) -> Result<String, TooFlat> {
    if namespace.is_empty() {
        return Ok(repository.to_owned());
    }
    let parts: Vec<&str> = repository.split('/').collect();
    let Ok(replaced) = usize::try_from(replaced) else {
        let last = parts.last().copied().unwrap_or_default();
        return Ok(format!("{namespace}/{last}"));
    };
    match parts.get(replaced..) {
        Some(rest) if !rest.is_empty() => Ok(format!("{namespace}/{}", rest.join("/"))),
        _ => Err(TooFlat),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_namespace_replaces_as_many_parts_as_it_is_told() {
        let name = |namespace, replaced| destination("a/b/c/d", namespace, replaced);
        assert_eq!(name("", 1).as_deref(), Ok("a/b/c/d"));
        for (replaced, expected) in [
            (-1, "n/d"),
            (0, "n/a/b/c/d"),
            (1, "n/b/c/d"),
            (2, "n/c/d"),
            (3, "n/d"),
        ] {
            assert_eq!(name("n", replaced).as_deref(), Ok(expected), "{replaced}");
        }
        assert_eq!(name("n", 4), Err(TooFlat));
        assert_eq!(destination("a/b", "n/m", 1).as_deref(), Ok("n/m/b"));
        assert_eq!(destination("a/b", "n", 2), Err(TooFlat));
    }
}
