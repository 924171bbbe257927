//! `run evaluate`, on files that the tests write.

use super::place::{Place, number};

const BASES: &str = "GATCTACAAAAAAAATGCCCTGAATTCGGCATCACACACACACGTACCGTAAGCTTGGACTACGATT";
const HEADER: &str =
    "##fileformat=VCFv4.3\n#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\tme\n";
const GOOD: &str = "run evaluate --truth truth.vcf --calls calls.vcf --reference genome.fa";

/// A truth of two substitutions and a deletion; calls with the deletion at the other end of its repeat, the
/// substitutions in one record, and one call too many.
fn place() -> Place {
    let place = Place::new();
    place.file("genome.fa", &format!(">c\n{}\n", BASES.to_lowercase()));
    place.file(
        "truth.vcf",
        &format!(
            "{HEADER}c\t7\t.\tCA\tC\t.\t.\t.\tGT\t0|1\nc\t23\t.\tA\tC\t.\t.\t.\tGT\t1/1\n\
             c\t25\t.\tT\tG\t.\t.\t.\tGT\t1/1\n"
        ),
    );
    place.file(
        "calls.vcf",
        &format!(
            "{HEADER}c\t14\t.\tAA\tA\t50\tPASS\t.\tGT:GQ\t0/1:30\n\
             c\t23\t.\tAAT\tCAG\t40\tPASS\t.\tGT:GQ\t1/1:40\n\
             c\t60\t.\tC\tA\t10\tPASS\t.\tGT:GQ\t0/1:10\nc\t63\t.\tC\tA\t5\tlow\t.\tGT\t0/1\n"
        ),
    );
    place
}

#[test]
fn calls_are_judged_by_kind_and_group() {
    let place = place();
    let text = place.run(GOOD).with_code(0).stdout;
    let row = |start: &str| -> Vec<String> {
        let line = text.lines().find(|line| line.starts_with(start)).unwrap();
        line.split_whitespace().map(str::to_owned).collect()
    };
    assert_eq!(row("all")[1..], ["snp", "2", "2", "3", "2", "0", "1.0000", "0.6667", "0.8000"]);
    assert!(text.contains("calls: of 4 records 1 failed a filter"), "{text}");
    let json = place.json(GOOD);
    assert_eq!(json["rows"][1]["kind"], "indel");
    assert_eq!(number(&json, "/rows/1/f1"), 1.0);
    assert_eq!(number(&json, "/limited_clusters"), 0.0);
    let all = place.json(&format!("{GOOD} --filtered"));
    assert_eq!(number(&all, "/rows/0/calls_wrong"), 2.0);
}

#[test]
fn regions_intervals_and_files_are_made_where_asked_for() {
    let place = place();
    place.file("sure.bed", "c\t0\t50\n");
    place.file("left.bed", "c\t0\t20\n");
    let line = format!(
        "{GOOD} --confident sure.bed --strata left=left.bed --bootstrap 50 --block 20 --seed 3 --score gq \
         --annotated out.vcf.gz --output report.md"
    );
    let json = place.json(&line);
    assert_eq!(number(&json, "/calls_outside"), 1.0);
    assert_eq!(number(&json, "/rows/0/precision"), 1.0);
    assert!(json.pointer("/rows/0/intervals/recall/low").is_some());
    let rows = json["rows"].as_array().unwrap();
    let left = rows.iter().find(|row| row["stratum"] == "left").unwrap();
    assert_eq!((&left["kind"], &left["truth_found"]), (&"indel".into(), &1.into()));
    assert_eq!(number(&json, "/roc_snp/0/threshold"), 40.0);
    assert_eq!(json, place.json(&line), "the seed decides");
    let report = std::fs::read_to_string(place.path().join("report.md")).unwrap();
    assert!(report.starts_with("# Calls: `calls.vcf` against `truth.vcf`"), "{report}");
    for plot in ["groups", "curves", "calibration"] {
        assert!(report.contains(&format!("(report-{plot}.svg)")), "{report}");
        let svg = std::fs::read_to_string(place.path().join(format!("report-{plot}.svg"))).unwrap();
        assert!(svg.starts_with("<svg") && !svg.contains("NaN"), "{svg}");
    }
    for part in [
        "## Data",
        "| truth | truth.vcf | ",
        "## Cost",
        "| reference held | 67 | base | counted |",
        "--seed 3",
    ] {
        assert!(report.contains(part), "{part}: {report}");
    }
    assert_eq!(number(&json, "/cost/2/amount"), 4.0);
    let compressed = std::fs::read(place.path().join("out.vcf.gz")).unwrap();
    assert!(compressed.starts_with(b"\x1f\x8b\x08\x04"));
    // It is itself a file of calls: the truth against itself is right.
    let again = "run evaluate --truth out.vcf.gz --truth-sample TRUTH --calls out.vcf.gz --sample TRUTH \
                 --reference genome.fa";
    assert_eq!(number(&place.json(again), "/rows/0/f1"), 1.0);
}

