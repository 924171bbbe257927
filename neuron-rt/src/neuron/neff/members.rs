//! The names in a tar archive (POSIX.1-1988 `ustar`, with the long names of GNU and of `pax`).

use super::NeffError;

const BLOCK: usize = 512;
/// More than any NEFF has; a list of names is for people.
const MOST: usize = 1 << 20;

/// A file in the archive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    /// Its path there; bytes that are not UTF-8 are replaced.
    pub name: String,
    /// Its size in bytes.
    pub bytes: u64,
}

/// The files of a plain tar archive, in its order. Folders, links and devices are left out.
///
/// # Errors
/// [`NeffError::Archive`] where it is no tar archive, or damaged.
pub fn members(archive: &[u8]) -> Result<Vec<Member>, NeffError> {
    let mut members = Vec::new();
    let mut long_name: Option<String> = None;
    let mut offset = 0;
    while offset < archive.len() {
        let damaged = |what| NeffError::Archive { offset, what };
        let header = block(archive, offset).ok_or(damaged("it ends inside a member's header"))?;
        if header.iter().all(|byte| *byte == 0) {
            break;
        }
        if !checksum_is_right(header) {
            return Err(damaged("a member's header has a wrong checksum"));
        }
        let bytes = number(&header[124..136]).ok_or(damaged("a member's size is no number"))?;
        let start = offset + BLOCK;
        let end = usize::try_from(bytes).ok().and_then(|bytes| start.checked_add(bytes));
        let end = end.filter(|end| *end <= archive.len());
        let end = end.ok_or(damaged("a member goes beyond the archive's end"))?;
        let content = &archive[start..end];
        match header[156] {
            b'L' => long_name = Some(text(content)),
            b'x' => long_name = pax_path(content).or(long_name),
            b'0' | 0 | b'7' => {
                let name = long_name.take().unwrap_or_else(|| short_name(header));
                members.push(Member { name, bytes });
            }
            // Headers for all members say nothing of names; other kinds are no files.
            b'g' => {}
            _ => long_name = None,
        }
        if members.len() > MOST {
            return Err(damaged("there are more than a million members"));
        }
        offset = end.next_multiple_of(BLOCK);
    }
    Ok(members)
}

/// Whether a tar archive begins here.
pub(super) fn begins_one(archive: &[u8]) -> bool {
    block(archive, 0).is_some_and(checksum_is_right)
}

fn block(archive: &[u8], offset: usize) -> Option<&[u8; BLOCK]> {
    archive.get(offset..)?.first_chunk()
}

/// The sum of the header's bytes, its own place counted as spaces.
fn checksum_is_right(header: &[u8; BLOCK]) -> bool {
    let sum = header.iter().enumerate().map(|(index, byte)| {
        let own = (148..156).contains(&index);
        u64::from(if own { b' ' } else { *byte })
    });
    number(&header[148..156]) == Some(sum.sum())
}

/// A number in octal digits, or big-endian behind a set first bit (GNU).
fn number(field: &[u8]) -> Option<u64> {
    let (first, rest) = field.split_first()?;
    if first & 0x80 != 0 {
        let start = u64::from(first & 0x7f);
        return rest.iter().try_fold(start, |number, byte| {
            number.checked_mul(256)?.checked_add(u64::from(*byte))
        });
    }
    let digits = std::str::from_utf8(field).ok()?.trim_matches(['\0', ' ']);
    u64::from_str_radix(digits, 8).ok()
}

fn short_name(header: &[u8; BLOCK]) -> String {
    let name = text(&header[..100]);
    let prefix = text(&header[345..500]);
    // GNU's own format keeps times where `ustar` has the prefix.
    let ustar = &header[257..263] == b"ustar\0";
    if ustar && !prefix.is_empty() { format!("{prefix}/{name}") } else { name }
}

/// The record `path` of a `pax` header: lines `LENGTH KEY=VALUE\n`, the length counting all of it.
fn pax_path(mut content: &[u8]) -> Option<String> {
    let mut path = None;
    while let Some(space) = content.iter().position(|byte| *byte == b' ') {
        let length: usize = std::str::from_utf8(&content[..space]).ok()?.parse().ok()?;
        let record = content.get(space + 1..length)?;
        if let Some(value) = record.strip_prefix(b"path=") {
            path = Some(text(value.strip_suffix(b"\n").unwrap_or(value)));
        }
        content = &content[length..];
    }
    path
}

/// Text up to its first zero, without what would upset a terminal.
fn text(bytes: &[u8]) -> String {
    let text = bytes.split(|byte| *byte == 0).next().unwrap_or_default();
    String::from_utf8_lossy(text).replace(char::is_control, "\u{fffd}")
}
