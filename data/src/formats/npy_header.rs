//! The header of an `.npy` file: a dictionary as Python writes it, of exactly three keys.

/// The longest header that is read, in bytes: numpy's own limit.
pub(super) const LONGEST_HEADER: u64 = 10_000;

/// Most dimensions of an array: numpy's own limit.
const DIMENSIONS: usize = 64;

/// What a header says of an array of bytes in C order.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Header {
    pub(super) shape: Vec<usize>,
}

impl Header {
    /// Reads a header; the error is what is wrong with it.
    pub(super) fn parse(text: &[u8]) -> Result<Self, String> {
        let text = std::str::from_utf8(text).map_err(|_| "its header is not text".to_owned())?;
        let mut rest = Rest(text);
        let (mut descr, mut fortran, mut shape) = (None, None, None);
        rest.expect('{')?;
        while !rest.take('}') {
            let key = rest.string()?;
            rest.expect(':')?;
            let again = match key {
                "descr" => descr.replace(rest.descr()?).is_some(),
                "fortran_order" => fortran.replace(rest.truth()?).is_some(),
                "shape" => shape.replace(rest.shape()?).is_some(),
                other => return Err(format!("its header has the key `{}`", other.escape_debug())),
            };
            if again {
                return Err(format!("its header has `{key}` twice"));
            }
            if !rest.take(',') {
                rest.expect('}')?;
                break;
            }
        }
        if !rest.0.trim().is_empty() {
            return Err("its header goes on after the dictionary".to_owned());
        }
        let lacks = |key: &str| format!("its header lacks `{key}`");
        let descr = descr.ok_or_else(|| lacks("descr"))?;
        let shape = shape.ok_or_else(|| lacks("shape"))?;
        // Of a single byte, the order of bytes means nothing.
        if !matches!(descr, "|u1" | "<u1" | ">u1" | "=u1" | "u1" | "B") {
            let what = if descr.contains('O') { "Python objects" } else { "elements of the type" };
            let descr = descr.escape_debug();
            return Err(format!(
                "it has {what} `{descr}`: expected unsigned bytes, as `array.astype('uint8')` makes"
            ));
        }
        if fortran.ok_or_else(|| lacks("fortran_order"))? && shape.len() > 1 {
            let way_out = "as `numpy.ascontiguousarray` makes";
            return Err(format!("it is stored column by column: expected C order, {way_out}"));
        }
        Ok(Self { shape })
    }

    /// Bytes of all elements.
    pub(super) fn bytes(&self) -> Result<u64, String> {
        let each = self.shape.iter().try_fold(1u64, |all, &size| all.checked_mul(size as u64));
        each.ok_or_else(|| format!("its header says {:?}, more than can be", self.shape))
    }
}

/// What of a header is still to be read.
struct Rest<'a>(&'a str);

impl<'a> Rest<'a> {
    /// Steps over `mark`, if it comes next.
    fn take(&mut self, mark: char) -> bool {
        let rest = self.0.trim_start().strip_prefix(mark);
        if let Some(rest) = rest {
            self.0 = rest;
        }
        rest.is_some()
    }

    fn expect(&mut self, mark: char) -> Result<(), String> {
        if self.take(mark) {
            return Ok(());
        }
        let found: String = self.0.trim_start().chars().take(20).collect();
        Err(format!("its header has `{}`: expected `{mark}`", found.escape_debug()))
    }

    /// A string in either quotes, without escapes: no name or type that is read has any.
    fn string(&mut self) -> Result<&'a str, String> {
        let quote = if self.take('"') { '"' } else { '\'' };
        if quote == '\'' {
            self.expect('\'')?;
        }
        let (string, rest) =
            self.0.split_once(quote).ok_or_else(|| "its header ends in a string".to_owned())?;
        self.0 = rest;
        Ok(string)
    }

    /// A type. Records have a list of fields for one.
    fn descr(&mut self) -> Result<&'a str, String> {
        if self.0.trim_start().starts_with('[') {
            return Err("it has records of several fields: expected unsigned bytes".to_owned());
        }
        self.string()
    }

    fn word(&mut self) -> &'a str {
        let rest = self.0.trim_start();
        let end = rest.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(rest.len());
        let (word, rest) = rest.split_at(end);
        self.0 = rest;
        word
    }

    fn truth(&mut self) -> Result<bool, String> {
        match self.word() {
            "True" => Ok(true),
            "False" => Ok(false),
            other => Err(format!(
                "its header says `{}` of the order: expected True or False",
                other.escape_debug()
            )),
        }
    }

    /// A tuple of sizes: `()`, `(3,)`, `(3, 28, 28)`.
    fn shape(&mut self) -> Result<Vec<usize>, String> {
        self.expect('(')?;
        let mut sizes = Vec::new();
        while !self.take(')') {
            let word = self.word();
            let size = word.parse::<u32>().map_err(|_| {
                format!("its header has the size `{}`: expected a number", word.escape_debug())
            })?;
            if sizes.len() == DIMENSIONS {
                return Err(format!("it has more than {DIMENSIONS} dimensions"));
            }
            sizes.push(size as usize);
            if !self.take(',') {
                self.expect(')')?;
                break;
            }
        }
        Ok(sizes)
    }
}
