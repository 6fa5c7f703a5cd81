//! The rule for passwords and CLI secrets.

/// Which conditions a password or CLI secret meets. Harbor has one rule for both
/// (`PUT /users/{user_id}/password`, `PUT /users/{user_id}/cli_secret`, `POST /users`) and answers
/// 400 unless all of them hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PasswordRule {
    /// 8 to 128 bytes, as the server counts.
    pub length: bool,
    /// At least one of A to Z.
    pub upper_case: bool,
    /// At least one of a to z.
    pub lower_case: bool,
    /// At least one of 0 to 9.
    pub digit: bool,
}

impl PasswordRule {
    /// Looks at a text; it is not kept.
    pub fn of(text: &str) -> Self {
        let any = |fits: fn(&u8) -> bool| text.as_bytes().iter().any(fits);
        Self {
            length: (8..=128).contains(&text.len()),
            upper_case: any(u8::is_ascii_uppercase),
            lower_case: any(u8::is_ascii_lowercase),
            digit: any(u8::is_ascii_digit),
        }
    }

    /// Whether the server will take the text.
    pub fn is_met(self) -> bool {
        self.length && self.upper_case && self.lower_case && self.digit
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_condition_is_told_by_itself() {
        let all = PasswordRule::of("Harbor12");
        assert!(all.is_met());
        for (text, wrong) in [
            (
                "Harbo12",
                PasswordRule {
                    length: false,
                    ..all
                },
            ),
            (
                "harbor12",
                PasswordRule {
                    upper_case: false,
                    ..all
                },
            ),
            (
                "HARBOR12",
                PasswordRule {
                    lower_case: false,
                    ..all
                },
            ),
            (
                "HarborXX",
                PasswordRule {
                    digit: false,
                    ..all
                },
            ),
            // Letters and digits of other alphabets do not count.
            (
                "ÉÀharbor12",
                PasswordRule {
                    upper_case: false,
                    ..all
                },
            ),
            (
                "Harbor٣٤",
                PasswordRule {
                    digit: false,
                    ..all
                },
            ),
        ] {
            assert_eq!(PasswordRule::of(text), wrong, "{text}");
            assert!(!wrong.is_met());
        }
    }

    #[test]
    fn the_length_is_8_to_128_bytes() {
        for (extra, fits) in [(4, false), (5, true), (125, true), (126, false)] {
            let text = format!("Aa1{}", "x".repeat(extra));
            assert_eq!(PasswordRule::of(&text).length, fits, "{}", text.len());
        }
    }
}
