//! A page of prose with generated blocks between markers.

use anyhow::{Result, bail};

/// The page with its block `name` replaced; where it has none, under a new heading at the end.
///
/// A block stands between `<!-- bench:NAME begin -->` and `<!-- bench:NAME end -->`; everything
/// outside is left as it is.
///
/// # Errors
///
/// Where one of the two markers is missing or they are the wrong way round.
pub(crate) fn with_block(page: &str, name: &str, block: &str) -> Result<String> {
    let (begin, end) =
        (format!("<!-- bench:{name} begin -->"), format!("<!-- bench:{name} end -->"));
    let block = format!("{begin}\n{}\n{end}", block.trim_end());
    match (page.find(&begin), page.find(&end)) {
        (None, None) => Ok(format!("{}\n\n## {name}\n\n{block}\n", page.trim_end())),
        (Some(from), Some(to)) if from < to => {
            Ok(format!("{}{block}{}", &page[..from], &page[to + end.len()..]))
        }
        (Some(_), None) => bail!("the marker `{end}` is missing: add it after `{begin}`"),
        (None, Some(_)) => bail!("the marker `{begin}` is missing: add it before `{end}`"),
        (Some(_), Some(_)) => bail!("the marker `{end}` stands before `{begin}`: swap them"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_block_between_the_markers_changes() {
        let page =
            "# B\n\nprose\n<!-- bench:step begin -->\nold\n<!-- bench:step end -->\n\nmore\n";
        let made = with_block(page, "step", "new\n").expect("both markers are there");
        assert_eq!(made, page.replace("old", "new"));
        assert_eq!(with_block(&made, "step", "new").expect("again"), made);
    }

    #[test]
    fn a_new_block_goes_to_the_end_under_its_own_heading() {
        let made = with_block("# B\n", "step", "table").expect("no markers yet");
        let expected =
            "# B\n\n## step\n\n<!-- bench:step begin -->\ntable\n<!-- bench:step end -->\n";
        assert_eq!(made, expected);
    }

    #[test]
    fn half_a_pair_of_markers_is_refused_and_nothing_is_lost() {
        for page in ["<!-- bench:a begin -->", "<!-- bench:a end -->"] {
            let error = with_block(page, "a", "table").expect_err("half a pair").to_string();
            assert!(error.contains("is missing"), "{error}");
        }
        let swapped = "<!-- bench:a end --><!-- bench:a begin -->";
        assert!(with_block(swapped, "a", "table").is_err());
    }
}
