use crate::content::bgzipped;
use crate::variants::{Site, overlapping, text};
use neuron_data::fetch::FetchOptions;
use neuron_sequence_files::index::{Columns, Index};
use neuron_sequence_files::remote::{IndexedFile, Location, client};
use neuron_sequence_files::{Limits, Region};
use proptest::prelude::*;
use std::io::Cursor;
use std::path::{Path, PathBuf};

pub(crate) fn indexed(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/sequence_files/indexed").join(name)
}

pub(crate) fn records(file: &mut IndexedFile, region: &str) -> Vec<String> {
    let region =
        Region::among(region, |name| file.index().contigs().iter().any(|known| known == name))
            .unwrap();
    let mut records = file.records(&region).unwrap();
    let mut found = Vec::new();
    while let Some(line) = records.next_line().unwrap() {
        found.push(String::from_utf8(line.to_vec()).unwrap());
    }
    found
}

fn open(name: &str, index: &str) -> IndexedFile {
    let (file, index) = (Location::File(indexed(name)), Location::File(indexed(index)));
    IndexedFile::open(&file, Some(&index), &client(FetchOptions::default()), Limits::default())
        .unwrap()
}

fn expanded(name: &str) -> String {
    let opened = neuron_sequence_files::compression::open(&indexed(name)).unwrap();
    std::io::read_to_string(opened.reader).unwrap()
}

/// Records by `tabix small.vcf.gz REGION | wc -l`, htslib 1.16.
const TABIX: [(&str, u64, u64, usize); 9] = [
    ("chr1", 1, 40_000_000, 2200),
    ("chr1", 5_000_000, 5_100_000, 9),
    ("chr1", 16_384, 16_385, 0),
    ("chr1", 20_000_000, 20_000_000, 2),
    ("chr2", 1, 9_000_000, 700),
    ("chr2", 4_000_000, 4_500_000, 49),
    ("chr1", 39_999_000, 50_000_000, 0),
    ("HLA:A-1", 1, 700, 11),
    ("chr1", 12_345_678, 12_400_000, 3),
];

#[test]
fn regions_have_the_records_that_tabix_finds() {
    let text = expanded("small.vcf.gz");
    for index in ["small.vcf.gz.tbi", "small.vcf.gz.csi"] {
        let mut file = open("small.vcf.gz", index);
        assert_eq!(file.index().contigs(), ["chr1", "chr2", "HLA:A-1"]);
        assert_eq!(*file.index().columns(), Columns::VCF);
        assert!(file.header().ends_with(b"INFO\n") && text.as_bytes().starts_with(file.header()));
        for (contig, start, end, count) in TABIX {
            let found = records(&mut file, &format!("{contig}:{start}-{end}"));
            assert_eq!(found.len(), count, "{contig}:{start}-{end} by {index}");
            assert_eq!(found, overlapping(&text, contig, start, end));
        }
        assert_eq!(records(&mut file, "HLA:A-1").len(), 40);
        assert_eq!(records(&mut file, "chr2").len(), 700);
        // The header names it, and it has no records.
        assert_eq!(records(&mut file, "chrEmpty"), Vec::<String>::new());
    }
}

#[test]
fn annotations_are_counted_from_one() {
    // `tabix genes.gff.gz REGION | wc -l`, htslib 1.16.
    let mut file = open("genes.gff.gz", "genes.gff.gz.tbi");
    assert_eq!(*file.index().columns(), Columns::GFF);
    for (region, count) in
        [("chrA:500000-600000", 16), ("chrB:1-2000", 1), ("chrB:1999000-3000000", 3)]
    {
        assert_eq!(records(&mut file, region).len(), count, "{region}");
    }
}

#[test]
fn an_index_that_is_built_finds_what_that_of_tabix_finds() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("small.vcf.gz.tbi");
    let content = std::fs::File::open(indexed("small.vcf.gz")).unwrap();
    let built = Index::build(content, "small.vcf.gz", Columns::VCF).unwrap();
    built.write_tbi(std::fs::File::create(&path).unwrap()).unwrap();
    assert_eq!(Index::read(&path, Limits::default()).unwrap(), built);
    let location = Location::File(indexed("small.vcf.gz"));
    let client = client(FetchOptions::default());
    let mut file =
        IndexedFile::open(&location, Some(&Location::File(path)), &client, Limits::default())
            .unwrap();
    for (contig, start, end, count) in TABIX {
        assert_eq!(records(&mut file, &format!("{contig}:{start}-{end}")).len(), count);
    }
    let csi = Index::read(&indexed("small.vcf.gz.csi"), Limits::default()).unwrap();
    assert!(csi.write_tbi(Vec::new()).is_err());
}

