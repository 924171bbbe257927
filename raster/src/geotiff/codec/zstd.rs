use ruzstd::decoding::StreamingDecoder;
use std::io::Read;

/// Bytes that a Zstandard frame gives, at most as many as fit.
pub(super) fn decode(chunk: &[u8], out: &mut [u8]) -> Result<usize, String> {
    let damaged = |error: String| format!("its Zstandard stream is damaged: {error}");
    let mut stream = StreamingDecoder::new(chunk).map_err(|error| damaged(error.to_string()))?;
    let mut written = 0;
    while written < out.len() {
        match stream.read(&mut out[written..]).map_err(|error| damaged(error.to_string()))? {
            0 => break,
            count => written += count,
        }
    }
    Ok(written)
}
