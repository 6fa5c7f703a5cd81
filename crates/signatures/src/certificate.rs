//! What a certificate says of its holder.

use x509_parser::{
    certificate::X509Certificate, extensions::GeneralName, pem::Pem, prelude::FromDer,
};

use crate::signature::{Identity, Unreadable};

/// Fulcio's extensions for who vouched: a bare text at first, DER later
/// (`sigstore/fulcio`, `docs/oid-info.md`).
const ISSUER_TEXT: &str = "1.3.6.1.4.1.57264.1.1";
const ISSUER_DER: &str = "1.3.6.1.4.1.57264.1.8";

/// Who a certificate (DER) is for.
pub(crate) fn identity(der: &[u8]) -> Option<Identity> {
    let (_, certificate) = X509Certificate::from_der(der).ok()?;
    let extension = |oid: &str| {
        let mut all = certificate.extensions().iter();
        let found = all.find(|extension| extension.oid.to_id_string() == oid)?;
        Some(found.value)
    };
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).ok();
    // A DER text's tag and length, which is short here, are two bytes.
    let der_text = |bytes: &[u8]| match bytes {
        [0x0c, length, rest @ ..] if usize::from(*length) == rest.len() => text(rest),
        [0x0c, 0x81, length, rest @ ..] if usize::from(*length) == rest.len() => text(rest),
        _ => None,
    };
    let issuer = extension(ISSUER_DER)
        .and_then(der_text)
        .or_else(|| extension(ISSUER_TEXT).and_then(text));
    let names = certificate.subject_alternative_name().ok().flatten();
    let name = names.and_then(|names| {
        names
            .value
            .general_names
            .iter()
            .find_map(|name| match name {
                GeneralName::RFC822Name(name)
                | GeneralName::URI(name)
                | GeneralName::DNSName(name) => Some((*name).to_owned()),
                _ => None,
            })
    });
    Some(Identity {
        subject: name.unwrap_or_else(|| certificate.subject().to_string()),
        issuer: issuer.unwrap_or_else(|| certificate.issuer().to_string()),
    })
}

/// The certificates of a PEM text.
pub(crate) fn from_pem(text: &str) -> Result<Vec<Vec<u8>>, Unreadable> {
    let all = Pem::iter_from_buffer(text.as_bytes());
    let all = all.map(|block| match block {
        Ok(block) if block.label == "CERTIFICATE" => Ok(block.contents),
        Ok(block) => Err(Unreadable::new(format!(
            "{} is no certificate",
            block.label
        ))),
        Err(error) => Err(Unreadable::new(format!(
            "a certificate can't be read: {error}"
        ))),
    });
    all.collect()
}
