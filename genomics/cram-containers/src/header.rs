//! The header of a container (CRAM specification, section 7).

use crate::bytes::{Bytes, ITF8, LTF8};
use std::io::{self, ErrorKind, Read};

/// What a header says of the container behind it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Header {
    /// The header as it stands in the file.
    pub(crate) raw: Vec<u8>,
    /// Bytes of all blocks.
    pub(crate) length: u64,
    /// Where slices begin, from the first block.
    pub(crate) landmarks: Vec<u64>,
}

/// Begins the container by which a file ends: its length, no contig, a start, and nothing, with its checksum.
const END: &[u8] = &[
    0x0f, 0, 0, 0, 0xff, 0xff, 0xff, 0xff, 0x0f, 0xe0, 0x45, 0x4f, 0x46, 0, 0, 0, 0, 1, 0, 5, 0xbd,
    0xd9, 0x4f,
];

impl Header {
    /// Whether it is that of the container by which a file ends.
    pub(crate) fn is_end(&self) -> bool {
        self.raw == END
    }

    /// Reads a header. Where the bytes end within it, what there was is all that comes back, in `Err`; so is what is
    /// no header, with what is wrong.
    pub(crate) fn read(reader: &mut impl Read) -> io::Result<Result<Self, Broken>> {
        let mut taken = Taken { reader, raw: Vec::new() };
        let parsed = taken.header();
        let raw = taken.raw;
        match parsed {
            Ok((length, landmarks)) => Ok(Ok(Self { raw, length, landmarks })),
            Err(error) if error.kind() == ErrorKind::UnexpectedEof => {
                Ok(Err(Broken { raw, what: "ends within its header".to_owned() }))
            }
            Err(error) if error.kind() == ErrorKind::InvalidData => {
                Ok(Err(Broken { raw, what: error.to_string() }))
            }
            Err(error) => Err(error),
        }
    }
}

/// What is no header, or the beginning of one.
#[derive(Debug)]
pub(crate) struct Broken {
    pub(crate) raw: Vec<u8>,
    pub(crate) what: String,
}

/// A reader of which every byte is kept.
struct Taken<'a, R> {
    reader: &'a mut R,
    raw: Vec<u8>,
}

impl<R: Read> Taken<'_, R> {
    fn header(&mut self) -> io::Result<(u64, Vec<u64>)> {
        let wrong = |what: String| io::Error::new(ErrorKind::InvalidData, what);
        self.bytes(4)?;
        let length = Bytes(&self.raw).u32().map_err(wrong)?;
        if length >> 31 != 0 {
            return Err(wrong("has a length below 0".to_owned()));
        }
        // Contig, start, span and records; their counter and the bases; blocks.
        for most in [ITF8, ITF8, ITF8, ITF8, LTF8, LTF8, ITF8] {
            self.number(most)?;
        }
        let count = self.itf8()?;
        // A slice has more than one byte.
        if count > length {
            return Err(wrong(format!("has {count} slices in {length} bytes")));
        }
        let landmarks = (0..count).map(|_| self.itf8()).collect::<io::Result<Vec<u64>>>()?;
        // The checksum is the decoder's matter.
        self.bytes(4)?;
        Ok((length, landmarks))
    }

    fn bytes(&mut self, count: usize) -> io::Result<usize> {
        let start = self.raw.len();
        self.raw.resize(start + count, 0);
        let mut read = 0;
        while read < count {
            match self.reader.read(&mut self.raw[start + read..]) {
                Ok(0) => {
                    self.raw.truncate(start + read);
                    return Err(ErrorKind::UnexpectedEof.into());
                }
                Ok(more) => read += more,
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
        Ok(start)
    }

    /// A number of variable length; where it begins.
    fn number(&mut self, most: u32) -> io::Result<usize> {
        let start = self.bytes(1)?;
        self.bytes(self.raw[start].leading_ones().min(most) as usize)?;
        Ok(start)
    }

    fn itf8(&mut self) -> io::Result<u64> {
        let start = self.number(ITF8)?;
        Bytes(&self.raw[start..])
            .itf8()
            .map_err(|what| io::Error::new(ErrorKind::InvalidData, what))
    }
}
