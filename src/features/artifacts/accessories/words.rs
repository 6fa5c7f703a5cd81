//! What is attached to an artifact, read and verified.

crate::words::area! {
    /// What is attached to an artifact, read and verified.
    AccessoriesWords {
        texts {
            tab: "Accessories", "Accessoires";
            says: "What it says", "Contenu déclaré";
            none_title: "Nothing is attached", "Rien n’est attaché";
            none_text: "Signatures, attestations and SBOMs that name this image stand here.",
                "Les signatures, attestations et SBOM qui nomment cette image figurent ici.";
            own: "On this artifact", "Sur cet artefact";
            inherited: "Inherited from an index", "Hérité d’un index";
            trust_title: "Verify signatures", "Vérifier les signatures";
            trust_text: "Paste the public key that Cosign signed with, or the certificates that Notation’s come from. They are kept until you leave this page.",
                "Collez la clé publique de la signature Cosign, ou les certificats dont viennent ceux de Notation. Ils sont gardés jusqu’à ce que vous quittiez cette page.";
            trust_label: "Public key or certificates (PEM)", "Clé publique ou certificats (PEM)";
            verify: "Verify", "Vérifier";
            forget: "Forget the key", "Oublier la clé";
            reading: "Reading", "Lecture";
            not_read: "It could not be read:", "Lecture impossible\u{202f}:";
            below_too_much: "What is attached to this was not read: there is too much of it. Open it to see.",
                "Ce qui y est attaché n’a pas été lu\u{202f}: il y en a trop. Ouvrez-le pour le voir.";
            found: "Found, not verified", "Trouvé, non vérifié";
            other_subject: "It is about another digest.", "Concerne une autre empreinte.";
            unsigned: "A statement that nobody signed", "Une déclaration que personne n’a signée";
            signer: "Signed by", "Signé par";
            issuer: "Issuer", "Émetteur";
            signed_at: "Signed", "Signé le";
            expires: "Good until", "Valable jusqu’au";
            by_its_word: "By the signature’s own word", "Selon la signature elle-même";
            states: "States", "Déclare";
            log: "Transparency log", "Journal de transparence";
            builder: "Built by", "Construit par";
            build_type: "Build type", "Type de construction";
            source: "Source", "Source";
            revision: "Revision", "Révision";
            finished: "Built", "Construit le";
            materials: "Inputs", "Entrées";
            copy_digest: "Copy digest", "Copier l’empreinte";
            unreadable: "Unreadable:", "Illisible\u{202f}:";
            no_key: "Signed with a key: who has it is not said.",
                "Signé avec une clé\u{202f}: son détenteur n’est pas indiqué.";
            private_key: "This is a private key. Paste the public one.",
                "C’est une clé privée. Collez la clé publique.";
            no_pem: "A PEM text begins with -----BEGIN PUBLIC KEY----- or -----BEGIN CERTIFICATE-----.",
                "Un texte PEM commence par -----BEGIN PUBLIC KEY----- ou -----BEGIN CERTIFICATE-----.";
        }
        says {
            below_not_read(why: &str):
                format!("What is attached to this could not be read: {why}"),
                format!("Ce qui y est attaché n’a pas pu être lu\u{202f}: {why}");
            log_index(index: u64): format!("entry {index}"), format!("entrée {index}");
            log_says(entry: &str): format!("It says: {entry}"), format!("Elle indique\u{202f}: {entry}");
            verified_by_key(fingerprint: &str):
                format!("Verified with the key {fingerprint}"),
                format!("Vérifié avec la clé {fingerprint}");
            verified_by(by: &str): format!("Verified: {by}"), format!("Vérifié\u{202f}: {by}");
            not_verified_why(why: &str): format!("Not verified: {why}."), format!("Non vérifié\u{202f}: {why}.");
            save(name: &str): format!("Save {name}"), format!("Enregistrer {name}");
        }
    }
}
