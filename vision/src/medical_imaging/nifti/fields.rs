use crate::medical_imaging::ByteOrder;

/// Numbers at places of a header.
pub(super) struct Fields<'a> {
    pub(super) bytes: &'a [u8],
    pub(super) order: ByteOrder,
}

impl Fields<'_> {
    /// The bytes of a number, lowest first; zeros behind the end, where no layout has a field.
    fn number<const N: usize>(&self, at: usize) -> [u8; N] {
        self.bytes.get(at..).map_or([0; N], |bytes| self.order.low_first(bytes))
    }

    pub(super) fn u8(&self, at: usize) -> u8 {
        u8::from_le_bytes(self.number(at))
    }

    pub(super) fn i16(&self, at: usize) -> i16 {
        i16::from_le_bytes(self.number(at))
    }

    pub(super) fn i32(&self, at: usize) -> i32 {
        i32::from_le_bytes(self.number(at))
    }

    pub(super) fn i64(&self, at: usize) -> i64 {
        i64::from_le_bytes(self.number(at))
    }

    pub(super) fn f32(&self, at: usize) -> f64 {
        f64::from(f32::from_le_bytes(self.number(at)))
    }

    pub(super) fn f64(&self, at: usize) -> f64 {
        f64::from_le_bytes(self.number(at))
    }
}
