//! `run region` and `run sequences`.

use crate::place::{Place, number};
use neuron_sequence_files::compression::bgzf;
use neuron_sequence_files::index::{Columns, Index};
use neuron_testkit::server::{Reply, Server};
use std::io::Write;
use std::sync::atomic::{AtomicUsize, Ordering};

/// A synthetic VCF of 80,000 sites on 16 Mb, and the records of positions 1000001 to 1500000.
fn variants() -> (String, String) {
    let header =
        "##fileformat=VCFv4.3\n##contig=<ID=20>\n#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\n";
    let (mut all, mut part) = (header.to_owned(), header.to_owned());
    for site in 0..80_000_u64 {
        let position = 1 + site * 200;
        let line = format!(
            "20\t{position}\ts{}\tA\tT\t.\tPASS\tN={}\n",
            site * site,
            site * 7919 % 10_007
        );
        all += &line;
        if (1_000_001..=1_500_000).contains(&position) {
            part += &line;
        }
    }
    (all, part)
}

fn bgzipped(text: &str) -> Vec<u8> {
    let mut writer = bgzf::Writer::new(Vec::new());
    writer.write_all(text.as_bytes()).unwrap();
    writer.finish().unwrap()
}

fn tbi(file: &[u8]) -> Vec<u8> {
    Index::build(file, "x", Columns::VCF).unwrap().write_tbi(Vec::new()).unwrap()
}

#[test]
fn a_region_of_a_local_file_is_the_same_with_an_index_and_without() {
    let (all, part) = variants();
    let place = Place::new();
    let file = bgzipped(&all);
    std::fs::write(place.path().join("a.vcf.gz"), &file).unwrap();
    let line = "run region --source a.vcf.gz --region 20:1000001-1500000";
    let output = place.run(line).with_code(0);
    assert!(output.stdout == part);
    assert!(output.stderr.contains("has no index: all of it is read"), "{}", output.stderr);
    std::fs::write(place.path().join("a.vcf.gz.tbi"), tbi(&file)).unwrap();
    let output = place.run(line).with_code(0);
    assert!(output.stdout == part);
    assert_eq!(output.stderr, "note: 2500 records of 20:1000001-1500000\n");
    let json = place.json(line);
    assert_eq!((number(&json, "/records"), number(&json, "/bytes_moved")), (2500.0, 0.0));
}