#[test]
fn an_index_that_is_written_as_csi_finds_the_same() {
    let folder = tempfile::tempdir().unwrap();
    let content = || std::fs::File::open(indexed("small.vcf.gz")).unwrap();
    let client = client(FetchOptions::default());
    // As `tabix` counts, by an index for 512 Mb and by one for 4 Gb.
    let tbi = Index::build(content(), "small.vcf.gz", Columns::VCF).unwrap();
    let csi = Index::build_csi(content(), "small.vcf.gz", Columns::VCF).unwrap();
    assert!(csi.write_tbi(Vec::new()).is_err());
    for (name, built) in [("a.csi", tbi), ("b.csi", csi)] {
        let path = folder.path().join(name);
        built.write_csi(std::fs::File::create(&path).unwrap()).unwrap();
        let at = Location::File(indexed("small.vcf.gz"));
        let index = Some(Location::File(path));
        let mut file = IndexedFile::open(&at, index.as_ref(), &client, Limits::default()).unwrap();
        for (contig, start, end, count) in TABIX {
            let region = format!("{contig}:{start}-{end}");
            assert_eq!(records(&mut file, &region).len(), count, "{region} by {name}");
        }
    }
    // A chromosome of wheat is longer than TBI can index.
    let long = bgzipped(b"c\t1\t2\nc\t700000000\t700000009\n");
    assert!(Index::build(&long[..], "x.gz", Columns::BED).is_err());
    let index = Index::build_csi(&long[..], "x.gz", Columns::BED).unwrap();
    assert_eq!(index.chunks("c", &(699_999_999..700_000_001)).len(), 1);
    let error = Index::build_csi(&bgzipped(b"c\t1\t9000000000\n")[..], "x.gz", Columns::BED);
    assert!(error.unwrap_err().to_string().contains("behind the 4096 Mb"));
}

fn build(text: &str, columns: Columns) -> Result<Index, String> {
    Index::build(Cursor::new(bgzipped(text.as_bytes())), "x.gz", columns)
        .map_err(|error| error.to_string())
}

#[test]
fn what_cannot_be_indexed_names_the_line() {
    for (text, expected) in [
        (
            "#h\nc\t9\t10\nc\t3\t10\n",
            "line 3: starts at 3, behind one that starts at 9 (from 0); sort the file",
        ),
        ("c\t1\t2\nd\t1\t2\nc\t3\t4\n", "line 3: is of `c` again, behind others; sort the file"),
        ("c\t1\n", "line 1: has no column 3; expected columns divided by tabs"),
        ("c\tx\t2\n", "line 1: has `x` in column 2, expected a position"),
        ("c\t5\t2\n", "line 1: ends at 2, before it starts"),
        (
            "c\t1\t600000000\n",
            "line 1: ends at 600000000, behind the 512 Mb that such an index can hold",
        ),
    ] {
        assert_eq!(build(text, Columns::BED).unwrap_err(), format!("`x.gz`, {expected}"));
    }
    let error = Index::build(&b"c\t1\t2\n"[..], "x.bed", Columns::BED).unwrap_err().to_string();
    assert!(
        error.starts_with("cannot read `x.bed`: ") && error.contains("no BGZF block"),
        "{error}"
    );
}

