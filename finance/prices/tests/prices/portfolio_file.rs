use neuron_prices::PortfolioFile;
use std::path::Path;

fn error(text: &str) -> String {
    PortfolioFile::parse(text, "p.toml").unwrap_err().to_string()
}

#[test]
fn what_is_wrong_is_named_with_its_line() {
    let head = "name = \"x\"\ntickers = [\"A\", \"B\"]\n";
    #[rustfmt::skip]
    let cases = [
        ("tickers = []\nname = \"x\"", "`p.toml`, row 1: `tickers` is empty"),
        ("name = \"x\"", "`p.toml`, row 1: missing field `tickers`"),
        ("name = \" \"\ntickers = [\"A\"]", "`p.toml`, row 1: `name` is empty"),
        ("name = \"x\"\ntickers = [\n\"A\",\n\"A\"]", "`p.toml`, row 4: ticker `A` is there twice"),
        ("name = \"x\"\ntickers = [\n\"A B\"]", "`p.toml`, row 3: `A B` is no ticker"),
        ("name = \"x\"\ncurrency = \"dollar\"\ntickers = [\"A\"]", "`p.toml`, row 2: `dollar` is no currency"),
        ("name = \"x\"\ntickers = [\"A\"]\nleverage = 2", "`p.toml`, row 3: unknown field `leverage`"),
        ("name = \"x\"\ntickers = [\"A\"\n", "`p.toml`, row "),
        (&format!("{head}[weights]\nA = 0.5\nC = 0.5"), "`p.toml`, row 5: weight of `C`, which `tickers` has not"),
        (&format!("{head}[weights]\nA = 1.0"), "`p.toml`, row 3: `weights` has none of `B`"),
        (&format!("{head}[weights]\nA = 0.5\nB = nan"), "`p.toml`, row 5: the weight of `B` is NaN"),
        (&format!("{head}[weights]\nA = 0.5\nB = 0.4"), "`p.toml`, row 3: the weights add up to 0.9: expected 1"),
        (&format!("{head}[groups.sector]\ntech = [\"A\"]\noil = [\"B\", \"A\"]"), "`p.toml`, row 4: `A` is in the groups `oil` and `tech` of `sector`"),
        (&format!("{head}[groups.sector]\ntech = [\"A\",\n\"Z\"]"), "`p.toml`, row 5: group `tech` of `sector` names `Z`, which `tickers` has not"),
        (&format!("{head}[groups.sector]\ntech = [\"A\", \"A\"]"), "`p.toml`, row 4: group `tech` of `sector` names `A` twice"),
    ];
    for (text, expected) in cases {
        let found = error(text);
        assert!(found.starts_with(expected) && !found.contains('\n'), "{text}\n{found}");
    }
}

#[test]
fn a_portfolio_is_what_was_written() {
    let text = "name = \"x\"\ntickers = [\"B\", \"A\"]\n[weights]\nA = 2\nB = -1\n\
                [groups.region]\neu = [\"A\", \"B\"]\n[groups.sector]\noil = [\"A\"]\n";
    let portfolio = PortfolioFile::parse(text, "p.toml").unwrap();
    assert_eq!(portfolio.names(), ["B", "A"]);
    assert_eq!(portfolio.weights, Some(vec![-1.0, 2.0]), "in the order of the tickers");
    assert_eq!(portfolio.groups.len(), 2);
    let again = PortfolioFile::parse(&portfolio.to_toml().unwrap(), "again.toml").unwrap();
    assert_eq!(again, portfolio);
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("p.toml");
    std::fs::write(&path, text).unwrap();
    assert_eq!(PortfolioFile::load(&path).unwrap(), portfolio);
    std::fs::write(&path, b"name = \"x\"\n\xff").unwrap();
    let error = PortfolioFile::load(&path).unwrap_err().to_string();
    assert!(error.contains("row 2: the text is not UTF-8"), "{error}");
    assert!(PortfolioFile::load(Path::new("nothing.toml")).is_err());
}
