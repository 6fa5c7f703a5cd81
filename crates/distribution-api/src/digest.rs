//! Digests of content.

use harbor_api::ContentMismatch;
use sha2::{Digest as _, Sha256, Sha512};

/// The `sha256:` digest of content.
pub fn digest_of(content: &[u8]) -> String {
    written("sha256", &Sha256::digest(content))
}

/// Whether content is what a digest stands for (`sha256:`, `sha512:`).
pub fn verify(digest: &str, content: &[u8]) -> Result<(), ContentMismatch> {
    let found = match digest.split_once(':') {
        Some(("sha256", _)) => digest_of(content),
        Some(("sha512", _)) => written("sha512", &Sha512::digest(content)),
        _ => return Err(ContentMismatch::Algorithm(digest.to_owned())),
    };
    if found.eq_ignore_ascii_case(digest) {
        Ok(())
    } else {
        Err(ContentMismatch::Digest {
            expected: digest.to_owned(),
            found,
        })
    }
}

fn written(algorithm: &str, hash: &[u8]) -> String {
    let hex: String = hash.iter().map(|byte| format!("{byte:02x}")).collect();
    format!("{algorithm}:{hex}")
}

#[cfg(test)]
mod tests {
    use super::*;

    const EMPTY: &str = "sha256:44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a";

    #[test]
    fn content_is_compared_with_its_digest() {
        // The digest that the image specification gives for `{}`.
        assert_eq!(digest_of(b"{}"), EMPTY);
        assert_eq!(verify(EMPTY, b"{}"), Ok(()));
        assert_eq!(
            verify(&EMPTY.to_uppercase().replace("SHA", "sha"), b"{}"),
            Ok(())
        );
        assert!(matches!(
            verify(EMPTY, b"{} "),
            Err(ContentMismatch::Digest { expected, .. }) if expected == EMPTY
        ));
        let long = "sha512:27c74670adb75075fad058d5ceaf7b20c4e7786c83bae8a32f626f9782af34c9a33c2046ef60fd2a7878d378e29fec851806bbd9a67878f3a9f1cda4830763fd";
        assert_eq!(verify(long, b"{}"), Ok(()));
    }

    #[test]
    fn what_can_not_be_compared_is_not_taken_for_good() {
        for digest in ["blake3:00", "", "44136fa355b3"] {
            assert!(matches!(
                verify(digest, b"{}"),
                Err(ContentMismatch::Algorithm(_))
            ));
        }
    }
}