#[test]
fn indices_that_lie_are_refused() {
    let sound = std::fs::read(indexed("small.vcf.gz.tbi")).unwrap();
    let opened = neuron_sequence_files::compression::open(&indexed("small.vcf.gz.tbi")).unwrap();
    let plain = {
        let mut bytes = Vec::new();
        let mut reader = opened.reader;
        std::io::Read::read_to_end(&mut reader, &mut bytes).unwrap();
        bytes
    };
    let parse = |bytes: Vec<u8>| {
        Index::parse(bytes, "x.tbi", Limits::default()).map_err(|error| error.to_string())
    };
    assert!(parse(sound).is_ok());
    // It need not be compressed.
    assert!(parse(plain.clone()).is_ok());
    let damaged = |place: usize, byte: u8| {
        let mut bytes = plain.clone();
        bytes[place] = byte;
        parse(bytes).unwrap_err()
    };
    assert_eq!(
        damaged(0, b'X'),
        "`x.tbi` is no sound index: it begins neither as a TBI nor as a CSI index; make it again, as by `tabix`"
    );
    // The number of contigs, and that of bins.
    assert!(damaged(7, 0x7f).contains("more entries than it has bytes for"));
    assert!(damaged(7, 0xff).contains("a number below 0"));
    assert!(damaged(4, 2).contains("not as many names as contigs"));
    assert!(damaged(8, 9).contains("unknown kind of file"));
    assert!(parse(plain[..1000].to_vec()).unwrap_err().contains("x.tbi"));
    assert!(parse(b"BAI\x01".to_vec()).unwrap_err().contains("BAM"));
    let small = Limits { index_bytes: 1000, ..Limits::default() };
    let error = Index::read(&indexed("small.vcf.gz.tbi"), small).unwrap_err().to_string();
    assert!(error.ends_with("it expands to more than the 1000 bytes that are allowed"), "{error}");
    let error = Index::parse(bgzipped(&plain), "x.tbi", small).unwrap_err().to_string();
    assert!(error.ends_with("it expands to more than the 1000 bytes that are allowed"), "{error}");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn every_region_has_its_records(
        sites in prop::collection::vec((0_u64..3_000_000, 0_u64..20), 1..400),
        regions in prop::collection::vec((1_u64..3_100_000, 0_u64..200_000), 1..8),
        ballast in 0_usize..900,
    ) {
        let mut places: Vec<(u64, u64)> = sites;
        places.sort_unstable();
        let half = places.len() / 2;
        let sites: Vec<Site> = ["20", "21"].iter().zip([&places[..half], &places[half..]]).flat_map(|(contig, places)| {
            places.iter().map(|&(position, kind)| Site {
                contig,
                position: position + 1,
                reference: if kind == 1 { "ACGTACGTAC" } else { "A" },
                end: match kind { 2 => Some(position + 40_000), 3 => Some(position + 1_500_000), _ => None },
            }).collect::<Vec<_>>()
        }).collect();
        let text = text(&sites, ballast);
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("x.vcf.gz");
        let content = bgzipped(text.as_bytes());
        std::fs::write(&path, &content).unwrap();
        let built = Index::build(&content[..], "x", Columns::VCF).unwrap();
        built.write_tbi(std::fs::File::create(folder.path().join("x.vcf.gz.tbi")).unwrap()).unwrap();
        let client = client(FetchOptions::default());
        let mut file = IndexedFile::open(&Location::File(path), None, &client, Limits::default()).unwrap();
        for (start, length) in regions {
            for contig in ["20", "21"] {
                let found = records(&mut file, &format!("{contig}:{start}-{}", start + length));
                prop_assert_eq!(found, overlapping(&text, contig, start, start + length));
            }
        }
    }

    #[test]
    fn any_bytes_are_no_panic(bytes in prop::collection::vec(any::<u8>(), 0..200), csi in any::<bool>()) {
        let magic: &[u8] = if csi { b"CSI\x01\x0e\0\0\0\x05\0\0\0" } else { b"TBI\x01" };
        if let Ok(index) = Index::parse([magic, &bytes].concat(), "x", Limits::default()) {
            assert!(index.chunks("a", &(0..u64::MAX)).len() <= 200);
        }
    }

    #[test]
    fn damaged_indices_are_no_panic(place in 0_usize..9000, byte in any::<u8>()) {
        let mut opened = neuron_sequence_files::compression::open(&indexed("small.vcf.gz.csi")).unwrap();
        let mut bytes = Vec::new();
        std::io::Read::read_to_end(&mut opened.reader, &mut bytes).unwrap();
        let place = place % bytes.len();
        bytes[place] = byte;
        if let Ok(index) = Index::parse(bytes, "x", Limits::default()) {
            for name in index.contigs() {
                assert!(index.chunks(name, &(1000..u64::MAX)).len() <= 3000);
            }
        }
    }
}
