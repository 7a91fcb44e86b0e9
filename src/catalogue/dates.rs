//! Periods (`"2026-27 Q2"`) and days as they stand in TOML to [`Period`] and `NaiveDate`, and back.

/// An optional period; absent is `None`.
pub(super) mod optional_period {
    use crate::domain::Period;
    use serde::{Deserialize, Deserializer, Serializer, de::Error};

    pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Option<Period>, D::Error> {
        let text = String::deserialize(from)?;
        text.parse().map(Some).map_err(D::Error::custom)
    }

    pub fn serialize<S: Serializer>(period: &Option<Period>, to: S) -> Result<S::Ok, S::Error> {
        match period {
            Some(period) => to.serialize_str(&period.to_string()),
            None => to.serialize_none(),
        }
    }
}

/// A period that must be there.
pub(super) mod period {
    use crate::domain::Period;
    use serde::{Deserialize, Deserializer, Serializer, de::Error};

    pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Period, D::Error> {
        String::deserialize(from)?.parse().map_err(D::Error::custom)
    }

    pub fn serialize<S: Serializer>(period: &Period, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(&period.to_string())
    }
}

/// A day such as `2025-06-12`.
pub(super) mod day {
    use chrono::NaiveDate;
    use serde::{Deserialize, Deserializer, Serializer, de::Error};

    pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<NaiveDate, D::Error> {
        let text = String::deserialize(from)?;
        let day = NaiveDate::parse_from_str(&text, "%Y-%m-%d");
        day.map_err(|_| D::Error::custom(format!("`{text}` is no day; write it as \"2025-06-12\"")))
    }

    pub fn serialize<S: Serializer>(day: &NaiveDate, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(&day.to_string())
    }
}
