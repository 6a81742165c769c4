//! What a count is of: a noun in the forms that its language has for numbers.
//!
//! Enters: the forms as a deck writes them. Leaves: each form. Which one goes with a number is for
//! a language to say.

use std::fmt;

/// A noun that is counted, in one form for all numbers or in those of its language, as a deck
/// writes them: `contract|contracts`. A bare count has an empty one.
///
/// ```
/// use iijdeck::num::Noun;
///
/// let noun = Noun::joined(["klient", "klienci", "klientów", "klienta"]);
/// assert_eq!(noun.to_string(), "klient|klienci|klientów|klienta");
/// assert_eq!(noun.forms().nth(2), Some("klientów"));
/// assert_eq!(Noun::from("personnel").forms().count(), 1);
/// assert_eq!(Noun::default().forms().count(), 0);
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Noun(String);

/// What stands between two forms.
const BETWEEN: &str = "|";

impl Noun {
    /// Makes a noun of its forms.
    #[must_use]
    pub fn joined<'a>(forms: impl IntoIterator<Item = &'a str>) -> Self {
        Self(forms.into_iter().collect::<Vec<_>>().join(BETWEEN))
    }

    /// Lists the forms, in the order of the language's categories.
    pub fn forms(&self) -> impl Iterator<Item = &str> {
        self.0.split(BETWEEN).filter(|_| !self.0.is_empty())
    }

    /// Tells whether nothing is named.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl From<&str> for Noun {
    fn from(text: &str) -> Self {
        Self(text.to_owned())
    }
}

/// Writes the noun as a deck writes it.
impl fmt::Display for Noun {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}
