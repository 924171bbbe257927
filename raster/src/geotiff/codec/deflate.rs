use flate2::{Decompress, FlushDecompress, Status};

/// Bytes that a zlib stream gives, at most as many as fit.
pub(super) fn decode(chunk: &[u8], out: &mut [u8]) -> Result<usize, String> {
    let mut stream = Decompress::new(true);
    loop {
        let (read, written) = (stream.total_in() as usize, stream.total_out() as usize);
        let (Some(rest), Some(space)) = (chunk.get(read..), out.get_mut(written..)) else {
            return Err("its deflate stream is damaged".into());
        };
        if space.is_empty() {
            return Ok(written);
        }
        let status = stream
            .decompress(rest, space, FlushDecompress::None)
            .map_err(|error| format!("its deflate stream is damaged: {error}"))?;
        let (now_read, now) = (stream.total_in() as usize, stream.total_out() as usize);
        if status == Status::StreamEnd || (now_read == read && now == written) {
            return Ok(now);
        }
    }
}
