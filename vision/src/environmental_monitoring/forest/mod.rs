//! Random forests (Breiman, 2001): the yardstick for whatever learns from series.
//!
//! | file | what |
//! |-|-|
//! | `table` | rows of features with a class each |
//! | `split` | the best threshold of a feature, by Gini's impurity |
//! | `tree` | a tree of such splits (CART; Breiman et al., 1984) |
//! | `grow` | many trees, each of a sample of the rows; shares of classes, also out of bag |
//! | `tensors` | a forest as matrices, to run where networks run |
//!
//! A forest depends on its seed alone, not on the number of threads.

mod grow;
mod split;
mod table;
mod tensors;
mod tree;

pub use grow::{Forest, ForestConfig};
pub use split::{Split, best_split};
pub use table::{Table, TableError};
pub use tensors::ForestTensors;
pub use tree::Tree;
