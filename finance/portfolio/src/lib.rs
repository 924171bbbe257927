//! Portfolio optimisation: convex objectives and constraints, frontiers, cardinality, conflicts.
#![forbid(unsafe_code)]
