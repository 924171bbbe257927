//! Values that say their type and number.

/// Bytes that are read from their begin.
#[derive(Clone)]
pub(super) struct Cursor<'a>(&'a [u8]);

/// What a value says of itself: how many of which type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Descriptor {
    pub(super) count: usize,
    pub(super) kind: Kind,
}

/// Types of values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Missing,
    Int8,
    Int16,
    Int32,
    Float,
    Char,
}

impl Kind {
    /// Bytes of a value.
    pub(super) fn width(self) -> usize {
        match self {
            Self::Missing => 0,
            Self::Int8 | Self::Char => 1,
            Self::Int16 => 2,
            Self::Int32 | Self::Float => 4,
        }
    }

    fn code(self) -> u8 {
        match self {
            Self::Missing => 0,
            Self::Int8 => 1,
            Self::Int16 => 2,
            Self::Int32 => 3,
            Self::Float => 5,
            Self::Char => 7,
        }
    }
}

/// The values of an integer that is not there, and of one behind the last of a vector, by type.
pub(super) const MISSING: [i32; 3] = [i8::MIN as i32, i16::MIN as i32, i32::MIN];
pub(super) const END_OF_VECTOR: [i32; 3] = [MISSING[0] + 1, MISSING[1] + 1, MISSING[2] + 1];

impl<'a> Cursor<'a> {
    pub(super) fn new(bytes: &'a [u8]) -> Self {
        Self(bytes)
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The next bytes.
    pub(super) fn take(&mut self, count: usize) -> Result<&'a [u8], String> {
        let left = self.0.len();
        let (taken, rest) = self
            .0
            .split_at_checked(count)
            .ok_or_else(|| format!("it ends {} bytes too early", count - left))?;
        self.0 = rest;
        Ok(taken)
    }

    fn array<const N: usize>(&mut self) -> Result<[u8; N], String> {
        let mut array = [0; N];
        array.copy_from_slice(self.take(N)?);
        Ok(array)
    }

    pub(super) fn i32(&mut self) -> Result<i32, String> {
        Ok(i32::from_le_bytes(self.array()?))
    }

    pub(super) fn u32(&mut self) -> Result<u32, String> {
        Ok(u32::from_le_bytes(self.array()?))
    }

    pub(super) fn descriptor(&mut self) -> Result<Descriptor, String> {
        let [byte] = self.array()?;
        let kind = match byte & 15 {
            0 => Kind::Missing,
            1 => Kind::Int8,
            2 => Kind::Int16,
            3 => Kind::Int32,
            5 => Kind::Float,
            7 => Kind::Char,
            other => {
                return Err(format!("a value is of type {other}, expected 0, 1, 2, 3, 5 or 7"));
            }
        };
        let count = match usize::from(byte >> 4) {
            // Fifteen says that the number stands in a value of its own.
            15 => usize::try_from(self.integer()?)
                .map_err(|_| "a value has a negative length".to_owned())?,
            count => count,
        };
        Ok(Descriptor { count, kind })
    }

    /// The bytes of a value.
    pub(super) fn value(&mut self) -> Result<(Descriptor, &'a [u8]), String> {
        let descriptor = self.descriptor()?;
        let bytes = descriptor.count.checked_mul(descriptor.kind.width());
        let bytes = bytes.ok_or_else(|| "a value has an impossible length".to_owned())?;
        Ok((descriptor, self.take(bytes)?))
    }

    /// A single integer.
    pub(super) fn integer(&mut self) -> Result<i32, String> {
        // Its number is one, so that this calls itself no more than once.
        let [byte] = self.array()?;
        Ok(match byte {
            0x11 => i32::from(i8::from_le_bytes(self.array()?)),
            0x12 => i32::from(i16::from_le_bytes(self.array()?)),
            0x13 => self.i32()?,
            other => {
                return Err(format!(
                    "a value begins with {other:#04x} where a single integer was expected"
                ));
            }
        })
    }

    /// A text.
    pub(super) fn text(&mut self) -> Result<&'a [u8], String> {
        let (descriptor, bytes) = self.value()?;
        match descriptor.kind {
            Kind::Char | Kind::Missing => Ok(bytes),
            other => Err(format!("a value is of type {other:?} where a text was expected")),
        }
    }
}

/// The integers of a value; `None` where it has none.
pub(super) fn integers(kind: Kind, bytes: &[u8]) -> Option<impl Iterator<Item = i32> + '_> {
    let width = match kind {
        Kind::Int8 | Kind::Int16 | Kind::Int32 => kind.width(),
        _ => return None,
    };
    Some(bytes.chunks_exact(width).map(|bytes| match *bytes {
        [a] => i32::from(a as i8),
        [a, b] => i32::from(i16::from_le_bytes([a, b])),
        [a, b, c, d] => i32::from_le_bytes([a, b, c, d]),
        // Chunks of no other length are made.
        _ => 0,
    }))
}

/// Writes what a value says of itself.
pub(super) fn write_descriptor(target: &mut Vec<u8>, count: usize, kind: Kind) {
    if count < 15 {
        target.push((count as u8) << 4 | kind.code());
        return;
    }
    target.push(15 << 4 | kind.code());
    write_integer(target, i32::try_from(count).unwrap_or(i32::MAX));
}

/// Writes a single integer, in as few bytes as it needs.
pub(super) fn write_integer(target: &mut Vec<u8>, number: i32) {
    match (i8::try_from(number), i16::try_from(number)) {
        // The least eight numbers of a type have meanings of their own.
        (Ok(small), _) if number >= i32::from(i8::MIN) + 8 => {
            target.push(1 << 4 | Kind::Int8.code());
            target.push(small as u8);
        }
        (_, Ok(small)) if number >= i32::from(i16::MIN) + 8 => {
            target.push(1 << 4 | Kind::Int16.code());
            target.extend_from_slice(&small.to_le_bytes());
        }
        _ => {
            target.push(1 << 4 | Kind::Int32.code());
            target.extend_from_slice(&number.to_le_bytes());
        }
    }
}

/// Writes a text.
pub(super) fn write_text(target: &mut Vec<u8>, text: &str) {
    write_descriptor(target, text.len(), Kind::Char);
    target.extend_from_slice(text.as_bytes());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read() {
        for number in [0, 7, -120, -121, -128, 127, 128, -32_760, -32_761, 32_767, 32_768, i32::MIN]
        {
            let mut bytes = Vec::new();
            write_integer(&mut bytes, number);
            assert_eq!(Cursor::new(&bytes).integer(), Ok(number));
        }
        for length in [0, 1, 14, 15, 127, 128, 70_000] {
            let mut bytes = Vec::new();
            write_text(&mut bytes, &"x".repeat(length));
            assert_eq!(Cursor::new(&bytes).text().map(<[u8]>::len), Ok(length));
        }
    }

    /// The specification's example, section 6.3.3: `0x11 0x01` is 1, and `0x17` begins a text of one character.
    #[test]
    fn lengths_that_are_not_there_are_refused() {
        assert!(Cursor::new(&[0xf7, 0x13, 0xff, 0xff, 0xff, 0x7f]).text().is_err());
        assert!(Cursor::new(&[0xf7, 0x11, 0xff]).text().is_err());
        assert!(Cursor::new(&[0xf7, 0xf1, 0xf1]).text().is_err());
        assert!(Cursor::new(&[0x14]).descriptor().is_err());
        assert!(Cursor::new(&[]).descriptor().is_err());
    }
}
