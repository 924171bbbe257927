//! How networks learn change from labelled pairs.
//!
//! | file | what |
//! |-|-|
//! | `config` | all settings of a run |
//! | `recipes` | those that do well |
//! | `light` | both dates in one light |
//! | `prepared` | pairs as a network is given them |
//! | `augmentation` | random changes of both dates and the labels alike, and of each date |
//! | `tiles` | where tiles lie, and which of them answers for a pixel |
//! | `examples` | tiles as examples |
//! | `loss` | losses in which unlabelled pixels weigh nothing |
//! | `objective` | network and loss |
//! | `judge` | F1 and IoU of a split |
//! | `data` | a dataset, opened and prepared |

mod augmentation;
mod config;
mod data;
mod error;
mod examples;
mod judge;
mod light;
mod loss;
mod objective;
mod prepared;
mod recipes;
mod tiles;

pub use augmentation::{Misregistration, PairAugmentation};
pub use config::ChangeConfig;
pub use data::ChangeData;
pub use error::ChangeTrainingError;
pub use examples::ChangeExamples;
pub use judge::ChangeJudge;
pub use light::Light;
pub use loss::{ChangeLoss, LossKind};
pub use objective::ChangeObjective;
pub use prepared::PreparedPair;
pub use recipes::{DEFAULT_DATASET, recipe};
pub use tiles::{Tile, tiles};
