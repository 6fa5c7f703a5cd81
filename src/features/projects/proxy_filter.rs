//! Which repositories a proxy cache takes: a pattern, or none for all.

use crate::features::retention::pattern_problem;

/// What is wrong with a filter.
pub fn filter_problem(filter: &str) -> Option<String> {
    match filter.trim() {
        "" => None,
        pattern => pattern_problem(pattern),
    }
}

#[cfg(test)]
mod tests {
    use super::filter_problem;

    #[test]
    fn a_pattern_that_stops_the_server_is_not_taken() {
        assert!(filter_problem("nvidia/{a").is_some());
        for filter in ["", " ", "nvidia/**", "{nvidia,nim}/**"] {
            assert_eq!(filter_problem(filter), None, "{filter}");
        }
    }
}
