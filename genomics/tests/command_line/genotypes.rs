//! `run genotypes`.

use crate::place::{Place, number};
use neuron_testkit::command::Output;

const VCF: &str = "##fileformat=VCFv4.3\n##contig=<ID=1,length=900>\n\
    ##FORMAT=<ID=GT,Number=1,Type=String,Description=\"Genotype\">\n\
    #CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\tann\tbob\n\
    1\t10\trs1\tA\tC\t50\tPASS\t.\tGT\t0|1\t1/1\n\
    1\t20\t.\tAT\tA,*\t9\tq10\t.\tGT\t0/2\t./.\n\
    1\t30\t.\tG\tT\t.\t.\t.\tGT:DP\t0:3\t0/1:4\n";

#[test]
fn the_embedded_genotypes_are_said_to_be_such() {
    let place = Place::new();
    let output = place.run("run genotypes").with_code(0);
    assert!(output.stderr.contains("the embedded `thousand-genomes-chr20`"), "{}", output.stderr);
    let expected =
        "thousand-genomes-chr20: 503 samples at 4165 sites, of 4165 in the file; ploidy 2";
    assert!(output.stdout.starts_with(expected), "{}", output.stdout);
    let json = place.json("run genotypes --region 20:1000226-1000226");
    assert_eq!(number(&json, "/sites"), 1.0);
    assert_eq!(number(&json, "/left_out/outside"), 4164.0);
    assert_eq!(number(&json, "/labels/samples/FIN"), 99.0);
}

#[test]
fn a_file_is_summed_up() {
    let place = Place::new();
    place.file("a.vcf", VCF);
    let json = place.json("run genotypes --vcf a.vcf");
    let expected = [
        ("/samples", 2.0),
        ("/sites", 3.0),
        ("/ploidy", 2.0),
        ("/kinds/snps", 2.0),
        ("/kinds/symbolic", 1.0),
        ("/kinds/multiallelic", 1.0),
        ("/genotypes/missing", 1.0),
        ("/genotypes/haploid", 1.0),
        ("/genotypes/phased", 1.0),
        ("/contigs/0/last", 30.0),
    ];
    for (path, value) in expected {
        assert_eq!(number(&json, path), value, "{path} of {json}");
    }
    let json = place.json("run genotypes --vcf a.vcf --pass --biallelic --snps --min-quality 20");
    assert_eq!((number(&json, "/sites"), number(&json, "/left_out/not_passed")), (1.0, 1.0));
    assert_eq!(number(&json, "/left_out/low_quality"), 1.0);
}

#[test]
fn every_format_holds_the_same() {
    let place = Place::new();
    place.file("a.vcf", VCF);
    place.file("names", "bob\n");
    let summary = |line: &str| {
        let mut json = place.json(line);
        for key in ["source", "records", "left_out", "output"] {
            json.as_object_mut().unwrap().remove(key);
        }
        json
    };
    let expected = summary("run genotypes --vcf a.vcf --without-spanning");
    let _ =
        place.run("run genotypes --vcf a.vcf --without-spanning --output b.vcf.gz").with_code(0);
    let _ = place.run("run genotypes --vcf b.vcf.gz --output c.bcf").with_code(0);
    assert_eq!(summary("run genotypes --vcf b.vcf.gz"), expected);
    assert_eq!(summary("run genotypes --bcf c.bcf"), expected);
    let text = place.run("run genotypes --bcf c.bcf --output d.bed").with_code(0).stdout;
    assert!(text.ends_with(
        "written to d.bed; not kept: the order of 1 genotypes; 1 haploid ones became homozygous, \
         0 called in part missing\n"
    ), "{text}");
    let json = place.json("run genotypes --bfile d --samples names --output e.vcf");
    assert_eq!((number(&json, "/samples"), number(&json, "/sites")), (1.0, 2.0));
    let text = std::fs::read_to_string(place.path().join("e.vcf")).unwrap();
    assert!(text.ends_with(
        "\tbob\n1\t10\trs1\tA\tC\t.\t.\t.\tGT\t1/1\n1\t30\t.\tG\tT\t.\t.\t.\tGT\t0/1\n"
    ));
}

