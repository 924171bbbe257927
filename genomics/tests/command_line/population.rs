//! `run population` as people run it.

use crate::place::{Place, number};

const HEADER: &str = "##fileformat=VCFv4.2\n##contig=<ID=1>\n##FORMAT=<ID=GT,Number=1,Type=String,Description=\"GT\">\n";

/// A VCF of so many samples; a line a site.
fn vcf(samples: usize, sites: &[&str]) -> String {
    let names: Vec<String> = (0..samples).map(|at| format!("s{at}")).collect();
    let columns = "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT";
    let mut text = format!("{HEADER}{columns}\t{}\n", names.join("\t"));
    for (at, site) in sites.iter().enumerate() {
        let genotypes = site.split_whitespace().collect::<Vec<_>>().join("\t");
        text += &format!("1\t{}\t.\tA\tC\t.\t.\t.\tGT\t{genotypes}\n", 100 * (at + 1));
    }
    text
}

#[test]
fn embedded_slice_in_numbers() {
    let place = Place::new();
    let json = place.json("run population --statistics freq,hwe,ld,king,fst,diversity");
    assert_eq!(number(&json, "/data/samples"), 503.0);
    assert_eq!(number(&json, "/data/populations/FIN"), 99.0);
    // plink2 2.00a3.5 --indep-pairwise 50 5 0.2
    assert_eq!(number(&json, "/linkage/kept"), 2552.0);
    // scikit-allel 1.3.13: average_hudson_fst(ceu, fin, 100)
    let fst = number(&json, "/differentiation/pairs/0/hudson/estimate");
    assert!((fst - 0.00804655831179036).abs() < 1e-14, "{fst}");
    let d = number(&json, "/diversity/populations/0/tajima_d");
    assert!((d - 0.0768014172463191).abs() < 1e-11, "{d}");
    assert_eq!(json.pointer("/hardy_weinberg/lowest/0/site").unwrap(), "rs118062269");
    assert!(json.get("admixture").is_none());
}

#[test]
fn text_and_reports() {
    let place = Place::new();
    let output = place
        .run("run population --statistics pca,diversity,admixture --k 2 --output r.md")
        .with_code(0);
    assert!(output.stdout.contains("PRINCIPAL COMPONENTS") && output.stdout.contains("ANCESTRY"));
    assert!(output.stderr.contains("embedded `thousand-genomes-chr20`"), "{}", output.stderr);
    let read = |name: &str| std::fs::read_to_string(place.path().join(name)).unwrap();
    let report = read("r.md");
    for plot in ["r-pca.svg", "r-spectrum.svg", "r-ancestry.svg"] {
        assert!(report.contains(&format!("({plot})")), "{plot}");
        assert!(read(plot).starts_with("<svg"), "{plot}");
    }
    let _ = place.run("run population --statistics freq,pca --output r.html").with_code(0);
    assert!(read("r.html").contains("</svg>"));
}

#[test]
fn tables_of_everything() {
    let place = Place::new();
    let _ = place.run("run population --statistics freq,king,pca --tables values").with_code(0);
    let rows = |name: &str| {
        std::fs::read_to_string(place.path().join("values").join(name)).unwrap().lines().count()
    };
    assert_eq!(rows("frequencies.tsv"), 4166);
    assert_eq!(rows("samples.tsv"), 504);
    assert_eq!(rows("kinship.tsv"), 503 * 502 / 2 + 1);
    assert_eq!(rows("principal_components.tsv"), 504);
    let refusal = place.refusal("run population --statistics freq --tables values");
    assert!(refusal.contains("not empty"), "{refusal}");
}

#[test]
fn samples_are_projected_onto_a_panel() {
    let place = Place::new();
    // Some of the panel's own samples lie where they do in it, and are told by their neighbours.
    let all = place.json("run population --statistics pca --components 2");
    let panel = all.pointer("/principal_components/samples").unwrap().as_array().unwrap();
    let chosen = [0, 150, 300, 450];
    let names: String =
        chosen.iter().map(|at| format!("{}\n", panel[*at]["sample"].as_str().unwrap())).collect();
    place.file("names", &names);
    let _ = place.run("run genotypes --samples names --output query.vcf.gz").with_code(0);
    let line = "run population --query query.vcf.gz --statistics project";
    let json = place.json(&format!("{line} --components 2 --output report.md"));
    assert_eq!(number(&json, "/projection/sites"), number(&all, "/principal_components/sites"));
    for (at, sample) in chosen.iter().enumerate() {
        let found = json.pointer(&format!("/projection/samples/{at}")).unwrap();
        assert_eq!(found["sample"], panel[*sample]["sample"]);
        assert!(found["neighbours"].is_string() && found["discriminant"].is_string(), "{found}");
        for component in 0..2 {
            let value = number(found, &format!("/coordinates/{component}"));
            let own = number(&panel[*sample], &format!("/coordinates/{component}"));
            assert!((value - own).abs() < 1e-9, "{value} {own}");
        }
    }
    let report = std::fs::read_to_string(place.path().join("report.md")).unwrap();
    for part in [
        "Projection onto the panel",
        "(report-projection.svg)",
        "| projected samples | query.vcf.gz |",
    ] {
        assert!(report.contains(part), "{part}: {report}");
    }
    let without = place.refusal("run population --statistics project");
    assert!(without.contains("`--query FILE` beside it"), "{without}");
    place.file("other.vcf", &vcf(2, &["0/1 0/0"]));
    let other = place.refusal("run population --query other.vcf --statistics project");
    assert!(other.contains("shares position and alleles with the panel's"), "{other}");
}

