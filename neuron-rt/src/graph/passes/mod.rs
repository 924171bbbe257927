//! Graph → graph, without a change of what is computed.
//!
//! Each pass rebuilds the graph in one sweep; the inputs and their order always stay, also those
//! that nothing reads.

mod fold;
mod inline;
mod rebuild;
mod share;
mod simplify;
mod unused;

use super::Graph;
pub use inline::inline;

/// All passes, in the order in which each feeds the next.
#[must_use]
pub fn optimise(graph: &Graph) -> Graph {
    let mut current = unused::remove(graph);
    // Folding makes new identities, and identities new duplicates; two rounds settle every graph
    // that models are made of, and a third changes nothing that matters.
    for _ in 0..2 {
        current = fold::fold(&current);
        current = simplify::simplify(&current);
        current = share::share(&current);
        current = unused::remove(&current);
    }
    current
}

pub use fold::fold as fold_constants;
pub use share::share as share_common_subexpressions;
pub use simplify::simplify as simplify_identities;
pub use unused::remove as remove_dead_code;
