//! PLINK files, against plink.

use crate::edge_cases::from_vcf;
use neuron_genotypes::plink::{self, Losses, Sex};
use neuron_genotypes::{
    Genotypes, LeftOut, ReadOptions, SiteFilter, Variant, datasets::thousand_genomes_slice,
};
use std::path::{Path, PathBuf};

/// `plink2 --vcf small.vcf --make-bed --out small`, PLINK 2.00a3.5, of the genotypes below.
const BED: [u8; 13] =
    [0x6c, 0x1b, 0x01, 0xd2, 0x03, 0xfb, 0x01, 0x20, 0x00, 0xff, 0x03, 0x7f, 0x03];
const BIM: &str = "2\trs1\t0\t10\tT\tA\n2\t.\t0\t20\tA\tAC\n2\trs3\t0\t20\tG\tA\n7\trs4\t0\t5\tG\tC\n7\trs5\t0\t6\t.\tC\n";
const FAM: &str = "0\tann\t0\t0\t0\t-9\n0\tbob\t0\t0\t0\t-9\n0\tcyd\t0\t0\t0\t-9\n0\tdee\t0\t0\t0\t-9\n0\teve\t0\t0\t0\t-9\n";

/// The genotypes of small.vcf.
const GENOTYPES: [[[i8; 2]; 5]; 5] = [
    [[0, 1], [1, 1], [-1, -1], [0, 0], [0, 0]],
    [[0, 0], [0, 1], [0, 0], [0, 0], [-1, -1]],
    [[1, 1], [1, 1], [0, 1], [1, 1], [1, 1]],
    [[0, 0], [0, 0], [0, 0], [0, 0], [0, 0]],
    [[0, 0], [0, 0], [0, 0], [-1, -1], [0, 0]],
];

pub(crate) fn place(folder: &Path, bed: &[u8], bim: &str, fam: &str) -> PathBuf {
    let prefix = folder.join("small.v1");
    std::fs::write(folder.join("small.v1.bed"), bed).unwrap();
    std::fs::write(folder.join("small.v1.bim"), bim).unwrap();
    std::fs::write(folder.join("small.v1.fam"), fam).unwrap();
    prefix
}

pub(crate) fn place_good(folder: &Path) -> PathBuf {
    place(folder, &BED, BIM, FAM)
}

pub(crate) const GOOD: (&[u8], &str, &str) = (&BED, BIM, FAM);

#[test]
fn plinks_files_are_read() {
    let folder = tempfile::tempdir().unwrap();
    let prefix = place_good(folder.path());
    for path in [prefix.clone(), folder.path().join("small.v1.bed")] {
        let loaded = plink::read(&path, &ReadOptions::default()).unwrap();
        let genotypes = loaded.genotypes;
        assert_eq!(genotypes.samples, ["ann", "bob", "cyd", "dee", "eve"]);
        assert_eq!(genotypes.alleles, GENOTYPES.as_flattened().as_flattened());
        let site = &genotypes.variants[1];
        assert_eq!((site.reference.as_str(), &site.alternates[..]), ("AC", &["A".to_owned()][..]));
        assert_eq!((site.contig.as_str(), site.position, site.id.as_str()), ("2", 20, ""));
        assert!(genotypes.variants[4].alternates.is_empty());
        assert!(loaded.warnings.is_empty());
        genotypes.check().unwrap();
    }
    let by_content =
        neuron_genotypes::read(&folder.path().join("small.v1.bed"), &ReadOptions::default());
    assert_eq!(by_content.unwrap().genotypes.variants.len(), 5);
}

#[test]
fn plinks_files_are_written() {
    let folder = tempfile::tempdir().unwrap();
    let genotypes =
        plink::read(&place_good(folder.path()), &ReadOptions::default()).unwrap().genotypes;
    let prefix = folder.path().join("own");
    assert_eq!(plink::write(&prefix, &genotypes).unwrap(), Losses::default());
    assert_eq!(std::fs::read(folder.path().join("own.bed")).unwrap(), BED);
    // PLINK 1 writes the allele that nobody has as `0`, PLINK 2 as `.`.
    assert_eq!(
        std::fs::read_to_string(folder.path().join("own.bim")).unwrap(),
        BIM.replace("6\t.\tC", "6\t0\tC")
    );
    assert_eq!(std::fs::read_to_string(folder.path().join("own.fam")).unwrap(), FAM);
    assert_eq!(plink::read(&prefix, &ReadOptions::default()).unwrap().genotypes, genotypes);
}

