//! Readers on damaged text: an error or a value, never a panic, and never more than the limits allow.

use neuron_expression::{
    CountLimits, Formula, Orientation, SampleTable, read_gct, read_matrix_market, read_table,
};

const LIMITS: CountLimits = CountLimits { bytes: 1 << 16, cells: 1000 };

/// Every text with one byte cut, replaced or doubled, and every beginning of it.
fn damaged(text: &str) -> Vec<String> {
    let mut all = Vec::new();
    for place in 0..text.len() {
        all.push(text[..place].to_owned());
        all.push(format!("{}{}", &text[..place], &text[place + 1..]));
        for byte in ["0", "-", ".", "\t", ",", "\"", "\n", "#", "%", "9999999999", "é", "\0"] {
            all.push(format!("{}{byte}{}", &text[..place], &text[place + 1..]));
        }
    }
    all
}

/// Runs a reader on all of it; some is refused, and some is still sound.
#[track_caller]
fn survives(text: &str, read: impl Fn(&str) -> Result<usize, String>) {
    let (mut refused, mut read_well) = (0, 0);
    for damaged in damaged(text) {
        match read(&damaged) {
            Ok(cells) => {
                assert!(cells <= LIMITS.cells);
                read_well += 1;
            }
            Err(says) => {
                assert!(!says.is_empty());
                refused += 1;
            }
        }
    }
    assert!(refused > 20 && read_well > 20, "{refused} {read_well}");
}

#[test]
fn tables_of_counts() {
    let read = |text: &str| {
        let found = read_table("f", text, Orientation::Told, None, &LIMITS);
        found.map(|counts| counts.genes().len() * counts.samples().len()).map_err(|e| e.to_string())
    };
    survives("gene\ta\tb\ng1\t1\t0\n\"g2\"\t20\t30\n__x\t1\t1\n", read);
    survives("Geneid,Chr,Start,End,Strand,Length,a\ng1,1,2,3,+,4,5\n", read);
}

#[test]
fn gct_files() {
    survives("#1.2\n2\t2\nName\tDescription\ta\tb\ng1\tx\t1\t0\ng2\t\t20\t30\n", |text| {
        let found = read_gct("f", text, &LIMITS);
        found.map(|counts| counts.genes().len() * counts.samples().len()).map_err(|e| e.to_string())
    });
}

#[test]
fn sparse_matrices() {
    let text = "%%MatrixMarket matrix coordinate integer general\n% remark\n3 2 2\n1 1 10\n3 2 5\n";
    survives(text, |text| {
        let found =
            read_matrix_market(("m", text), ("g", "g1\ng2\ng3\n"), ("s", "a\nb\n"), &LIMITS);
        found.map(|counts| counts.genes().len() * counts.samples().len()).map_err(|e| e.to_string())
    });
}

#[test]
fn tables_of_samples() {
    survives("sample,dex,age\ns1,untrt,3\n\"s2\",trt,4.5\n", |text| {
        let found = SampleTable::parse("s", text);
        found.map(|table| table.samples().len()).map_err(|e| e.to_string())
    });
}

#[test]
fn formulas() {
    survives("~ 0 + `a b`:dex + factor(day)*x - 1", |text| {
        let found = text.parse::<Formula>();
        found.map(|formula| formula.variables().count()).map_err(|e| e.to_string())
    });
}