#[test]
fn a_region_of_a_bucket_is_written_whole_though_the_server_fails() {
    let (all, part) = variants();
    let file = bgzipped(&all);
    let (index, count) = (tbi(&file), AtomicUsize::new(0));
    let whole = file.len() as f64;
    let server = Server::answering(move |request| {
        let reply = match request.path.as_str() {
            "/release/a.vcf.gz" => Reply::file(&file).etag("\"1\""),
            "/release/a.vcf.gz.tbi" => Reply::file(&index),
            _ => Reply::status(404),
        };
        match count.fetch_add(1, Ordering::SeqCst) {
            1 => Reply::status(500).header("retry-after", "0"),
            3 => reply.ending_after(1000),
            _ => reply,
        }
    });
    let place = Place::new();
    let base = server.url("");
    let line = format!(
        "run region --source s3://bucket/release/a.vcf.gz --base-url {base} --region 20:1000001-1500000 --output part.vcf"
    );
    let json = place.json(&line);
    assert!(std::fs::read_to_string(place.path().join("part.vcf")).unwrap() == part);
    assert_eq!(number(&json, "/records"), 2500.0);
    assert!(number(&json, "/bytes_moved") < 0.7 * whole, "{json} of {whole}");
    let said = place.refusal(&line.replace("a.vcf.gz", "b.vcf.gz").replace("part.vcf", "none.vcf"));
    assert!(
        said.contains("has no index: there is no `http://")
            && said.ends_with("make one by `tabix`, or name it"),
        "{said}"
    );
    let mut left: Vec<_> =
        std::fs::read_dir(place.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    left.sort();
    assert_eq!(left, ["part.vcf"]);
}

#[test]
fn compressed_output_is_bgzf() {
    let place = Place::new();
    place.file("a.bed", "chr1\t1\t5\nchr1\t9\t20\n");
    let line = "run region --source a.bed --region chr1:1-3 --output b.bed.gz";
    assert_eq!(place.run(line).with_code(0).stdout, "1 records of chr1:1-3\n");
    let bytes = std::fs::read(place.path().join("b.bed.gz")).unwrap();
    assert!(bytes.ends_with(&bgzf::END));
}

#[test]
fn wrong_regions_and_sources_are_one_line() {
    let place = Place::new();
    place.file("a.bed", "chr1\t1\t5\n");
    place.file("cut.vcf.gz", "##fileformat=VCFv4.3\n#CHROM\n20\t1\n");
    let run = |line: &str| place.refusal(&format!("run region {line}"));
    assert_eq!(
        run("--source a.bed --region chr1:5"),
        "region `chr1:5`: write `chr1:5-5` for the one position, or `chr1:5-` for all from it on"
    );
    assert_eq!(run("--source a.bed --region 1:1-5"), "`a.bed` has no record of `1`");
    assert_eq!(
        run("--source cut.vcf.gz --region 20:1-5"),
        "`cut.vcf.gz`, line 3: the line has no column 4, the reference's allele"
    );
    assert!(run("--source none.vcf --region 20:1-5").starts_with("cannot read `none.vcf`: "));
    assert!(run("--source ftp://a/b --region 20:1-5").contains("is on an FTP server"));
    assert!(
        run("--source catalogue:x --region 20:1-5")
            .contains("is no release of the catalogue; it has `1000genomes-phase3`")
    );
    assert!(run("--source catalogue:giab-hg002 --region chrX:1-5").contains("not `chrX`"));
}

#[test]
fn sequences_are_summed_up() {
    let place = Place::new();
    place.file("a.fa", ">a\nGGCC\nAAnt\n>b\nAT\n");
    let json = place.json("run sequences --fasta a.fa");
    assert_eq!(
        (number(&json, "/records"), number(&json, "/n50"), number(&json, "/n")),
        (2.0, 8.0, 1.0)
    );
    let output = place.run("run sequences --fasta a.fa").with_code(0);
    assert!(output.stdout.contains("44.44 %"), "{}", output.stdout);
    place.file("b.fa", "");
    assert_eq!(
        place.refusal("run sequences --fasta b.fa"),
        "`b.fa` holds no record, expected FASTA"
    );
    place.file("c.fa", "ACGT\n");
    let said = place.refusal("run sequences --fasta c.fa");
    assert_eq!(
        said,
        "`c.fa`, line 1: expected `>` and a name before the first sequence, found `ACGT`"
    );
}

/// A file of the tests of `neuron-sequence-files`, made by samtools and bcftools 1.16.
fn indexed(name: &str) -> String {
    format!("{}/sequence-files/tests/sequence_files/indexed/{name}", env!("CARGO_MANIFEST_DIR"))
}

#[test]
fn regions_of_binary_files_are_lines_of_text() {
    let place = Place::new();
    // `samtools view -c reads.bam chr1:10000-10500` and `bcftools view -H small.bcf chr2:4000000-4500000 | wc -l`.
    let bam = format!("run region --source {} --region chr1:10000-10500", indexed("reads.bam"));
    let output = place.run(&bam).with_code(0).stdout;
    assert_eq!(output.lines().filter(|line| !line.starts_with('@')).count(), 13);
    assert!(output.starts_with("@HD\tVN:1.6\tSO:coordinate\n@SQ\tSN:chr1\t"), "{output}");
    assert_eq!(number(&place.json(&bam), "/records"), 13.0);
    let csi = format!("{bam} --index {}", indexed("reads.bam.csi"));
    assert_eq!(place.run(&csi).with_code(0).stdout, output);
    let bcf = format!("run region --source {} --region chr2:4000000-4500000", indexed("small.bcf"));
    assert_eq!(number(&place.json(&format!("{bcf} --output part.vcf.gz")), "/records"), 49.0);
    let again = place.run("run region --source part.vcf.gz --region chr2").with_code(0).stdout;
    assert_eq!(place.run(&bcf).with_code(0).stdout, again);
}

#[test]
fn what_is_wrong_with_binary_files_is_one_line() {
    let place = Place::new();
    let cram = indexed("reads.cram");
    let error =
        place.refusal(&format!("run region --source {cram} --region chr1:1-500 --output x.sam"));
    assert!(
        error.ends_with("CRAM mostly needs the reference that the reads were aligned to"),
        "{error}"
    );
    assert!(!place.path().join("x.sam").exists());
    std::fs::copy(indexed("reads.bam"), place.path().join("alone.bam")).unwrap();
    let error = place.refusal("run region --source alone.bam --region chr1:1-500");
    let expected = "`alone.bam` has no index: there is no `alone.bam.bai` or `alone.bai` or `alone.bam.csi`; make one by \
                    `samtools index`, or name it";
    assert_eq!(error, expected);
    let error =
        place.refusal(&format!("run region --source {} --region 20:1-500", indexed("small.bcf")));
    assert!(error.contains("has no sequence `20`; it has `chr1`, `chr2`"), "{error}");
    let vcf = indexed("small.vcf.gz");
    let error = place.refusal(&format!("run region --source {vcf} --region chr1 --reference a.fa"));
    assert!(
        error.contains("`--reference`") && error.ends_with("a CRAM file as `--source`"),
        "{error}"
    );
}
