use super::Shape;

/// Where segments begin: 64 bytes, the first number counts them.
const TABLE: usize = 64;

/// Most bytes that one of a frame becomes: two say a run of 128.
const MOST_A_BYTE: usize = 64;

/// Run lengths (PS3.5, annex G): a segment for each byte of each sample, the highest byte first. The
/// error says what is wrong with the frame.
pub(in crate::medical_imaging::dicom) fn run_lengths(
    frame: &[u8],
    shape: Shape,
) -> Result<Vec<u32>, String> {
    let table = frame.get(..TABLE).ok_or("is shorter than its table of 64 bytes")?;
    let mut numbers = table
        .chunks_exact(4)
        .map(|bytes| bytes.iter().rev().fold(0, |number, &byte| number << 8 | usize::from(byte)));
    let (count, expected) = (numbers.next().unwrap_or(0), shape.samples * shape.bytes);
    if count != expected {
        return Err(format!("has {count} segments, expected {expected}"));
    }
    let size = shape.pixels() * expected;
    if size > frame.len().saturating_mul(MOST_A_BYTE) {
        return Err(format!("has {} bytes, which cannot hold {size}", frame.len()));
    }
    let starts: Vec<usize> = numbers.take(count).collect();
    let mut words = vec![0_u32; shape.pixels() * shape.samples];
    for (segment, &start) in starts.iter().enumerate() {
        let end = starts.get(segment + 1).copied().unwrap_or(frame.len());
        let bytes = frame
            .get(start..end)
            .filter(|_| start >= TABLE)
            .ok_or_else(|| format!("has segment {segment} at {start} to {end}, outside of it"))?;
        let plane = unpacked(bytes, shape.pixels());
        if plane.len() < shape.pixels() {
            let (found, expected) = (plane.len(), shape.pixels());
            return Err(format!("has {found} bytes in segment {segment}, expected {expected}"));
        }
        let (sample, byte) = (segment / shape.bytes, segment % shape.bytes);
        let shift = 8 * (shape.bytes - 1 - byte);
        let places = words.iter_mut().skip(sample).step_by(shape.samples);
        places.zip(plane).for_each(|(word, byte)| *word |= u32::from(byte) << shift);
    }
    Ok(words)
}

/// PackBits: at most `most` bytes of a segment.
fn unpacked(mut packed: &[u8], most: usize) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(most);
    while let Some((&head, rest)) = packed.split_first() {
        if bytes.len() >= most {
            break;
        }
        let left = most - bytes.len();
        packed = match head {
            // As many as they are, and one more.
            0..=127 => {
                let (run, rest) = rest.split_at((usize::from(head) + 1).min(rest.len()));
                bytes.extend(run.iter().take(left));
                rest
            }
            128 => rest,
            // One byte, again and again.
            129..=255 => match rest.split_first() {
                Some((&byte, rest)) => {
                    let run = 257 - usize::from(head);
                    bytes.extend(std::iter::repeat_n(byte, run.min(left)));
                    rest
                }
                None => rest,
            },
        };
    }
    bytes
}
