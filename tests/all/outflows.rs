//! Costs kept with a minus are told by their size, and their digits keep the sign of the difference.

use super::paper::{Paper, head};
use super::program::{findings, run, said};

/// A cost that rose, a tax that fell, and a result that nothing says is a loss.
const FACTS: &str = "facts:
  cost: {label: C, minus: outflow, values: {1Q26: -201.5, 1Q25: -190.0, 4Q25: -230.5}}
  tax: {label: T, values: {1Q26: -21.5, 1Q25: -29.5}}
";

fn paper(language: &str, slides: &str) -> Paper {
    // What a cost, a tax or a payment is told by is its label.
    let tax = match language {
        "ja" => "法人税等",
        "de" => "Ertragsteuern",
        _ => "Income taxes",
    };
    let facts = FACTS.replace("label: T", &format!("label: {tax}"));
    Paper::of(&format!("{}{facts}slides:\n{slides}", head(language, "JPY")))
}

#[test]
fn words_go_by_the_size_in_every_language() {
    let text = "  - bullets: {title: X, columns: [\"- {cost yoy verb}/{cost yoy}/{cost qoq bare}/{cost yoy amount bare}\
                /{tax yoy verb}/{cost yoy size}\"]}\n";
    for (language, told) in [
        (
            "en",
            "increased 6.1% YoY/up 6.1% YoY/down 12.6%/up JPY 11.5 million/decreased 27% YoY/6.1%",
        ),
        ("ja", "前年同期比6.1%増加/前年同期比6.1%増/12.6%減/11.5百万円増/前年同期比27%減少/6.1%"),
        (
            "de",
            "stieg um 6,1 % ggü. Vorjahr/ggü. Vorjahr um 6,1 % gestiegen/um 12,6 % gesunken/um 11,5 Mio. JPY gestiegen/sank um 27 % ggü. Vorjahr/6,1 %",
        ),
    ] {
        paper(language, text).says(1, told);
    }
}

#[test]
fn columns_keep_the_sign_of_the_difference() {
    let table = "  - statement: {title: X, columns: [{period: 1Q26}, {period: 1Q25}, {change: yoy}, \
                 {change: yoy, measure: amount, header: Amount}], rows: [{show: cost}, {show: tax}]}\n";
    for (language, cost, tax) in [
        ("en", "C(201.5)(190.0)(6.1%)(11.5)", "s(21.5)(29.5)27%+8.0"),
        ("ja", "C△201.5△190.0△6.1%△11.5", "等△21.5△29.527%+8.0"),
        ("de", "C−201,5−190,0−6,1%−11,5", "n−21,5−29,527%+8,0"),
    ] {
        let paper = paper(language, table);
        paper.says(1, cost);
        paper.says(1, tax);
    }
}

#[test]
fn tiles_are_told_by_the_size_and_coloured_by_what_a_rise_means() {
    for (rise, tone) in [("", "flat"), (", good: down", "down"), (", good: up", "up")] {
        let facts = FACTS.replace("minus: outflow", &format!("minus: outflow{rise}"));
        let slides = "slides:\n  - highlights: {title: X, figures: [{show: cost, change: yoy}]}\n";
        let deck = format!("{}{facts}{slides}", head("en", "JPY"));
        let folder = tempfile::tempdir().expect("a folder");
        std::fs::write(folder.path().join("quarter.yaml"), deck).expect("written");
        let built = run(folder.path(), &["build", "quarter.yaml", "--format", "html"]);
        let mut sets = std::fs::read_dir(folder.path().join("out")).expect("a set");
        let set = sets.next().unwrap_or_else(|| panic!("{}", said(&built))).expect("a folder");
        let page = std::fs::read_to_string(set.path().join("en/deck.html")).expect("a page");
        assert!(page.contains(&format!("class=\"change {tone}\"")), "{rise}");
    }
}

