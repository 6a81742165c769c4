//! The part of a language file by which words are held against ranges and pairs of figures.

use serde::Deserialize;

use super::words::words;

words! {
    /// What is said of a guided range, of two figures, and of how many times the one is the other.
    HeldWords {
        /// Names of what was guided.
        guidance: Vec<String>,
        /// Guidance that went up.
        raised: Vec<String>,
        /// Guidance that went down.
        lowered: Vec<String>,
        /// A range whose ends came nearer to each other.
        narrowed: Vec<String>,
        /// A range whose ends went apart.
        widened: Vec<String>,
        /// Guidance that stayed.
        kept: Vec<String>,
        /// What stood before.
        before: Vec<String>,
        /// What stands now.
        now: Vec<String>,
        /// Within a range.
        within: Vec<String>,
        /// Above a range or one of its ends.
        above: Vec<String>,
        /// Below it.
        below: Vec<String>,
        /// Beside one of its ends.
        at: Vec<String>,
        /// Half-way between its ends.
        middle: Vec<String>,
        /// Before a change against what the one before was against.
        again: Vec<String>,
        /// The figure before is the greater one.
        greater: Vec<String>,
        /// The figure before is the smaller one.
        less: Vec<String>,
        /// Growth to so many times: a number, then its forms between bars.
        grew: Vec<String>,
        /// So many times another figure, written alike.
        parts: Vec<String>,
        /// Growth or a fall by such a part, written alike.
        by: Vec<String>,
        /// What one of typed digits counts, a bar, and the digits with what stands against them.
        numbers: Vec<String>,
        /// Right behind such digits: they tell by how much.
        changes: Vec<String>,
        /// Right before a figure: nearly so much.
        about: Vec<String>,
        /// Right before a figure: at least so much.
        least: Vec<String>,
        /// Right before a figure: at most so much.
        most: Vec<String>,
        /// Two names for two figures, in the same order.
        each: Vec<String>,
    }
}
