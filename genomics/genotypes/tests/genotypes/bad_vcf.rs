//! Every way in which a VCF is wrong has its line.

use neuron_genotypes::{GenotypeError, Limits, Loaded, ReadOptions, vcf};
use std::path::Path;

const HEADER: &str = "##fileformat=VCFv4.3\n##FORMAT=<ID=GT,Number=1,Type=String,Description=\"Genotype\">\n\
                      #CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\tann\tbob\n";

fn read(text: &str, options: &ReadOptions) -> Result<Loaded, GenotypeError> {
    vcf::read_from(text.as_bytes(), Path::new("x.vcf"), options)
}

#[track_caller]
fn refusal(text: &str) -> String {
    let message = read(text, &ReadOptions::default()).unwrap_err().to_string();
    assert!(!message.contains('\n') && !message.ends_with('.'), "{message}");
    message
}

/// A record after the header, in line 5; line 4 is good.
#[track_caller]
fn record(line: &str) -> String {
    refusal(&format!("{HEADER}1\t4\t.\tA\tC\t.\t.\t.\tGT\t0/0\t0/0\n{line}\n"))
}

#[test]
fn headers() {
    assert_eq!(refusal(""), "`x.vcf` is not a VCF of version 4: it is empty");
    assert_eq!(
        refusal("1\t5\t.\tA\tC\n"),
        "`x.vcf` is not a VCF of version 4: its first line is `1\\t5\\t.\\tA\\tC`, expected `##fileformat=VCFv4.3` or the like"
    );
    assert_eq!(
        refusal("##fileformat=VCFv4.2\n1\t5\t.\tA\tC\n"),
        "`x.vcf`, line 2: `1\\t5\\t.\\tA\\tC` stands where the line of column names was expected, which begins with `#CHROM`"
    );
    assert_eq!(
        refusal("##fileformat=VCFv4.2\n##source=x\n"),
        "`x.vcf`, line 3: the file ends before the line that begins with `#CHROM`"
    );
    assert_eq!(
        refusal(&HEADER.replace("bob", "ann")),
        "`x.vcf`, line 3: sample `ann` is there twice; rename or remove one of them"
    );
    assert_eq!(
        refusal(&HEADER.replace("\tbob", "\t")),
        "`x.vcf`, line 3: column 11 has no name of a sample"
    );
    assert_eq!(
        refusal(&HEADER.replace('\t', " ")),
        "`x.vcf`, line 3: column 1 is `#CHROM POS ID REF ALT QUAL FILTER INFO F…`, expected `#CHROM`; columns are separated by tabs"
    );
    assert_eq!(
        refusal("##fileformat=VCFv4.2\n##contig=<length=5>\n"),
        "`x.vcf`, line 2: `contig` has no `ID`"
    );
    assert_eq!(
        refusal("##fileformat=VCFv4.2\n##FORMAT=<ID=GT,Description=\"a>\n"),
        "`x.vcf`, line 2: `FORMAT` is not of the form `<ID=…,…>`: `<ID=GT,Description=\"a>`"
    );
    assert!(refusal("##fileformat=VCFv3.3\n").contains("not a VCF of version 4"));
}

#[test]
fn columns() {
    assert_eq!(
        record("1\t5\t.\tA\tC\t.\t.\t.\tGT\t0/0"),
        "`x.vcf`, line 5: 10 columns, expected 11 (9, and the samples); columns are separated by tabs"
    );
    assert!(
        record("1\t5\t.\tA\tC\t.\t.\t.\tGT\t0/0\t0/0\t0/0\t0").contains("13 columns, expected 11")
    );
    assert!(record("1\t5\t.\tA").contains("4 columns, expected 11"));
    assert!(record("1\t5\t.\tA\tC\t.\t.\t.\tGT").contains("9 columns, expected 11"));
    assert!(record("1\t5\t.\tA\tC\t.\t.\t.\tDP\t3").contains("10 columns, expected 11"));
    assert!(record("1 5 . A C . . . GT 0/0 0/0").contains("1 columns, expected 11"));
}

#[test]
fn sites() {
    let with = |position: &str, reference: &str, alternate: &str| {
        record(&format!("1\t{position}\t.\t{reference}\t{alternate}\t.\t.\t.\tGT\t0/0\t0/0"))
    };
    assert_eq!(with("x", "A", "C"), "`x.vcf`, line 5: POS is `x`, expected a whole number");
    for position in ["-5", "+5", "", "1e3", "99999999999999999999"] {
        assert!(with(position, "A", "C").contains("POS is"), "{position}");
    }
    assert_eq!(with("5", "", "C"), "`x.vcf`, line 5: column REF is empty");
    assert_eq!(with("5", "A", "C,"), "`x.vcf`, line 5: ALT is `C,`: an allele of it is empty");
    let filter = neuron_genotypes::SiteFilter { minimum_quality: Some(1.0), ..Default::default() };
    let options = ReadOptions { filter, ..ReadOptions::default() };
    let wrong = read(&format!("{HEADER}1\t5\t.\tA\tC\thigh\t.\t.\tGT\t0/0\t0/0\n"), &options);
    assert_eq!(
        wrong.unwrap_err().to_string(),
        "`x.vcf`, line 4: QUAL is `high`, expected a number or `.`"
    );
}

