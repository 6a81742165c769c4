//! The JSON Schema (2020-12) of the shapes, for editors.

use serde_json::{Map, Value, json};

use super::{Fields, Shape};

/// The named definitions of one schema.
#[derive(Debug, Default)]
pub struct Defs {
    defs: Map<String, Value>,
}

impl Defs {
    /// Starts empty.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Refers to a named definition, making it on first use.
    pub fn named(&mut self, name: &str, make: impl FnOnce(&mut Self) -> Value) -> Value {
        if !self.defs.contains_key(name) {
            // Entered before it is made, so that a type may contain itself.
            self.defs.insert(name.to_owned(), Value::Null);
            let value = make(self);
            self.defs.insert(name.to_owned(), value);
        }
        json!({ "$ref": format!("#/$defs/{name}") })
    }

    /// Gives all definitions.
    #[must_use]
    pub fn into_value(self) -> Value {
        Value::Object(self.defs)
    }
}

/// Describes a mapping that holds the fields of one type and no others.
pub fn object<T: Fields>(defs: &mut Defs) -> Value {
    defs.named(T::NAME, |defs| {
        let (mut properties, mut required) = (Map::new(), Vec::new());
        T::properties(defs, &mut properties, &mut required);
        let schema = json!({
            "type": "object",
            "properties": properties,
            "required": required,
            "additionalProperties": false,
        });
        described(schema, &description(T::DOC))
    })
}

/// Gives the whole schema of a type.
#[must_use]
pub fn document<T: Shape>(id: &str, title: &str) -> Value {
    let mut defs = Defs::new();
    let root = T::schema(&mut defs);
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": id,
        "title": title,
        "$ref": root["$ref"],
        "$defs": defs.into_value(),
    })
}

/// Joins the lines of a doc comment to one description.
#[must_use]
pub fn description(lines: &[&str]) -> String {
    let lines: Vec<_> = lines.iter().map(|line| line.trim()).collect();
    lines.join(" ").trim().replace("  ", "\n\n")
}

/// Sets a description beside a schema or a reference.
#[must_use]
pub fn described(mut schema: Value, text: &str) -> Value {
    if let Value::Object(map) = &mut schema
        && !text.is_empty()
    {
        map.insert("description".to_owned(), Value::String(text.to_owned()));
    }
    schema
}
