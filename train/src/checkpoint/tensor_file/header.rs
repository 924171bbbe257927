//! The header of a file that nobody vouches for.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use safetensors::Dtype;
use serde::Deserialize;
use serde::de::{Deserializer, Error as _, MapAccess, Visitor};

use super::{METADATA, byte_len};

/// Type, shape and place of a tensor, as the file says.
#[derive(Debug, Deserialize)]
pub(super) struct Place {
    pub(super) dtype: Dtype,
    pub(super) shape: Vec<usize>,
    /// From the first byte behind the header.
    data_offsets: (u64, u64),
}

impl Place {
    pub(super) fn bytes(&self) -> u64 {
        self.data_offsets.1 - self.data_offsets.0
    }
}

/// A header whose tensors have been checked against the length of the file.
#[derive(Debug)]
pub(super) struct Header {
    pub(super) metadata: BTreeMap<String, String>,
    /// In the order of their bytes.
    pub(super) tensors: Vec<(String, Place)>,
}

impl Header {
    /// Parses `json`, the header of a file with `data_len` bytes behind it.
    ///
    /// After that the tensors fill these bytes without gap or overlap, each as long as its shape
    /// and type say; so no sum of their lengths exceeds the file.
    ///
    /// # Errors
    /// The broken rule, naming the tensor.
    pub(super) fn parse(json: &[u8], data_len: u64) -> Result<Self, String> {
        let Entries { metadata, mut tensors } =
            serde_json::from_slice(json).map_err(|error| format!("its header: {error}"))?;
        tensors.sort_by_key(|(_, place)| place.data_offsets);
        let mut expected_start = 0;
        for (name, place) in &tensors {
            let (start, end) = place.data_offsets;
            if start != expected_start || end < start {
                return Err(format!(
                    "tensor `{name}` lies at bytes {start}..{end}, expected to start at \
                     {expected_start}"
                ));
            }
            if byte_len(place.dtype, &place.shape) != Some(end - start) {
                return Err(format!(
                    "tensor `{name}` is {} {:?}, which does not take the {} bytes it has",
                    place.dtype,
                    place.shape,
                    end - start
                ));
            }
            if end > data_len {
                return Err(format!(
                    "tensor `{name}` ends at byte {end} of the data, the file has {data_len}; \
                     was it cut short?"
                ));
            }
            expected_start = end;
        }
        if expected_start != data_len {
            return Err(format!(
                "its tensors take {expected_start} bytes, the file has {data_len}"
            ));
        }
        Ok(Self { metadata, tensors })
    }
}

/// The header's object; unlike a map type it refuses a name that is used twice.
struct Entries {
    metadata: BTreeMap<String, String>,
    tensors: Vec<(String, Place)>,
}

impl<'de> Deserialize<'de> for Entries {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct EntriesVisitor;
        impl<'de> Visitor<'de> for EntriesVisitor {
            type Value = Entries;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("an object with an entry for each tensor")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Entries, A::Error> {
                let mut names = BTreeSet::new();
                let mut entries = Entries { metadata: BTreeMap::new(), tensors: Vec::new() };
                while let Some(name) = map.next_key::<String>()? {
                    if !names.insert(name.clone()) {
                        return Err(A::Error::custom(format!("`{name}` is there twice")));
                    }
                    if name == METADATA {
                        entries.metadata = map.next_value::<Option<_>>()?.unwrap_or_default();
                    } else {
                        let place = map.next_value()?;
                        entries.tensors.push((name, place));
                    }
                }
                Ok(entries)
            }
        }
        deserializer.deserialize_map(EntriesVisitor)
    }
}
