//! Small enumerations that are passed to the library.

/// Where a tensor lies: `nrt_tensor_placement_t`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(transparent)]
pub struct Placement(pub u32);

impl Placement {
    /// In the device's memory.
    pub const DEVICE: Self = Self(0);
    /// In the host's memory, reachable by the device; deprecated, below 4 MB.
    pub const HOST: Self = Self(1);
    /// In memory of the caller.
    pub const VIRTUAL: Self = Self(2);
}

/// Whether a model reads or writes a tensor: `nrt_tensor_usage_t`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(transparent)]
pub struct Usage(pub u32);

impl Usage {
    /// The model reads it.
    pub const INPUT: Self = Self(0);
    /// The model writes it.
    pub const OUTPUT: Self = Self(1);
}

/// Which framework stands above the library: `nrt_framework_type_t`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(transparent)]
pub struct Framework(pub u32);

impl Framework {
    /// Not set.
    pub const INVALID: Self = Self(0);
    /// None: what a program that calls the library itself passes.
    pub const NO_FRAMEWORK: Self = Self(1);
    /// TensorFlow.
    pub const TENSORFLOW: Self = Self(2);
    /// PyTorch.
    pub const PYTORCH: Self = Self(3);
    /// MXNet.
    pub const MXNET: Self = Self(4);
    /// A check before the use.
    pub const PRECHECK: Self = Self(5);
}
