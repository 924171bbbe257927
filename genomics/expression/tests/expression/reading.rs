//! Readers of counts: one content in every format.

use neuron_expression::{
    CountLimits, CountMatrix, Orientation, SampleTable, read_gct, read_matrix_market, read_table,
};
use std::io::Write;

fn limits() -> CountLimits {
    CountLimits::default()
}

fn expected() -> CountMatrix {
    let genes = ["g1", "g2", "g3"].map(str::to_owned).to_vec();
    let samples = ["a", "b"].map(str::to_owned).to_vec();
    CountMatrix::new(genes, samples, vec![1, 0, 20, 30, 0, 5]).unwrap()
}

fn table(text: &str) -> CountMatrix {
    read_table("f", text, Orientation::Told, None, &limits()).unwrap()
}

#[test]
fn tables_of_any_separator_with_and_without_a_corner() {
    assert_eq!(table("gene\ta\tb\ng1\t1\t0\ng2\t20\t30\ng3\t0\t5\n"), expected());
    assert_eq!(table("gene,a,b\r\ng1,1,0\r\ng2,20,30\r\ng3,0,5\r\n"), expected());
    assert_eq!(table("gene;a;b\ng1;1;0\ng2;20;30\ng3;0;5"), expected());
    // R's write.table(sep = "\t") has no corner, and quotes.
    assert_eq!(table("\"a\"\t\"b\"\n\"g1\"\t1\t0\n\"g2\"\t20\t30\n\"g3\"\t0\t5\n"), expected());
    assert_eq!(table("gene,a,b\ng1,1.0,0\ng2,2e1,30\ng3,0,5\n"), expected());
}

#[test]
fn samples_in_rows_are_told_by_their_names() {
    let text = "sample,g1,g2,g3\na,1,20,0\nb,0,30,5\n";
    let samples = ["a".to_owned(), "b".to_owned()];
    let told = read_table("f", text, Orientation::Told, Some(&samples), &limits()).unwrap();
    assert_eq!(told, expected());
    let said = read_table("f", text, Orientation::SamplesInRows, None, &limits()).unwrap();
    assert_eq!(said, expected());
}

#[test]
fn feature_counts_and_htseq() {
    let text = "# Program:featureCounts\nGeneid\tChr\tStart\tEnd\tStrand\tLength\ta\tb\n\
        g1\t1\t1\t9\t+\t9\t1\t0\ng2\t1;1\t1;5\t2;9\t+;+\t7\t20\t30\ng3\t2\t1\t9\t-\t9\t0\t5\n";
    assert_eq!(table(text), expected());
    let counts = table("gene\ta\tb\ng1\t1\t0\n__no_feature\t900\t800\n__ambiguous\t7\t8\n");
    assert_eq!(counts.genes(), ["g1"]);
    assert_eq!(counts.notes(), ["left out the rows __no_feature, __ambiguous, which are no genes"]);
}

#[test]
fn gct() {
    let text = "#1.2\n3\t2\nName\tDescription\ta\tb\ng1\tx\t1\t0\ng2\t\t20\t30\ng3\tz\t0\t5\n";
    assert_eq!(read_gct("f", text, &limits()).unwrap(), expected());
    let text = "#1.3\n3\t2\t1\t1\nid\tname\ta\tb\ndose\tna\t1\t2\ng1\tx\t1\t0\ng2\ty\t20\t30\ng3\tz\t0\t5\n";
    assert_eq!(read_gct("f", text, &limits()).unwrap(), expected());
}

const MTX: &str = "%%MatrixMarket matrix coordinate integer general\n% a comment\n3 2 4\n1 1 1\n2 1 20\n2 2 30\n3 2 5\n";

#[test]
fn matrix_market_as_10x_writes_it() {
    let found = read_matrix_market(
        ("m", MTX),
        ("g", "g1\tADH\ng2\tACT\ng3\tTUB\n"),
        ("s", "a\nb\n"),
        &limits(),
    );
    assert_eq!(found.unwrap(), expected());
}

#[test]
fn files_and_folders_plain_and_compressed() {
    let place = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str, compressed: bool| {
        let file = std::fs::File::create(place.path().join(name)).unwrap();
        if compressed {
            let mut encoder = flate2::write::GzEncoder::new(file, flate2::Compression::default());
            encoder.write_all(text.as_bytes()).unwrap();
            encoder.finish().unwrap();
        } else {
            (&file).write_all(text.as_bytes()).unwrap();
        }
    };
    write("matrix.mtx.gz", MTX, true);
    write(
        "features.tsv.gz",
        "g1\tADH\tGene Expression\ng2\tACT\tGene Expression\ng3\tTUB\tGene Expression\n",
        true,
    );
    write("barcodes.tsv", "a\nb\n", false);
    // Compressed, though its name does not say so.
    write("counts.csv", "gene,a,b\ng1,1,0\ng2,20,30\ng3,0,5\n", true);
    let open = |name: &str| {
        CountMatrix::open(&place.path().join(name), Orientation::Told, None, &limits()).unwrap()
    };
    assert_eq!(open(""), expected());
    assert_eq!(open("matrix.mtx.gz"), expected());
    assert_eq!(open("counts.csv"), expected());
}

#[test]
fn samples_in_another_order_are_matched_by_name() {
    let turned = expected().arranged(&["b".to_owned(), "a".to_owned()]).unwrap();
    assert_eq!(turned.gene(1), [30, 20]);
    let table = SampleTable::parse("s", "sample\tx\nb\t2\na\t1\n").unwrap();
    assert_eq!(table.samples(), ["b", "a"]);
}
