//! The nearest of the names that there are.

/// Longest name that is compared, in characters.
const LONGEST: usize = 200;

/// `; did you mean `NAME`?` for the candidate nearest to `name`, or nothing where none is near.
///
/// Distance: Damerau–Levenshtein, at most a third of the longer name.
pub(crate) fn did_you_mean<'a>(
    name: &str,
    candidates: impl IntoIterator<Item = &'a str>,
) -> String {
    let length = name.chars().count();
    candidates
        .into_iter()
        // The distance takes length × length: nothing is compared that cannot be near.
        .filter(|candidate| {
            let other = candidate.chars().count();
            length.max(other) <= LONGEST && length.abs_diff(other) * 3 <= length.max(other)
        })
        .map(|candidate| (strsim::damerau_levenshtein(name, candidate), candidate))
        .filter(|(distance, candidate)| *distance * 3 <= length.max(candidate.chars().count()))
        .min()
        .map(|(_, candidate)| format!("; did you mean `{candidate}`?"))
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::did_you_mean;

    #[test]
    fn only_a_near_name_is_suggested() {
        let names = ["epochs", "seed", "batch_size"];
        assert_eq!(did_you_mean("epohcs", names), "; did you mean `epochs`?");
        assert_eq!(did_you_mean("batchsize", names), "; did you mean `batch_size`?");
        assert_eq!(did_you_mean("colour", names), "");
    }
}
