//! Tables of samples.

use neuron_genotypes::{GenotypeError, Labels};
use std::path::Path;

fn parse(text: &str) -> Result<Labels, GenotypeError> {
    Labels::parse(text.as_bytes(), Path::new("x.panel"))
}

fn names(names: &[&str]) -> Vec<String> {
    names.iter().map(|name| (*name).to_owned()).collect()
}

#[test]
fn extra_relatives_are_named() {
    // As of the 1000 Genomes Project: the table has 31 relatives that the release's genotypes have not.
    let samples: Vec<String> = (0..100).map(|number| format!("HG{number:05}")).collect();
    let mut text = "sample\tpop\tsuper_pop\tgender\t\t\n".to_owned();
    for sample in &samples {
        text.push_str(&format!("{sample}\tGBR\tEUR\tmale\n"));
    }
    let relatives: Vec<String> = (0..31).map(|number| format!("NA{number:05}")).collect();
    for sample in &relatives {
        text.push_str(&format!("{sample}\tYRI\tAFR\tfemale\n"));
    }
    let labels = parse(&text).unwrap();
    let matched = labels.of(&samples, "pop").unwrap();
    assert_eq!(matched.extra, relatives);
    assert!(matched.missing.is_empty());
    assert_eq!(matched.complete().unwrap(), ["GBR"; 100]);
}

#[test]
fn missing_samples_are_named() {
    let labels = parse("sample\tpop\na\tX\nb\t\nc\tY\n").unwrap();
    let matched = labels.of(&names(&["c", "d", "a", "b"]), "pop").unwrap();
    assert_eq!(matched.labels, [Some("Y".into()), None, Some("X".into()), None]);
    assert_eq!(matched.missing, ["d", "b"]);
    assert_eq!(
        matched.complete().unwrap_err().to_string(),
        "2 of 4 samples have no label in `x.panel`: `d`, `b`; add them, or leave these samples out"
    );
    let message = labels.of(&names(&["a"]), "super_pop").unwrap_err().to_string();
    assert_eq!(message, "`x.panel` has no column `super_pop`; it has `pop`");
}

#[test]
fn the_column_of_samples_is_found_by_name() {
    for text in [
        "#FID\tIID\tpop\n0\ta\tX\n0\tb\tY\n",
        "pop  Sample\nX a\nY b\n",
        "name\tpop\r\na\tX\r\nb\tY\r\n",
        "sample\tpop\n\na\tX\nb\tY",
    ] {
        let labels = parse(text).unwrap();
        assert_eq!(labels.samples(), ["a", "b"], "{text}");
        assert_eq!(labels.column("pop").unwrap(), ["X", "Y"], "{text}");
    }
}

#[test]
fn damage_has_its_line() {
    let refusal = |text: &str| parse(text).unwrap_err().to_string();
    assert_eq!(
        refusal(""),
        "`x.panel`: it is empty, expected a line of column names and a line a sample"
    );
    assert_eq!(
        refusal("sample\tpop\na\tX\tEUR\n"),
        "`x.panel`, line 2: 3 columns, expected 2 as the first line has"
    );
    assert_eq!(
        refusal("sample pop super\na X\n"),
        "`x.panel`, line 2: 2 columns, expected 3 as the first line has"
    );
    assert_eq!(
        refusal("sample\tpop\na\tX\nb\tX\na\tY\n"),
        "`x.panel`, line 4: sample `a` is there before, in line 2"
    );
    assert_eq!(refusal("#\na\n"), "`x.panel`: its first line names no column");
    assert_eq!(refusal("sample\tpop\n\tX\n"), "`x.panel`, line 2: it names no sample");
    assert_eq!(refusal("sample\tpop\tpop\n"), "`x.panel`: column `pop` is there twice");
    let missing = Labels::read(Path::new("no/such.panel")).unwrap_err().to_string();
    assert!(missing.starts_with("cannot read `no/such.panel`"), "{missing}");
    assert!(Labels::parse(&b"sample\tpop\n\xff\tX\n"[..], Path::new("x")).is_err());
}
