//! Portfolios in TOML.

use crate::{Currency, Place, PricesError, Ticker};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use toml::Spanned;

/// No portfolio's file is larger, in bytes.
const LARGEST: u64 = 4 << 20;

/// How far the sum of weights may be from one: what rounding to six digits does.
const TOLERANCE: f64 = 1e-5;

/// A portfolio: its tickers, in the order in which results name them, and what is known of them.
///
/// ```
/// use neuron_prices::PortfolioFile;
///
/// let portfolio = PortfolioFile::parse(r#"
///     name = "three shares"
///     currency = "USD"
///     tickers = ["AAPL", "IBM", "KO"]
///
///     [weights]
///     AAPL = 0.5
///     IBM = 0.3
///     KO = 0.2
///
///     [groups.sector]
///     technology = ["AAPL", "IBM"]
///     staples = ["KO"]
/// "#, "three.toml")?;
/// assert_eq!(portfolio.weights, Some(vec![0.5, 0.3, 0.2]));
/// assert_eq!(portfolio.groups["sector"]["staples"], ["KO"]);
///
/// let error = PortfolioFile::parse("name = \"x\"\ntickers = [\"A\"]\nticker = 1", "x.toml");
/// assert!(error.unwrap_err().to_string().starts_with("`x.toml`, row 3: unknown field `ticker`"));
/// # Ok::<(), neuron_prices::PricesError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PortfolioFile {
    /// What it is called.
    pub name: String,
    /// The currency in which it is counted, where it is stated.
    pub currency: Option<Currency>,
    /// Its assets.
    pub tickers: Vec<Ticker>,
    /// The part of each asset, in the order of the tickers; they add up to one. Negative ones are sold
    /// short.
    pub weights: Option<Vec<f64>>,
    /// Ways to divide the assets, such as `sector`, each with its groups and their tickers. An asset is
    /// in one group of a way at most.
    pub groups: BTreeMap<String, BTreeMap<String, Vec<String>>>,
}

/// A file as it is written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    name: Spanned<String>,
    currency: Option<Spanned<String>>,
    tickers: Spanned<Vec<Spanned<String>>>,
    weights: Option<Spanned<BTreeMap<Spanned<String>, Spanned<f64>>>>,
    #[serde(default)]
    groups: BTreeMap<String, BTreeMap<String, Vec<Spanned<String>>>>,
}

/// What is wrong, and at which byte.
type Fault = (usize, String);

impl PortfolioFile {
    /// Reads a file.
    ///
    /// # Errors
    /// [`PricesError::Read`], or [`PricesError::Format`] with the line.
    pub fn load(path: &Path) -> Result<Self, PricesError> {
        use std::io::Read;
        let name = path.display().to_string();
        let unreadable = |source| PricesError::Read { file: name.clone(), source };
        let mut bytes = Vec::new();
        let file = std::fs::File::open(path).map_err(unreadable)?;
        file.take(LARGEST + 1).read_to_end(&mut bytes).map_err(unreadable)?;
        if bytes.len() as u64 > LARGEST {
            let what = format!("it is longer than the {LARGEST} bytes of a portfolio");
            return Err(PricesError::format(Place::of(&name), what));
        }
        let text = String::from_utf8(bytes).map_err(|error| {
            let valid = &error.as_bytes()[..error.utf8_error().valid_up_to()];
            let row = 1 + valid.iter().filter(|byte| **byte == b'\n').count() as u64;
            PricesError::format(Place::of(&name).row(row), "the text is not UTF-8")
        })?;
        Self::parse(&text, &name)
    }

    /// Reads a text; `name` is what errors call it.
    ///
    /// # Errors
    /// [`PricesError::Format`] with the line.
    pub fn parse(text: &str, name: &str) -> Result<Self, PricesError> {
        let fault = |(offset, what): Fault| {
            let before = &text.as_bytes()[..offset.min(text.len())];
            let row = 1 + before.iter().filter(|byte| **byte == b'\n').count() as u64;
            // Names in it come from the file, and may have line breaks: the message stays one line.
            let what: String = what.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
            PricesError::format(Place::of(name).row(row), what)
        };
        let written: Written = toml::from_str(text).map_err(|error| {
            let start = error.span().map_or(0, |span| span.start);
            fault((start, error.message().to_owned()))
        })?;
        written.checked().map_err(fault)
    }

    /// The tickers as text.
    #[must_use]
    pub fn names(&self) -> Vec<&str> {
        self.tickers.iter().map(Ticker::as_str).collect()
    }

