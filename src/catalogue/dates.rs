//! Periods as they stand in TOML (`"2026-27 Q2"`) to [`Period`] and back.

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