#[test]
fn association_with_covariates() {
    let place = Place::new();
    let sites = ["0/0 0/1 1/1 0/0 0/1 1/1 0/0 0/1", "0/0 0/0 0/1 0/0 0/1 0/1 0/0 1/1"];
    place.file("a.vcf", &vcf(8, &sites));
    let values = [1.0, 2.5, 3.0, 1.5, 2.0, 3.5, 0.5, 2.2];
    let rows: String = values.iter().enumerate().map(|(at, v)| format!("s{at}\t{v}\n")).collect();
    place.file("y.tsv", &format!("sample\theight\n{rows}"));
    let ages = [30, 41, 28, 55, 47, 33, 39, 60];
    let rows: String = ages.iter().enumerate().map(|(at, v)| format!("s{at}\t{v}\n")).collect();
    place.file("c.tsv", &format!("sample\tage\n{rows}"));
    let line =
        "run population --vcf a.vcf --phenotype y.tsv --covariates c.tsv --statistics association";
    let json = place.json(line);
    assert_eq!(json.pointer("/association/model").unwrap(), "linear");
    // numpy 2.4.6: lstsq([1, age, dosage], height) at the first site
    let lowest = json.pointer("/association/lowest").unwrap().as_array().unwrap();
    let first = lowest.iter().find(|test| test.pointer("/test/site").unwrap() == 0).unwrap();
    let effect = number(first, "/test/estimate/effect");
    assert!((effect - EFFECT).abs() < 1e-9, "{effect}");
    let control = "sample\tstate\ns0\tcontrol\ns1\tcase\ns2\tcase\ns3\tcontrol\ns4\tcontrol\ns5\tcase\ns6\tcontrol\ns7\tNA\n";
    place.file("b.tsv", control);
    let json = place.json("run population --vcf a.vcf --phenotype b.tsv --statistics association");
    assert_eq!(json.pointer("/association/model").unwrap(), "logistic");
    assert_eq!(number(&json, "/association/samples"), 7.0);
}

const EFFECT: f64 = 1.1841528578290106;

#[test]
fn bad_input_is_one_line() {
    let place = Place::new();
    place.file("one.vcf", &vcf(1, &["0/1", "1/1"]));
    place.file("same.vcf", &vcf(4, &["0/0 0/0 0/0 0/0", "0/0 0/0 0/0 0/0"]));
    place.file("missing.vcf", &vcf(4, &["./. ./. ./. ./."]));
    place.file("good.vcf", &vcf(4, &["0/0 0/1 1/1 0/1", "0/1 0/0 0/1 1/1", "0/0 0/1 0/1 0/0"]));
    place.file("lone.tsv", "sample\tpop\ns0\tA\ns1\tA\ns2\tB\ns3\tA\n");
    place.file("other.tsv", "sample\tpop\nx\tA\ny\tB\n");
    place.file("flat.tsv", "sample\ty\ns0\t2.5\ns1\t2.5\ns2\t2.5\ns3\t2.5\n");
    place.file("word.tsv", "sample\ty\ns0\t2.5\ns1\ttall\n");
    let cases = [
        ("--vcf one.vcf --statistics pca", "needs at least 2 samples, found 1"),
        ("--vcf one.vcf --statistics king", "kinship needs at least 2 samples"),
        ("--vcf same.vcf --statistics pca --unpruned", "sites that vary, found 0"),
        ("--vcf missing.vcf --statistics admixture", "sites that vary, found 0"),
        ("--vcf good.vcf --statistics fst", "`--statistics` is `fst` of one population"),
        ("--vcf good.vcf --labels lone.tsv --statistics fst", "population `B` has 1 sample(s)"),
        ("--vcf good.vcf --labels other.tsv", "without any sample of the genotypes"),
        ("--vcf good.vcf --labels lone.tsv --label region", "region"),
        ("--vcf good.vcf --statistics association", "`association` without a phenotype"),
        (
            "--vcf good.vcf --phenotype flat.tsv --statistics association",
            "phenotype `y` has one value",
        ),
        (
            "--vcf good.vcf --phenotype word.tsv --statistics association",
            "`tall` in column `y` for sample `s1`",
        ),
        ("--vcf good.vcf --k 9 --statistics admixture", "`k` is 9, expected from 1 to"),
        ("--vcf good.vcf --statistics freq --output report.pdf", "ends by .md or .html"),
        ("--vcf good.vcf --statistics ld --prune-r2 1.5", "`threshold` is 1.5"),
        ("--vcf absent.vcf", "absent.vcf"),
    ];
    for (flags, expected) in cases {
        let refusal = place.refusal(&format!("run population {flags}"));
        assert!(refusal.contains(expected), "{flags}: {refusal}");
    }
    assert!(!place.path().join("report.pdf").exists());
}

#[test]
fn one_sample_and_monomorphic_sites_have_no_nan() {
    let place = Place::new();
    place.file("one.vcf", &vcf(1, &["0/1", "1/1"]));
    place.file("same.vcf", &vcf(4, &["0/0 0/0 0/0 0/0", "./. ./. ./. ./.", "1/1 1/1 1/1 ./."]));
    for flags in ["--vcf one.vcf", "--vcf same.vcf --statistics freq,hwe,ld,king,roh,diversity"] {
        let output = place.run(&format!("run population {flags} --json")).with_code(0);
        assert!(!output.stdout.to_lowercase().contains("nan"), "{}", output.stdout);
        let output = place.run(&format!("run population {flags}")).with_code(0);
        assert!(!output.stdout.contains("NaN"), "{}", output.stdout);
    }
}
