//! The header: 1,024 bytes, little-endian.

use sha2::{Digest, Sha256};

use super::NeffError;

/// Bytes of the header.
pub const HEADER_BYTES: usize = 1024;

/// Major version of the format that is written and read.
pub const NEFF_MAJOR: u64 = 2;

/// Version of the package that says that the hash is a sha256.
const PACKAGE_VERSION: u64 = 2;

/// Where each field lies.
mod offset {
    pub(super) const PACKAGE_VERSION: usize = 0;
    pub(super) const HEADER_SIZE: usize = 8;
    pub(super) const DATA_SIZE: usize = 16;
    pub(super) const MAJOR: usize = 24;
    pub(super) const MINOR: usize = 32;
    pub(super) const BUILD: usize = 40;
    pub(super) const CORES: usize = 168;
    pub(super) const HASH: usize = 172;
    pub(super) const UUID: usize = 204;
    pub(super) const NAME: usize = 220;
    pub(super) const REQUESTED_CORES: usize = 476;
    pub(super) const CORES_PER_NODE: usize = 480;
    pub(super) const FEATURES: usize = 544;
    pub(super) const LOGICAL_CORE: usize = 552;
}
/// Bytes of the fields that hold text, the last of them zero.
const BUILD_BYTES: usize = 128;
const NAME_BYTES: usize = 256;

/// The fields of a header that mean something here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Header {
    /// Bytes that follow the header.
    pub data_size: u64,
    /// Major version of the format.
    pub major: u64,
    /// Minor version of the format.
    pub minor: u64,
    /// Version of the compiler, at most 127 bytes.
    pub build: String,
    /// Cores that the module runs on.
    pub cores: u32,
    /// sha256 of the data.
    pub hash: [u8; 32],
    /// A number of the file; the first half of the hash, since nothing here is random.
    pub uuid: [u8; 16],
    /// Name of the module, at most 255 bytes.
    pub name: String,
    /// Bits of features that the runtime has to know; none.
    pub features: u64,
    /// Physical cores in a logical one.
    pub logical_core: u32,
}

impl Header {
    /// The header of this data.
    #[must_use]
    pub fn of(data: &[u8], name: &str, build: &str, logical_core: u32) -> Header {
        let hash: [u8; 32] = Sha256::digest(data).into();
        let mut uuid = [0; 16];
        uuid.copy_from_slice(&hash[..16]);
        Header {
            data_size: data.len() as u64,
            major: NEFF_MAJOR,
            minor: 0,
            build: build.to_owned(),
            cores: 1,
            hash,
            uuid,
            name: name.to_owned(),
            features: 0,
            logical_core,
        }
    }

    /// The header's bytes.
    #[must_use]
    pub fn encode(&self) -> [u8; HEADER_BYTES] {
        let mut bytes = [0; HEADER_BYTES];
        let mut put = |at: usize, field: &[u8]| bytes[at..at + field.len()].copy_from_slice(field);
        put(offset::PACKAGE_VERSION, &PACKAGE_VERSION.to_le_bytes());
        put(offset::HEADER_SIZE, &(HEADER_BYTES as u64).to_le_bytes());
        put(offset::DATA_SIZE, &self.data_size.to_le_bytes());
        put(offset::MAJOR, &self.major.to_le_bytes());
        put(offset::MINOR, &self.minor.to_le_bytes());
        put(offset::BUILD, shortened(&self.build, BUILD_BYTES));
        put(offset::CORES, &self.cores.to_le_bytes());
        put(offset::HASH, &self.hash);
        put(offset::UUID, &self.uuid);
        put(offset::NAME, shortened(&self.name, NAME_BYTES));
        put(offset::REQUESTED_CORES, &self.cores.to_le_bytes());
        // One node, and its number of cores.
        put(offset::CORES_PER_NODE, &[self.cores.to_le_bytes()[0]]);
        put(offset::FEATURES, &self.features.to_le_bytes());
        put(offset::LOGICAL_CORE, &self.logical_core.to_le_bytes());
        bytes
    }

    /// The header at the beginning of a file.
    ///
    /// # Errors
    /// The file is shorter than a header, is of another major version, or says of itself what is not so. The
    /// hash is not looked at: see [`Header::verify`].
    pub fn decode(file: &[u8]) -> Result<Header, NeffError> {
        let Some((bytes, data)) = file.split_at_checked(HEADER_BYTES) else {
            return Err(NeffError::Short { bytes: file.len() });
        };
        let expect = |field, found: u64, expected: u64| {
            let error = || NeffError::Header {
                field,
                found: found.to_string(),
                expected: expected.to_string(),
            };
            if found == expected { Ok(()) } else { Err(error()) }
        };
        expect("header_size", wide(bytes, offset::HEADER_SIZE), HEADER_BYTES as u64)?;
        expect("pkg_version", wide(bytes, offset::PACKAGE_VERSION), PACKAGE_VERSION)?;
        let header = Header {
            data_size: wide(bytes, offset::DATA_SIZE),
            major: wide(bytes, offset::MAJOR),
            minor: wide(bytes, offset::MINOR),
            build: text(bytes, offset::BUILD, BUILD_BYTES),
            cores: narrow(bytes, offset::CORES),
            hash: array(bytes, offset::HASH),
            uuid: array(bytes, offset::UUID),
            name: text(bytes, offset::NAME, NAME_BYTES),
            features: wide(bytes, offset::FEATURES),
            logical_core: narrow(bytes, offset::LOGICAL_CORE),
        };
        if header.major != NEFF_MAJOR {
            return Err(NeffError::Version { found: header.major, expected: NEFF_MAJOR });
        }
        expect("data_size", header.data_size, data.len() as u64)?;
        expect("num_tpb", u64::from(header.cores), 1)?;
        expect("feature_bits", header.features, 0)?;
        Ok(header)
    }

