use super::Tag;
use super::tag::{ITEM, ITEM_END, SEQUENCE_END};
use crate::medical_imaging::ByteOrder;

/// The start of an element.
#[derive(Clone, Copy, Debug)]
pub(super) struct Element {
    pub(super) tag: Tag,
    /// `None` of an item, and where representations are implicit.
    pub(super) representation: Option<[u8; 2]>,
    /// `None`: up to a delimiter.
    pub(super) length: Option<usize>,
}

/// What a file holds where something else should be.
#[derive(Debug)]
pub(super) struct Damage {
    /// In bytes from the start of the data set.
    pub(super) place: usize,
    pub(super) found: String,
    pub(super) expected: &'static str,
}

/// Reads elements one after the other.
#[derive(Clone, Copy)]
pub(super) struct Elements<'a> {
    pub(super) bytes: &'a [u8],
    pub(super) at: usize,
    pub(super) order: ByteOrder,
    pub(super) explicit: bool,
}

impl Elements<'_> {
    /// The next element; what follows is its value.
    pub(super) fn next(&mut self) -> Result<Element, Damage> {
        let tag = Tag(self.u16()?, self.u16()?);
        if [ITEM, ITEM_END, SEQUENCE_END].contains(&tag) || !self.explicit {
            let length = self.length()?;
            return Ok(Element { tag, representation: None, length });
        }
        let place = self.at;
        let representation = self.take::<2>()?;
        if !representation.iter().all(u8::is_ascii_uppercase) {
            let found = format!("`{}`", representation.escape_ascii());
            return Err(Damage { place, found, expected: "the two letters of a value's kind" });
        }
        let length = if is_long(representation) {
            let _reserved = self.take::<2>()?;
            self.length()?
        } else {
            Some(usize::from(self.u16()?))
        };
        Ok(Element { tag, representation: Some(representation), length })
    }

    /// Goes over a value; gives where it ends.
    pub(super) fn skip(&mut self, length: usize) -> Result<usize, Damage> {
        let left = self.bytes.len().saturating_sub(self.at);
        if length > left {
            let found = format!("a value of {length} bytes with {left} left");
            return Err(Damage { place: self.at, found, expected: "the whole file" });
        }
        self.at += length;
        Ok(self.at)
    }

    /// The length of an element; `None` for one that is not stated.
    fn length(&mut self) -> Result<Option<usize>, Damage> {
        let length = u32::from_le_bytes(self.number()?);
        Ok((length != u32::MAX).then_some(length as usize))
    }

    fn u16(&mut self) -> Result<u16, Damage> {
        Ok(u16::from_le_bytes(self.number()?))
    }

    fn number<const N: usize>(&mut self) -> Result<[u8; N], Damage> {
        Ok(self.order.low_first(&self.take::<N>()?))
    }

    fn take<const N: usize>(&mut self) -> Result<[u8; N], Damage> {
        let bytes = self.bytes.get(self.at..).and_then(|bytes| bytes.first_chunk::<N>());
        let bytes = bytes.ok_or(Damage {
            place: self.at,
            found: "the end of the file".to_owned(),
            expected: "an element",
        })?;
        self.at += N;
        Ok(*bytes)
    }
}

/// Whether a length has 32 bits (PS3.5, 7.1.2); that of kinds to come does.
fn is_long(representation: [u8; 2]) -> bool {
    const SHORT: [&[u8; 2]; 21] = [
        b"AE", b"AS", b"AT", b"CS", b"DA", b"DS", b"DT", b"FL", b"FD", b"IS", b"LO", b"LT", b"PN",
        b"SH", b"SL", b"SS", b"ST", b"TM", b"UI", b"UL", b"US",
    ];
    !SHORT.contains(&&representation)
}
