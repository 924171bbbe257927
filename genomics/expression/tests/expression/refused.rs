//! Bad counts, samples and designs: one line that says what, where, and what to do.

use neuron_expression::{
    Contrast, CountLimits, CountMatrix, Experiment, FitOptions, Hypothesis, Orientation, Reference,
    ResultOptions, SampleTable, SizeFactorMethod, datasets, fit, read_gct, read_matrix_market,
    read_table, size_factors,
};

#[track_caller]
fn table_says(text: &str) -> String {
    let limits = CountLimits { bytes: 1 << 20, cells: 1000 };
    let error =
        read_table("c.tsv", text, Orientation::Told, None, &limits).unwrap_err().to_string();
    assert_eq!(error.lines().count(), 1);
    error
}

#[test]
fn what_is_no_count() {
    assert_eq!(
        table_says("gene\ta\tb\ng1\t1\t2\ng2\t3\t-4\n"),
        "`c.tsv`, line 3, column 3: gene `g2` in sample `b` is `-4`, expected a count of 0 or more"
    );
    assert_eq!(
        table_says("gene\ta\ng1\t2.5\n"),
        "`c.tsv`, line 2, column 2: gene `g1` in sample `a` is `2.5`, expected a whole number; give raw counts, not \
         normalised values"
    );
    assert_eq!(
        table_says("gene\ta\ng1\tNaN\n"),
        "`c.tsv`, line 2, column 2: gene `g1` in sample `a` is `NaN`, expected a count; leave the gene or the sample out"
    );
    assert!(table_says("gene\ta\ng1\t\n").contains("found nothing; write 0"));
    assert!(table_says("gene\ta\ng1\t1e300\n").contains("at most 2147483647"));
}

#[test]
fn what_is_no_table() {
    assert_eq!(
        table_says("gene\ta\ng1\t1\ng1\t2\n"),
        "`c.tsv`: gene `g1` occurs twice, as number 1 and 2; names have to differ"
    );
    assert!(table_says("gene\ta\ta\ng1\t1\t2\n").contains("sample `a` occurs twice"));
    assert_eq!(
        table_says("gene\ta\tb\ng1\t1\t2\ng2\t1\n"),
        "`c.tsv`, line 3: 2 fields, expected 3 as in the rows above"
    );
    assert!(table_says("gene\ta\tb\ng1\t1\n").contains("line 2: 2 fields"));
    for empty in ["", "gene\ta\tb\n", "\n\n"] {
        assert!(
            table_says(empty).starts_with("`c.tsv`: it has no counts"),
            "{}",
            table_says(empty)
        );
    }
    let large: String = (0..600).map(|gene| format!("g{gene}\t1\t2\n")).collect();
    assert!(
        table_says(&format!("gene\ta\tb\n{large}")).contains("line 502: more than 1000 counts")
    );
}

#[test]
fn damaged_gct_and_matrices() {
    let limits = CountLimits { bytes: 1 << 20, cells: 1000 };
    let gct = |text: &str| read_gct("f.gct", text, &limits).unwrap_err().to_string();
    assert!(gct("#1.9\n").starts_with("`f.gct`, line 1: version `#1.9`"));
    assert!(gct("#1.2\n9999999999\t9999999999\n").contains("are more than 1000"));
    assert!(gct("#1.2\n2\t1\nName\tDescription\ta\ng1\tx\t1\n").contains("1 rows, expected the 2"));
    assert!(
        gct("#1.2\n1\t1\nName\tDescription\ta\ng1\tx\t-1\n")
            .contains("gene `g1` in sample `a` is `-1`")
    );
    let mtx = |text: &str| {
        let found =
            read_matrix_market(("m.mtx", text), ("g.tsv", "g1\ng2\n"), ("b.tsv", "a\n"), &limits);
        found.unwrap_err().to_string()
    };
    let head = "%%MatrixMarket matrix coordinate integer general\n";
    assert!(mtx("2 1 1\n").contains("line 1: expected `%%MatrixMarket"));
    assert_eq!(
        mtx(&format!("{head}3 1 1\n1 1 1\n")),
        "`m.mtx`, line 2: size 3, but `g.tsv` has 2 names"
    );
    assert!(mtx(&format!("{head}2 1 1\n3 1 1\n")).contains("line 3: entry 3, 1 is not in 2 × 1"));
    assert!(mtx(&format!("{head}2 1 2\n1 1 1\n")).contains("1 entries, expected 2"));
    assert!(mtx(&format!("{head}2 1 2\n1 1 1\n1 1 1\n")).contains("given twice"));
    assert!(mtx(&format!("{head}2 1 1\n1 1 0.5\n")).contains("expected a whole number"));
}