    /// Compares the hash with the data.
    ///
    /// # Errors
    /// They differ.
    pub fn verify(&self, data: &[u8]) -> Result<(), NeffError> {
        let found: [u8; 32] = Sha256::digest(data).into();
        if found == self.hash { Ok(()) } else { Err(NeffError::Hash) }
    }
}

/// As much of the text as leaves room for a zero behind it.
fn shortened(text: &str, room: usize) -> &[u8] {
    let mut end = text.len().min(room - 1);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text.as_bytes()[..end]
}

fn array<const N: usize>(bytes: &[u8], at: usize) -> [u8; N] {
    let mut field = [0; N];
    field.copy_from_slice(&bytes[at..at + N]);
    field
}

fn wide(bytes: &[u8], at: usize) -> u64 {
    u64::from_le_bytes(array(bytes, at))
}

fn narrow(bytes: &[u8], at: usize) -> u32 {
    u32::from_le_bytes(array(bytes, at))
}

/// The text up to its zero.
fn text(bytes: &[u8], at: usize, room: usize) -> String {
    let field = &bytes[at..at + room];
    let end = field.iter().position(|&byte| byte == 0).unwrap_or(room);
    String::from_utf8_lossy(&field[..end]).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_field_lies_where_the_format_documents_it() {
        let mut header = Header::of(b"data", "module", "9.9", 2);
        header.minor = 7;
        header.features = 0x0102;
        let bytes = header.encode();
        assert_eq!(bytes[8..16], 1024_u64.to_le_bytes());
        assert_eq!(bytes[16..24], 4_u64.to_le_bytes());
        assert_eq!(bytes[24..32], 2_u64.to_le_bytes());
        assert_eq!(bytes[32..40], 7_u64.to_le_bytes());
        assert_eq!(&bytes[40..44], b"9.9\0");
        assert_eq!(bytes[168..172], 1_u32.to_le_bytes());
        // sha256sum of the four bytes `data`.
        assert_eq!(bytes[172..176], [0x3a, 0x6e, 0xb0, 0x79]);
        assert_eq!(bytes[204..208], bytes[172..176]);
        assert_eq!(&bytes[220..227], b"module\0");
        assert_eq!(bytes[476..480], 1_u32.to_le_bytes());
        assert_eq!(bytes[544..552], 0x0102_u64.to_le_bytes());
        assert_eq!(bytes[552..556], 2_u32.to_le_bytes());
        assert!(bytes[556..].iter().all(|&byte| byte == 0));
    }

    #[test]
    fn what_was_written_is_read() {
        let header = Header::of(b"data", &"ä".repeat(200), "9.9", 1);
        let mut file = header.encode().to_vec();
        file.extend_from_slice(b"data");
        let read = Header::decode(&file).unwrap();
        assert_eq!(read.name, "ä".repeat(127), "cut between characters, with a zero behind");
        assert_eq!(Header { name: header.name.clone(), ..read.clone() }, header);
        read.verify(b"data").unwrap();
        assert!(matches!(read.verify(b"dato"), Err(NeffError::Hash)));
    }

    #[test]
    fn a_header_that_lies_is_refused() {
        let mut file = Header::of(b"data", "m", "1", 1).encode().to_vec();
        file.extend_from_slice(b"data");
        let message = |at: usize, value: u8| {
            let mut file = file.clone();
            file[at] = value;
            Header::decode(&file).unwrap_err().to_string()
        };
        assert_eq!(message(0, 9), "the NEFF header says pkg_version 9, expected 2");
        assert_eq!(message(9, 5), "the NEFF header says header_size 1280, expected 1024");
        assert_eq!(message(16, 5), "the NEFF header says data_size 5, expected 4");
        assert_eq!(message(24, 3), "the NEFF has format version 3, this runtime reads version 2");
        assert_eq!(message(168, 2), "the NEFF header says num_tpb 2, expected 1");
        assert_eq!(message(544, 1), "the NEFF header says feature_bits 1, expected 0");
        let short = Header::decode(&file[..1000]).unwrap_err().to_string();
        assert_eq!(short, "a NEFF begins with a header of 1024 bytes, the file has 1000");
    }
}
