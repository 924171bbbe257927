//! One file of everything that a genotype can be, as text and as BCF, against cyvcf2 and bcftools.

use neuron_genotypes::{GenotypeWarning, Genotypes, Loaded, Place, ReadOptions, bcf, read, vcf};
use neuron_sequence_files::compression::bgzf;
use std::path::Path;

pub(crate) const VCF: &[u8] = include_bytes!("fixtures/edge.vcf");
/// `bcftools view --no-version -Ob -o edge.bcf edge.vcf`, bcftools 1.16.
pub(crate) const BCF: &[u8] = include_bytes!("fixtures/edge.bcf");

pub(crate) fn from_vcf(options: &ReadOptions) -> Loaded {
    vcf::read_from(VCF, Path::new("edge.vcf"), options).unwrap()
}

pub(crate) fn from_bcf(options: &ReadOptions) -> Loaded {
    bcf::read_from(bgzf::Reader::new(BCF), Path::new("edge.bcf"), options).unwrap()
}

/// A position, the copies of each sample, and whether they are in order.
type Site = (u64, [&'static [i8]; 4], [bool; 4]);

/// `[variant.genotype.array() for variant in VCF("edge.vcf")]`, cyvcf2 0.35.0: alleles, −1 missing, −2 absent, and whether
/// it is phased. Site 500 has no GT, which cyvcf2 refuses.
const GENOTYPES: [Site; 8] = [
    (100, [&[0, 1], &[1, 1], &[-1, -1], &[0, 0]], [true, false, false, true]),
    (150, [&[0, 0], &[0, 0], &[-1, -1], &[0, 0]], [false; 4]),
    (200, [&[1, 2], &[0, 3], &[3, 3], &[-1, 2]], [true, false, true, false]),
    (260, [&[0, 1], &[2, 1], &[0, 2], &[-1]], [false, false, true, true]),
    (300, [&[0, 1], &[0, 0], &[0, 1], &[1, 1]], [false; 4]),
    (410, [&[0, 1], &[0, 0], &[0, 0], &[0, 0]], [false; 4]),
    (700, [&[0], &[0, 1], &[1], &[0, 1]], [true, false, true, true]),
    (800, [&[0, 0, 1], &[0, 1], &[1], &[-1]], [false, true, true, true]),
];

fn check(genotypes: &Genotypes) {
    assert_eq!(genotypes.samples, ["ann", "bob", "cyd", "dee"]);
    assert_eq!((genotypes.variants.len(), genotypes.ploidy), (9, 3));
    for (position, samples, phased) in GENOTYPES {
        let site =
            genotypes.variants.iter().position(|variant| variant.position == position).unwrap();
        for (sample, copies) in samples.iter().enumerate() {
            let mut expected = copies.to_vec();
            expected.resize(3, -2);
            assert_eq!(genotypes.genotype(site, sample), expected, "{position}, sample {sample}");
            assert_eq!(
                genotypes.phased[site * 4 + sample],
                phased[sample],
                "{position}, sample {sample}"
            );
        }
    }
    assert_eq!(genotypes.site(6), [-1, -1, -2].repeat(4));
    let multi = &genotypes.variants[2];
    assert_eq!((multi.reference.as_str(), multi.alternates.join(",")), ("A", "C,G,T".to_owned()));
    assert_eq!(genotypes.variants[3].alternates, ["A", "*"]);
    assert_eq!(genotypes.variants[4].alternates, ["<DEL>"]);
    assert_eq!(genotypes.variants[5].alternates, ["C[X:700["]);
    assert!(genotypes.variants[1].alternates.is_empty());
    assert_eq!((genotypes.variants[1].id.as_str(), genotypes.variants[8].id.as_str()), ("", "a;b"));
    assert_eq!(genotypes.variants[8].contig, "X");
    genotypes.check().unwrap();
}

#[test]
fn text_is_what_cyvcf2_reads() {
    let loaded = from_vcf(&ReadOptions::default());
    check(&loaded.genotypes);
    assert_eq!(loaded.records, 9);
    assert_eq!(
        loaded.warnings,
        [GenotypeWarning::WithoutGenotypes { sites: 1, first: Place::Line(19) }]
    );
    let lengths: Vec<_> =
        loaded.contigs.iter().map(|contig| (contig.name.as_str(), contig.length)).collect();
    assert_eq!(lengths, [("1", Some(5000)), ("X", Some(9000))]);
}

#[test]
fn bcf_is_the_same() {
    let (loaded, text) = (from_bcf(&ReadOptions::default()), from_vcf(&ReadOptions::default()));
    check(&loaded.genotypes);
    assert_eq!(loaded.genotypes, text.genotypes);
    assert_eq!(loaded.contigs, text.contigs);
    assert_eq!(
        loaded.warnings,
        [GenotypeWarning::WithoutGenotypes { sites: 1, first: Place::Record(7) }]
    );
}

#[test]
fn some_samples_are_the_columns_of_all() {
    let samples = Some(vec!["dee".to_owned(), "bob".to_owned()]);
    let options = ReadOptions { samples, ..ReadOptions::default() };
    let all = from_vcf(&ReadOptions::default()).genotypes;
    let expected = all.select_samples(&[1, 3]);
    // Without the triploid the most copies are two.
    let some = from_vcf(&options).genotypes;
    assert_eq!((some.ploidy, &some.samples), (2, &vec!["bob".to_owned(), "dee".to_owned()]));
    for site in 0..9 {
        for sample in 0..2 {
            assert_eq!(some.genotype(site, sample), &expected.genotype(site, sample)[..2]);
        }
    }
    assert_eq!(from_bcf(&options).genotypes, some);
}

#[test]
fn crlf_blank_lines_and_a_missing_last_line_end_change_nothing() {
    let text = String::from_utf8(VCF.to_vec()).unwrap();
    let expected = from_vcf(&ReadOptions::default()).genotypes;
    for changed in [text.replace('\n', "\r\n"), format!("{text}\n\r\n"), text.trim_end().to_owned()]
    {
        let loaded =
            vcf::read_from(changed.as_bytes(), Path::new("x"), &ReadOptions::default()).unwrap();
        assert_eq!(loaded.genotypes, expected);
    }
}

#[test]
fn the_format_is_told_by_the_content() {
    let folder = tempfile::tempdir().unwrap();
    for (name, bytes) in [("a.bcf", VCF), ("b.vcf", BCF)] {
        let path = folder.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        check(&read(&path, &ReadOptions::default()).unwrap().genotypes);
    }
}

#[test]
fn a_file_without_samples_has_sites() {
    let text = "##fileformat=VCFv4.2\n#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\n1\t5\t.\tA\tC\t.\t.\t.\n";
    for text in
        [text.to_owned(), text.replace("INFO\n", "INFO\tFORMAT\n").replace(".\n", ".\tGT\n")]
    {
        let loaded =
            vcf::read_from(text.as_bytes(), Path::new("x"), &ReadOptions::default()).unwrap();
        assert_eq!(
            (loaded.genotypes.samples.len(), loaded.genotypes.variants.len()),
            (0, 1),
            "{text}"
        );
        assert!(loaded.genotypes.site(0).is_empty());
    }
}
