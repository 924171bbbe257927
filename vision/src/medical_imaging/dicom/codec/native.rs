use super::Shape;
use crate::medical_imaging::ByteOrder;

/// Words as they are; `planar`: all of one colour before all of the next. `None` where there are too
/// few bytes.
pub(in crate::medical_imaging::dicom) fn native(
    bytes: &[u8],
    shape: Shape,
    order: ByteOrder,
    planar: bool,
) -> Option<Vec<u32>> {
    let bytes = bytes.get(..shape.pixels() * shape.samples * shape.bytes)?;
    let words = bytes.chunks_exact(shape.bytes);
    let word = |word: &[u8]| u32::from_le_bytes(order.low_first(&padded(word, order)));
    if !planar || shape.samples == 1 {
        return Some(words.map(word).collect());
    }
    let planes: Vec<u32> = words.map(word).collect();
    let pixels = shape.pixels();
    let pixel = |at: usize| planes.iter().skip(at).step_by(pixels).copied();
    Some((0..pixels).flat_map(pixel).collect())
}

/// The bytes of a word as those of a longer one.
fn padded(word: &[u8], order: ByteOrder) -> [u8; 4] {
    let mut long = [0; 4];
    let start = if order == ByteOrder::Big { 4 - word.len().min(4) } else { 0 };
    long.iter_mut().skip(start).zip(word).for_each(|(place, byte)| *place = *byte);
    long
}
