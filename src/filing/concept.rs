//! Names of a filing: concepts, dimensions, members and measures, each by its namespace.

use std::fmt;
use std::sync::Arc;

/// The families of namespaces that many filings share, by what a namespace begins with and ends in. The day or year of
/// a version stands between.
const FAMILIES: &[(&str, &str, &str)] = &[
    ("tse-ed-t", "http://www.xbrl.tdnet.info/taxonomy/jp/tse/tdnet/ed/t/", ""),
    ("tse-re-t", "http://www.xbrl.tdnet.info/taxonomy/jp/tse/tdnet/re/t/", ""),
    ("jpcrp_cor", "http://disclosure.edinet-fsa.go.jp/taxonomy/jpcrp/", "/jpcrp_cor"),
    ("jppfs_cor", "http://disclosure.edinet-fsa.go.jp/taxonomy/jppfs/", "/jppfs_cor"),
    ("jpigp_cor", "http://disclosure.edinet-fsa.go.jp/taxonomy/jpigp/", "/jpigp_cor"),
    ("jpdei_cor", "http://disclosure.edinet-fsa.go.jp/taxonomy/jpdei/", "/jpdei_cor"),
    ("us-gaap", "http://fasb.org/us-gaap/", ""),
    ("us-gaap", "http://xbrl.us/us-gaap/", ""),
    ("srt", "http://fasb.org/srt/", ""),
    ("dei", "http://xbrl.sec.gov/dei/", ""),
    ("ecd", "http://xbrl.sec.gov/ecd/", ""),
    ("ifrs-full", "http://xbrl.ifrs.org/taxonomy/", "/ifrs-full"),
    ("ifrs-full", "https://xbrl.ifrs.org/taxonomy/", "/ifrs-full"),
    ("iso4217", "http://www.xbrl.org/2003/iso4217", ""),
    ("xbrli", "http://www.xbrl.org/2003/instance", ""),
];

/// A name within a namespace.
///
/// Two are the same where namespace and local name are; the prefix is only how it is shown, since each file chooses its
/// own. Of a namespace that many filings share, the prefix shown is the one everybody uses.
#[derive(Clone, Debug)]
pub struct QualifiedName {
    namespace: Arc<str>,
    prefix: Arc<str>,
    local: Arc<str>,
}

impl QualifiedName {
    /// Makes a name; `prefix` is the one its file uses.
    #[must_use]
    pub fn new(namespace: &str, prefix: &str, local: &str) -> Self {
        let prefix = family(namespace).unwrap_or(prefix);
        Self { namespace: namespace.into(), prefix: prefix.into(), local: local.into() }
    }

    /// Gives the namespace.
    #[must_use]
    pub fn namespace(&self) -> &str {
        &self.namespace
    }

    /// Gives the prefix that it is shown with.
    #[must_use]
    pub fn prefix(&self) -> &str {
        &self.prefix
    }

    /// Gives the name without its prefix.
    #[must_use]
    pub fn local(&self) -> &str {
        &self.local
    }
}

/// Names the family of a namespace, whatever its version.
fn family(namespace: &str) -> Option<&'static str> {
    let fits = |(_, start, end): &&(&str, &str, &str)| {
        namespace.strip_prefix(start).is_some_and(|rest| rest.ends_with(end))
    };
    FAMILIES.iter().find(fits).map(|(prefix, ..)| *prefix)
}

impl PartialEq for QualifiedName {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for QualifiedName {}

impl PartialOrd for QualifiedName {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for QualifiedName {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        (&self.local, &self.namespace).cmp(&(&other.local, &other.namespace))
    }
}

impl std::hash::Hash for QualifiedName {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        (&self.local, &self.namespace).hash(state);
    }
}

impl fmt::Display for QualifiedName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.prefix.is_empty() {
            f.write_str(&self.local)
        } else {
            write!(f, "{}:{}", self.prefix, self.local)
        }
    }
}

/// A unit: measures, and those they are divided by.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FiledUnit {
    /// What is counted, sorted.
    pub measures: Vec<QualifiedName>,
    /// What it is divided by, sorted; empty where it is not divided.
    pub per: Vec<QualifiedName>,
}

impl fmt::Display for FiledUnit {
    /// Writes `JPY`, `pure`, `shares`, `JPY/shares`; measures of other namespaces keep their prefix.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let worded = |names: &[QualifiedName]| {
            let plain = |name: &QualifiedName| match name.prefix() {
                "iso4217" | "xbrli" => name.local().to_owned(),
                _ => name.to_string(),
            };
            names.iter().map(plain).collect::<Vec<_>>().join("*")
        };
        f.write_str(&worded(&self.measures))?;
        if self.per.is_empty() { Ok(()) } else { write!(f, "/{}", worded(&self.per)) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_known_by_its_namespace() {
        let of = |year: &str, prefix: &str| {
            QualifiedName::new(&format!("http://fasb.org/us-gaap/{year}"), prefix, "Revenues")
        };
        assert_eq!(of("2024", "a"), of("2024", "b"));
        assert_eq!(of("2024", "a").to_string(), "us-gaap:Revenues");
        assert_ne!(of("2024", "us-gaap"), of("2025", "us-gaap"));
        let own = QualifiedName::new("http://www.example.com/2026", "own", "Revenues");
        assert_eq!(own.to_string(), "own:Revenues");
    }

    #[test]
    fn units_read_plainly() {
        let name = |space: &str, local: &str| QualifiedName::new(space, "x", local);
        let yen = name("http://www.xbrl.org/2003/iso4217", "JPY");
        let share = name("http://www.xbrl.org/2003/instance", "shares");
        let vendor = name("http://www.example.com", "Vendor");
        let unit = |measures: Vec<_>, per: Vec<_>| FiledUnit { measures, per }.to_string();
        assert_eq!(unit(vec![yen.clone()], vec![]), "JPY");
        assert_eq!(unit(vec![yen], vec![share]), "JPY/shares");
        assert_eq!(unit(vec![vendor], vec![]), "x:Vendor");
    }
}
