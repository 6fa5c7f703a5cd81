//! Licence expressions (SPDX specification, annex D), as far as listing the licences needs it.

/// The licences that an expression names, each once, in their order.
pub(crate) fn named(expression: &str) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    // An exception belongs to the licence before it.
    let mut with = false;
    let spaced = expression.replace(['(', ')'], " ");
    for word in spaced.split_whitespace() {
        match word.to_uppercase().as_str() {
            "AND" | "OR" => with = false,
            "WITH" => with = true,
            _ if with => {
                if let Some(last) = names.last_mut() {
                    last.push_str(" WITH ");
                    last.push_str(word);
                }
                with = false;
            }
            _ => names.push(word.to_owned()),
        }
    }
    let mut seen = Vec::new();
    names.retain(|name| {
        let is_new = !seen.contains(name);
        if is_new {
            seen.push(name.clone());
        }
        is_new
    });
    names
}

#[cfg(test)]
mod tests {
    use super::named;

    #[test]
    fn an_expression_names_each_licence_once() {
        for (expression, names) in [
            ("MIT", &["MIT"][..]),
            ("(MIT OR Apache-2.0) AND MIT", &["MIT", "Apache-2.0"]),
            (
                "GPL-2.0-only WITH Classpath-exception-2.0 AND BSD-3-Clause",
                &["GPL-2.0-only WITH Classpath-exception-2.0", "BSD-3-Clause"],
            ),
            ("", &[]),
        ] {
            assert_eq!(named(expression), names, "{expression}");
        }
    }
}