fn counts(rows: &[[u32; 4]]) -> CountMatrix {
    let genes = (0..rows.len()).map(|gene| format!("g{gene}")).collect();
    let samples = ["s1", "s2", "s3", "s4"].map(str::to_owned).to_vec();
    CountMatrix::new(genes, samples, rows.concat()).unwrap()
}

fn design_says(samples: &str, formula: &str) -> String {
    let table = SampleTable::parse("s.csv", samples).unwrap();
    let counts = counts(&[[10, 20, 30, 40], [5, 4, 3, 6]]);
    Experiment::new(&counts, table, &formula.parse().unwrap(), &[]).unwrap_err().to_string()
}

#[test]
fn samples_that_do_not_match() {
    assert_eq!(
        design_says("sample,d\ns1,a\ns2,a\ns3,b\nx4,b\n", "~ d"),
        "1 samples of the table of samples are not in the counts: `x4`; make the names equal, or leave the rest out of \
         both files"
    );
    assert!(
        design_says("sample,d\ns1,a\ns2,b\ns3,b\n", "~ d")
            .starts_with("1 samples of the counts are not in the table")
    );
    let twice = SampleTable::parse("s.csv", "sample,d\ns1,a\ns1,b\n").unwrap_err().to_string();
    assert_eq!(twice, "`s.csv`, line 3: sample `s1` is there already, as number 1");
    let none = SampleTable::parse("s.csv", "sample,d\n").unwrap_err().to_string();
    assert!(none.contains("it has no samples"), "{none}");
}

#[test]
fn designs_that_cannot_be_fitted() {
    assert_eq!(
        design_says("sample,d,e\ns1,a,u\ns2,a,u\ns3,b,v\ns4,b,v\n", "~ d + e"),
        "the design is not of full rank: `e_v_vs_u` is a combination of `d_b_vs_a`; leave a variable or an interaction \
         out of the formula"
    );
    assert!(
        design_says("sample,d,e\ns1,a,u\ns2,a,u\ns3,a,v\ns4,b,v\n", "~ d*e")
            .contains("no sample has `")
            || design_says("sample,d,e\ns1,a,u\ns2,a,u\ns3,a,v\ns4,b,v\n", "~ d*e")
                .contains("is a combination of")
    );
    assert_eq!(
        design_says("sample,d\ns1,a\ns2,b\ns3,c\ns4,e\n", "~ d"),
        "4 samples and 4 coefficients leave no replicates to estimate the dispersion from; add samples, or leave \
         variables out of the formula"
    );
    assert_eq!(
        design_says("sample,d\ns1,a\ns2,a\ns3,a\ns4,a\n", "~ d"),
        "variable `d`: all samples have the level `a`; leave it out of the formula"
    );
    assert_eq!(
        design_says("sample,d\ns1,a\ns2,a\ns3,b\ns4,b\n", "~ dose"),
        "variable `dose`: the table of samples has no such column; it has `d`"
    );
    assert_eq!(
        design_says("sample,d\ns1,a\ns2,NA\ns3,b\ns4,b\n", "~ d"),
        "variable `d`: sample `s2` has no value; fill it in or leave the sample out"
    );
    let table = SampleTable::parse("s.csv", "sample,d\ns1,a\ns2,a\ns3,b\ns4,b\n").unwrap();
    let reference = Reference { variable: "d".into(), level: "c".into() };
    let wrong =
        Experiment::new(&counts(&[[1, 2, 3, 4]]), table, &"~ d".parse().unwrap(), &[reference]);
    assert_eq!(
        wrong.unwrap_err().to_string(),
        "variable `d`: reference level `c` is not there, of `a`, `b`"
    );
}

#[test]
fn counts_that_cannot_be_normalised() {
    let says =
        |rows: &[[u32; 4]], method| size_factors(&counts(rows), method).unwrap_err().to_string();
    let zeros = [[0, 5, 5, 5], [5, 0, 5, 5], [5, 5, 0, 5], [5, 5, 5, 0]];
    assert!(
        says(&zeros, SizeFactorMethod::Ratio).starts_with("every gene has a zero in some sample")
    );
    assert!(size_factors(&counts(&zeros), SizeFactorMethod::PositiveCounts).is_ok());
    let empty = [[0, 5, 5, 5], [0, 6, 5, 5]];
    assert_eq!(
        says(&empty, SizeFactorMethod::PositiveCounts),
        "sample `s1` has no counts at all; leave it out"
    );
    // R: estimateSizeFactorsForMatrix(pasilla, type = "poscounts")
    let (pasilla, _) = datasets::pasilla().unwrap();
    let found = size_factors(&pasilla, SizeFactorMethod::PositiveCounts).unwrap();
    let expected = [1.12972705577085, 1.77239169933629, 0.659975633848979, 0.758866422107711];
    for (found, expected) in found.iter().zip(expected) {
        assert!((found / expected - 1.0).abs() < 1e-12, "{found}");
    }
}

