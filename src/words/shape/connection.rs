//! Changing how a registry is called and reached.

super::area! {
    /// Changing how a registry is called and reached.
    Connection {
        texts {
            title, edit, explained, name, name_hint, name_long, save,
        }
        says {
            moves(host: &str),
            saved(name: &str),
        }
    }
}
