/// Pixels of one image, `[band, row, column]`.
#[derive(Clone, Debug, PartialEq)]
pub struct Image {
    /// Bands.
    pub bands: usize,
    /// Rows.
    pub height: usize,
    /// Columns.
    pub width: usize,
    /// The values; NaN where the file marks a pixel as missing.
    pub values: Vec<f32>,
    /// How the file stores them.
    pub stored: Stored,
    /// Names of the bands, where the file states them; else empty.
    pub band_names: Vec<String>,
}

/// How a file stores values. All of them are held in `f32` without loss.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stored {
    /// Unsigned, 8 bits.
    U8,
    /// Unsigned, 16 bits.
    U16,
    /// Anything else: real, signed, or with missing pixels.
    F32,
}

impl Stored {
    /// Its name in messages.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::U8 => "u8",
            Self::U16 => "u16",
            Self::F32 => "f32",
        }
    }
}

impl Image {
    /// Brought to another size by the mean of what each new pixel covers, or the nearest pixel where
    /// it covers less than one.
    #[must_use]
    pub fn resized(&self, height: usize, width: usize) -> Self {
        let span = |i: usize, from: usize, to: usize| {
            let start = i * from / to;
            start..((i + 1) * from / to).max(start + 1).min(from)
        };
        let mut values = Vec::with_capacity(self.bands * height * width);
        for plane in self.values.chunks_exact((self.height * self.width).max(1)) {
            for row in 0..height {
                for column in 0..width {
                    let (rows, columns) =
                        (span(row, self.height, height), span(column, self.width, width));
                    let count = (rows.len() * columns.len()) as f32;
                    let sum: f32 =
                        rows.flat_map(|r| plane[r * self.width..][columns.clone()].iter()).sum();
                    values.push(sum / count);
                }
            }
        }
        let band_names = self.band_names.clone();
        Self { bands: self.bands, height, width, values, stored: self.stored, band_names }
    }
}