#[test]
fn samples_that_are_all_equal() {
    let table = SampleTable::parse("s.csv", "sample,d\ns1,a\ns2,a\ns3,b\ns4,b\n").unwrap();
    let experiment = Experiment::new(
        &counts(&[[7, 7, 7, 7], [9, 9, 9, 9]]),
        table.clone(),
        &"~ d".parse().unwrap(),
        &[],
    );
    let says = fit(&experiment.unwrap(), &FitOptions::default()).err().unwrap().to_string();
    assert!(says.starts_with("every gene has the same count in all samples"), "{says}");
    let experiment = Experiment::new(
        &counts(&[[70, 71, 70, 69], [99, 98, 99, 100]]),
        table,
        &"~ d".parse().unwrap(),
        &[],
    );
    let says = fit(&experiment.unwrap(), &FitOptions::default()).err().unwrap().to_string();
    assert!(says.starts_with("no gene varies more than by counting alone"), "{says}");
}

#[test]
fn genes_without_counts_have_no_values_and_no_nan() {
    let (counts, samples) = datasets::pasilla().unwrap();
    let experiment =
        Experiment::new(&counts, samples, &"~ condition".parse().unwrap(), &[]).unwrap();
    let fitted = fit(&experiment, &FitOptions::default()).unwrap();
    let results = fitted.wald(&Contrast::LastCoefficient, &ResultOptions::default()).unwrap();
    let mut silent = 0;
    for gene in &results.genes {
        assert_eq!(gene.base_mean == 0.0, gene.log2_fold_change.is_none());
        silent += usize::from(gene.base_mean == 0.0);
        let values = [
            gene.log2_fold_change,
            gene.standard_error,
            gene.statistic,
            gene.p_value,
            gene.adjusted_p_value,
        ];
        assert!(values.iter().flatten().all(|value| value.is_finite()), "{gene:?}");
    }
    assert_eq!(silent, 2240);
    // results(DESeq(~ condition), alpha = .05): 838 genes, and 1 lost to an outlier
    assert_eq!((results.significant(0.05).len(), results.outlier_genes), (838, 1));
}

#[test]
fn contrasts_and_settings() {
    let (counts, samples) = datasets::pasilla().unwrap();
    let experiment =
        Experiment::new(&counts, samples, &"~ type + condition".parse().unwrap(), &[]).unwrap();
    let fitted = fit(&experiment, &FitOptions::default()).unwrap();
    let plain = ResultOptions::default();
    let says = |contrast: Contrast| fitted.wald(&contrast, &plain).unwrap_err().to_string();
    let levels = |variable: &str, numerator: &str, denominator: &str| Contrast::Levels {
        variable: variable.into(),
        numerator: numerator.into(),
        denominator: denominator.into(),
    };
    assert_eq!(
        says(levels("condition", "treated", "placebo")),
        "contrast `condition,treated,placebo`: the levels of `condition` are `treated`, `untreated`"
    );
    assert!(says(levels("dose", "a", "b")).contains("the formula has no variable `dose`"));
    assert!(says(levels("type", "paired-end", "paired-end")).contains("compared with itself"));
    assert!(
        says(Contrast::Coefficient("x".into()))
            .contains("there is no such coefficient; there are `Intercept`")
    );
    assert!(says(Contrast::Weights(vec![1.0])).contains("expected 3 weights"));
    assert!(says(Contrast::Weights(vec![0.0; 3])).contains("not all 0"));
    let alpha = ResultOptions { alpha: 1.5, ..plain };
    let wrong = fitted.wald(&Contrast::LastCoefficient, &alpha).unwrap_err().to_string();
    assert_eq!(wrong, "`alpha` is 1.5, expected a number between 0 and 1");
    let threshold = ResultOptions { hypothesis: Hypothesis::LessSize(0.0), ..plain };
    assert!(fitted.wald(&Contrast::LastCoefficient, &threshold).is_err());
    let reduced = |formula: &str| {
        let formula = formula.parse().unwrap();
        fitted
            .likelihood_ratio(&formula, &Contrast::LastCoefficient, &plain)
            .unwrap_err()
            .to_string()
    };
    assert!(reduced("~ condition + type").contains("it leaves out nothing"));
    assert!(reduced("~ lane").contains("a reduced formula has no term that"));
    let few = FitOptions { replace_outliers: Some(2), ..FitOptions::default() };
    assert!(fit(&experiment, &few).err().unwrap().to_string().contains("at least 3 replicates"));
}
