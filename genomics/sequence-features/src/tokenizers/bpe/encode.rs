//! Joins neighbours in the order in which the pairs were learnt.

use std::cmp::Reverse;
use std::collections::{BinaryHeap, HashMap};

/// What an item of the list becomes when it is taken into its left neighbour.
const GONE: u32 = u32::MAX;

/// Applies all merges, those learnt first before others and the left before the right, in O(n log n).
pub(super) fn merge(mut tokens: Vec<u32>, merges: &HashMap<(u32, u32), (u32, u32)>) -> Vec<u32> {
    let n = tokens.len();
    let mut next: Vec<usize> = (1..=n).collect();
    let mut previous: Vec<usize> = (0..n).map(|at| at.wrapping_sub(1)).collect();
    let mut queue = BinaryHeap::new();
    let candidate = |tokens: &[u32], left: usize, right: usize| {
        merges
            .get(&(tokens[left], tokens[right]))
            .map(|&(rank, joined)| Reverse((rank, left, tokens[left], tokens[right], joined)))
    };
    for left in 1..n {
        queue.extend(candidate(&tokens, left - 1, left));
    }
    while let Some(Reverse((_, left, first, second, joined))) = queue.pop() {
        let right = next[left];
        // A neighbour may have been joined since, or the place itself be gone.
        if tokens[left] != first || right >= n || tokens[right] != second {
            continue;
        }
        tokens[left] = joined;
        tokens[right] = GONE;
        next[left] = next[right];
        if next[left] < n {
            previous[next[left]] = left;
            queue.extend(candidate(&tokens, left, next[left]));
        }
        if previous[left] < n {
            queue.extend(candidate(&tokens, previous[left], left));
        }
    }
    tokens.retain(|&token| token != GONE);
    tokens
}
