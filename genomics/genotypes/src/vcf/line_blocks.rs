use crate::{GenotypeError, Limits};
use std::io::BufRead;
use std::path::{Path, PathBuf};

/// Bytes that are read before they are parsed. Large enough for every core to have its part, small enough to stay a
/// small part of the result.
const BLOCK: usize = 8 << 20;

/// The lines of a text, many at a time.
pub(super) struct LineBlocks<R> {
    reader: R,
    file: PathBuf,
    limit: u64,
    /// The begin of a line whose end has not been read.
    carry: Vec<u8>,
}

impl<R: BufRead> LineBlocks<R> {
    pub(super) fn new(reader: R, file: &Path, limits: &Limits) -> Self {
        Self { reader, file: file.to_owned(), limit: limits.line_bytes, carry: Vec::new() }
    }

    /// Whole lines, or nothing at the end of the text.
    pub(super) fn next(&mut self) -> Result<Option<Vec<u8>>, GenotypeError> {
        let mut block = std::mem::take(&mut self.carry);
        let mut enough = BLOCK;
        loop {
            let piece = match self.reader.fill_buf() {
                Ok(piece) => piece,
                Err(cause) if cause.kind() == std::io::ErrorKind::Interrupted => continue,
                Err(cause) => {
                    return Err(GenotypeError::Io {
                        action: "read",
                        file: self.file.clone(),
                        cause,
                    });
                }
            };
            if piece.is_empty() {
                return Ok(Some(block).filter(|block| !block.is_empty()));
            }
            block.extend_from_slice(piece);
            let bytes = piece.len();
            self.reader.consume(bytes);
            if block.len() < enough {
                continue;
            }
            if let Some(end) = memchr::memrchr(b'\n', &block) {
                self.carry = block.split_off(end + 1);
                return Ok(Some(block));
            }
            if block.len() as u64 > self.limit {
                let (file, needed) = (self.file.clone(), block.len() as u64);
                return Err(GenotypeError::TooLarge {
                    file,
                    what: "a line",
                    needed,
                    limit: self.limit,
                });
            }
            // A line longer than a block: twice as much before the next look.
            enough = block.len() * 2;
        }
    }
}

/// Cuts whole lines into pieces of whole lines, of about so many bytes each.
pub(super) fn pieces(block: &[u8], bytes: usize) -> Vec<&[u8]> {
    let mut pieces = Vec::new();
    let mut rest = block;
    while rest.len() > bytes {
        let Some(end) = memchr::memchr(b'\n', &rest[bytes..]) else { break };
        let (piece, after) = rest.split_at(bytes + end + 1);
        pieces.push(piece);
        rest = after;
    }
    if !rest.is_empty() {
        pieces.push(rest);
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_are_whole_lines_and_all_of_them() {
        let text: Vec<u8> =
            (0..100).flat_map(|n| format!("{}\n", "x".repeat(n % 13)).into_bytes()).collect();
        for bytes in [1, 7, 50, 10_000] {
            let pieces = pieces(&text, bytes);
            assert_eq!(pieces.concat(), text);
            assert!(pieces.iter().all(|piece| piece.ends_with(b"\n")));
        }
        assert_eq!(super::pieces(b"a\nb", 1), [&b"a\n"[..], b"b"]);
    }

    #[test]
    fn a_line_without_end_meets_the_limit() {
        let limits = Limits { line_bytes: 9 << 20, ..Limits::default() };
        let text = vec![b'x'; 20 << 20];
        let mut blocks = LineBlocks::new(&text[..], "x.vcf".as_ref(), &limits);
        assert!(blocks.next().is_err());
    }
}
