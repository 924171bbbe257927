/// Bytes that runs give (TIFF 6.0, section 9), at most as many as fit.
pub(super) fn decode(mut chunk: &[u8], out: &mut [u8]) -> usize {
    let mut written = 0;
    while let Some((&first, rest)) = chunk.split_first() {
        chunk = rest;
        let space = &mut out[written..];
        if space.is_empty() {
            break;
        }
        match first as i8 {
            count @ 0.. => {
                let count = (count as usize + 1).min(chunk.len());
                let fits = count.min(space.len());
                space[..fits].copy_from_slice(&chunk[..fits]);
                chunk = &chunk[count..];
                written += fits;
            }
            // It stands for nothing.
            i8::MIN => {}
            count => {
                let Some((&value, rest)) = chunk.split_first() else { break };
                chunk = rest;
                let fits = (1 - isize::from(count)).unsigned_abs().min(space.len());
                space[..fits].fill(value);
                written += fits;
            }
        }
    }
    written
}
