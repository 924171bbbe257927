use crate::program::Program;
use serde::Serialize;
use std::fmt;

/// What the excess over every limit may be before constraints count as contradictory.
const TOLERANCE: f64 = 1e-8;
/// How many sets of constraints are tried in the search for one smaller than a minimal one, times
/// variables: with many, each try takes long.
const EFFORT: usize = 60_000;

/// Constraints that cannot be fulfilled together, while any of them can be left out and the others
/// be fulfilled: an irreducible infeasible set. Chinneck, *Feasibility and Infeasibility in
/// Optimization* (2008), chapter 6.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Conflict {
    /// Names of the constraints, in the order of the problem.
    pub constraints: Vec<String>,
    /// Whether every smaller set of constraints was shown to be feasible.
    pub smallest: bool,
}

impl fmt::Display for Conflict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, name) in self.constraints.iter().enumerate() {
            write!(f, "{}\"{name}\"", if i > 0 { ", " } else { "" })?;
        }
        Ok(())
    }
}

/// The conflict among the program's named constraints, `None` if there is none.
pub(crate) fn find(program: &Program) -> Option<Conflict> {
    let excess = |set: &[usize]| {
        let keep = program
            .elastic(|block| block.tag.as_ref().is_none_or(|tag| set.contains(&tag.constraint)));
        keep.filter(|elastic| elastic.excess > TOLERANCE)
    };
    let contradicts = |set: &[usize]| excess(set).is_some();
    let all: Vec<usize> = (0..program.names.len()).collect();
    let whole = excess(&all)?;
    // The multipliers of the excess already point to a contradiction, but for rounding.
    let start = if contradicts(&whole.support) { whole.support } else { all };
    let minimal = delete(start, contradicts);
    let tries = (EFFORT / program.variables.max(1)).clamp(100, 3000);
    let (constraints, smallest) = shrink(program.names.len(), minimal, tries, contradicts);
    Some(Conflict {
        constraints: constraints.into_iter().map(|index| program.names[index].clone()).collect(),
        smallest,
    })
}

/// Deletion filter: what can be left out of a contradiction is left out, one after the other.
fn delete(mut set: Vec<usize>, contradicts: impl Fn(&[usize]) -> bool) -> Vec<usize> {
    let mut at = 0;
    while at < set.len() {
        let mut without = set.clone();
        without.remove(at);
        if contradicts(&without) {
            set = without;
        } else {
            at += 1;
        }
    }
    set
}

/// Looks for a contradiction of fewer members among all `count`, smallest sets first, in at most so
/// many tries; the flag says whether those were all.
fn shrink(
    count: usize,
    set: Vec<usize>,
    most: usize,
    contradicts: impl Fn(&[usize]) -> bool,
) -> (Vec<usize>, bool) {
    let mut tries = 0;
    for size in 1..set.len() {
        let mut chosen: Vec<usize> = (0..size).collect();
        loop {
            if tries == most {
                return (set, false);
            }
            tries += 1;
            if contradicts(&chosen) {
                return (chosen, true);
            }
            if !advance(&mut chosen, count) {
                break;
            }
        }
    }
    (set, true)
}

/// The next combination in lexicographic order.
fn advance(chosen: &mut [usize], count: usize) -> bool {
    let size = chosen.len();
    let Some(at) = (0..size).rev().find(|&at| chosen[at] < count - size + at) else { return false };
    chosen[at] += 1;
    for later in at + 1..size {
        chosen[later] = chosen[later - 1] + 1;
    }
    true
}

#[cfg(test)]
mod tests {
    use super::{advance, delete, shrink};

    #[test]
    fn combinations_come_once_each() {
        let mut chosen = vec![0, 1, 2];
        let mut count = 1;
        while advance(&mut chosen, 6) {
            count += 1;
        }
        assert_eq!(count, 20);
        assert_eq!(chosen, [3, 4, 5]);
    }

    #[test]
    fn the_smaller_of_two_contradictions_is_found() {
        // {1, 2, 3} and {3, 5} contradict.
        let contradicts = |set: &[usize]| {
            [1, 2, 3].iter().all(|i| set.contains(i)) || [3, 5].iter().all(|i| set.contains(i))
        };
        assert_eq!(delete(vec![5, 4, 3, 2, 1, 0], contradicts), [3, 2, 1]);
        assert_eq!(shrink(6, vec![3, 2, 1], 100, contradicts), (vec![3, 5], true));
    }
}