#[test]
fn some_sites_of_some_samples() {
    let folder = tempfile::tempdir().unwrap();
    let filter = SiteFilter {
        snps_only: true,
        region: Some("2:1-30".parse().unwrap()),
        ..SiteFilter::default()
    };
    let samples = Some(vec!["eve".to_owned(), "bob".to_owned()]);
    let options = ReadOptions { filter, samples, ..ReadOptions::default() };
    let loaded = plink::read(&place_good(folder.path()), &options).unwrap();
    assert_eq!(loaded.genotypes.alleles, [1, 1, 0, 0, 1, 1, 1, 1]);
    assert_eq!(loaded.genotypes.samples, ["bob", "eve"]);
    assert_eq!(loaded.left_out, LeftOut { outside: 2, not_snp: 1, ..LeftOut::default() });
}

#[test]
fn individuals() {
    let folder = tempfile::tempdir().unwrap();
    let prefix =
        place(folder.path(), &BED, BIM, "F1 ann 0 0 2 1.5\nF1 bob cyd ann 1 -9\n0 cyd 0 0 x NA\n");
    let individuals = plink::families(&prefix).unwrap();
    let [ann, bob, cyd] = individuals.as_slice() else { panic!("{individuals:?}") };
    assert_eq!(
        (ann.family.as_deref(), ann.sex, ann.phenotype),
        (Some("F1"), Sex::Female, Some(1.5))
    );
    assert_eq!((bob.father.as_deref(), bob.mother.as_deref()), (Some("cyd"), Some("ann")));
    assert_eq!((bob.sex, bob.phenotype), (Sex::Male, None));
    assert_eq!(
        (&cyd.family, &cyd.father, cyd.sex, cyd.phenotype),
        (&None, &None, Sex::Unknown, None)
    );
}

#[test]
fn what_the_format_cannot_hold_is_counted() {
    let folder = tempfile::tempdir().unwrap();
    let slice = thousand_genomes_slice().unwrap().genotypes;
    let losses = plink::write(&folder.path().join("slice"), &slice).unwrap();
    let phased = slice
        .alleles
        .chunks_exact(2)
        .zip(&slice.phased)
        .filter(|(pair, phased)| pair[0] != pair[1] && **phased);
    assert_eq!(losses, Losses { phased: phased.count() as u64, ..Losses::default() });

    let variant = Variant {
        contig: "X".into(),
        position: 9,
        id: String::new(),
        reference: "A".into(),
        alternates: vec!["C".into()],
    };
    let samples = ["a", "b", "c", "d"].map(String::from).to_vec();
    let genotypes = Genotypes {
        samples,
        variants: vec![variant],
        ploidy: 2,
        alleles: vec![1, -2, 0, -2, -1, 1, -1, -2],
        phased: vec![true; 4],
    };
    let losses = plink::write(&folder.path().join("x"), &genotypes).unwrap();
    assert_eq!(losses, Losses { haploid: 2, half_called: 1, phased: 0 });
    let again = plink::read(&folder.path().join("x"), &ReadOptions::default()).unwrap().genotypes;
    assert_eq!(again.alleles, [1, 1, 0, 0, -1, -1, -1, -1]);
}

#[test]
fn what_it_cannot_hold_at_all_is_refused_and_leaves_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let refusal = |genotypes: &Genotypes| {
        let message = plink::write(&folder.path().join("x"), genotypes).unwrap_err().to_string();
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
        message
    };
    let edge = from_vcf(&ReadOptions::default()).genotypes;
    assert_eq!(
        refusal(&edge),
        "site 1:200 cannot be written as PLINK: it has 3 alternate alleles, and one can be written; \
         read biallelic sites only, or split it before"
    );
    assert_eq!(
        refusal(&edge.select_variants(&[0, 8])),
        "site X:800 cannot be written as PLINK: sample `ann` has more than two copies; leave it out, or write VCF"
    );
    let mut blank = edge.select_variants(&[0]);
    blank.samples[2] = "c d".into();
    assert_eq!(
        refusal(&blank),
        "sample `c d` cannot be written as PLINK: its name `c d` is empty or has a blank in it; rename it"
    );
    blank.samples[2] = "0".into();
    assert!(refusal(&blank).contains("this name stands for nobody"));
}
