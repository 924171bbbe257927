//! Indices against spyndex, and against numpy where spyndex departs from the publication
//! (`indices.csv`, written by `indices.py`).

use neuron_vision::environmental_monitoring::indices::{BANDS, Catalogue, Domain};
use std::collections::BTreeSet;

const TABLE: &str = include_str!("indices.csv");

type Row<'a> = (&'a str, &'a str, Vec<f64>);

fn rows() -> impl Iterator<Item = Row<'static>> {
    TABLE.lines().map(|line| {
        let mut fields = line.split(',');
        let (kind, name) = (fields.next().unwrap(), fields.next().unwrap());
        (kind, name, fields.map(|field| field.parse().unwrap()).collect())
    })
}

fn bands() -> Vec<Row<'static>> {
    rows().filter(|(kind, ..)| *kind == "band").collect()
}

#[test]
fn values_are_those_of_spyndex_and_numpy() {
    let catalogue = Catalogue::published().unwrap();
    let bands = bands();
    let bands: Vec<(&str, &[f64])> =
        bands.iter().map(|(_, name, values)| (*name, values.as_slice())).collect();
    let mut seen = BTreeSet::new();
    for (_, name, expected) in rows().filter(|(kind, ..)| *kind != "band") {
        let found = catalogue.get(name).unwrap().evaluate(&bands, &[]).unwrap();
        assert_eq!(found.len(), expected.len());
        for (found, expected) in found.iter().zip(&expected) {
            let near = (found - expected).abs() <= 1e-9 * expected.abs().max(1.0);
            assert!(near, "{name}: {found}, expected {expected}");
        }
        assert!(seen.insert(name), "{name} is there twice");
    }
    let all: BTreeSet<&str> = catalogue.all().iter().map(|index| index.short.as_str()).collect();
    assert_eq!(seen, all, "every index has a value to compare with");
    assert!(all.len() >= 60);
}

#[test]
fn every_domain_has_indices_with_a_publication() {
    let catalogue = Catalogue::published().unwrap();
    for domain in
        [Domain::Vegetation, Domain::Water, Domain::Burn, Domain::Snow, Domain::Urban, Domain::Soil]
    {
        assert!(catalogue.all().iter().filter(|index| index.domain == domain).count() >= 3);
    }
    for index in catalogue.all() {
        assert!((1965..2026).contains(&index.year) && index.reference.len() >= 2, "{index:?}");
        assert!(index.bands.iter().all(|band| BANDS.contains(band)));
    }
    assert_eq!(catalogue.get("evi").unwrap().bands, ["B", "R", "N"]);
    // Of two that differ in case alone, each has its own letters.
    assert_eq!(catalogue.get("BAI").unwrap().domain, Domain::Burn);
    assert_eq!(catalogue.get("BaI").unwrap().domain, Domain::Soil);
    assert!(catalogue.get("bai").is_err());
}

#[test]
fn parameters_are_set_and_gaps_stay() {
    let catalogue = Catalogue::published().unwrap();
    let savi = catalogue.get("SAVI").unwrap();
    let bands: [(&str, &[f32]); 2] =
        [("N", &[0.5, f32::NAN, 0.0, 0.25]), ("R", &[0.25, 0.1, 0.0, 0.25])];
    let found = savi.evaluate(&bands, &[("L", 0.0)]).unwrap();
    assert_eq!((found[0], found[3]), (0.25 / 0.75, 0.0));
    // A gap in a band, and 0 / 0.
    assert!(found[1].is_nan() && found[2].is_nan());
    assert_eq!(savi.evaluate(&bands, &[]).unwrap()[2], 0.0);
}

/// More values than are computed at once.
#[test]
fn long_slices_are_computed_in_blocks() {
    let catalogue = Catalogue::published().unwrap();
    let n: Vec<f64> = (0..5000).map(|at| 0.2 + f64::from(at) / 1e4).collect();
    let r: Vec<f64> = (0..5000).map(|at| 0.5 - f64::from(at) / 1e4).collect();
    let found = catalogue.get("NDVI").unwrap().evaluate(&[("R", &r[..]), ("N", &n)], &[]).unwrap();
    assert_eq!(found.len(), 5000);
    for (found, (n, r)) in found.iter().zip(n.iter().zip(&r)) {
        assert_eq!(*found, (n - r) / (n + r));
    }
    let none = catalogue.get("NDVI").unwrap().evaluate::<f64>(&[("R", &[]), ("N", &[])], &[]);
    assert_eq!(none.unwrap(), Vec::<f64>::new());
}

