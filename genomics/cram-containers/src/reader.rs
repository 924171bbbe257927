use crate::container::{DEFINITION, check_body, check_definition, within};
use crate::header::Header;
use crate::{ContainerError, Limits};
use std::io::{self, ErrorKind, Read};

/// Gives the bytes of a CRAM file as they are, each container when it was checked.
///
/// ```
/// use neuron_cram_containers::{CheckedReader, Limits};
/// use std::io::Read;
///
/// // A header of a container that says two gibibytes less one byte, behind a file's definition.
/// let mut file = b"CRAM\x03\x01".to_vec();
/// file.resize(26, 0);
/// file.extend([0xff, 0xff, 0xff, 0x7f, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
/// let error = CheckedReader::new(&file[..], Limits::default()).read_to_end(&mut Vec::new()).unwrap_err();
/// assert!(error.to_string().starts_with("the container at byte 26 takes 2147483647 bytes of the file"), "{error}");
/// ```
#[derive(Debug)]
pub struct CheckedReader<R> {
    reader: R,
    limits: Limits,
    /// Bytes that were checked; before `next` they were given.
    checked: Vec<u8>,
    next: usize,
    /// Bytes of the file that were read.
    offset: u64,
    ended: bool,
}

impl<R: Read> CheckedReader<R> {
    /// Reads a file from its beginning.
    pub fn new(reader: R, limits: Limits) -> Self {
        Self { reader, limits, checked: Vec::new(), next: 0, offset: 0, ended: false }
    }

    /// Brings what comes next, of which there is nothing behind the end.
    fn bring(&mut self) -> io::Result<()> {
        self.checked.clear();
        self.next = 0;
        let start = self.offset;
        if start == 0 {
            self.take(DEFINITION as u64)?;
            check_definition(&self.checked).map_err(refused)?;
            self.ended = self.checked.len() < DEFINITION;
            return Ok(());
        }
        let header = match Header::read(&mut self.reader)? {
            Ok(header) => header,
            Err(broken) if broken.raw.is_empty() => {
                self.ended = true;
                return Ok(());
            }
            Err(broken) => {
                let what = broken.what;
                return Err(refused(ContainerError::Damaged { offset: start, what }));
            }
        };
        within(start, header.length, self.limits).map_err(refused)?;
        self.offset += header.raw.len() as u64;
        let length = self.take(header.length)?;
        if length < header.length {
            let what = format!("says {} bytes where {length} are left", header.length);
            return Err(refused(ContainerError::Damaged { offset: start, what }));
        }
        check_body(&header, &self.checked, start, self.limits).map_err(refused)?;
        self.checked.splice(..0, header.raw);
        Ok(())
    }

    /// Reads as many bytes, or as many as there are.
    fn take(&mut self, count: u64) -> io::Result<u64> {
        let read = self.reader.by_ref().take(count).read_to_end(&mut self.checked)? as u64;
        self.offset += read;
        Ok(read)
    }
}

fn refused(error: ContainerError) -> io::Error {
    io::Error::new(ErrorKind::InvalidData, error)
}

impl<R: Read> Read for CheckedReader<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while self.next == self.checked.len() && !self.ended {
            if let Err(error) = self.bring() {
                // Nothing that was not checked is given, also not when asked again.
                self.checked.clear();
                self.next = 0;
                self.ended = true;
                return Err(error);
            }
        }
        let count = buffer.len().min(self.checked.len() - self.next);
        buffer[..count].copy_from_slice(&self.checked[self.next..self.next + count]);
        self.next += count;
        Ok(count)
    }
}
