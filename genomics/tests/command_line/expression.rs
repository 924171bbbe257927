//! `run expression`, on the embedded counts and on files that the tests write.

use super::place::{Place, number};

const SAMPLES: &str = "sample,dex\ns1,untrt\ns2,untrt\ns3,untrt\ns4,trt\ns5,trt\ns6,trt\n";
const RUN: &str = "run expression --counts counts.tsv --samples samples.csv --design=~dex";

/// Synthetic counts of 120 genes in six samples; every tenth is four times as high in the last three.
fn counts() -> String {
    let mut text = "gene\ts1\ts2\ts3\ts4\ts5\ts6\n".to_owned();
    for gene in 0..120u32 {
        text += &format!("g{gene}");
        for sample in 0..6u32 {
            let noise = (gene * 7919 + sample * 104_729 + gene * sample * 31) % 61;
            let factor = if gene % 10 == 0 && sample > 2 { 4 } else { 1 };
            text += &format!("\t{}", (20 + gene) * (70 + noise) * factor / 20);
        }
        text += "\n";
    }
    text
}

fn place() -> Place {
    let place = Place::new();
    place.file("counts.tsv", &counts());
    place.file("samples.csv", SAMPLES);
    place
}

#[test]
fn the_embedded_counts_are_tested_and_said_to_be_so() {
    let place = Place::new();
    let json = place.json("run expression --top 3");
    assert_eq!(json["data"], "pasilla, embedded (GEO GSE18508)");
    assert_eq!(json["contrast"], "condition treated vs untreated");
    // R 4.2.2, DESeq2 1.38.3: sum(results(DESeq(dds), alpha = .05)$padj < .05, na.rm = TRUE)
    assert_eq!(json["significant"], 1079);
    assert_eq!(json["top"].as_array().unwrap().len(), 3);
    assert_eq!(json["top"][0]["gene"], "FBgn0003360");
    assert!((number(&json, "/size_factors/untreated1") - 1.138_262_976_59).abs() < 1e-9);
    let text = place.run("run expression --top 3").with_code(0).stdout;
    assert!(
        text.starts_with("pasilla, embedded (GEO GSE18508): 7 samples, 12359 of 14599 genes"),
        "{text}"
    );
    assert!(text.contains("1079 genes at adjusted p < 0.05"), "{text}");
}

#[test]
fn likelihood_ratio_shrinkage_and_files() {
    let place = Place::new();
    let json = place.json("run expression --reduced=~type --output all.tsv");
    assert_eq!((&json["test"], &json["significant"]), (&"likelihood-ratio".into(), &1076.into()));
    let table = std::fs::read_to_string(place.path().join("all.tsv")).unwrap();
    assert_eq!(table.lines().count(), 14_600);
    assert!(table.starts_with("gene\tbaseMean\tlog2FoldChange\tlfcSE\tstat\tpvalue\tpadj\n"));
    assert!(!table.contains("NaN"));
    let json = place.json("run expression --shrink apeglm --output report.html");
    assert_eq!((&json["shrinkage"], &json["significant"]), (&"apeglm".into(), &1079.into()));
    let report = std::fs::read_to_string(place.path().join("report.html")).unwrap();
    assert_eq!(report.matches("<figure>").count(), 4);
    for part in [
        "<h2>Methods</h2>",
        "GEO GSE18508",
        "<h2>Cost</h2>",
        "run genomics expression --shrink apeglm",
    ] {
        assert!(report.contains(part), "{part}");
    }
    assert!(report.contains("FBgn0039155") && !report.contains("NaN"));
}

#[test]
fn ones_own_files() {
    let place = place();
    let json = place.json(&format!("{RUN} --contrast dex,trt,untrt --report out.md"));
    assert_eq!(json["coefficients"][1], "dex_trt_vs_untrt");
    let genes: Vec<&str> =
        json["top"].as_array().unwrap().iter().map(|gene| gene["gene"].as_str().unwrap()).collect();
    assert!(genes[..12].iter().all(|gene| gene.ends_with('0')), "{genes:?}");
    let report = std::fs::read_to_string(place.path().join("out.md")).unwrap();
    for name in ["pca", "volcano", "ma", "heat"] {
        assert!(report.contains(&format!("(out-{name}.svg)")), "{report}");
        let figure = std::fs::read_to_string(place.path().join(format!("out-{name}.svg"))).unwrap();
        assert!(figure.starts_with("<svg"));
    }
    // The same, turned by the contrast.
    let turned = place.json(&format!("{RUN} --contrast dex,untrt,trt"));
    let sum = number(&json, "/top/0/log2_fold_change") + number(&turned, "/top/0/log2_fold_change");
    assert!(sum.abs() < 1e-4, "{sum}");
}

#[test]
fn a_classifier_and_permuted_labels() {
    let place = place();
    let json = place.json("run expression --classify condition --output told.md");
    let report = std::fs::read_to_string(place.path().join("told.md")).unwrap();
    for part in [
        "# Classifier of samples: pasilla",
        "(told-accuracy.svg)",
        "PNAS 99",
        "| folds | 7 | fold | counted |",
    ] {
        assert!(report.contains(part), "{part}: {report}");
    }
    let table = place.refusal("run expression --classify condition --output told.tsv");
    assert!(table.contains("ends by .md or .html"), "{table}");
    assert_eq!(
        (&json["folds"], &json["classifier"]),
        (&7.into(), &"nearest shrunken centroids".into())
    );
    assert!(number(&json, "/accuracy") > 0.8);
    let json = place.json(&format!("{RUN} --contrast dex,trt,untrt --permutations 3 --seed 4"));
    assert_eq!(json["calibration"]["draws"], 3);
    assert_eq!(
        json,
        place.json(&format!("{RUN} --contrast dex,trt,untrt --permutations 3 --seed 4"))
    );
}

