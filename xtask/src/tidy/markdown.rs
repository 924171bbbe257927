//! As much of Markdown as the rules need: fences, headings, tables, links.

/// One line of a page, with its number from 1.
#[derive(Clone, Debug)]
pub(crate) struct Line<'a> {
    pub(crate) number: usize,
    pub(crate) text: &'a str,
    pub(crate) kind: Kind<'a>,
}

/// What a line is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind<'a> {
    Prose,
    Heading,
    Table,
    /// Inside a fenced block of that language, or the fence itself.
    Fence(&'a str),
}

/// The lines of a page.
pub(crate) fn lines(text: &str) -> Vec<Line<'_>> {
    let mut open: Option<&str> = None;
    let mut found = Vec::new();
    for (index, text) in text.lines().enumerate() {
        let fence = text.trim_start().strip_prefix("```");
        let kind = match (open, fence) {
            (None, Some(language)) => {
                open = Some(language.trim());
                Kind::Fence(language.trim())
            }
            (Some(language), fence) => {
                if fence.is_some() {
                    open = None;
                }
                Kind::Fence(language)
            }
            (None, None) if text.starts_with('#') => Kind::Heading,
            (None, None) if text.trim_start().starts_with('|') => Kind::Table,
            (None, None) => Kind::Prose,
        };
        found.push(Line { number: index + 1, text, kind });
    }
    found
}

/// The targets of the inline links `[text](target)` and definitions `[name]: target` in a line.
pub(crate) fn links(line: &str) -> Vec<&str> {
    let mut found = Vec::new();
    if let Some((name, target)) = line.split_once("]: ")
        && name.starts_with('[')
    {
        found.push(target.trim());
    }
    // Odd pieces between backticks are code.
    for prose in line.split('`').step_by(2) {
        let mut rest = prose;
        while let Some(at) = rest.find("](") {
            rest = &rest[at + 2..];
            let Some(end) = rest.find(')') else { break };
            // A title may follow the target.
            found.extend(rest[..end].split_whitespace().next());
            rest = &rest[end..];
        }
    }
    found
}

/// The names under which the headings of a page can be linked to.
pub(crate) fn anchors(text: &str) -> Vec<String> {
    let headings = lines(text).into_iter().filter(|line| line.kind == Kind::Heading);
    headings.map(|line| anchor(line.text.trim_start_matches('#').trim())).collect()
}

fn anchor(heading: &str) -> String {
    let kept = heading.to_lowercase();
    let kept = kept.chars().filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_'));
    kept.map(|c| if c == ' ' { '-' } else { c }).collect()
}

/// Whether a table's row states a figure: a cell after the first one that begins with a digit.
pub(crate) fn states_figure(row: &str) -> bool {
    let cells = row.trim().trim_matches('|').split('|').skip(1);
    cells
        .map(|cell| cell.trim().trim_start_matches(['*', '≥', '≤', '±', '~', '<', '>', ' ', '-']))
        .any(|cell| cell.trim_start_matches('.').starts_with(|c: char| c.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fence_hides_what_looks_like_a_heading_or_a_table() {
        let kinds: Vec<Kind<'_>> = lines("# a\n```sh\n# b\n| c |\n```\n| d |\ne\n")
            .into_iter()
            .map(|line| line.kind)
            .collect();
        let shell = Kind::Fence("sh");
        let expected = [Kind::Heading, shell, shell, shell, shell, Kind::Table, Kind::Prose];
        assert_eq!(kinds, expected);
    }

    #[test]
    fn links_are_found_outside_code() {
        assert_eq!(links("see [a](b.md) and [c](d.md#e \"title\")"), ["b.md", "d.md#e"]);
        assert_eq!(links("code: `[a](b.md)` end"), [""; 0]);
        assert_eq!(links("[spec]: docs/spec.md"), ["docs/spec.md"]);
        assert_eq!(links("f[i](x) [`name`](y.md)"), ["x", "y.md"]);
    }

    #[test]
    fn a_heading_is_linked_to_by_its_words() {
        assert_eq!(anchors("## What is *not* here, yet\n"), ["what-is-not-here-yet"]);
        assert_eq!(anchors("# `cargo xtask` and CI\n"), ["cargo-xtask-and-ci"]);
    }

    #[test]
    fn a_figure_is_a_cell_that_begins_with_a_number() {
        assert!(states_figure("| vit | .939 |"));
        assert!(states_figure("| vit | fast | ≥ 1.3× |"));
        assert!(states_figure("| vit | **12 ms** |"));
        assert!(!states_figure("| 75 | stopped by a signal |"));
        assert!(!states_figure("|-|-:|"));
    }
}
