/// What serde says of a key or a value that is not one of those it knows, in the project's words and
/// with the nearest of them.
pub(super) fn with_suggestion(message: &str) -> String {
    let message = message.trim_end().replace('\n', " ");
    let (kind, rest) = if let Some(rest) = message.strip_prefix("unknown field `") {
        ("key", rest)
    } else if let Some(rest) = message.strip_prefix("unknown variant `") {
        ("value", rest)
    } else {
        return message;
    };
    // The unknown name comes from the file, so that it may have backticks of its own.
    let Some((name, expected)) = rest.rsplit_once("`, expected ") else { return message };
    let known: Vec<&str> = expected.split('`').skip(1).step_by(2).collect();
    let near = known
        .iter()
        .filter(|known| known.len().abs_diff(name.len()) <= 3)
        .map(|known| (strsim::damerau_levenshtein(name, known), known))
        .filter(|(distance, known)| *distance <= 1.max(known.len() / 3))
        .min();
    let shown: String = name.chars().take(100).collect();
    match near {
        Some((_, near)) => format!("unknown {kind} `{shown}`; did you mean `{near}`?"),
        None => format!("unknown {kind} `{shown}`: expected one of `{}`", known.join("`, `")),
    }
}
