//! Genes, such as 16S rRNA, to lineages.

mod classifier;
mod evaluation;
mod lineage;
mod nearest;

pub use classifier::{Assignment, TaxonomyClassifier, TaxonomyMethod, TaxonomyOptions};
pub use evaluation::{NovelGenusReport, novel_genus_accuracy};
pub use lineage::{Lineage, lineage_of_description};