fn own(short: &str, formula: &str, rest: &str) -> String {
    format!(
        "[[index]]\nshort = \"{short}\"\nname = \"Own\"\nformula = \"{formula}\"\n\
         domain = \"water\"\nreference = \"Me\"\nyear = 2020\n{rest}\n"
    )
}

#[test]
fn a_file_adds_and_replaces() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("own.toml");
    let text = own("MINE", "k * max(G, B) - min(N, 0.1)^2", "parameters = { k = 2 }")
        + &own("NDVI", "N / R", "");
    std::fs::write(&file, text).unwrap();
    let mut catalogue = Catalogue::published().unwrap();
    let before = catalogue.all().len();
    catalogue.add_file(&file).unwrap();
    assert_eq!(catalogue.all().len(), before + 1);
    let bands: [(&str, &[f64]); 4] = [("B", &[0.5]), ("G", &[0.25]), ("N", &[0.5]), ("R", &[0.25])];
    let value = |name: &str| catalogue.get(name).unwrap().evaluate(&bands, &[]).unwrap()[0];
    assert!((value("MINE") - 0.99).abs() < 1e-15);
    assert_eq!(value("NDVI"), 2.0);
}

#[test]
fn what_is_wrong_is_said_with_its_place() {
    let said = |text: &str| Catalogue::default().add(text, "own.toml").unwrap_err().to_string();
    insta::assert_snapshot!(said(&own("X", "(N - R / (N + R)", "")), @"`own.toml`, index `X`, column 17 of the formula: expected `)`, found its end");
    insta::assert_snapshot!(said(&own("X", "N - 2 $ R", "")), @"`own.toml`, index `X`, column 7 of the formula: expected a number, a name or one of + - * / ^ ( ) , found `$`");
    insta::assert_snapshot!(said(&own("X", "1 + 1", "")), @"`own.toml`, index `X`: expected a formula with a band");
    insta::assert_snapshot!(said(&own("X", "N", "parameters = { k = 2 }")), @"`own.toml`, index `X`: the formula does not use its parameter `k`");
    insta::assert_snapshot!(said(&own("X", "N", "parameters = { R = 2 }")), @"`own.toml`, index `X`: expected a parameter of letters, digits and `_` that is no band, found `R`");
    insta::assert_snapshot!(said(&own("X", "N * k", "parameters = { k = inf }")), @"`own.toml`, index `X`: parameter `k` is inf");
    insta::assert_snapshot!(said(&own("a b", "N", "")), @"`own.toml`, index `a b`: expected a short name of letters, digits and `_`");
    insta::assert_snapshot!(said(&(own("X", "N", "") + &own("X", "R", ""))), @"`own.toml`, index `X`: it is there twice");
    let line = said(&own("X", "N", "colour = 1"));
    assert!(line.starts_with("`own.toml`, line 8: unknown field `colour`"), "{line}");
    let line = said("[[index]]\nshort = \"X\"\nname = ?\n");
    assert!(line.starts_with("`own.toml`, line 3: "), "{line}");
    assert!(!line.contains('\n'));
}

#[test]
fn what_cannot_be_computed_is_refused() {
    let catalogue = Catalogue::published().unwrap();
    let said = |bands: &[(&str, &[f64])], set: &[(&str, f64)]| {
        catalogue.get("SAVI").unwrap().evaluate(bands, set).unwrap_err().to_string()
    };
    insta::assert_snapshot!(catalogue.get("NVDI").unwrap_err().to_string(), @"no index is called `NVDI`; `index --list` shows all");
    insta::assert_snapshot!(said(&[("N", &[0.1]), ("G", &[0.1])], &[]), @"index `SAVI` needs the bands R, N, found N, G");
    insta::assert_snapshot!(said(&[], &[]), @"index `SAVI` needs the bands R, N, found none");
    insta::assert_snapshot!(said(&[("N", &[0.1]), ("R", &[0.1, 0.2])], &[]), @"band `N` has 1 values, expected 2 as of the others");
    insta::assert_snapshot!(said(&[], &[("k", 1.0)]), @"index `SAVI` has the finite parameters L, found `k` = 1");
    insta::assert_snapshot!(said(&[], &[("L", f64::NAN)]), @"index `SAVI` has the finite parameters L, found `L` = NaN");
}
