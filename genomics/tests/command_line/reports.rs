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
    place
}

/// Analyses with the title of their report, a plot, a method's source, and a line of the cost.
const REPORTS: [(&str, &str, &str, &str, &str); 4] = [
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
    for (line, title, _, source, _) in REPORTS.into_iter().take(3) {
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