    /// The portfolio as a file that [`parse`](Self::parse) reads, with its tickers in their order.
    ///
    /// # Errors
    /// [`PricesError::Setting`] where its name cannot be written.
    pub fn to_toml(&self) -> Result<String, PricesError> {
        #[derive(Serialize)]
        struct Out<'a> {
            name: &'a str,
            #[serde(skip_serializing_if = "Option::is_none")]
            currency: Option<&'a Currency>,
            tickers: &'a [Ticker],
            #[serde(skip_serializing_if = "Option::is_none")]
            weights: Option<BTreeMap<&'a str, f64>>,
            #[serde(skip_serializing_if = "BTreeMap::is_empty")]
            groups: &'a BTreeMap<String, BTreeMap<String, Vec<String>>>,
        }
        let weights = self.weights.as_ref();
        let out = Out {
            name: &self.name,
            currency: self.currency.as_ref(),
            tickers: &self.tickers,
            weights: weights.map(|own| self.names().into_iter().zip(own.iter().copied()).collect()),
            groups: &self.groups,
        };
        toml::to_string(&out).map_err(|error| PricesError::Setting {
            name: "portfolio",
            found: error.to_string(),
            expected: "what TOML can hold",
        })
    }
}

impl Written {
    fn checked(self) -> Result<PortfolioFile, Fault> {
        let at = self.tickers.span().start;
        let mut known = BTreeSet::new();
        let mut tickers = Vec::new();
        for text in self.tickers.into_inner() {
            let at = text.span().start;
            let ticker = Ticker::new(text.get_ref()).map_err(|error| (at, error.to_string()))?;
            if !known.insert(ticker.to_string()) {
                return Err((at, format!("ticker `{ticker}` is there twice")));
            }
            tickers.push(ticker);
        }
        if tickers.is_empty() {
            return Err((at, "`tickers` is empty: expected one or more".into()));
        }
        let name = self.name.get_ref().trim().to_owned();
        if name.is_empty() || name.chars().any(char::is_control) {
            let what = "`name` is empty or has control characters: expected a name";
            return Err((self.name.span().start, what.into()));
        }
        let currency = self.currency.map(|text| {
            Currency::new(text.get_ref()).map_err(|error| (text.span().start, error.to_string()))
        });
        let weights = self.weights.map(|weights| parts(weights, &tickers)).transpose()?;
        for (way, groups) in &self.groups {
            check_groups(way, groups, &known)?;
        }
        let texts = |own: Vec<Spanned<String>>| own.into_iter().map(Spanned::into_inner).collect();
        let groups = self.groups.into_iter().map(|(way, groups)| {
            (way, groups.into_iter().map(|(group, own)| (group, texts(own))).collect())
        });
        let groups = groups.collect();
        Ok(PortfolioFile { name, currency: currency.transpose()?, tickers, weights, groups })
    }
}

/// The weights in the order of the tickers.
fn parts(
    weights: Spanned<BTreeMap<Spanned<String>, Spanned<f64>>>,
    tickers: &[Ticker],
) -> Result<Vec<f64>, Fault> {
    let at = weights.span().start;
    let mut by_ticker = BTreeMap::new();
    for (ticker, weight) in weights.into_inner() {
        let start = ticker.span().start;
        let ticker = ticker.into_inner();
        if !tickers.iter().any(|own| own.as_str() == ticker) {
            return Err((start, format!("weight of `{ticker}`, which `tickers` has not")));
        }
        let weight = weight.into_inner();
        if !weight.is_finite() {
            return Err((
                start,
                format!("the weight of `{ticker}` is {weight}: expected a finite one"),
            ));
        }
        by_ticker.insert(ticker, weight);
    }
    let mut parts = Vec::with_capacity(tickers.len());
    for ticker in tickers {
        let weight = by_ticker.get(ticker.as_str());
        parts.push(*weight.ok_or_else(|| (at, format!("`weights` has none of `{ticker}`")))?);
    }
    let sum: f64 = parts.iter().sum();
    if (sum - 1.0).abs() > TOLERANCE {
        return Err((at, format!("the weights add up to {sum}: expected 1")));
    }
    Ok(parts)
}

/// Refuses groups of tickers that are not there, or that are in two groups of one way to divide.
fn check_groups(
    way: &str,
    groups: &BTreeMap<String, Vec<Spanned<String>>>,
    known: &BTreeSet<String>,
) -> Result<(), Fault> {
    let mut taken: BTreeMap<&str, &str> = BTreeMap::new();
    for (group, tickers) in groups {
        for ticker in tickers {
            let (at, ticker) = (ticker.span().start, ticker.get_ref());
            if !known.contains(ticker) {
                let what =
                    format!("group `{group}` of `{way}` names `{ticker}`, which `tickers` has not");
                return Err((at, what));
            }
            if let Some(other) = taken.insert(ticker, group) {
                return Err((
                    at,
                    match other == group {
                        true => format!("group `{group}` of `{way}` names `{ticker}` twice"),
                        false => format!(
                            "`{ticker}` is in the groups `{other}` and `{group}` of `{way}`"
                        ),
                    },
                ));
            }
        }
    }
    Ok(())
}
