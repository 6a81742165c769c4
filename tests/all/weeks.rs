//! Fiscal years that end on a weekday: the days that companies have published pass, and any other
//! is found; where the deck does not say so, the finding tells how to.

use std::fs;

use iijdeck::check;
use iijdeck::deck;
use iijdeck::diag::{Finding, Report, Severity};
use iijdeck::i18n::Edition;
use iijdeck::locale::Locale;
use iijdeck::num::Date;
use iijdeck::source::Sources;

/// A company with the rule of its years and days it has published.
struct Company {
    year: &'static str,
    rule: &'static str,
    /// The reported period and the one of the year before.
    periods: [&'static str; 2],
    /// The day it ended on, the day of the year-end before, and the day a year ago.
    days: [&'static str; 3],
    language: &'static str,
}

/// Best Buy, Costco, `PepsiCo`, Apple and Pfizer.
const COMPANIES: [Company; 6] = [
    Company {
        year: "starts: february, named_by: end",
        rule: "ends: nearest saturday",
        periods: ["2Q24", "2Q23"],
        days: ["2023-07-29", "2023-01-28", "2022-07-30"],
        language: "en",
    },
    Company {
        year: "starts: september, named_by: end",
        rule: "ends: nearest sunday, weeks: 12-12-12-16",
        periods: ["3Q23", "3Q22"],
        days: ["2023-05-07", "2022-08-28", "2022-05-08"],
        language: "en",
    },
    Company {
        year: "starts: january, named_by: end",
        rule: "ends: last saturday, weeks: 12-12-12-16",
        periods: ["1Q23", "1Q22"],
        days: ["2023-03-25", "2022-12-31", "2022-03-19"],
        language: "de",
    },
    Company {
        year: "starts: october, named_by: end",
        rule: "ends: last saturday, extra_week: first",
        periods: ["2Q23", "2Q22"],
        days: ["2023-04-01", "2022-09-24", "2022-03-26"],
        language: "ja",
    },
    Company {
        year: "starts: october, named_by: end",
        rule: "ends: last saturday",
        periods: ["3Q25", "3Q24"],
        days: ["2025-06-28", "2024-09-28", "2024-06-29"],
        language: "en",
    },
    Company {
        year: "starts: january, named_by: end",
        rule: "quarters_end: nearest sunday",
        periods: ["2Q23", "2Q22"],
        days: ["2023-07-02", "2022-12-31", "2022-07-03"],
        language: "en",
    },
];

/// Writes a day as a language does.
fn written(day: &str, language: &str) -> String {
    let locale = Locale::of(language).expect("a language");
    locale.date_long(day.parse().expect("a day"))
}

impl Company {
    /// A deck whose text, headers and balance sheet name these days: the period's end in the text,
    /// in the header, in the text beside a balance, and in the balance sheet.
    fn deck(&self, rule: &str, said: [&str; 4]) -> String {
        let ([now, before], [end, year_end, ago]) = (self.periods, self.days);
        let day = |day: &str| written(day, self.language);
        let [text, header, balance, struck] = said;
        let (ended, struck_on) = match self.language {
            "ja" => (
                format!("{}に終了した{now}の売上高は{{revenue}}", day(text)),
                format!("{}現在、現金は{{cash}}", day(balance)),
            ),
            "de" => (
                format!("Der Umsatz betrug in {now} (endend am {}) {{revenue}}", day(text)),
                format!("Zum {} betrug der Kassenbestand {{cash}}", day(balance)),
            ),
            _ => (
                format!("Revenue in {now} (ended {}) was {{revenue}}", day(text)),
                format!("As of {}, cash was {{cash}}", day(balance)),
            ),
        };
        let (header, header_before) = (day(header), day(ago));
        let published: Date = end.parse().expect("a day");
        let published = published.saturating_add(jiff::Span::new().days(20));
        format!(
            "iijdeck: 2\n\
             deck: {{title: Results, date: {published}, period: {now}, language: {}}}\n\
             company: {{name: Example Corporation, short: Example, unit: USD million, rounding: \
             half up, fiscal_year: {{{}{rule}}}}}\n\
             facts:\n  revenue: {{label: Revenue, values: {{{now}: 9583, {before}: 10329}}}}\n\
             \x20 cash: {{label: Cash, values: {{{end}: 1093, {year_end}: 1874, {ago}: 840}}}}\n\
             slides:\n  - cover: {{}}\n  - bullets:\n      title: Results\n      columns:\n        - |\n\
             \x20         - {ended}\n          - {struck_on}\n          - Cash {{cash yoy}}\n\
             \x20 - statement:\n      title: Income\n      columns:\n\
             \x20       - {{period: {now}, header: \"{header}\"}}\n\
             \x20       - {{period: {before}, header: \"{header_before}\"}}\n\
             \x20     rows: [{{show: revenue}}]\n\
             \x20 - balance:\n      title: Balance\n      dates: [{struck}, {year_end}]\n      rows: \
             [{{show: cash}}]\n",
            self.language, self.year
        )
    }
}

/// The findings of a deck of some days, but for those of words and of infos.
fn found(text: &str, language: &str) -> Vec<Finding> {
    let dir = tempfile::tempdir().expect("a folder");
    let path = dir.path().join("quarter.yaml");
    fs::write(&path, text).expect("a file");
    let (mut sources, mut report) = (Sources::new(), Report::new());
    let deck = deck::read(&path, &mut sources, &mut report);
    let deck = deck.unwrap_or_else(|| panic!("{:?}\n{text}", report.sorted()));
    let locale = Locale::of(language).expect("a language");
    let _ = check::run(&deck, &[Edition::own(&deck, locale)], false, &sources, &mut report);
    let foreign = ["foreign-run", "label-language"];
    let told =
        |one: &Finding| one.severity != Severity::Info && !foreign.contains(&one.code.name());
    report.into_findings().into_iter().filter(told).collect()
}

fn codes(findings: &[Finding]) -> Vec<&'static str> {
    findings.iter().map(|one| one.code.name()).collect()
}

#[test]
fn published_days_pass_and_others_are_found() {
    for company in &COMPANIES {
        let end = company.days[0];
        let rule = format!(", {}", company.rule);
        let all = found(&company.deck(&rule, [end; 4]), company.language);
        assert!(all.is_empty(), "{}: {all:?}", company.rule);
        let day: Date = end.parse().expect("a day");
        let week = jiff::Span::new().days(7);
        for other in [day.tomorrow(), day.checked_add(week), day.checked_sub(week)] {
            let other = other.expect("a day").to_string();
            let places = ["period-differs", "header-differs", "day-differs", "balance-date"];
            for (at, code) in places.into_iter().enumerate() {
                let mut said = [end; 4];
                said[at] = &other;
                let all = found(&company.deck(&rule, said), company.language);
                assert!(codes(&all).contains(&code), "{}: {other}: {code}: {all:?}", company.rule);
            }
        }
    }
}

#[test]
fn where_nothing_is_said_the_finding_tells_how_to() {
    for company in &COMPANIES {
        let end = company.days[0];
        let all = found(&company.deck("", [end; 4]), company.language);
        let help = |code: &str| {
            let one = all.iter().find(|one| one.code.name() == code);
            one.unwrap_or_else(|| panic!("{code} of {}: {all:?}", company.rule)).help.join(" ")
        };
        // A day alone may end a quarter by several rules; those of a balance sheet tell more.
        let told = help("balance-date");
        assert!(told.contains("`company: fiscal_year`: `"), "{}: {told}", company.rule);
        for code in ["period-differs", "header-differs"] {
            assert!(help(code).contains("`company: fiscal_year`: `"), "{code}: {}", help(code));
        }
        // What it tells ends all of them, but for the year that it cannot see.
        let rule = told.split("fiscal_year`: `").nth(1).and_then(|rest| rest.split('`').next());
        let rule = format!(", {}", rule.expect("a rule"));
        let struck = found(&company.deck(&rule, [end; 4]), company.language);
        assert!(!codes(&struck).contains(&"balance-date"), "{rule}: {struck:?}");
    }
}

#[test]
fn fields_that_do_not_go_together_are_refused() {
    let company = &COMPANIES[0];
    for (rule, code) in [
        (", weeks: 12-12-12-16", "missing-field"),
        (", extra_week: first", "missing-field"),
        (", ends: last saturday, quarters_end: last saturday", "unknown-word"),
        (", ends: last saturdy", "unknown-word"),
        (", ends: last saturday, weeks: 12-12-12-17", "bad-number"),
    ] {
        let (mut sources, mut report) = (Sources::new(), Report::new());
        let text = company.deck(rule, [company.days[0]; 4]);
        let _ = deck::read_text("quarter.yaml".as_ref(), text, &mut sources, &mut report);
        assert!(codes(&report.into_findings()).contains(&code), "{rule}: {code}");
    }
}

/// A year of 53 weeks behind one of 52.
const LONG: &str = "\
iijdeck: 2
deck: {title: Q, date: 2024-03-10, period: FY2023, language: en}
company: {name: Ex, short: Ex, fiscal_year: {starts: february, named_by: start, ends: nearest saturday}, unit: CHF million, rounding: half up}
facts:
  rev: {label: Revenue, values: {FY2023: 10000, FY2022: 9000, FY2021: 8500, 4Q23: 30, 4Q22: 25}}
slides:
";

#[test]
fn charts_tell_unequal_lengths_as_tables_do() {
    let told = |slide: &str| super::paper::told(&format!("{LONG}  - {slide}\n"));
    let trend = |more: &str| {
        told(&format!(
            "trend: {{title: T{more}, charts: [{{title: Rev, show: [rev], periods: [FY2021, FY2022, FY2023]}}]}}"
        ))
    };
    assert!(trend("").contains("error[unequal-lengths]"), "{}", trend(""));
    assert!(!trend(", unequal: yes").contains("unequal-lengths"), "{}", trend(", unequal: yes"));
    // What another fault hides may be needed.
    let hidden = told("bullets: {title: B, unequal: yes, columns: [\"- Revenue {rev@4Q23 yoy}\"]}");
    assert!(hidden.contains("wrong-scale") && !hidden.contains("Remove it"), "{hidden}");
}