#[test]
fn bad_counts_are_one_line() {
    let place = place();
    let good = counts();
    let cases = [
        (
            "g3",
            "g3\t1\t-4\t1\t1\t1\t1",
            "line 5, column 3: gene `g3` in sample `s2` is `-4`, expected",
        ),
        (
            "g4",
            "g4\t0.5\t1\t1\t1\t1\t1",
            "line 6, column 2: gene `g4` in sample `s1` is `0.5`, expected",
        ),
        ("g4", "g4\tNaN\t1\t1\t1\t1\t1", "gene `g4` in sample `s1` is `NaN`, expected a count"),
        ("g4", "g5\t1\t1\t1\t1\t1\t1", "gene `g5` occurs twice, as number 5 and 6"),
        ("g4", "g4\t1\t1", "line 6: 3 fields, expected 7"),
        ("gene", "gene\ts2\ts2\ts3\ts4\ts5\ts6", "sample `s2` occurs twice"),
        (
            "gene",
            "gene\tx1\ts2\ts3\ts4\ts5\ts6",
            "1 samples of the table of samples are not in the counts: `s1`",
        ),
    ];
    for (name, line, says) in cases {
        let replaced = |old: &str| {
            if old.split('\t').next() == Some(name) { line.to_owned() } else { old.to_owned() }
        };
        let text: Vec<String> = good.lines().map(replaced).collect();
        place.file("counts.tsv", &text.join("\n"));
        let refusal = place.refusal(&format!("{RUN} --output out.tsv --json"));
        assert!(refusal.contains(says), "{refusal}");
        assert!(!place.path().join("out.tsv").exists());
    }
    let empty: String = good
        .lines()
        .enumerate()
        .map(|(line, text)| match (line, text.rsplit_once('\t')) {
            (1.., Some((rest, _))) => format!("{rest}\t0\n"),
            _ => format!("{text}\n"),
        })
        .collect();
    place.file("counts.tsv", &empty);
    assert_eq!(place.refusal(RUN), "sample `s6` has no counts at all; leave it out");
}

#[test]
fn zeros_in_every_gene_need_another_method() {
    let place = place();
    let mut text = "gene\ts1\ts2\ts3\ts4\ts5\ts6\n".to_owned();
    for (gene, line) in counts().lines().skip(1).enumerate() {
        let mut fields: Vec<&str> = line.split('\t').collect();
        fields[1 + gene % 6] = "0";
        text += &(fields.join("\t") + "\n");
    }
    place.file("counts.tsv", &text);
    assert!(place.refusal(RUN).starts_with("every gene has a zero in some sample"));
    let found = place.run(&format!("{RUN} --size-factors poscounts")).with_code(0);
    assert!(found.stderr.contains("size factors are by positive counts"), "{}", found.stderr);
}

#[test]
fn bad_designs_and_flags_are_one_line() {
    let place = place();
    let refusals = [
        (
            "--design=~dex+batch",
            "variable `batch`: the table of samples has no such column; it has `dex`",
        ),
        ("--design=dex", "formula `dex`, at character 1: expected `~`"),
        (
            "--design=~dex --contrast dex,trt",
            "`--contrast` is `dex,trt`, expected VARIABLE,LEVEL,REFERENCE",
        ),
        ("--design=~dex --contrast dex,trt,none", "the levels of `dex` are `trt`, `untrt`"),
        ("--design=~dex --coefficient x", "there is no such coefficient; there are `Intercept`"),
        ("--design=~dex --reference dex", "`--reference` is `dex`, expected VARIABLE=LEVEL"),
        ("--design=~dex --alpha 2", "`alpha` is 2, expected a number between 0 and 1"),
        ("--design=~dex --report out.pdf", "expected a name that ends by .md or .html"),
        ("--design=~dex --classify sex", "variable `sex`: the table of samples has no such column"),
    ];
    for (flags, says) in refusals {
        let refusal = place
            .refusal(&format!("run expression --counts counts.tsv --samples samples.csv {flags}"));
        assert!(refusal.contains(says), "{refusal}");
    }
    let designs = [
        (
            "sample,dex,day\ns1,a,1x\ns2,a,1x\ns3,a,1x\ns4,b,2x\ns5,b,2x\ns6,b,2x\n",
            "~day+dex",
            "is a combination of",
        ),
        ("sample,dex\ns1,a\ns2,b\ns3,c\ns4,d\ns5,e\ns6,f\n", "~dex", "leave no replicates"),
        ("sample,dex\ns1,a\ns1,b\n", "~dex", "line 3: sample `s1` is there already"),
    ];
    for (samples, design, says) in designs {
        place.file("samples.csv", samples);
        let refusal = place.refusal(&format!(
            "run expression --counts counts.tsv --samples samples.csv --design={design}"
        ));
        assert!(refusal.contains(says), "{refusal}");
    }
}