#[test]
fn a_page_needs_nothing_beside_it() {
    let place = place();
    let _ = place.run(&format!("{GOOD} --output page.html")).with_code(0);
    let page = std::fs::read_to_string(place.path().join("page.html")).unwrap();
    assert_eq!(page.matches("<figure><svg").count(), 3, "{page}");
    for part in [
        "Method.",
        "Cleary and others",
        "<h2>Cost</h2>",
        "<h2>Data</h2>",
        "cargo xtask run genomics evaluate",
    ] {
        assert!(page.contains(part), "{part}");
    }
    // Calls of which none is counted have a report too.
    place.file("nothing.vcf", HEADER);
    let nothing = GOOD.replace("truth.vcf", "nothing.vcf").replace("calls.vcf", "nothing.vcf");
    let _ = place.run(&format!("{nothing} --output none.html")).with_code(0);
    let page = std::fs::read_to_string(place.path().join("none.html")).unwrap();
    assert!(
        page.contains("Neither truth nor calls have a variant") && !page.contains("NaN"),
        "{page}"
    );
}

#[test]
fn what_is_wrong_is_named() {
    let place = place();
    let file = |name: &str, text: &str| {
        place.file(name, text);
    };
    file("other.vcf", &format!("{HEADER}chr9\t7\t.\tCA\tC\t.\t.\t.\tGT\t0|1\n"));
    file("mismatch.vcf", &format!("{HEADER}c\t7\t.\tGA\tG\t.\t.\t.\tGT\t0|1\n"));
    file("beyond.vcf", &format!("{HEADER}c\t70\t.\tA\tG\t.\t.\t.\tGT\t0|1\n"));
    file("allele.vcf", &format!("{HEADER}c\t7\t.\tCA\tC\t.\t.\t.\tGT\t0/2\n"));
    file("short.vcf", &format!("{HEADER}c\t7\t.\tCA\n"));
    file("two.vcf", &HEADER.replace("me", "me\tyou"));
    file("none.vcf", "");
    file("wrong.bed", "c\t9\tx\n");
    file("elsewhere.bed", "chr1\t9\t12\n");
    file("empty.fa", "");
    let calls = |name: &str| GOOD.replace("calls.vcf", name);
    let cases = [
        (calls("absent.vcf"), "cannot read `absent.vcf`"),
        (calls("other.vcf"), "`other.vcf`, line 3: contig `chr9` is not in the reference"),
        (calls("mismatch.vcf"), "`mismatch.vcf`, line 3: the reference allele at `c`:7 is `GA`"),
        (calls("beyond.vcf"), "`beyond.vcf`, line 3: `c`:70 with 1 reference bases"),
        (calls("allele.vcf"), "`allele.vcf`, line 3: GT `0/2` has allele 2"),
        (calls("short.vcf"), "`short.vcf`, line 3: column `ALT` is absent"),
        (calls("two.vcf"), "`two.vcf` has 2 samples (`me`, `you`)"),
        (calls("none.vcf"), "`none.vcf`, line 0: the file ends before"),
        (calls("genome.fa"), "`genome.fa`, line 1: expected a VCF header"),
        (format!("{GOOD} --sample you"), "`calls.vcf` has no sample `you`; there are `me`"),
        (format!("{GOOD} --confident wrong.bed"), "`wrong.bed`, line 1: the end is `x`"),
        (format!("{GOOD} --confident elsewhere.bed"), "the regions `confident` are on `chr1`"),
        (format!("{GOOD} --strata left.bed"), "`--strata` is `left.bed`, expected a name"),
        (format!("{GOOD} --output report.pdf"), "expected a name that ends by .md or .html"),
        (format!("{GOOD} --block 0"), "`block` is 0, expected at least 1 base"),
        (GOOD.replace("genome.fa", "empty.fa"), "empty.fa"),
        (format!("{GOOD} --annotated absent/out.vcf"), "cannot write `absent/out.vcf`"),
    ];
    for (line, what) in cases {
        let said = place.refusal(&line);
        assert!(said.contains(what), "{line}: {said}");
    }
}
