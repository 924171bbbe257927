use super::Tag;
use super::element::{Damage, Element, Elements};
use super::tag::{ITEM, ITEM_END, PIXEL_DATA, SEQUENCE_END, WINDOW_CENTER, WINDOW_WIDTH};
use crate::medical_imaging::ByteOrder;
use std::collections::BTreeMap;
use std::ops::Range;

/// Sequences within sequences: real files have three or four.
const DEEPEST: usize = 16;

/// Where the values lie that are looked at.
#[derive(Debug, Default)]
pub(super) struct DataSet {
    pub(super) values: BTreeMap<Tag, Range<usize>>,
    pub(super) pixels: Option<PixelData>,
    /// An element that is stated twice, with different values: by frames, that is.
    pub(super) ambiguous: Option<Tag>,
}

/// Where the pixels lie.
#[derive(Clone, Debug)]
pub(super) enum PixelData {
    /// As they are; `words`: in units of two bytes, which big endian turns around.
    Native { place: Range<usize>, words: bool },
    /// Compressed: the table of where frames begin, and the pieces behind it.
    Fragments { offsets: Range<usize>, pieces: Vec<Range<usize>> },
}

/// Goes through a data set of `bytes` from `at` on. Values that are not read are stepped over.
pub(super) fn walk(
    bytes: &[u8],
    at: usize,
    order: ByteOrder,
    explicit: bool,
) -> Result<DataSet, Damage> {
    let elements = Elements { bytes, at, order, explicit };
    let mut walk = Walk { elements, found: DataSet::default() };
    walk.elements(bytes.len(), 0, true)?;
    Ok(walk.found)
}

struct Walk<'a> {
    elements: Elements<'a>,
    found: DataSet,
}

impl Walk<'_> {
    /// Elements up to `end`, or up to the end of the item that they are in.
    fn elements(&mut self, end: usize, depth: usize, read: bool) -> Result<(), Damage> {
        while self.elements.at < end {
            let element = self.elements.next()?;
            let Element { tag, .. } = element;
            if tag == ITEM_END || tag == SEQUENCE_END {
                return Ok(());
            }
            let start = self.elements.at;
            match element.length {
                None if tag == PIXEL_DATA && depth == 0 => self.fragments()?,
                None => self.sequence_without_end(element, depth, read)?,
                Some(length) if read && tag.is_entered() => {
                    let end = self.ahead(length)?;
                    self.items(end, depth, true)?;
                }
                Some(length) => {
                    let end = self.elements.skip(length)?;
                    if read && tag.is_read() {
                        self.keep(element, start..end, depth);
                    }
                }
            }
        }
        Ok(())
    }

    fn keep(&mut self, element: Element, place: Range<usize>, depth: usize) {
        let Element { tag, representation, .. } = element;
        if tag == PIXEL_DATA {
            // That of an icon lies deeper.
            if depth == 0 {
                let words = representation == Some(*b"OW");
                self.found.pixels = Some(PixelData::Native { place, words });
            }
            return;
        }
        let bytes = self.elements.bytes;
        if let Some(before) = self.found.values.get(&tag) {
            // Each frame may have a window of its own: the first one serves all.
            let of_display = tag == WINDOW_CENTER || tag == WINDOW_WIDTH;
            if !of_display && bytes.get(before.clone()) != bytes.get(place) {
                self.found.ambiguous = Some(tag);
            }
            return;
        }
        self.found.values.insert(tag, place);
    }

    /// A sequence that a delimiter ends.
    fn sequence_without_end(
        &mut self,
        element: Element,
        depth: usize,
        read: bool,
    ) -> Result<(), Damage> {
        let Element { tag, representation, .. } = element;
        let before = (self.elements.explicit, self.elements.order);
        match representation {
            // Of an unknown kind: its items are implicit, whatever the rest is (PS3.5, 6.2.2).
            Some([b'U', b'N']) => {
                (self.elements.explicit, self.elements.order) = (false, ByteOrder::Little);
            }
            None | Some([b'S', b'Q']) => {}
            Some(other) => {
                let found = format!("`{}` without a length", other.escape_ascii());
                let (place, expected) = (self.elements.at, "a sequence");
                return Err(Damage { place, found, expected });
            }
        }
        let bytes = self.elements.bytes.len();
        self.items(bytes, depth, read && tag.is_entered())?;
        (self.elements.explicit, self.elements.order) = before;
        Ok(())
    }

    /// Items of a sequence, up to `end` or its delimiter.
    fn items(&mut self, end: usize, depth: usize, read: bool) -> Result<(), Damage> {
        if depth == DEEPEST {
            let found = "sequences within each other without end".to_owned();
            let (place, expected) = (self.elements.at, "at most 16 levels");
            return Err(Damage { place, found, expected });
        }
        while self.elements.at < end {
            let place = self.elements.at;
            let Element { tag, length, .. } = self.elements.next()?;
            match (tag, length) {
                (SEQUENCE_END, _) => return Ok(()),
                (ITEM, Some(length)) if read => {
                    let end = self.ahead(length)?;
                    self.elements(end, depth + 1, true)?;
                }
                (ITEM, Some(length)) => {
                    self.elements.skip(length)?;
                }
                (ITEM, None) => self.elements(self.elements.bytes.len(), depth + 1, read)?,
                (other, _) => {
                    let found = other.to_string();
                    return Err(Damage { place, found, expected: "an item of a sequence" });
                }
            }
        }
        Ok(())
    }

    /// Where a value ends that is gone into.
    fn ahead(&self, length: usize) -> Result<usize, Damage> {
        let mut elements = self.elements;
        elements.skip(length)
    }

    /// Compressed pixels: items, of which the first is a table.
    fn fragments(&mut self) -> Result<(), Damage> {
        let mut pieces = Vec::new();
        loop {
            let place = self.elements.at;
            let Element { tag, length, .. } = self.elements.next()?;
            match (tag, length) {
                (SEQUENCE_END, _) => break,
                (ITEM, Some(length)) => {
                    let start = self.elements.at;
                    pieces.push(start..self.elements.skip(length)?);
                }
                (other, _) => {
                    let found = other.to_string();
                    return Err(Damage { place, found, expected: "a fragment of pixels" });
                }
            }
        }
        let offsets = if pieces.is_empty() { 0..0 } else { pieces.remove(0) };
        self.found.pixels = Some(PixelData::Fragments { offsets, pieces });
        Ok(())
    }
}
