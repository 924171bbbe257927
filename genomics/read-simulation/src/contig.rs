/// A sequence of the reference.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contig {
    /// Its name.
    pub name: String,
    /// Its bases, in upper case. Whatever is not A, C, G or T gets no variants.
    pub sequence: Vec<u8>,
}

impl Contig {
    /// A contig of these bases, which become upper-case.
    #[must_use]
    pub fn new(name: &str, sequence: &[u8]) -> Self {
        Self { name: name.to_owned(), sequence: sequence.to_ascii_uppercase() }
    }
}

/// Whether a base is one that can be substituted.
pub(crate) fn is_base(base: u8) -> bool {
    matches!(base, b'A' | b'C' | b'G' | b'T')
}

/// The opposite strand's base.
pub(crate) fn complement(base: u8) -> u8 {
    match base {
        b'A' => b'T',
        b'C' => b'G',
        b'G' => b'C',
        b'T' => b'A',
        other => other,
    }
}

/// One of the three other bases, `choice` being 0 to 2.
pub(crate) fn other_base(base: u8, choice: usize) -> u8 {
    let others = match base {
        b'A' => b"CGT",
        b'C' => b"AGT",
        b'G' => b"ACT",
        _ => b"ACG",
    };
    others[choice]
}
