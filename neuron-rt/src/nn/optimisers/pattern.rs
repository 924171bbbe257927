//! Names of parameters by pattern.

/// Whether `name` is as `pattern` says, in which each `*` stands for any text, dots included.
pub(super) fn matches(pattern: &str, name: &str) -> bool {
    let mut parts = pattern.split('*');
    let Some(mut rest) = parts.next().and_then(|first| name.strip_prefix(first)) else {
        return false;
    };
    let mut parts = parts.peekable();
    if parts.peek().is_none() {
        return rest.is_empty();
    }
    while let Some(part) = parts.next() {
        if parts.peek().is_none() {
            return rest.ends_with(part);
        }
        match rest.find(part) {
            Some(at) => rest = &rest[at + part.len()..],
            None => return false,
        }
    }
    true
}

#[cfg(test)]
mod tests {
    use super::matches;

    #[test]
    fn stars_stand_for_any_text() {
        for (pattern, name, expected) in [
            ("head.weight", "head.weight", true),
            ("head.weight", "head.weights", false),
            ("*", "", true),
            ("encoder.*", "encoder.0.norm.bias", true),
            ("encoder.*", "decoder.0.norm.bias", false),
            ("*.bias", "encoder.0.norm.bias", true),
            ("*.bias", "encoder.bias.weight", false),
            ("encoder.*.norm*.weight", "encoder.3.norm1.weight", true),
            ("encoder.*.norm*.weight", "encoder.3.linear1.weight", false),
            ("a*a", "a", false),
            ("a**b", "ab", true),
        ] {
            assert_eq!(matches(pattern, name), expected, "{pattern} against {name}");
        }
    }
}
