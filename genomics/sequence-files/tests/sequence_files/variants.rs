//! Synthetic VCF, and the records of a region without any index.

use crate::content::noise;

/// Sites of chromosomes in order: place, the reference's allele, and an end where there is one.
pub(crate) struct Site {
    pub(crate) contig: &'static str,
    pub(crate) position: u64,
    pub(crate) reference: &'static str,
    pub(crate) end: Option<u64>,
}

pub(crate) const HEADER: &str = "##fileformat=VCFv4.3\n##contig=<ID=20>\n##contig=<ID=21>\n\
                                 #CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\n";

/// Lines of a VCF, each with so many bytes that do not compress.
pub(crate) fn text(sites: &[Site], ballast: usize) -> String {
    let mut text = HEADER.to_owned();
    for (number, site) in sites.iter().enumerate() {
        let letters = noise(ballast, number as u32 + 1);
        let letters: String = letters
            .iter()
            .map(|byte| char::from(b'0' + byte % 64))
            .filter(|c| !";\t=".contains(*c))
            .collect();
        let end = site.end.map(|end| format!("END={end};")).unwrap_or_default();
        text += &format!(
            "{}\t{}\ts{number}\t{}\tT\t.\tPASS\t{end}X={letters}\n",
            site.contig, site.position, site.reference
        );
    }
    text
}

/// The records that overlap positions `start` to `end` (from 1, both inside), by looking at each.
pub(crate) fn overlapping(text: &str, contig: &str, start: u64, end: u64) -> Vec<String> {
    let overlaps = |line: &&str| {
        let columns: Vec<&str> = line.split('\t').collect();
        let first: u64 = columns[1].parse().unwrap();
        let stated = columns[7].split(';').find_map(|field| field.strip_prefix("END="));
        let last = match stated {
            Some(end) => end.parse().unwrap(),
            None => first + columns[3].len() as u64 - 1,
        };
        columns[0] == contig && first <= end && last >= start
    };
    text.lines().filter(|line| !line.starts_with('#')).filter(overlaps).map(str::to_owned).collect()
}
