use weezl::{BitOrder, LzwStatus, decode::Decoder};

/// Bytes that an LZW stream gives, at most as many as fit. The old kind, whose bits are the other
/// way round, starts with a zero byte and is refused.
pub(super) fn decode(chunk: &[u8], out: &mut [u8]) -> Result<usize, String> {
    if let Some([0, second, ..]) = chunk.get(..2)
        && second & 1 == 1
    {
        return Err("its LZW is of the old kind (before TIFF 6.0), which is not read".into());
    }
    let mut decoder = Decoder::with_tiff_size_switch(BitOrder::Msb, 8);
    let (mut read, mut written) = (0, 0);
    while written < out.len() {
        let result = decoder.decode_bytes(&chunk[read..], &mut out[written..]);
        read += result.consumed_in;
        written += result.consumed_out;
        match result.status {
            Ok(LzwStatus::Ok) => {}
            Ok(LzwStatus::Done | LzwStatus::NoProgress) => break,
            Err(error) => return Err(format!("its LZW stream is damaged: {error}")),
        }
    }
    Ok(written)
}
