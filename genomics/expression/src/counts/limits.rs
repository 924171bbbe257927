/// How large a file of counts may be, so that a hostile one takes no unbounded memory.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CountLimits {
    /// Most bytes of text, after decompression.
    pub bytes: u64,
    /// Most cells, genes × samples.
    pub cells: usize,
}

impl Default for CountLimits {
    /// 1 GiB of text, 400 million cells (1.6 GB).
    fn default() -> Self {
        Self { bytes: 1 << 30, cells: 400_000_000 }
    }
}
