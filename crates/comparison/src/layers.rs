//! Layers: what both have, and what only one has.

use std::collections::HashMap;

/// A layer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Layer {
    pub digest: String,
    /// Bytes, as it is stored.
    pub size: u64,
}

/// What differs in the layers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LayerChanges {
    /// Layers at the bottom that both have: what both are built on.
    pub common_base: usize,
    /// Layers that both have, wherever they stand.
    pub shared: usize,
    /// Bytes of those: what need not be pulled by who has the first.
    pub shared_bytes: u64,
    /// Layers of the first only.
    pub gone: Vec<Layer>,
    /// Layers of the second only.
    pub new: Vec<Layer>,
}

/// What differs. A layer that stands there several times counts as often.
pub fn compare_layers(before: &[Layer], after: &[Layer]) -> LayerChanges {
    let mut left: HashMap<&str, usize> = HashMap::new();
    for layer in before {
        *left.entry(&layer.digest).or_default() += 1;
    }
    let mut changes = LayerChanges {
        common_base: before
            .iter()
            .zip(after)
            .take_while(|(a, b)| a.digest == b.digest)
            .count(),
        ..LayerChanges::default()
    };
    for layer in after {
        match left.get_mut(layer.digest.as_str()) {
            Some(count) if *count > 0 => {
                *count -= 1;
                changes.shared += 1;
                changes.shared_bytes += layer.size;
            }
            _ => changes.new.push(layer.clone()),
        }
    }
    for layer in before {
        if let Some(count) = left.get_mut(layer.digest.as_str())
            && *count > 0
        {
            *count -= 1;
            changes.gone.push(layer.clone());
        }
    }
    changes
}

#[cfg(test)]
mod tests {
    use super::*;

    fn layers(all: &[(&str, u64)]) -> Vec<Layer> {
        let layer = |(digest, size): &(&str, u64)| Layer {
            digest: (*digest).to_owned(),
            size: *size,
        };
        all.iter().map(layer).collect()
    }

    #[test]
    fn shared_layers_are_counted_wherever_they_stand() {
        let before = layers(&[
            ("base", 100),
            ("python", 50),
            ("app", 7),
            ("empty", 1),
            ("empty", 1),
        ]);
        let after = layers(&[("base", 100), ("python", 50), ("new", 9), ("empty", 1)]);
        let changes = compare_layers(&before, &after);
        assert_eq!((changes.common_base, changes.shared), (2, 3));
        assert_eq!(changes.shared_bytes, 151);
        assert_eq!(changes.gone, layers(&[("app", 7), ("empty", 1)]));
        assert_eq!(changes.new, layers(&[("new", 9)]));
    }
}
