//! The type of an EC2 instance.

use super::attribute::Attribute;
use super::roots::Roots;
use crate::neuron::Target;
use std::fmt;

/// The type of an EC2 instance, such as `trn1.32xlarge`.
///
/// ```
/// use neuron_rt::neuron::Target;
/// use neuron_rt::neuron::discovery::InstanceType;
///
/// let instance = InstanceType::new("trn2u.48xlarge");
/// assert_eq!(instance.family(), "trn2u");
/// assert_eq!(instance.target(), Some(Target::Trn2));
/// ```
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct InstanceType(String);

impl InstanceType {
    /// A type by its name.
    pub fn new(name: impl Into<String>) -> Self {
        Self(name.into())
    }

    /// What the machine's firmware gives as product name; other machines than EC2 instances give
    /// something else there, which has no [`target`](Self::target).
    pub(super) fn read(roots: &Roots) -> Option<Self> {
        Attribute::read(&roots.product_name()).text().map(Self)
    }

    /// The whole name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.0
    }

    /// What stands before the dot.
    #[must_use]
    pub fn family(&self) -> &str {
        self.0.split('.').next().unwrap_or_default()
    }

    /// What to compile for on it.
    #[must_use]
    pub fn target(&self) -> Option<Target> {
        Target::of_family(self.family())
    }
}

impl fmt::Display for InstanceType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
