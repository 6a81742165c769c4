//! What charts draw as sums is proved with the relations: once, waivable, in the ledger.

use std::fs;
use std::path::Path;

use iijdeck::check;
use iijdeck::deck;
use iijdeck::diag::{Report, Severity};
use iijdeck::i18n::Edition;
use iijdeck::locale::Locale;
use iijdeck::prove::{Origin, Verdict, prove};
use iijdeck::readback;
use iijdeck::source::Sources;

use crate::program::run;

const HEAD: &str = "\
iijdeck: 2
deck: {title: Results, date: 2026-08-07, period: 1Q26, language: en}
company: {name: Example Corporation, short: Example, fiscal_year: {starts: april, named_by: start}, \
                    unit: JPY million, rounding: half up}
facts:
  profit: {label: Profit, values: {1Q26: 3025, 1Q25: 2993}}
  revenue: {label: Revenue, values: {1Q26: 15813, 1Q25: 15835}}
  cost: {label: Cost, values: {1Q26: 12788, 1Q25: 12842}}
";

/// A slide with a chart of these fields.
fn chart(fields: &str) -> String {
    format!("  - trend: {{title: Profit, charts: [{{title: Profit, {fields}}}]}}\n")
}

fn bridge(steps: &str) -> String {
    chart(&format!("kind: bridge, from: profit@1Q25, to: profit@1Q26, steps: [{steps}]"))
}

fn stack(total: &str) -> String {
    chart(&format!("kind: stacked, show: [profit, cost], total: {total}, periods: [1Q25, 1Q26]"))
}

const SOUND: &str = "revenue, {show: cost, sign: lessens}";

/// Errors of a deck with these slides, and what they say.
fn errors(relations: &str, slides: &str) -> Vec<(&'static str, String)> {
    let (mut sources, mut report) = (Sources::new(), Report::new());
    let text = format!("{HEAD}{relations}slides:\n{slides}");
    let deck = deck::read_text(Path::new("deck.yaml"), text, &mut sources, &mut report);
    let deck = deck.expect("a deck");
    let locale = Locale::of("en").expect("English");
    let _ = check::run(&deck, &[Edition::own(&deck, locale)], false, &sources, &mut report);
    let all = report.into_findings().into_iter();
    let errors = all.filter(|one| one.severity == Severity::Error);
    errors.map(|one| (one.code.name(), one.notes.join(" "))).collect()
}

fn codes(relations: &str, slides: &str) -> Vec<&'static str> {
    errors(relations, slides).into_iter().map(|(code, _)| code).collect()
}

#[test]
fn steps_that_lead_elsewhere_and_parts_that_miss_their_total_are_told_with_the_gap() {
    assert_eq!(codes("", &(bridge(SOUND) + &stack("revenue"))), [""; 0]);
    let told = errors("", &bridge("revenue, cost"));
    let gap = "in JPY million, printed 3025, within [3024.5, 3025.5]; as drawn 2917, within \
               [2914.5, 2919.5]; the gap is 105 on slide 1 (`Profit`)";
    assert_eq!(told, [("bridge-differs", gap.to_owned())]);
    // Profit and cost are no parts of the cost, in neither period.
    assert_eq!(
        codes(
            "",
            &chart("kind: stacked, show: [profit, revenue], total: cost, periods: [1Q25, 1Q26]")
        ),
        ["total-differs"; 2]
    );
}

#[test]
fn a_sum_is_told_once_however_often_it_is_drawn_or_declared() {
    assert_eq!(
        codes("", &(bridge("revenue, cost") + &bridge("cost, revenue"))),
        ["bridge-differs"]
    );
    let slides = chart("kind: stacked, show: [profit, revenue], total: cost, periods: [1Q26]");
    assert_eq!(codes("", &(slides.clone() + &slides)), ["total-differs"]);
    // The relation is the proof, whatever side its figures stand on.
    let relation = "relations: [total: {of: profit = cost - revenue, periods: [1Q26]}]\n";
    assert_eq!(codes(relation, &slides), ["total-differs"]);
    assert!(errors(relation, &slides)[0].1.contains("from the parts"));
}

#[test]
fn a_bridge_prints_one_scale() {
    let facts = "  fees: {label: Fees, unit: JPY thousand, values: {1Q26: 50000, 1Q25: 40000}}\n";
    let asked = |more: &str| {
        let fields =
            format!("kind: bridge{more}, from: profit@1Q25, to: profit@1Q26, steps: [fees]");
        codes(facts, &chart(&fields))
    };
    assert!(asked("").contains(&"wrong-unit"));
    assert!(!asked(", in: thousand").contains(&"wrong-unit"));
    assert!(!asked(", in: million").contains(&"wrong-unit"));
}

#[test]
fn a_stack_of_no_parts_claims_nothing_and_is_told() {
    let slides = chart("kind: stacked, total: cost, periods: [1Q26]");
    assert_eq!(codes("", &slides), ["missing-field"]);
}

#[test]
fn what_is_drawn_of_itself_proves_nothing() {
    let (mut sources, mut report) = (Sources::new(), Report::new());
    let slides = bridge("profit") + &bridge(SOUND);
    let text = format!("{HEAD}slides:\n{slides}");
    let deck = deck::read_text(Path::new("deck.yaml"), text, &mut sources, &mut report);
    let facts = deck.expect("a deck").facts;
    let proof = prove(&facts);
    let drawn = proof.statements().iter().filter(|one| matches!(one.origin, Origin::Drawn(_)));
    let drawn: Vec<_> = drawn.map(|one| (one.verdict, one.text(&facts))).collect();
    let text = "profit@1Q26 = profit@1Q25 - revenue@1Q25 + revenue@1Q26 + cost@1Q25 - cost@1Q26";
    assert_eq!(drawn, [(Verdict::Exact, text.to_owned())]);
}

#[test]
fn a_broken_bridge_can_be_answered_for_and_stands_on_the_proof_sheet() {
    let dir = tempfile::tempdir().expect("a folder");
    let slides = bridge("revenue, cost");
    let waiver = |seen: &str| {
        format!(
            "waivers: [{{code: bridge-differs, where: slide 1, reason: as published, \
             reviewer: A. Sato{seen}}}]\n"
        )
    };
    let build = |seen: &str| {
        let text = format!("{HEAD}{}slides:\n{slides}", waiver(seen));
        fs::write(dir.path().join("small.yaml"), text).expect("written");
        run(dir.path(), &["build", "--proof", "--format", "pdf", "small.yaml"])
    };
    let asked = build("");
    let asked = String::from_utf8_lossy(&asked.stderr).into_owned();
    let mark = asked.split_once("`seen: ").expect("the mark is told").1;
    let mark = mark.split('`').next().unwrap_or_default();
    let output = build(&format!(", seen: {mark}"));
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let proof = fs::read(dir.path().join("out/small/en/proof.pdf")).expect("a proof");
    let sheet = readback::pdf(&proof).expect("a PDF").concat();
    let tight: String = sheet.split_whitespace().collect();
    for told in [
        "profit@1Q26=profit@1Q25-revenue@1Q25+revenue@1Q26-cost@1Q25+cost@1Q26",
        "A.Sato:aspublished",
    ] {
        assert!(tight.contains(told), "{told} in {tight}");
    }
}
