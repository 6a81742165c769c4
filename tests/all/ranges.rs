//! Guidance: ranges are read, proved, printed in each language, and compared from one to the next.

use super::paper::{Paper, head, told};

/// Targets of a year, before and now, and the figures of the year before.
fn deck(language: &str, money: &str, slides: &str) -> String {
    format!(
        "{}scopes:
  prior: {{label: P, forecast: yes, announced: 2026-05-10}}
  guidance: {{label: G, forecast: yes, announced: 2026-08-07}}
facts:
  sales: {{label: S, values: {{FY2025: 41528}}, scopes: {{prior: {{FY2026: 41300 to 42600}}, guidance: {{FY2026: 41900 to 42300}}}}}}
  income: {{label: I, values: {{FY2025: 1703}}, scopes: {{guidance: {{FY2026: 1720 to 1800}}}}}}
  margin: {{label: M, unit: \"%\", values: {{FY2025: 4.1}}, scopes: {{guidance: {{FY2026: 4.1 to 4.3}}}}}}
  eps: {{label: E, unit: {money}, values: {{FY2025: 6.37}}, scopes: {{prior: {{FY2026: 6.40–6.60}}, guidance: {{FY2026: 6.60–6.85}}}}}}
  comp: {{label: C, unit: \"%\", values: {{FY2025: (2.3%)}}, scopes: {{prior: {{FY2026: (3.0%) to 0.0%}}, guidance: {{FY2026: (3.0%) to (1.5%)}}}}}}
  capex: {{label: X, values: {{FY2025: 706}}, scopes: {{prior: {{FY2026: ~750}}, guidance: {{FY2026: about 750}}}}}}
  shops: {{label: H, unit: shops, rounding: unrounded, values: {{FY2025: 40}}, scopes: {{prior: {{FY2026: at least 44}}, guidance: {{FY2026: at most 50}}}}}}
relations:
  - ratio: margin = income / sales
slides:
{slides}",
        head(language, money)
    )
}

const OUTLOOK: &str = "  - outlook: {title: X, period: FY2026, previous: prior, revised: guidance, actual: FY2025, \
    rows: [{show: sales}, {show: margin, blank: [prior]}, {show: eps}, {show: comp}, {show: capex}, {show: shops, change: none}]}\n";

#[test]
fn both_ends_are_printed_and_what_became_of_them_is_said() {
    for (language, money, rows) in [
        (
            "en",
            "USD",
            [
                "41,300to42,60041,900to42,30041,528+372to+7720.9%to1.9%narrowed",
                "6.40to6.606.60to6.856.37+0.23to+0.48",
                "raised",
                "(3.0%)to0.0%(3.0%)to(1.5%)(2.3%)",
                "~750~750706~+44~6%reaffirmed",
                "atleast44atmost50",
            ],
        ),
        (
            "ja",
            "JPY",
            [
                "41,300～42,60041,900～42,30041,528+372～+7720.9%～1.9%レンジ縮小",
                "6.40～6.606.60～6.856.37",
                "上方修正",
                "△3.0%～0.0%△3.0%～△1.5%△2.3%",
                "約750約750706約+44約6%据え置き",
                "44以上50以下",
            ],
        ),
        (
            "de",
            "EUR",
            [
                "41.300bis42.60041.900bis42.30041.528+372bis+7720,9%bis1,9%eingeengt",
                "6,40bis6,606,60bis6,856,37",
                "angehoben",
                "−3,0%bis0,0%−3,0%bis−1,5%−2,3%",
                "~750~750706~+44~6%bestätigt",
                "mindestens44höchstens50",
            ],
        ),
        (
            "pl",
            "PLN",
            [
                "od41300do42600od41900do4230041528",
                "od6,40do6,60od6,60do6,856,37",
                "podwyższona",
                "od−3,0%do0,0%od−3,0%do−1,5%",
                "~750~750706",
                "conajmniej44conajwyżej50",
            ],
        ),
    ] {
        let paper = Paper::of(&deck(language, money, OUTLOOK));
        for row in rows {
            paper.says(1, row);
        }
    }
}

#[test]
fn a_range_in_words_says_its_unit_as_the_language_does() {
    let cited = |name: &str| {
        format!("  - bullets: {{title: \"NAME\", columns: [\"- {{{name}@FY2026/guidance}}\"]}}\n")
    };
    for (language, money, title, name, words) in [
        ("en", "USD", "FY2026", "sales", "USD 41,900 million to 42,300 million"),
        ("ja", "JPY", "2027年3月期", "sales", "419～423億円"),
        ("de", "EUR", "Geschäftsjahr 2026/27", "sales", "41.900 bis 42.300 Mio. EUR"),
        ("en", "USD", "FY2026", "eps", "USD 6.60 to 6.85"),
        ("ja", "JPY", "2027年3月期", "eps", "6円60銭～6円85銭"),
        ("en", "USD", "FY2026", "margin", "4.1% to 4.3%"),
        ("de", "EUR", "Geschäftsjahr 2026/27", "margin", "4,1 bis 4,3 %"),
        ("en", "USD", "FY2026", "comp", "(3.0%) to (1.5%)"),
        ("en", "USD", "FY2026", "capex", "approximately USD 750 million"),
        ("ja", "JPY", "2027年3月期", "capex", "約7億50百万円"),
        ("en", "USD", "FY2026", "shops", "at most 50 shops"),
    ] {
        let slide = cited(name).replace("NAME", title);
        Paper::of(&deck(language, money, &slide)).says(1, words);
    }
    let changes = "  - bullets: {title: FY2026, columns: [\"- S {sales@FY2026/guidance yoy}\\n\
                   - {eps@FY2026/guidance low} {eps@FY2026/guidance high} {eps@FY2026/guidance middle}\"]}\n";
    let paper = Paper::of(&deck("en", "USD", changes));
    paper.says(1, "S up 0.9% to 1.9% YoY");
    paper.says(1, "USD 6.60 USD 6.85 USD 6.725");
}

#[test]
fn ends_that_cannot_be_are_refused() {
    for (from, to, code, words) in [
        ("41900 to 42300", "42300 to 41900", "bad-number", "above its high end"),
        ("41900 to 42300", "41900% to 42300 million", "bad-number", "low end of the range is in %"),
        ("41900 to 42300", "5% to 6%", "wrong-unit", "found one in `%`"),
        ("41900 to 42300", "41900 bis 42300", "bad-number", "a range is not one figure"),
        ("1720 to 1800", "2300 to 2400", "ratio-differs", "margin"),
        ("4.1 to 4.3", "4.6 to 4.9", "ratio-differs", "margin"),
    ] {
        let said = told(&deck("en", "USD", OUTLOOK).replace(from, to));
        assert!(said.contains(&format!("error[{code}]")) && said.contains(words), "{to}: {said}");
    }
    for (slide, code) in [
        (
            "  - bullets: {title: FY2026, columns: [\"- {capex@FY2026/guidance low}\"]}\n",
            "bad-citation",
        ),
        ("  - bullets: {title: FY2025, columns: [\"- {capex@FY2025 middle}\"]}\n", "bad-citation"),
        (
            "  - trend: {title: X, charts: [{title: Y, kind: stacked, show: [income, capex], periods: [FY2026/guidance]}]}\n",
            "wrong-kind",
        ),
    ] {
        let said = told(&deck("en", "USD", slide));
        assert!(said.contains(&format!("error[{code}]")), "{slide}: {said}");
    }
}

#[test]
fn a_stated_change_to_a_range_is_proved_at_both_ends() {
    let with = |change: &str| {
        let changes = format!(
            "guidance: {{FY2026: 41900 to 42300}}}}, changes: {{FY2026/guidance vs FY2025: {change}}}}}"
        );
        deck("en", "USD", OUTLOOK).replace("guidance: {FY2026: 41900 to 42300}}}", &changes)
    };
    Paper::of(&with("0.9% to 1.9%")).says(1, "0.9% to 1.9%");
    let said = told(&with("4% to 5%"));
    assert!(said.contains("error[change-differs]"), "{said}");
    // Ends of different ways stand as they are stated.
    let both = with("(0.5%) to 0.9%").replace("41900 to 42300", "41300 to 41900");
    Paper::of(&both).says(1, "(0.5%)to0.9%");
}

#[test]
fn what_was_guided_is_held_against_what_came() {
    let deck = format!(
        "{}scopes:
  guidance: {{label: G, forecast: yes, announced: 2026-05-10}}
facts:
  sales: {{label: S, values: {{1Q26: 425}}, scopes: {{guidance: {{1Q26: 410 to 420}}}}}}
  cost: {{label: C, values: {{1Q26: 390}}, scopes: {{guidance: {{1Q26: 380 to 390}}}}}}
  gain: {{label: H, values: {{1Q26: 3}}, scopes: {{guidance: {{1Q26: at least 5}}}}}}
slides:
  - outlook: {{title: X, period: 1Q26, revised: guidance, actual: 1Q26, rows: [{{show: sales, change: none}}, {{show: cost, change: none}}, {{show: gain, change: none}}]}}
",
        head("en", "USD")
    );
    let paper = Paper::of(&deck);
    for row in
        ["S410to420425above the range", "C380to390390within the range", "Hatleast53below the range"]
    {
        paper.says(1, row);
    }
}

#[test]
fn ranges_are_data_and_a_difference() {
    let folder = tempfile::tempdir().expect("a folder");
    let text = deck("en", "USD", OUTLOOK);
    std::fs::write(folder.path().join("a.yaml"), &text).expect("written");
    std::fs::write(folder.path().join("b.yaml"), text.replace("41900 to", "41800 to"))
        .expect("written");
    let run = |args: &[&str]| crate::program::said(&crate::program::run(folder.path(), args));
    let facts = run(&["export", "facts", "a.yaml"]);
    for said in [
        "\"state\": \"range\"",
        "\"low\": \"41900\"",
        "\"high\": \"42300\"",
        "\"state\": \"about\"",
    ] {
        assert!(facts.contains(said), "{said}: {facts}");
    }
    let told = run(&["diff", "a.yaml", "b.yaml"]);
    assert!(told.contains("41,900 million to") && told.contains("41,800 million to"), "{told}");
    let told = run(&["explain-fact", "margin@FY2026/guidance", "a.yaml"]);
    assert!(told.contains("4.1% to 4.3%") && told.contains("within the range"), "{told}");
}

#[test]
fn a_row_of_ranges_says_its_unit_as_any_row_does() {
    for (language, money, note, eps, lowered) in [
        ("en", "USD", "Unit:USDmillion", "E(USD)6.40to6.60", "lowered"),
        ("ja", "USD", "単位：百万米ドル", "E（米ドル）6.40～6.60", "下方修正"),
        ("de", "EUR", "Mio.EUR", "E(EUR)6,40bis6,60", "gesenkt"),
    ] {
        let alone = "  - outlook: {title: X, period: FY2026, previous: prior, revised: guidance, \
                     rows: [{show: sales}, {show: eps}, {show: shops, change: none}]}\n";
        let paper = Paper::of(&deck(language, money, alone));
        paper.says(1, note);
        paper.says(1, eps);
        // At least 44 and then at most 50 is neither more nor less.
        paper.never_says(1, lowered);
    }
}

/// What a cited change prints, and what became of guidance, by what was and what is guided.
#[test]
fn ends_that_are_open_are_told_as_they_lie() {
    for (guided, change, revised) in [
        ("at least 440", "up at least 10% YoY", "raised"),
        ("at least 360", "at least (10%) YoY", "lowered"),
        ("at most 360", "down at least 10% YoY", ""),
        ("360 to 440", "(10%) to 10% YoY", ""),
    ] {
        let deck = format!(
            "{}scopes:
  prior: {{label: P, forecast: yes, announced: 2026-05-10}}
  guidance: {{label: G, forecast: yes, announced: 2026-08-07}}
facts:
  sales: {{label: S, values: {{FY2025: 400}}, scopes: {{prior: {{FY2026: at least 400}}, guidance: {{FY2026: {guided}}}}}}}
slides:
  - bullets: {{title: FY2026, columns: [\"- Now {{sales@FY2026/guidance yoy}}\"]}}
  - outlook: {{title: Y, period: FY2026, previous: prior, revised: guidance, rows: [{{show: sales}}]}}
",
            head("en", "USD")
        );
        let paper = Paper::of(&deck);
        paper.says(1, change);
        // From a range to a range there is no one change, which is not to say that it would mislead.
        paper.never_says(2, "n.m.");
        for word in ["raised", "lowered", "narrowed", "widened"] {
            if word == revised {
                paper.says(2, word);
            } else {
                paper.never_says(2, word);
            }
        }
    }
}

#[test]
fn a_loss_without_its_sign_has_its_small_end_first() {
    let facts = |language: &str, text: &str| {
        format!(
            "{}scopes: {{g: {{label: G, forecast: yes, announced: 2026-08-07}}}}
facts:
  a: {{label: A, minus: loss, values: {{FY2025: -50}}, scopes: {{g: {{FY2026: (60) to (40)}}}}}}
  b: {{label: B, minus: loss, scopes: {{g: {{FY2026: at most (40)}}}}}}
  c: {{label: C, minus: loss, scopes: {{g: {{FY2026: (5) to 15}}}}}}
  d: {{label: D, minus: loss, scopes: {{g: {{FY2026: (1260) to (1240)}}}}}}
slides:
  - bullets: {{title: X, columns: [\"- FY2026: {text}\"]}}
",
            head(language, if language == "de" { "EUR" } else { "USD" })
        )
    };
    let all = "{a@FY2026/g abs}; {b@FY2026/g abs}; {c@FY2026/g abs}; {d@FY2026/g in billion, 2 decimals, abs}";
    let paper = Paper::of(&facts("en", all));
    paper.says(1, "USD 40 million to 60 million; at least USD 40 million;");
    paper.says(1, "(USD 5 million) to USD 15 million; USD 1.24 billion to 1.26 billion");
    for (language, said) in [("ja", "40～60百万米ドル"), ("de", "40 bis 60 Mio. EUR")] {
        Paper::of(&facts(language, "{a@FY2026/g abs}")).says(1, said);
    }
    let own = Paper::of(&facts("en", "{a@FY2026/g}"));
    own.says(1, "(USD 60 million) to (USD 40 million)");
}

#[test]
fn points_that_go_both_ways_carry_their_unit_in_words() {
    let deck = format!(
        "{}scopes: {{g: {{label: G, forecast: yes, announced: 2026-08-07}}}}
facts:
  m: {{label: M, unit: \"%\", values: {{FY2025: 21}}, scopes: {{g: {{FY2026: 20 to 22}}}}}}
slides:
  - trend: {{title: X, charts: [{{title: M, kind: columns, show: [m], periods: [FY2025, FY2026/g]}}]}}
  - bullets: {{title: X, columns: [\"- For FY2026 {{m@FY2026/g yoy}}\"]}}
",
        head("en", "USD")
    );
    let paper = Paper::of(&deck);
    assert!(paper.words("md", 1).contains("(1 pt) to +1 pt"), "{}", paper.words("md", 1));
    paper.says(2, "(1 pt) to +1 pt");
}

#[test]
fn a_change_between_ranges_is_no_dash_beside_what_became_of_them() {
    let rows = "rows: [{show: sales}, {show: eps, blank: [revision]}]";
    let slide = |from: &str, rows: &str| {
        format!(
            "  - outlook: {{title: X, period: FY2026, previous: prior, revised: guidance, {from}{rows}}}\n"
        )
    };
    let text = Paper::of(&deck("en", "USD", &slide("", rows))).words("md", 1);
    assert!(text.contains("narrowed"), "{text}");
    // No column in which nothing would stand, and no dash that would say that nothing changed; one between
    // the months of each year.
    assert!(!text.contains("Change"), "{text}");
    assert_eq!(text.matches('–').count(), 2, "{text}");
}

#[test]
fn one_end_is_a_bound_of_the_sums_and_quotients_it_stands_in() {
    let deck = |total: &str, margin: &str| {
        format!(
            "{}scopes: {{plan: {{label: Plan, forecast: yes}}}}
facts:
  sales: {{label: S, scopes: {{plan: {{FY2026: {total}}}}}}}
  home: {{label: H, scopes: {{plan: {{FY2026: 700}}}}}}
  abroad: {{label: A, scopes: {{plan: {{FY2026: 300}}}}}}
  income: {{label: I, scopes: {{plan: {{FY2026: 100}}}}}}
  margin: {{label: M, unit: \"%\", scopes: {{plan: {{FY2026: {margin}}}}}}}
relations:
  - total: sales = home + abroad
  - ratio: margin = income / home
slides:
  - cover: {{}}
",
            head("en", "USD")
        )
    };
    // 700 and 300 are 1,000, and 100 of 700 are 14.3%.
    for (total, margin, conflict) in [
        ("at least 990", "at least 14%", false),
        ("at most 1001", "at most 14.4%", false),
        ("at least 1010", "at least 14%", true),
        ("at most 990", "at most 14.4%", true),
        ("at least 990", "at least 15%", true),
        ("at least 990", "at most 13.9%", true),
        ("about 1000", "about 14%", false),
    ] {
        let said = told(&deck(total, margin));
        assert_eq!(said.contains("joint-conflict"), conflict, "{total}, {margin}: {said}");
    }
    assert!(told(&deck("about 900", "about 14%")).contains("total-differs"));
}
