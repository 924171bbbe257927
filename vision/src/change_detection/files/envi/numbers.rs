use crate::image_io::Stored;

/// How a value is held, in how many bytes, and how it is read.
pub(super) type Decoder = (Stored, usize, Box<dyn Fn(&[u8]) -> f32>);

/// The decoder of a data type, by its number in a header.
pub(super) fn decoder(kind: usize, little: bool) -> Option<Decoder> {
    macro_rules! value {
        ($stored:ident, $number:ty) => {
            (
                Stored::$stored,
                size_of::<$number>(),
                Box::new(move |bytes: &[u8]| {
                    // Chunks are of that many bytes.
                    let bytes = bytes.try_into().unwrap_or_default();
                    let value = if little {
                        <$number>::from_le_bytes(bytes)
                    } else {
                        <$number>::from_be_bytes(bytes)
                    };
                    value as f32
                }),
            )
        };
    }
    Some(match kind {
        1 => value!(U8, u8),
        2 => value!(F32, i16),
        3 => value!(F32, i32),
        4 => value!(F32, f32),
        5 => value!(F32, f64),
        12 => value!(U16, u16),
        13 => value!(F32, u32),
        _ => return None,
    })
}
