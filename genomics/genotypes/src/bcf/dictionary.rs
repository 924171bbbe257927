use crate::vcf::VcfHeader;
use std::collections::HashMap;

/// Names that records refer to by number.
pub(super) struct Dictionary {
    /// Sequences.
    contigs: HashMap<usize, String>,
    /// The number of `PASS` and of `GT`.
    pub(super) pass: usize,
    pub(super) gt: Option<usize>,
}

impl Dictionary {
    /// The dictionaries that a header implies: every FILTER, INFO and FORMAT in its order, each name once, `PASS` first;
    /// a number that the header states (`IDX`) takes the place of the implied one.
    pub(super) fn new(header: &VcfHeader) -> Self {
        let mut numbers: HashMap<&str, usize> = HashMap::from([("PASS", 0)]);
        let mut next = 1;
        for (name, stated) in &header.names {
            if let Some(stated) = stated {
                numbers.insert(name, *stated);
                next = next.max(stated.saturating_add(1));
            } else if !numbers.contains_key(name.as_str()) {
                numbers.insert(name, next);
                next += 1;
            }
        }
        let mut contigs = HashMap::new();
        let mut next = 0;
        for (contig, stated) in header.contigs.iter().zip(&header.contig_numbers) {
            let number = stated.unwrap_or(next);
            next = number.saturating_add(1).max(next);
            contigs.insert(number, contig.name.clone());
        }
        Self { contigs, pass: numbers["PASS"], gt: numbers.get("GT").copied() }
    }

    /// The name of a sequence.
    pub(super) fn contig(&self, number: i32) -> Option<&str> {
        self.contigs.get(&usize::try_from(number).ok()?).map(String::as_str)
    }
}