#[test]
fn genotypes() {
    let with = |format: &str, first: &str, second: &str| {
        record(&format!("1\t5\t.\tA\tC\t.\t.\t.\t{format}\t{first}\t{second}"))
    };
    assert_eq!(
        with("GT", "0/0", "0/2"),
        "`x.vcf`, line 5, 1:5, sample `bob`: genotype `0/2` has allele 2, and the site has alleles 0 to 1"
    );
    assert_eq!(
        with("GT", "0/x", "0/0"),
        "`x.vcf`, line 5, 1:5, sample `ann`: `0/x` is not a genotype: expected numbers of alleles or `.`, separated by `/` or `|`"
    );
    assert_eq!(
        with("GT:DP", "0/0:4", "0/0:4:7"),
        "`x.vcf`, line 5, 1:5, sample `bob`: 3 values stand where FORMAT has 2 keys"
    );
    assert!(with("GT", "0/0:4", "0/0").contains("2 values stand where FORMAT has 1 keys"));
    assert!(with("GT", "", "0/0").contains("sample `ann`: `` is not a genotype"));
    // Every sample is looked at, those of the fixed width too.
    assert!(with("GT", "2|0", "0|0").contains("sample `ann`"));
    assert!(with("GT", "0:0", "0|0").contains("sample `ann`"));
    let many = "0/".repeat(100) + "0";
    assert!(with("GT", &many, "0/0").contains("the genotype has 101 copies, at most 64 are read"));
}

#[test]
fn the_first_of_several_faults_is_said() {
    // Enough lines for several cores, and several blocks.
    let mut text = HEADER.to_owned();
    for position in 1..=600_000 {
        let genotype = if position % 150_000 == 0 { "0/7" } else { "0/1" };
        text.push_str(&format!("1\t{position}\t.\tA\tC\t.\t.\t.\tGT\t0/0\t{genotype}\n"));
    }
    assert!(refusal(&text).starts_with("`x.vcf`, line 150003, 1:150000, sample `bob`"));
}

#[test]
fn samples_that_are_not_there() {
    let options = |names: &[&str]| ReadOptions {
        samples: Some(names.iter().map(|name| (*name).to_owned()).collect()),
        ..ReadOptions::default()
    };
    let message = read(HEADER, &options(&["zoe", "ann", "yan"])).unwrap_err().to_string();
    assert_eq!(message, "`x.vcf` has no sample `zoe`, `yan`");
    let none = read(HEADER, &options(&[])).unwrap();
    assert!(none.genotypes.samples.is_empty());
}

#[test]
fn limits() {
    let good = format!("{HEADER}1\t4\t.\tA\tC\t.\t.\t.\tGT\t0/0\t0/0\n");
    let with = |limits: Limits| {
        read(&good, &ReadOptions { limits, ..ReadOptions::default() }).unwrap_err().to_string()
    };
    assert_eq!(
        with(Limits { header_bytes: 50, ..Limits::default() }),
        "`x.vcf`: the header would take 51 bytes, at most 50 are allowed; read fewer sites or samples, or raise the limit"
    );
    assert!(
        with(Limits { genotype_bytes: 20, ..Limits::default() })
            .contains("the genotypes would take")
    );
    assert!(with(Limits { ploidy: 1, ..Limits::default() }).contains("sample `ann`"));
}

#[test]
fn disorder_is_a_warning() {
    let site = |contig: &str, position: u64, alternate: &str| {
        format!("{contig}\t{position}\t.\tA\t{alternate}\t.\t.\t.\tGT\t0/0\t0/1\n")
    };
    let warnings = |sites: &[String]| -> Vec<String> {
        let loaded = read(&format!("{HEADER}{}", sites.concat()), &ReadOptions::default()).unwrap();
        assert_eq!(loaded.genotypes.variants.len(), sites.len());
        loaded.warnings.iter().map(ToString::to_string).collect()
    };
    let sorted = [site("1", 5, "C"), site("1", 5, "G"), site("1", 9, "C"), site("2", 1, "C")];
    assert!(warnings(&sorted).is_empty());
    let late = [site("1", 9, "C"), site("1", 5, "C"), site("2", 1, "C"), site("1", 12, "C")];
    assert_eq!(warnings(&late), ["2 sites are out of order, 1:5 first"]);
    let twice = [site("1", 5, "C"), site("1", 5, "G"), site("1", 5, "C"), site("1", 5, "C")];
    assert_eq!(warnings(&twice), ["2 sites are there before with the same alleles, 1:5 A>C first"]);
    let both = [site("1", 5, "C"), site("2", 5, "C"), site("1", 5, "C")];
    let expected = [
        "1 site is out of order, 1:5 first",
        "1 site is there before with the same alleles, 1:5 A>C first",
    ];
    assert_eq!(warnings(&both), expected);
}
