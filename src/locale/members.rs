//! The part of a language file by which names of members are found in sentences.

use serde::Deserialize;

use super::words::words;

words! {
    /// What names the member of a dimension that a figure is of.
    MemberWords {
        /// Outside the accounting standards.
        adjusted: Vec<String>,
        /// As the standards have it, and nothing taken out.
        reported: Vec<String>,
        /// Growth at the exchange rates of the year before.
        constant: Vec<String>,
        /// Growth without what was bought and sold.
        organic: Vec<String>,
        /// The market of one's own country.
        home: Vec<String>,
        /// All others.
        abroad: Vec<String>,
        /// Right before what is told: all of it, and no part.
        whole: Vec<String>,
        /// Behind or before a name: what it is the name of.
        parts: Vec<String>,
        /// Before a name at the head of a clause, and between what is told and the name.
        at: Vec<String>,
        /// Between such a word and the name.
        articles: Vec<String>,
        /// Between a name and what is told of it.
        joins: Vec<String>,
        /// Between a name and its figure: subjects and verbs that say nothing else of it.
        acts: Vec<String>,
        /// Endings that a name may have.
        endings: Vec<String>,
        /// In labels of parts of a part, which is counted already.
        among: Vec<String>,
        /// Labels that name no member by themselves.
        vague: Vec<String>,
    }
}
