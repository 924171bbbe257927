//! Pairs of dates with labels.
//!
//! | file | what |
//! |-|-|
//! | `labelled_pair` | two dates and what happened at each pixel |
//! | `change_set` | pairs, and which part of which is for what |
//! | `made_up` | from the generator |
//! | `folder` | `before/`, `after/` and `labels/` with files of the same names |
//! | `one_pair` | one large pair, cut into parts that lie apart |
//! | `half` | which half of a pair is for testing |
//! | `listing` | the files of a folder by their stems |
//! | `truth_file` | labels from a file |
//! | `places` | whether two files lie at one place, one after the other |
//! | `acquired` | when a file's image was taken |
//! | `open` | any of these by its name |

mod acquired;
mod change_set;
mod error;
mod folder;
mod half;
mod labelled_pair;
mod listing;
mod made_up;
mod one_pair;
mod open;
mod places;
mod truth_file;

pub use acquired::acquired;
pub use change_set::{ChangeSet, Region};
pub use error::ChangeSetError;
pub use folder::change_folder;
pub use half::Half;
pub use labelled_pair::LabelledPair;
pub(crate) use labelled_pair::REACH;
pub use made_up::made_up;
pub use one_pair::{PairFiles, one_pair};
pub use open::{ChangeSource, is_one_pair, open};
pub(crate) use places::{check_order, check_places};
