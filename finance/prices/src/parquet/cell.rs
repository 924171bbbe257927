use ::parquet::basic::{LogicalType, TimeUnit};
use ::parquet::record::Field;
use ::parquet::schema::types::Type;
use jiff::{Span, Timestamp, civil::date};

/// What the numbers of a column are, where their type alone does not say it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// What they are by their type.
    Plain,
    /// Nanoseconds since 1970, which older types do not know.
    Nanoseconds,
}

impl Kind {
    pub(super) fn of(column: &Type) -> Self {
        match column.get_basic_info().logical_type_ref() {
            Some(LogicalType::Timestamp(kind)) if kind.unit == TimeUnit::NANOS => Self::Nanoseconds,
            _ => Self::Plain,
        }
    }
}

/// A cell as text; none where a price file has no use for its type.
pub(super) fn text(field: &Field, kind: Kind) -> Option<String> {
    let moment = |time: Option<Timestamp>| time.map(|time| time.to_string());
    match (field, kind) {
        (Field::Null, _) => Some(String::new()),
        (Field::Long(value), Kind::Nanoseconds) => {
            moment(Timestamp::from_nanosecond(i128::from(*value)).ok())
        }
        (Field::Long(value), Kind::Plain) => Some(value.to_string()),
        (Field::Byte(value), _) => Some(value.to_string()),
        (Field::Short(value), _) => Some(value.to_string()),
        (Field::Int(value), _) => Some(value.to_string()),
        (Field::UByte(value), _) => Some(value.to_string()),
        (Field::UShort(value), _) => Some(value.to_string()),
        (Field::UInt(value), _) => Some(value.to_string()),
        (Field::ULong(value), _) => Some(value.to_string()),
        (Field::Float(value), _) => Some(value.to_string()),
        (Field::Double(value), _) => Some(value.to_string()),
        (Field::Str(value), _) => Some(value.clone()),
        (Field::Bytes(bytes), _) => std::str::from_utf8(bytes.data()).ok().map(str::to_owned),
        (Field::Date(days), _) => {
            let span = Span::new().try_days(i64::from(*days)).ok()?;
            let day = date(1970, 1, 1).checked_add(span).ok()?;
            Some(day.to_string())
        }
        (Field::TimestampMillis(value), _) => moment(Timestamp::from_millisecond(*value).ok()),
        (Field::TimestampMicros(value), _) => moment(Timestamp::from_microsecond(*value).ok()),
        _ => None,
    }
}
