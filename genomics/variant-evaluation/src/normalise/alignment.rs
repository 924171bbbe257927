//! Global alignment of two short alleles with affine gaps (O. Gotoh, J. Mol. Biol. 1982).

/// A step of an alignment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// A base of each, equal or not.
    Match,
    /// A base of the alternate allele alone.
    Insert,
    /// A base of the reference allele alone.
    Delete,
}

/// Costs, as aligners of reads have them: a substitution is dearer than to lengthen a gap, and
/// cheaper than to open one.
const SUBSTITUTION: u32 = 4;
const OPEN: u32 = 6;
const EXTEND: u32 = 1;
/// More than any alignment of alleles of the longest size costs, and far from overflow.
const NEVER: u32 = u32::MAX / 4;

/// The three ways in which an alignment can end.
const STEPS: [Step; 3] = [Step::Match, Step::Insert, Step::Delete];

/// The cheapest alignment of `reference` and `alternate`, gaps as far left as they can stand.
pub(super) fn align(reference: &[u8], alternate: &[u8]) -> Vec<Step> {
    let width = alternate.len() + 1;
    let cells = (reference.len() + 1) * width;
    let mut costs = vec![[NEVER; 3]; cells];
    costs[0] = [0, NEVER, NEVER];
    let into_gap = |from: &[u32; 3], own: usize| {
        let opened = (0..3).filter(|&step| step != own).map(|step| from[step] + OPEN + EXTEND);
        opened.chain([from[own] + EXTEND]).min().unwrap_or(NEVER).min(NEVER)
    };
    for row in 0..=reference.len() {
        for column in 0..width {
            let here = row * width + column;
            if row > 0 && column > 0 {
                let from = costs[here - width - 1];
                let differ = u32::from(reference[row - 1] != alternate[column - 1]);
                let least = from.iter().min().copied().unwrap_or(NEVER);
                costs[here][0] = (least + differ * SUBSTITUTION).min(NEVER);
            }
            if column > 0 {
                costs[here][1] = into_gap(&costs[here - 1], 1);
            }
            if row > 0 {
                costs[here][2] = into_gap(&costs[here - width], 2);
            }
        }
    }
    walk_back(&costs, reference.len(), width)
}

/// Follows the costs from the end. Where two ways cost the same the step is a match, so that gaps
/// come as late as they can seen from the end: as far left as they can stand.
fn walk_back(costs: &[[u32; 3]], rows: usize, width: usize) -> Vec<Step> {
    let (mut row, mut column) = (rows, width - 1);
    let least = |cell: &[u32; 3]| (0..3).min_by_key(|&step| cell[step]).unwrap_or(0);
    let mut state = least(&costs[row * width + column]);
    let mut steps = Vec::new();
    while row > 0 || column > 0 {
        let here = row * width + column;
        let cost = costs[here][state];
        steps.push(STEPS[state]);
        state = match STEPS[state] {
            Step::Match => {
                row -= 1;
                column -= 1;
                least(&costs[row * width + column])
            }
            gap => {
                let own = state;
                let before = if gap == Step::Insert {
                    column -= 1;
                    here - 1
                } else {
                    row -= 1;
                    here - width
                };
                let came = |&step: &usize| {
                    let open = if step == own { 0 } else { OPEN };
                    costs[before][step] + open + EXTEND == cost
                };
                (0..3).find(came).unwrap_or(own)
            }
        };
    }
    steps.reverse();
    steps
}
