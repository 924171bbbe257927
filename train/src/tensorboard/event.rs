use super::Histogram;
use super::message::{Field, MessageWriter, doubles, fields};

/// One record of an event file.
#[derive(Clone, Debug, PartialEq)]
pub struct Event {
    /// Seconds since 1970, for TensorBoard's "wall" axis only.
    pub wall_time: f64,
    /// The optimiser step.
    pub step: u64,
    /// What it says.
    pub content: EventContent,
}

/// What an [`Event`] says.
#[derive(Clone, Debug, PartialEq)]
pub enum EventContent {
    /// The first record of every file.
    FileVersion(String),
    /// Values under their tags.
    Summary(Vec<SummaryValue>),
    /// Something that another program wrote.
    Other,
}

/// A value under a tag.
#[derive(Clone, Debug, PartialEq)]
pub struct SummaryValue {
    /// The tag, such as `val/accuracy`: what stands before the slash groups charts.
    pub tag: String,
    /// The value.
    pub data: SummaryData,
}

/// The kinds of values.
#[derive(Clone, Debug, PartialEq)]
pub enum SummaryData {
    /// A number; TensorBoard keeps single precision.
    Scalar(f32),
    /// Markdown.
    Text(String),
    /// A distribution.
    Histogram(Histogram),
    /// Something that another program wrote.
    Other,
}

// Field numbers of event.proto, summary.proto and tensor.proto.
mod number {
    pub(super) mod event {
        pub(in super::super) const WALL_TIME: u32 = 1;
        pub(in super::super) const STEP: u32 = 2;
        pub(in super::super) const FILE_VERSION: u32 = 3;
        pub(in super::super) const SUMMARY: u32 = 5;
    }
    pub(super) mod value {
        pub(in super::super) const TAG: u32 = 1;
        pub(in super::super) const SIMPLE_VALUE: u32 = 2;
        pub(in super::super) const HISTOGRAM: u32 = 5;
        pub(in super::super) const TENSOR: u32 = 8;
        pub(in super::super) const METADATA: u32 = 9;
    }
    pub(super) mod tensor {
        pub(in super::super) const DTYPE: u32 = 1;
        pub(in super::super) const SHAPE: u32 = 2;
        pub(in super::super) const STRING: u32 = 8;
        pub(in super::super) const DTYPE_STRING: u64 = 7;
    }
}
use number::{event, tensor, value};

impl Event {
    pub(super) fn encode(&self) -> Vec<u8> {
        let mut writer = MessageWriter::default();
        writer.double(event::WALL_TIME, self.wall_time).varint(event::STEP, self.step);
        match &self.content {
            EventContent::FileVersion(version) => {
                writer.bytes(event::FILE_VERSION, version.as_bytes());
            }
            EventContent::Summary(values) => {
                writer.message(event::SUMMARY, |summary| {
                    for value in values {
                        summary.message(1, |out| value.encode(out));
                    }
                });
            }
            EventContent::Other => {}
        }
        writer.finish()
    }

    pub(super) fn decode(bytes: &[u8]) -> Option<Self> {
        let mut event = Self { wall_time: 0.0, step: 0, content: EventContent::Other };
        for (number, field) in fields(bytes)? {
            match (number, field) {
                (event::WALL_TIME, field) => event.wall_time = field.as_double()?,
                (event::STEP, Field::Varint(step)) => event.step = step,
                (event::FILE_VERSION, field) => {
                    event.content = EventContent::FileVersion(field.as_text()?);
                }
                (event::SUMMARY, Field::Bytes(summary)) => {
                    let values = fields(summary)?.into_iter().filter(|(number, _)| *number == 1);
                    let values = values.map(|(_, field)| SummaryValue::decode(field.as_bytes()?));
                    event.content = EventContent::Summary(values.collect::<Option<_>>()?);
                }
                _ => {}
            }
        }
        Some(event)
    }
}

impl SummaryValue {
    fn encode(&self, out: &mut MessageWriter) {
        out.bytes(value::TAG, self.tag.as_bytes());
        match &self.data {
            SummaryData::Scalar(number) => {
                out.float(value::SIMPLE_VALUE, *number);
            }
            SummaryData::Text(text) => {
                out.message(value::TENSOR, |out| {
                    out.varint(tensor::DTYPE, tensor::DTYPE_STRING);
                    // Shape [1].
                    out.message(tensor::SHAPE, |shape| {
                        shape.message(2, |dim| {
                            dim.varint(1, 1);
                        });
                    });
                    out.bytes(tensor::STRING, text.as_bytes());
                });
                out.message(value::METADATA, |metadata| {
                    metadata.message(1, |plugin| {
                        plugin.bytes(1, b"text");
                    });
                });
            }
            SummaryData::Histogram(histogram) => {
                out.message(value::HISTOGRAM, |out| histogram.encode(out));
            }
            SummaryData::Other => {}
        }
    }

    fn decode(bytes: &[u8]) -> Option<Self> {
        let mut read = Self { tag: String::new(), data: SummaryData::Other };
        for (number, field) in fields(bytes)? {
            match (number, field) {
                (value::TAG, field) => read.tag = field.as_text()?,
                (value::SIMPLE_VALUE, Field::Fixed32(bytes)) => {
                    read.data = SummaryData::Scalar(f32::from_le_bytes(bytes));
                }
                (value::HISTOGRAM, field) => {
                    read.data = SummaryData::Histogram(Histogram::decode(field.as_bytes()?)?);
                }
                (value::TENSOR, field) => {
                    let strings = fields(field.as_bytes()?)?;
                    let text = strings.into_iter().find(|(number, _)| *number == tensor::STRING);
                    if let Some((_, text)) = text {
                        read.data = SummaryData::Text(text.as_text()?);
                    }
                }
                _ => {}
            }
        }
        Some(read)
    }
}

impl Histogram {
    fn encode(&self, out: &mut MessageWriter) {
        out.double(1, self.min).double(2, self.max).double(3, self.count).double(4, self.sum);
        out.double(5, self.sum_of_squares).doubles(6, &self.limits).doubles(7, &self.buckets);
    }

    fn decode(bytes: &[u8]) -> Option<Self> {
        let mut numbers = [0.0; 5];
        let (mut limits, mut buckets) = (Vec::new(), Vec::new());
        for (number, field) in fields(bytes)? {
            match number {
                1..=5 => numbers[number as usize - 1] = field.as_double()?,
                6 => limits = doubles(field.as_bytes()?)?,
                7 => buckets = doubles(field.as_bytes()?)?,
                _ => {}
            }
        }
        let [min, max, count, sum, sum_of_squares] = numbers;
        Some(Self { min, max, count, sum, sum_of_squares, limits, buckets })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_comes_back() {
        let value = |tag: &str, data| SummaryValue { tag: String::from(tag), data };
        let histogram = Histogram::of(&[-1.0, 0.0, 3.0]).unwrap();
        let event = Event {
            wall_time: 1.5,
            step: 1 << 40,
            content: EventContent::Summary(vec![
                value("a/b", SummaryData::Scalar(-0.1)),
                value("note", SummaryData::Text(String::from("größer *than*"))),
                value("grad", SummaryData::Histogram(histogram)),
            ]),
        };
        assert_eq!(Event::decode(&event.encode()), Some(event));
    }
}
