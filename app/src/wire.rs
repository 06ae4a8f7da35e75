//! How ids are written into kept answers.

/// `#[serde(with = "crate::wire::id")]` for any typed id.
pub(crate) mod id {
    use serde::{Deserialize as _, Deserializer, Serializer, de::Error as _};
    use uuid::Uuid;

    pub(crate) fn serialize<T: Copy + Into<Uuid>, S: Serializer>(
        id: &T,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&(*id).into())
    }

    pub(crate) fn deserialize<'de, T: From<Uuid>, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<T, D::Error> {
        let text = String::deserialize(deserializer)?;
        Uuid::parse_str(&text)
            .map(T::from)
            .map_err(D::Error::custom)
    }
}