#[test]
fn labels_say_who_is_missing_and_who_is_more() {
    let place = Place::new();
    place.file("a.vcf", VCF);
    place.file("panel", "sample\tpop\nann\tGBR\ncyd\tFIN\n");
    let Output { stdout, stderr, .. } =
        place.run("run genotypes --vcf a.vcf --labels panel --json").with_code(0);
    let json: serde_json::Value = serde_json::from_str(&stdout).unwrap();
    assert_eq!(json["labels"]["missing"], serde_json::json!(["bob"]));
    assert_eq!(json["labels"]["extra"], serde_json::json!(["cyd"]));
    assert!(stderr.contains("note: 1 samples have no label: bob"), "{stderr}");
    assert!(stderr.contains("note: 1 samples are in the labels alone: cyd"), "{stderr}");
    let refusal = place.refusal("run genotypes --vcf a.vcf --labels panel --label super_pop");
    assert_eq!(refusal, "`panel` has no column `super_pop`; it has `pop`");
}

#[test]
fn what_is_odd_is_noted() {
    let place = Place::new();
    place.file("a.vcf", &format!("{VCF}1\t10\trs1\tA\tC\t50\tPASS\t.\tGT\t0|1\t1/1\n"));
    let output = place.run("run genotypes --vcf a.vcf").with_code(0);
    assert!(
        output.stderr.contains("note: 1 site is out of order, 1:10 first"),
        "{}",
        output.stderr
    );
    assert!(
        output
            .stderr
            .contains("note: 1 site is there before with the same alleles, 1:10 A>C first")
    );
}

#[test]
fn bad_input_is_one_line_and_leaves_nothing() {
    let place = Place::new();
    place.file("a.vcf", VCF);
    place.file("index.vcf", &VCF.replace("1/1", "1/2"));
    place.file("columns.vcf", &VCF.replace("\t1/1", ""));
    place.file("format.vcf", &VCF.replace("1/1", "1/1:7"));
    place.file("headless.vcf", "1\t10\trs1\tA\tC\n");
    place.file("twice.vcf", &VCF.replace("bob", "ann"));
    place.file("short.vcf", &VCF[..VCF.len() - 12]);
    place.file("names", "ann\nzoe\n");
    place.file("none", "\n");
    let files = std::fs::read_dir(place.path()).unwrap().count();
    for (line, expected) in [
        (
            "--vcf index.vcf",
            "`index.vcf`, line 5, 1:10, sample `bob`: genotype `1/2` has allele 2, and the site has alleles 0 to 1",
        ),
        (
            "--vcf columns.vcf",
            "`columns.vcf`, line 5: 10 columns, expected 11 (9, and the samples); columns are separated by tabs",
        ),
        (
            "--vcf format.vcf",
            "`format.vcf`, line 5, 1:10, sample `bob`: 2 values stand where FORMAT has 1 keys",
        ),
        (
            "--vcf headless.vcf",
            "`headless.vcf` is not a VCF of version 4: its first line is `1\\t10\\trs1\\tA\\tC`, expected `##fileformat=VCFv4.3` or the like",
        ),
        (
            "--vcf twice.vcf",
            "`twice.vcf`, line 4: sample `ann` is there twice; rename or remove one of them",
        ),
        (
            "--vcf short.vcf",
            "`short.vcf`, line 7: 9 columns, expected 11 (9, and the samples); columns are separated by tabs",
        ),
        ("--vcf a.vcf --samples names", "`a.vcf` has no sample `zoe`"),
        (
            "--vcf a.vcf --samples none",
            "`--samples` is `none`, which names no sample, expected a file with one name a line",
        ),
        (
            "--vcf a.vcf --output b.bed",
            "site 1:20 cannot be written as PLINK: it has 2 alternate alleles, and one can be written; read biallelic sites only, or split it before",
        ),
        (
            "--vcf a.vcf --output b.txt",
            "`b.txt` is not the name of a file of genotypes: it ends in none of `.vcf`, `.vcf.gz`, `.vcf.bgz`, `.bcf` and `.bed`",
        ),
        ("--bcf a.vcf", "`a.vcf` is not a BCF of version 2: it begins with `##filefor`"),
        ("--vcf a.vcf --min-quality inf", "`--min-quality` is inf, expected a number"),
    ] {
        assert_eq!(place.refusal(&format!("run genotypes {line}")), expected);
    }
    for line in
        ["--vcf none.vcf", "--bcf none.bcf", "--bfile none", "--vcf a.vcf --labels none.tsv"]
    {
        let refusal = place.refusal(&format!("run genotypes {line}"));
        assert!(refusal.starts_with("cannot read `none."), "{refusal}");
    }
    assert_eq!(std::fs::read_dir(place.path()).unwrap().count(), files);
}
