//! What a model is fed: fixed-size records, addressed by number.

/// The element type of a [`Field`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FieldType {
    /// 32-bit floating point.
    F32,
    /// 32-bit signed integer: labels, token numbers.
    I32,
    /// Unsigned byte: masks, flags.
    U8,
}

/// One named array of every example: its type and its shape without the batch dimension.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    /// The name that the model's graph knows the input by.
    pub name: String,
    /// Element type.
    pub dtype: FieldType,
    /// Shape of one example, without the batch dimension; empty for a scalar.
    pub shape: Vec<usize>,
}

impl Field {
    /// Elements of one example.
    #[must_use]
    pub fn elements(&self) -> usize {
        self.shape.iter().product()
    }
}

/// Where one example's values of one field are to be written; its length is [`Field::elements`].
#[derive(Debug)]
pub enum Slot<'a> {
    /// A field of [`FieldType::F32`].
    F32(&'a mut [f32]),
    /// A field of [`FieldType::I32`].
    I32(&'a mut [i32]),
    /// A field of [`FieldType::U8`].
    U8(&'a mut [u8]),
}

/// Which draw of an example is wanted: the address of its augmentation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Draw {
    /// The run's seed.
    pub seed: u64,
    /// The epoch.
    pub epoch: u32,
    /// Whether the example may be augmented at all (training, not evaluation).
    pub augment: bool,
}

/// A set of examples of fixed size that can be read in any order, from any thread.
pub trait Examples: Send + Sync {
    /// How many there are.
    fn len(&self) -> usize;

    /// True where there are none.
    fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The arrays of an example, in the order in which [`load`](Self::load) is handed their slots.
    fn fields(&self) -> Vec<Field>;

    /// Writes example `index` into `slots`, one a field.
    ///
    /// The result depends on `index` and `draw` alone.
    ///
    /// # Errors
    /// What kept the example from being read; the text names the file and the record.
    fn load(
        &self,
        index: usize,
        draw: Draw,
        slots: &mut [Slot<'_>],
    ) -> Result<(), Box<dyn std::error::Error + Send + Sync>>;
}
