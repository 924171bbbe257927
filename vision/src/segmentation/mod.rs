//! The task `segmentation`: which class each pixel of an image is of.
//!
//! | part | what |
//! |-|-|
//! | [`SegmentationConfig`], [`recipe`] | settings, and those that do well |
//! | [`data`] | images and masks from a folder, or made up; split by image |
//! | [`tiles`] | what the network is fed: image and mask cut, bent and turned alike |
//! | [`Segmenter`], [`SegmentationJudge`] | network with loss, and what is measured while it trains |
//! | [`Slider`] | whole images by overlapping tiles, blended, under several symmetries |
//! | [`evaluate`], [`Baseline`] | figures of a split, and of methods that learn next to nothing |

mod baseline;
mod class_weights;
mod config;
pub mod data;
mod decision;
mod error;
mod evaluate;
mod info;
mod judge;
mod loss;
mod mask_file;
mod pictures;
mod predict;
mod recipes;
mod sections;
mod segmenter;
mod slider;
mod source;
mod task;
pub mod tiles;

pub use baseline::Baseline;
pub use class_weights::{ClassWeights, WeightRule};
pub use config::{Light, SegmentationConfig, SegmentationLoss};
pub use decision::Decision;
pub use error::SegmentationError;
pub use evaluate::{Evaluation, ImageScores, evaluate};
pub use info::ModelInfo;
pub use judge::SegmentationJudge;
pub use recipes::recipe;
pub use segmenter::Segmenter;
pub use slider::Slider;
pub use task::Segmentation;
