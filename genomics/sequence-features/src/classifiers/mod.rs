//! Classifiers of sequences by their features: what a neural network has to be better than.
//!
//! | classifier | what |
//! |-|-|
//! | [`LogisticRegression`] | one linear function a class, softmax |
//! | [`SupportVectorMachine`] | Gaussian kernel, one machine for each pair of classes |
//! | [`NearestNeighbours`] | the classes of the nearest |
//! | [`NearestCentroid`] | the class with the nearest mean |
//! | [`WordNaiveBayes`] | which words are there, as the RDP classifier |

mod centroid;
mod classifier;
mod cross_validate;
mod logistic;
mod neighbours;
mod vector_machine;
mod word_naive_bayes;

pub use centroid::NearestCentroid;
pub use classifier::{Classifier, classes_of};
pub use cross_validate::{Score, cross_validate, score};
pub use logistic::{LogisticOptions, LogisticRegression};
pub use neighbours::NearestNeighbours;
pub use vector_machine::{SupportVectorMachine, VectorMachineOptions};
pub use word_naive_bayes::{WordNaiveBayes, WordPosterior};