#[test]
fn a_declared_word_beats_what_is_learned() {
    let dir = tempfile::tempdir().expect("a folder");
    let told = |item: &str, text: &str| {
        let slides = format!("slides:\n  - bullets: {{title: X, columns: [\"- {text}\"]}}\n");
        let deck = format!("{}facts:\n  x: {item}\n{slides}", head("en", "JPY"));
        std::fs::write(dir.path().join("quarter.yaml"), deck).expect("written");
        let (_, found) = findings(dir.path(), &["check"]);
        let codes = found.iter().filter_map(|one| one["code"].as_str().map(str::to_owned));
        codes
            .filter(|code| !code.starts_with("unproved") && code != "ambiguous-rounding")
            .collect::<Vec<_>>()
    };
    let values = "values: {1Q26: -201, 1Q25: -190}";
    let fell = "Spending fell by {x yoy amount size}";
    assert_eq!(told(&format!("{{label: Spending, {values}}}"), fell), ["direction-differs"]);
    // What is neither may be told either way, a loss by its size only in words that call it one.
    assert_eq!(told(&format!("{{label: Spending, minus: none, {values}}}"), fell), [""; 0]);
    assert_eq!(told(&format!("{{label: Spending, minus: loss, {values}}}"), fell), [""; 0]);
    // A result is learned to be none, with figures of the past above zero nothing is learned.
    for label in ["Operating income", "Income before income taxes"] {
        assert_eq!(told(&format!("{{label: {label}, {values}}}"), fell), [""; 0], "{label}");
    }
    // A debt less cash may be kept with a minus, or be less than nothing: that is asked.
    assert_eq!(told(&format!("{{label: Net debt, {values}}}"), fell), ["doubtful-figure"]);
    assert_eq!(told(&format!("{{label: Net debt, minus: none, {values}}}"), fell), [""; 0]);
    let owed = format!("{{label: Net debt, minus: outflow, {values}}}");
    assert_eq!(told(&owed, fell), ["direction-differs"]);
    assert_eq!(told(&format!("{{label: Income taxes, {values}}}"), fell), ["direction-differs"]);
    assert_eq!(told("{label: Spending, values: {1Q26: -201, 1Q25: -190, 1Q24: 3}}", fell), [""; 0]);
    // What names no cost, tax or payment is not taken for one.
    for label in ["Segment A", "Trade balance", "Net position", "Currency translation"] {
        assert_eq!(told(&format!("{{label: {label}, {values}}}"), fell), [""; 0], "{label}");
    }
    // A contradiction of the declaration itself, whichever word it is.
    for word in ["charge", "outflow", "deduction"] {
        let above = format!("{{label: Spending, minus: {word}, values: {{1Q26: 201, 1Q25: 190}}}}");
        assert_eq!(told(&above, "{x}"), ["wrong-kind"], "{word}");
        assert_eq!(
            told(&format!("{{label: X, minus: {word}, {values}}}"), fell),
            ["direction-differs"]
        );
    }
}

#[test]
fn losses_kept_with_a_minus_grow_with_their_size() {
    for (language, loss, result, grown, way) in [
        ("en", "Segment loss", "Profit (loss)", "up JPY 100 million", "up"),
        ("ja", "セグメント損失", "純利益又は損失", "1億円増", "増"),
        ("de", "Verlust", "Gewinn/Verlust", "um 100 Mio. JPY gestiegen", "gestiegen"),
        ("pl", "Strata segmentu", "Zysk (strata)", "", "wzrost"),
    ] {
        let deck = format!(
            "{}facts:\n  loss: {{label: {loss}, values: {{1Q26: -500, 1Q25: -400}}}}\n  \
             result: {{label: {result}, values: {{1Q26: -500, 1Q25: -400}}}}\nslides:\n  \
             - bullets: {{title: X, columns: [\"- {{loss yoy amount bare}}\\n- {{result yoy amount bare}}\"]}}\n",
            head(language, "JPY"),
        );
        let paper = Paper::of(&deck);
        paper.says(1, grown);
        // What may be a profit or a loss went the way of its sign.
        assert_eq!(paper.words("md", 1).matches(way).count(), 1, "{language}");
    }
}
