//! The header.

use super::NeffError;

/// The header's size.
pub const HEADER_BYTES: usize = 1024;

/// The largest header that a later version of the format is trusted to have.
const LARGEST_HEADER: u64 = 1 << 20;
/// The largest version number that is taken for one.
const LARGEST_VERSION: u64 = 1000;

/// The header of a NEFF: what the compiler says about its output. AWS's document "Work with NEFF
/// files" gives the layout.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NeffHeader {
    /// Version of the container.
    pub package_version: u64,
    /// Bytes before the archive; 1024 so far.
    pub header_bytes: u64,
    /// Bytes of the archive.
    pub archive_bytes: u64,
    /// Version of the format, major and minor. A runtime refuses a major version that it does not
    /// know.
    pub version: (u64, u64),
    /// What built it, as text.
    pub build_version: String,
    /// NeuronCores that it takes.
    pub cores: u32,
    /// A hash of the archive: SHA-256, or MD5 in the first 16 bytes, by the container's version.
    pub hash: [u8; 32],
    /// A number of its own.
    pub uuid: [u8; 16],
    /// The graph's name, as text.
    pub name: String,
    /// NeuronCores that were asked for.
    pub requested_cores: u32,
    /// NeuronCores for each node of the graph.
    pub cores_per_node: [u8; 64],
    /// Features that the runtime has to have, one a bit.
    pub feature_bits: u64,
    /// Physical cores in a logical one, 1 or 2; 0 in files that are older than that.
    pub lnc: u32,
}

impl NeffHeader {
    /// Reads the header of a whole NEFF.
    ///
    /// # Errors
    /// [`NeffError::TooShort`], [`NeffError::Header`], and [`NeffError::CutShort`] where the
    /// archive is shorter than the header says. Bytes behind the archive are no error.
    pub fn parse(neff: &[u8]) -> Result<Self, NeffError> {
        let Some(header) = neff.first_chunk::<HEADER_BYTES>() else {
            return Err(NeffError::TooShort { bytes: neff.len() });
        };
        let parsed = Self {
            package_version: u64_at(header, 0),
            header_bytes: u64_at(header, 8),
            archive_bytes: u64_at(header, 16),
            version: (u64_at(header, 24), u64_at(header, 32)),
            build_version: text_at::<128>(header, 40),
            cores: u32_at(header, 168),
            hash: at(header, 172),
            uuid: at(header, 204),
            name: text_at::<256>(header, 220),
            requested_cores: u32_at(header, 476),
            cores_per_node: at(header, 480),
            feature_bits: u64_at(header, 544),
            lnc: u32_at(header, 552),
        };
        let field = |field, found, good: bool, expected| {
            if good { Ok(()) } else { Err(NeffError::Header { field, found, expected }) }
        };
        let size = parsed.header_bytes;
        let known = (HEADER_BYTES as u64..=LARGEST_HEADER).contains(&size);
        field("the header's size", size, known, "1024")?;
        let package = parsed.package_version;
        field("the container's version", package, package <= LARGEST_VERSION, "a small number")?;
        let major = parsed.version.0;
        field("the format's version", major, major <= LARGEST_VERSION, "a small number")?;
        field("the archive's size", parsed.archive_bytes, parsed.archive_bytes > 0, "more")?;
        let found = (neff.len() as u64).saturating_sub(size);
        if found < parsed.archive_bytes {
            return Err(NeffError::CutShort { found, expected: parsed.archive_bytes });
        }
        Ok(parsed)
    }

    /// The archive in the NEFF that this is the header of; empty where it is of another one.
    #[must_use]
    pub fn archive<'a>(&self, neff: &'a [u8]) -> &'a [u8] {
        let range = || {
            let start = usize::try_from(self.header_bytes).ok()?;
            let end = start.checked_add(usize::try_from(self.archive_bytes).ok()?)?;
            neff.get(start..end)
        };
        range().unwrap_or_default()
    }

    /// The UUID in its usual spelling (RFC 9562).
    #[must_use]
    pub fn uuid_text(&self) -> String {
        let byte = |text: String, (index, byte): (usize, &u8)| {
            let dash = if matches!(index, 4 | 6 | 8 | 10) { "-" } else { "" };
            format!("{text}{dash}{byte:02x}")
        };
        self.uuid.iter().enumerate().fold(String::new(), byte)
    }
}

// All offsets are constants inside the header.
fn at<const N: usize>(header: &[u8; HEADER_BYTES], offset: usize) -> [u8; N] {
    let mut field = [0; N];
    field.copy_from_slice(&header[offset..offset + N]);
    field
}

fn u64_at(header: &[u8; HEADER_BYTES], offset: usize) -> u64 {
    u64::from_le_bytes(at(header, offset))
}

fn u32_at(header: &[u8; HEADER_BYTES], offset: usize) -> u32 {
    u32::from_le_bytes(at(header, offset))
}

/// Text up to its first zero, without what would upset a terminal.
fn text_at<const N: usize>(header: &[u8; HEADER_BYTES], offset: usize) -> String {
    let field: [u8; N] = at(header, offset);
    let text = field.split(|byte| *byte == 0).next().unwrap_or_default();
    String::from_utf8_lossy(text).replace(char::is_control, "\u{fffd}")
}
