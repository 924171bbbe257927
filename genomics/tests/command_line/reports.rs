//! Reports by `--output`: Markdown with its plots beside it, pages with their plots inside. Those of `evaluate` and
//! `expression` are looked at in their own tests.

use crate::place::Place;

/// Two contigs of either of two synthetic genomes, and genes of known lineages.
fn place() -> Place {
    let place = Place::new();
    let repeated = |unit: &str| unit.repeat(60);
    let units = ["ATTATAAGCT", "GCCGGCATGC", "AATTATAGTC", "GCGCCGTAGC"];
    let (mut contigs, mut genes) = (String::new(), String::new());
    for (at, unit) in units.iter().enumerate() {
        contigs += &format!(">c{at}\n{}\n", repeated(unit));
        genes += &format!(">g{at} gene\tLife; F{}; G{at}\n{}\n", at % 2, repeated(unit));
    }
    place.file("contigs.fa", &contigs);
    place.file("genes.fa", &genes);
    place.file("reads.sam", &reads(&repeated(units[1])));
    place
}

/// Reads of the contig `c1`, half of which have A in place of base 31, a G, and all of which lack base 52.
fn reads(bases: &str) -> String {
    let (before, behind) = (&bases[..51], &bases[52..100]);
    let mut sam = "@SQ\tSN:c1\tLN:600\n@RG\tID:1\tSM:me\n".to_owned();
    for read in 0..24 {
        let mut read_bases = format!("{before}{behind}");
        if read % 2 == 0 {
            read_bases.replace_range(30..31, "A");
        }
        let qualities = "?".repeat(99);
        sam += &format!("r{read}\t0\tc1\t1\t60\t51M1D48M\t*\t0\t0\t{read_bases}\t{qualities}\n");
    }
    sam
}

/// Analyses with the title of their report, a plot, a method's source, and a line of the cost.
const REPORTS: [(&str, &str, &str, &str, &str); 6] = [
    (
        "sequences --fasta contigs.fa",
        "Sequences",
        "lengths",
        "Nature 409",
        "| letters read | 2400 | letter | counted |",
    ),
    (
        "bin --fasta contigs.fa --method tnf-k-means --bins 2",
        "Bins",
        "bins",
        "Lloyd",
        "| contigs | 4 | contig | counted |",
    ),
    (
        "taxonomy --train genes.fa --query contigs.fa --rank 2",
        "Taxa",
        "taxa",
        "RDP",
        "| genes assigned or judged | 4 | gene | counted |",
    ),
    (
        "embed --fasta contigs.fa",
        "Vectors",
        "vectors",
        "Teeling",
        "| numbers made | 544 | number | modelled |",
    ),
    (
        "call --bam reads.sam --reference contigs.fa",
        "Variants",
        "balance",
        "Bioinformatics 27",
        "| variants called | 2 | variant | counted |",
    ),
    (
        "population --statistics pca",
        "Populations",
        "pca",
        "PCA",
        "| samples | 503 | sample | counted |",
    ),
];

#[test]
fn every_analysis_has_a_report() {
    let place = place();
    let read = |name: &str| std::fs::read_to_string(place.path().join(name)).unwrap();
    for (line, title, plot, _, cost) in REPORTS {
        let _ = place.run(&format!("run {line} --output genomics_report.md")).with_code(0);
        let report = read("genomics_report.md");
        assert!(report.starts_with(&format!("# {title}: ")), "{report}");
        assert!(report.contains(&format!("(genomics_report-{plot}.svg)")), "{report}");
        assert!(read(&format!("genomics_report-{plot}.svg")).starts_with("<svg"), "{line}");
        for part in ["*Method.*", "## Data", "## Cost", cost, "## Command"] {
            assert!(report.contains(part), "{line}: no {part} in {report}");
        }
        assert!(report.contains(&format!("cargo xtask run genomics {line}")), "{report}");
        assert!(!report.contains("NaN"), "{report}");
    }
}

#[test]
fn a_page_holds_its_plots() {
    let place = place();
    for (line, title, _, source, _) in REPORTS.into_iter().take(5) {
        let _ = place.run(&format!("run {line} --output page.html")).with_code(0);
        let page = std::fs::read_to_string(place.path().join("page.html")).unwrap();
        assert!(page.starts_with("<!DOCTYPE html>") && page.ends_with("</html>\n"), "{page}");
        for part in [&format!("<h1>{title}: ") as &str, "<figure><svg", source, "<h2>Cost</h2>"] {
            assert!(page.contains(part), "{line}: no {part}");
        }
    }
    // Methods that are judged have one too, and a table is not written in its place.
    let line = "run taxonomy --train genes.fa --folds 2 --rank 2 --output";
    let _ = place.run(&format!("{line} judged.md")).with_code(0);
    let report = std::fs::read_to_string(place.path().join("judged.md")).unwrap();
    assert!(report.contains("| method | genes of unseen lineages | right |"), "{report}");
    assert!(place.refusal(&format!("{line} judged.tsv")).contains("ends by .md or .html"));
    let refusal = place.refusal("run sequences --fasta contigs.fa --output a.txt");
    assert!(refusal.contains("ends by .md or .html"), "{refusal}");
}

