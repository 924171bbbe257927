//! Every way in which PLINK files are wrong is said with the file and the line.

use crate::plink::{GOOD, place};
use neuron_genotypes::{Limits, ReadOptions, plink};

#[track_caller]
fn refusal(bed: &[u8], bim: &str, fam: &str) -> String {
    let folder = tempfile::tempdir().unwrap();
    let prefix = place(folder.path(), bed, bim, fam);
    let message = plink::read(&prefix, &ReadOptions::default()).unwrap_err().to_string();
    assert!(!message.contains('\n'), "{message}");
    message.replace(&format!("{}/", folder.path().display()), "")
}

#[test]
fn beds() {
    let (bed, bim, fam) = GOOD;
    let mut sample_major = bed.to_vec();
    sample_major[2] = 0;
    assert_eq!(
        refusal(&sample_major, bim, fam),
        "`small.v1.bed` is not a SNP-major `.bed`: it is sample-major, as PLINK before 1.0 wrote it; \
         rewrite it by `plink1.9 --bfile PREFIX --make-bed`"
    );
    assert_eq!(
        refusal(b"PK\x03\x04", bim, fam),
        "`small.v1.bed` is not a SNP-major `.bed`: it begins with the bytes [50, 4b, 03], expected [6c, 1b, 01]"
    );
    assert!(refusal(b"", bim, fam).contains("it begins with the bytes []"));
    assert_eq!(
        refusal(&bed[..12], bim, fam),
        "`small.v1.bed`: it has 12 bytes, expected 13 for 5 sites of `.bim` and 5 samples of `.fam`"
    );
    assert!(refusal(&[bed, &[0]].concat(), bim, fam).contains("it has 14 bytes, expected 13"));
    let fewer: String = fam.lines().take(4).map(|line| format!("{line}\n")).collect();
    assert!(refusal(bed, bim, &fewer).contains("expected 8 for 5 sites of `.bim` and 4 samples"));
    let mut unnamed = bed.to_vec();
    unnamed[11] = 0x7c;
    assert_eq!(
        refusal(&unnamed, bim, fam),
        "`small.v1.bed`, record 5, 7:6, sample `ann`: it has the first allele, which `.bim` does not name"
    );
}

#[test]
fn bims_and_fams() {
    let (bed, bim, fam) = GOOD;
    assert_eq!(
        refusal(bed, &bim.replace("2\trs3\t0", "2\trs3"), fam),
        "`small.v1.bim`, line 3: 5 columns, expected 6: chromosome, name, centimorgans, position, two alleles"
    );
    assert_eq!(
        refusal(bed, &bim.replace("\t10\t", "\t-10\t"), fam),
        "`small.v1.bim`, line 1: position `-10`, expected a whole number"
    );
    assert_eq!(
        refusal(bed, bim, &fam.replace("0\tcyd\t0\t0\t0\t-9", "cyd")),
        "`small.v1.fam`, line 3: 1 columns, expected 6: family, sample, father, mother, sex, phenotype"
    );
    assert_eq!(
        refusal(bed, bim, &fam.replace("eve", "ann")),
        "`small.v1.fam`, line 5: sample `ann` is there before; names are to differ between families too"
    );
}

#[test]
fn files_that_are_not_there_are_named() {
    for gone in ["bed", "bim", "fam"] {
        let folder = tempfile::tempdir().unwrap();
        let prefix = place(folder.path(), GOOD.0, GOOD.1, GOOD.2);
        std::fs::remove_file(folder.path().join(format!("small.v1.{gone}"))).unwrap();
        let message = plink::read(&prefix, &ReadOptions::default()).unwrap_err().to_string();
        assert!(
            message.starts_with("cannot read `") && message.contains(&format!("small.v1.{gone}`")),
            "{message}"
        );
    }
}

#[test]
fn limits() {
    let folder = tempfile::tempdir().unwrap();
    let prefix = place(folder.path(), GOOD.0, GOOD.1, GOOD.2);
    let limits = Limits { genotype_bytes: 150, ..Limits::default() };
    let options = ReadOptions { limits, ..ReadOptions::default() };
    assert!(plink::read(&prefix, &options).is_ok());
    let limits = Limits { genotype_bytes: 74, ..Limits::default() };
    let options = ReadOptions { limits, ..ReadOptions::default() };
    let message = plink::read(&prefix, &options).unwrap_err().to_string();
    assert!(message.contains("would take") && message.contains("at most 74"), "{message}");
}