#[test]
fn calls_are_described_beside_their_file() {
    let place = place();
    let line =
        "run call --bam reads.sam --reference contigs.fa --output calls.vcf --report calls.md";
    let said = place.json(line);
    assert_eq!(
        (said["report"].as_str(), said["cost"][2]["amount"].as_u64()),
        (Some("calls.md"), Some(2))
    );
    let read = |name: &str| std::fs::read_to_string(place.path().join(name)).unwrap();
    assert_eq!(read("calls.vcf").lines().filter(|line| !line.starts_with('#')).count(), 2);
    let report = read("calls.md");
    for part in [
        "2 variants of `me` from 24 reads.",
        "| substitutions | 1 | 1 | 0 |",
        "| insertions and deletions | 1 | 0 | 1 |",
        "| c1 | 1 | 1 | 1 | 1 | ",
        "The alternate allele has 50.0 % of the reads of 1 heterozygotes.",
        "the median is 24.",
        "| network for uncertain calls | none |",
        "(calls-genotype-quality.svg)",
        "(calls-depth.svg)",
    ] {
        assert!(report.contains(part), "no {part} in {report}");
    }
    // The hash of the reads, as `sha256sum` gives it.
    let row = report.lines().find(|line| line.starts_with("| reads | reads.sam | ")).unwrap();
    let digest = neuron_data::manifest::Digest::of_bytes(
        neuron_data::manifest::DigestKind::Sha256,
        read("reads.sam").as_bytes(),
    );
    assert!(row.ends_with(&format!("| {digest} |")), "{row}");
    // Without a variant nothing is a number that is none.
    place.file("none.bed", "c1\t200\t300\n");
    let line =
        "run call --bam reads.sam --reference contigs.fa --regions none.bed --output none.html";
    let said = place.run(line).with_code(0).stdout;
    assert!(said.starts_with("0 variants of `me` from 0 reads\n"), "{said}");
    let page = read("none.html");
    assert!(page.contains("No contig has a call.") && !page.contains("NaN"), "{page}");
    for (line, part) in [
        ("run call --bam reads.sam --reference contigs.fa --report a.txt", "ends by .md or .html"),
        (
            "run call --bam reads.sam --reference contigs.fa --output a.vcf --report no/a.md",
            "a file in a folder that is there",
        ),
    ] {
        let refusal = place.refusal(line);
        assert!(refusal.contains(part) && refusal.contains("--report"), "{line}: {refusal}");
    }
    assert!(!place.path().join("a.vcf").exists());
}

#[test]
fn vectors_have_a_picture_that_labels_colour() {
    let place = place();
    let read = |name: &str| std::fs::read_to_string(place.path().join(name)).unwrap();
    place.file("labels.tsv", "name\tgenome\nc0\tpoor\nc1\trich\nc2\tpoor\n");
    let line = "run embed --fasta contigs.fa --labels labels.tsv --output v.npy --report v.md";
    let said = place.json(line);
    assert_eq!((said["report"].as_str(), said["output"].as_str()), (Some("v.md"), Some("v.npy")));
    assert_eq!(said["cost"][1]["amount"].as_u64(), Some(2400));
    let report = read("v.md");
    for part in [
        "4 sequences of 2400 letters as vectors of 136 numbers.",
        "The shortest has 600 letters, the longest 600; the mean is 600.0.",
        "2 labels have a colour; 1 vectors without one, or with a rarer one, are grey.",
        "4 of 4 vectors, drawn by seed 0.",
        "| labels | labels.tsv | ",
    ] {
        assert!(report.contains(part), "no {part} in {report}");
    }
    let picture = read("v-vectors.svg");
    assert!(picture.contains("poor") && picture.contains("rich"), "{picture}");
    // Four points, and two of the legend.
    assert_eq!(picture.matches("<circle").count(), 6, "{picture}");
    // The vectors are those of a run without a report.
    let with = std::fs::read(place.path().join("v.npy")).unwrap();
    place.json("run embed --fasta contigs.fa --output w.npy");
    assert_eq!(std::fs::read(place.path().join("w.npy")).unwrap(), with);
    let refusal = place.refusal("run embed --fasta contigs.fa --labels labels.tsv --output w.npy");
    assert!(refusal.contains("`--report FILE`"), "{refusal}");
    place.file("wrong.tsv", "c0 poor\n");
    let refusal = place.refusal("run embed --fasta contigs.fa --labels wrong.tsv --report w.html");
    assert!(refusal.contains("`wrong.tsv`, line 1: expected two columns"), "{refusal}");
    assert!(!place.path().join("w.html").exists());
}
