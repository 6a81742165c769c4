//! Filings: what is read of them, and what is told of those that are broken.
//!
//! `.ci/filing.py` compares the same files with what Arelle reads.

use std::fmt::Write as _;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::program::{iijdeck, said};

fn data(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data").join(name)
}

/// Every fact of a filing that has no faults.
fn facts(path: &Path) -> Vec<Value> {
    let args = ["--format", "json", "--texts"];
    let output = iijdeck().arg("filing").arg(path).args(args).output().expect("the program runs");
    let told: Value =
        serde_json::from_slice(&output.stdout).unwrap_or_else(|_| panic!("{}", said(&output)));
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    told["facts"].as_array().expect("a list").clone()
}

/// A fact in one line.
fn line(fact: &Value) -> String {
    let text = |name: &str| fact[name].as_str().unwrap_or_default().to_owned();
    let members = fact["members"].as_array().expect("a list").iter();
    let members: Vec<_> =
        members.map(|one| one["member"].as_str().unwrap_or_default().to_owned()).collect();
    let days = format!("{}..{}", text("starts"), text("ends"));
    let marks = ["hidden", "repeated"]
        .map(|mark| if fact[mark] == true { format!(" {mark}") } else { String::new() });
    let known = [text("unit"), text("decimals")].join(" ");
    format!(
        "{} {days} {} = {} {} {}{}",
        text("concept"),
        members.join("+"),
        text("kind"),
        text("value"),
        known.trim(),
        marks.concat()
    )
    .trim_end()
    .to_owned()
}

fn lines(path: &Path) -> Vec<String> {
    facts(path).iter().map(line).collect()
}

/// A file of one's own, and what the program says of it.
fn told(name: &str, text: &[u8]) -> (bool, String) {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join(name), text).expect("a file");
    let args = ["filing", name, "--message-format", "short", "--texts"];
    let output =
        iijdeck().current_dir(folder.path()).args(args).output().expect("the program runs");
    (output.status.success(), said(&output))
}

#[test]
fn a_tanshin_is_read_as_a_set_of_files() {
    let all = lines(&data("tanshin"));
    assert_eq!(all.len(), 68);
    let result = "tse-ed-t:ConsolidatedMember+tse-ed-t:ResultMember";
    for meant in [
        // The header of the set alone has the contexts; △ stands outside the tag.
        "own:CashAndCashEquivalents ..2010-06-30  = number 9137204000 JPY -3",
        "own:AccumulatedDeficit ..2010-03-31  = number -16720188000 JPY -3",
        "own:SegmentOperatingIncome 2010-04-01..2010-06-30 own:AtmOperationBusinessMember = number -161094000 JPY -3",
        "own:InvestmentSecurities ..2010-06-30 Available for sale = number 888041000 JPY -3",
        "own:AllowanceForDoubtfulAccounts ..2010-06-30  = nil nil JPY",
        // Nested: one text, two facts, the inner of which stands above already. In units of 億円 it is coarser.
        "own:OperatingRevenuesOfSegments 2010-04-01..2010-06-30  = number 15813127000 JPY -3",
        "own:TotalRevenues 2010-04-01..2010-06-30  = number 15813127000 JPY -3 repeated",
        "own:OperatingIncome 2010-04-01..2010-06-30  = number 260000000 JPY -8 repeated",
        "own:OperatingIncome 2010-04-01..2010-06-30  = number 266032000 JPY -3",
        // The summary has contexts of its own, of the same ids or not.
        &format!(
            "tse-ed-t:OperatingRevenuesUS 2010-04-01..2010-06-30 {result} = number 15813000000 JPY -6"
        ),
        &format!(
            "tse-ed-t:ChangeInOperatingIncomeUS 2010-04-01..2010-06-30 {result} = number -0.243 pure 3"
        ),
        &format!(
            "tse-ed-t:BasicNetIncomePerShareUS 2010-04-01..2010-06-30 {result} = number 1219.41 JPY/shares 2"
        ),
        "tse-ed-t:FilingDate ..2011-03-31  = text 2010-08-13",
        "tse-ed-t:QuarterlyPeriod ..2011-03-31  = number 1 pure 0 hidden",
    ] {
        assert!(all.iter().any(|one| one == meant), "{meant}\n{}", all.join("\n"));
    }
}

#[test]
fn an_archive_is_read_as_its_folder() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("tanshin.zip");
    let mut zip = zip::ZipWriter::new(fs::File::create(&path).expect("a file"));
    let root = data("tanshin");
    for part in ["Summary", "Attachment"] {
        for entry in fs::read_dir(root.join("XBRLData").join(part)).expect("a folder") {
            let entry = entry.expect("an entry");
            let name = format!("XBRLData/{part}/{}", entry.file_name().to_string_lossy());
            zip.start_file(name, zip::write::SimpleFileOptions::default()).expect("a part");
            zip.write_all(&fs::read(entry.path()).expect("a file")).expect("its text");
        }
    }
    zip.finish().expect("an archive");
    let packed = facts(&path);
    assert_eq!(packed.iter().map(line).collect::<Vec<_>>(), lines(&root));
    let file = packed[0]["file"].as_str().expect("a name");
    assert!(file.contains("tanshin.zip/XBRLData/Attachment/0000000_header"), "{file}");
}

#[test]
fn a_page_is_read_whatever_its_prefixes_are() {
    let read = facts(&data("filings/page.htm"));
    let all: Vec<_> = read.iter().map(line).collect();
    assert_eq!(
        all,
        [
            "e:AmendmentFlag 2026-04-01..2026-06-30  = text false  hidden",
            "us-gaap:Revenues 2026-04-01..2026-06-30  = number 1234000000 USD -6",
            "us-gaap:Revenues 2026-04-01..2026-06-30  = number 1200000000 USD -8 repeated",
            "us-gaap:NetIncomeLoss 2026-04-01..2026-06-30  = number -56000000 USD -6",
            "us-gaap:LongTermDebt ..2026-06-30  = number 0 USD INF",
            "e:Margin 2026-04-01..2026-06-30  = number 0.630 pure 3",
            "e:Plants ..2026-06-30  = number 1204 pure 0",
            "e:PolicyTextBlock 2026-04-01..2026-06-30  = text Policies. Revenue is\nrecognised when control passes. R&D is “expensed”.",
            "e:Page ..2026-06-30  = number 12 pure 0",
            "e:PeriodEnd 2026-04-01..2026-06-30  = text 2026-06-30",
            "e:Filer 2026-04-01..2026-06-30  = text true",
            "us-gaap:Goodwill ..2026-06-30  = nil nil USD",
            "e:Other ..2026-06-30  = number 7 USD 0",
        ]
    );
    assert_eq!((&read[1]["line"], &read[1]["column"]), (&28.into(), &17.into()));
    assert_eq!(read[12]["target"], "other");
    assert_eq!(read[1]["namespace"], "http://fasb.org/us-gaap/2024");
}

const INSTANCE: &str = r#"<?xml version="1.0"?>
<xbrl xmlns="http://www.xbrl.org/2003/instance" xmlns:g="http://xbrl.ifrs.org/taxonomy/2024-03-27/ifrs-full"
 xmlns:c="http://www.xbrl.org/2003/iso4217" xmlns:own="http://www.example.com" xmlns:link="http://www.xbrl.org/2003/linkbase">
<context id="a"><entity><identifier scheme="s">7</identifier></entity>
<period><startDate>2025-01-01</startDate><endDate>2026-01-01T00:00:00</endDate></period></context>
<unit id="u"><divide><unitNumerator><measure>c:EUR</measure></unitNumerator>
<unitDenominator><measure>shares</measure></unitDenominator></divide></unit>
<unit id="e"><measure>c:EUR</measure></unit>
<g:Revenue contextRef="a" unitRef="e" decimals="-3">-1.250E6</g:Revenue>
<g:BasicEarningsLossPerShare contextRef="a" unitRef="u" precision="3">4.56</g:BasicEarningsLossPerShare>
<own:Ratio contextRef="a" unitRef="e"><numerator>1</numerator><denominator>3</denominator></own:Ratio>
<own:Name contextRef="a">A &amp; B</own:Name>
<link:footnoteLink><link:footnote>not a fact</link:footnote></link:footnoteLink>
</xbrl>
"#;

#[test]
fn instances_and_json_are_read() {
    let folder = tempfile::tempdir().expect("a folder");
    let written = |name: &str, text: &str| {
        fs::write(folder.path().join(name), text).expect("a file");
        lines(&folder.path().join(name))
    };
    // A name without a prefix is of the namespace that has none, as instances of the SEC have it.
    assert_eq!(
        written("a.xbrl", INSTANCE),
        [
            "ifrs-full:Revenue 2025-01-01..2025-12-31  = number -1250000 EUR -3",
            "ifrs-full:BasicEarningsLossPerShare 2025-01-01..2025-12-31  = number 4.56 EUR/shares 2",
            "own:Ratio 2025-01-01..2025-12-31  = fraction 1/3 EUR INF",
            "own:Name 2025-01-01..2025-12-31  = text A & B",
        ]
    );
    let json = r#"{"documentInfo": {"documentType": "https://xbrl.org/2021/xbrl-json", "namespaces": {
        "g": "https://xbrl.ifrs.org/taxonomy/2024-03-27/ifrs-full", "cur": "http://www.xbrl.org/2003/iso4217",
        "xbrli": "http://www.xbrl.org/2003/instance", "o": "http://www.example.com"}},
      "facts": {
        "1": {"value": "1250.50", "decimals": 2, "dimensions": {"concept": "g:Revenue", "entity": "s:7",
          "period": "2019-01-01T00:00:00/2020-01-01T00:00:00", "unit": "cur:EUR/xbrli:shares", "o:Axis": "o:A"}},
        "2": {"value": "5", "dimensions": {"concept": "o:Plants", "period": "2020-01-01T00:00:00", "unit": "xbrli:pure"}},
        "3": {"value": null, "dimensions": {"concept": "o:None", "period": "2020-01-01T00:00:00", "unit": "cur:EUR"}}}}"#;
    assert_eq!(
        written("a.json", json),
        [
            "ifrs-full:Revenue 2019-01-01..2019-12-31 o:A = number 1250.50 EUR/shares 2",
            "o:Plants ..2019-12-31  = number 5 pure INF",
            "o:None ..2019-12-31  = nil nil EUR",
        ]
    );
    let company = r#"{"cik": 7, "entityName": "X", "facts": {"us-gaap": {"Revenues": {"label": null, "units": {"USD": [
        {"start": "2024-01-01", "end": "2024-03-31", "val": 12.30, "accn": "1-24-1", "fy": 2024, "fp": "Q1", "form": "10-Q", "filed": "2024-05-01"},
        {"start": "2024-01-01", "end": "2024-03-31", "val": 12.40, "accn": "1-25-9", "fy": 2025, "fp": "Q1", "form": "10-Q", "filed": "2025-05-01", "frame": "CY2024Q1"}
      ]}}}}}"#;
    // Two reports may say two things: the later restated the earlier.
    assert_eq!(
        written("b.json", company),
        [
            "us-gaap:Revenues 2024-01-01..2024-03-31  = number 12.30 USD",
            "us-gaap:Revenues 2024-01-01..2024-03-31  = number 12.40 USD",
        ]
    );
}

/// What is changed in the page, into what, and what is then told.
const BROKEN: &[(&str, &str, &str)] = &[
    (
        "contextRef=\"c1\" unitRef=\"usd\" decimals=\"-6\" scale=\"6\" format=\"tr:num-dot-decimal\">1,234",
        "contextRef=\"c9\" unitRef=\"usd\" decimals=\"-6\" scale=\"6\" format=\"tr:num-dot-decimal\">1,234",
        "page.htm:28:17: error[bad-filed-fact]: the context `c9` of us-gaap:Revenues is not there",
    ),
    (
        ">1,234<",
        ">1,2x4<",
        "28:17: error[bad-filed-fact]: us-gaap:Revenues has `1,2x4`, which does not fit tr:num-dot-decimal",
    ),
    (
        ">1,234<",
        ">1,384<",
        "29:11: error[filed-twice]: us-gaap:Revenues of 2026-04-01/2026-06-30 is 1200000000 here, and 1384000000",
    ),
    (
        "scale=\"9\"",
        "scale=\"99\"",
        "29:11: error[bad-filed-fact]: us-gaap:Revenues has `1.2` with a scale of 99",
    ),
    (
        "scale=\"9\"",
        "scale=\"many\"",
        "29:11: error[bad-filed-fact]: us-gaap:Revenues has the scale `many`",
    ),
    (
        "sign=\"-\"",
        "sign=\"+\"",
        "30:7: error[bad-filed-fact]: us-gaap:NetIncomeLoss has the sign `+`",
    ),
    (
        "decimals=\"3\" scale",
        "scale",
        "32:8: error[bad-filed-fact]: e:Margin does not say how exactly it is known",
    ),
    (
        "decimals=\"3\" scale",
        "decimals=\"x\" scale",
        "32:8: error[bad-filed-fact]: e:Margin is known to `x` decimals",
    ),
    (
        "tr:num-comma-decimal",
        "tr:num-by-taste",
        "33:8: warning[unknown-transform]: e:Plants has `1.204` in the format tr:num-by-taste",
    ),
    (
        "tr:num-comma-decimal",
        "nowhere:num-comma-decimal",
        "33:8: error[bad-filed-fact]: e:Plants has the format `nowhere:num-comma-decimal`",
    ),
    (
        " unitRef=\"pure\" decimals=\"0\" format",
        " decimals=\"0\" format",
        "33:8: error[bad-filed-fact]: e:Plants is a number without a unit",
    ),
    (
        "name=\"e:Plants\"",
        "name=\"Plants\"",
        "33:8: error[bad-filed-fact]: a fact has the name `Plants`, which is no concept",
    ),
    (
        "continuedAt=\"most\"",
        "continuedAt=\"more\"",
        "34:4: error[bad-filed-fact]: e:PolicyTextBlock goes on at `more`, which is continued by itself",
    ),
    (
        "continuedAt=\"most\"",
        "continuedAt=\"x\"",
        "34:4: error[bad-filed-fact]: e:PolicyTextBlock goes on at `x`, which is nowhere",
    ),
    (
        "June 30, 2026",
        "June 31, 2026",
        "38:7: error[bad-filed-fact]: e:PeriodEnd has `June 31, 2026`, which does not fit",
    ),
    (
        "<i:instant>2026-06-30<",
        "<i:instant>30 June 2026<",
        "20:3: error[bad-filed-fact]: the context `c2` has `30 June 2026` where a day should stand",
    ),
    (
        "<i:startDate>2026-04-01<",
        "<i:startDate>2026-07-01<",
        "16:3: error[bad-filed-fact]: the context `c1` ends before it starts",
    ),
    (
        "id=\"c2\"",
        "id=\"c1\"",
        "20:3: error[bad-filed-fact]: two contexts have the id `c1`, and differ",
    ),
    (
        "<i:measure>cur:USD<",
        "<i:measure>USD<",
        "24:3: error[bad-filed-fact]: the unit `usd` has the measure `USD`",
    ),
    ("<body>", "<!DOCTYPE html><body>", "error[filing-syntax]: a DTD stands here"),
    (
        "Example Inc.",
        "Example&nbsp;Inc.",
        "7:21: error[filing-syntax]: `&nbsp;` is no entity of XML",
    ),
    ("</body>", "</bodx>", "error[filing-syntax]: "),
    ("</html>", "", "error[filing-syntax]: it ends before its last tag"),
    (
        "<p>Revenue",
        "<inline:tuple name=\"e:T\"></inline:tuple><p>Revenue",
        "28:1: error[bad-filed-fact]: a tuple stands here",
    ),
];

#[test]
fn what_is_malformed_is_told_with_its_place() {
    let page = fs::read_to_string(data("filings/page.htm")).expect("a page");
    let (good, text) = told("page.htm", page.as_bytes());
    assert!(good && text.ends_with("13 of 13 facts listed\n"), "{text}");
    for (from, to, meant) in BROKEN {
        assert!(page.contains(from), "{from}");
        let (good, text) = told("page.htm", page.replacen(from, to, 1).as_bytes());
        assert!(text.contains(meant), "{to}: {meant}\n{text}");
        assert_eq!(good, meant.contains("warning["), "{to}");
    }
}

#[test]
fn what_would_cost_too_much_is_refused() {
    let deep = format!("<x xmlns=\"http://www.xbrl.org/2013/inlineXBRL\">{}", "<y>".repeat(400));
    let (good, text) = told("deep.htm", deep.as_bytes());
    assert!(!good && text.contains("more than 256 elements lie in each other"), "{text}");
    let (good, text) = told("deep.json", "[".repeat(100_000).as_bytes());
    assert!(!good && text.contains("[filing-syntax]"), "{text}");
    let (good, text) = told("empty.htm", b"<html><p>no fact</p></html>");
    assert!(!good && text.contains("error[unreadable]: it holds no fact"), "{text}");
    let (good, text) =
        told("a.htm", b"<?xml version=\"1.0\" encoding=\"utf-8\"?><html>\xff</html>");
    assert!(!good && text.contains("error[not-utf8]: it is not UTF-8 throughout"), "{text}");
    // A part whose name leads out of the archive.
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    zip.start_file("../a.htm", zip::write::SimpleFileOptions::default()).expect("a part");
    let bytes = zip.finish().expect("an archive").into_inner();
    let (good, text) = told("a.zip", &bytes);
    assert!(!good && text.contains("which leads out of it"), "{text}");
    // Many faults are told in part.
    let many =
        INSTANCE.replacen("<own:Name", &"<own:A contextRef=\"x\">1</own:A>\n".repeat(3_000), 1);
    let (good, text) =
        told("many.xbrl", many.replace(" contextRef=\"a\">A &amp; B</own:Name>", "").as_bytes());
    assert!(!good && text.matches("[bad-filed-fact]").count() < 110, "{}", text.len());
}

#[test]
fn a_list_may_be_a_table_of_its_own() {
    let folder = tempfile::tempdir().expect("a folder");
    let out = folder.path().join("facts.csv");
    let args = ["--format", "csv", "--concept", "OperatingIncome", "--out"];
    let output = iijdeck()
        .arg("filing")
        .arg(data("tanshin"))
        .args(args)
        .arg(&out)
        .output()
        .expect("it runs");
    assert!(output.status.success(), "{}", said(&output));
    let text = fs::read_to_string(&out).expect("the table");
    let mut rows = csv::Reader::from_reader(text.as_bytes());
    assert_eq!(rows.headers().expect("a header").len(), 19);
    let rows: Vec<_> = rows.records().map(|row| row.expect("a row")).collect();
    assert!(
        rows.len() > 5
            && rows.iter().all(|row| row[0].contains("OperatingIncome") && row.len() == 19)
    );
}

#[test]
fn texts_within_texts_and_shared_chains_end_soon() {
    let page = |body: &str| {
        let page = fs::read_to_string(data("filings/page.htm")).expect("a page");
        page.replacen("</body>", &format!("{body}</body>"), 1)
    };
    let tag = "<inline:nonNumeric name=\"e:T\" contextRef=\"c2\"";
    // One chain of empty parts that each of many facts goes on at: walked by each it took minutes.
    let mut chain = String::new();
    for at in 0..4_000 {
        let next = at + 1;
        let _ = write!(chain, "<inline:continuation id=\"k{at}\" continuedAt=\"k{next}\"/>");
    }
    chain.push_str("<inline:continuation id=\"k4000\"/>");
    let facts = format!("{tag} continuedAt=\"k0\">a</inline:nonNumeric>").repeat(400);
    let (good, text) = told("chain.htm", page(&(chain + &facts)).as_bytes());
    assert!(!good && text.contains("the texts have more than 67108864 bytes"), "{}", text.len());
    // One text that stands in a hundred facts: memory holds what is allowed, and figures are read all the same.
    let nested =
        [&format!("{tag}>").repeat(100), &"x".repeat(1 << 20), &"</inline:nonNumeric>".repeat(100)];
    let (good, text) = told("nested.htm", page(&nested.map(String::as_str).concat()).as_bytes());
    assert!(!good && text.contains("the texts have more than 67108864 bytes"), "{}", text.len());
    assert!(text.contains("e:Plants"), "{}", text.len());
}

#[test]
fn a_ratio_of_json_that_names_no_unit_is_a_number() {
    let json = r#"{"documentInfo": {"documentType": "https://xbrl.org/2021/xbrl-json",
        "namespaces": {"e": "http://e.example", "s": "http://s.example"}}, "facts": {
        "f1": {"value": "0.263", "decimals": 3, "dimensions": {"concept": "e:TaxRate", "entity": "s:1",
            "period": "2026-01-01T00:00:00/2026-04-01T00:00:00"}},
        "f2": {"value": "2026", "dimensions": {"concept": "e:Name", "entity": "s:1",
            "period": "2026-04-01T00:00:00"}}}}"#;
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("facts.json");
    fs::write(&path, json).expect("a file");
    let read = lines(&path);
    assert_eq!(read[0], "e:TaxRate 2026-01-01..2026-03-31  = number 0.263 pure 3");
    assert_eq!(read[1], "e:Name ..2026-03-31  = text 2026");
}

#[test]
fn what_holds_no_fact_need_not_be_readable() {
    let page = fs::read_to_string(data("filings/page.htm")).expect("a page");
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let plain = zip::write::SimpleFileOptions::default();
    // Left by a file manager, and a page without facts in Shift_JIS that says so too late.
    let strange: [(&str, &[u8]); 3] = [
        ("__MACOSX/XBRLData/._page.htm", b"\0\x05\x16\x07\xff\xfe"),
        ("XBRLData/qualitative.htm", b"<html><p>\x94\x84\x8f\xe3<br></html>"),
        ("XBRLData/page.htm", page.as_bytes()),
    ];
    for (name, bytes) in strange {
        zip.start_file(name, plain).expect("a part");
        zip.write_all(bytes).expect("its bytes");
    }
    let bytes = zip.finish().expect("an archive").into_inner();
    let (good, text) = told("mac.zip", &bytes);
    assert!(good && text.ends_with("13 of 13 facts listed\n"), "{text}");
    // A page with facts in it still has to be.
    let broken = [page.as_bytes(), b"<!-- \xff -->"].concat();
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, bytes) in [("a.htm", page.as_bytes()), ("b.htm", &broken)] {
        zip.start_file(name, plain).expect("a part");
        zip.write_all(bytes).expect("its bytes");
    }
    let bytes = zip.finish().expect("an archive").into_inner();
    let (good, text) = told("broken.zip", &bytes);
    assert!(!good && text.contains("b.htm: error[not-utf8]"), "{text}");
}

#[test]
fn a_currency_without_its_namespace_is_none() {
    let instance =
        INSTANCE.replace("<measure>c:EUR</measure></unit>", "<measure>EUR</measure></unit>");
    assert_ne!(instance, INSTANCE);
    let (good, text) = told("a.xbrl", instance.as_bytes());
    let meant = "the unit `e` has the measure `EUR`, which XBRL does not have";
    assert!(!good && text.contains(meant), "{text}");
}

#[test]
fn an_encoding_that_cannot_be_is_not_believed() {
    let page = fs::read_to_string(data("filings/page.htm")).expect("a page");
    let body = page.split_once("?>").expect("a declaration").1.to_owned();
    let says = format!("<?xml version=\"1.0\" encoding=\"utf-16\"?>{body}");
    let wide: Vec<u8> = says.encode_utf16().flat_map(u16::to_le_bytes).collect();
    for (name, bytes) in [("plain.htm", says.as_bytes()), ("wide.htm", &wide)] {
        let (good, text) = told(name, bytes);
        assert!(good && text.ends_with("13 of 13 facts listed\n"), "{name}: {text}");
    }
}

#[test]
fn an_instance_stands_for_the_pages_of_its_manifest() {
    let folder = tempfile::tempdir().expect("a folder");
    let manifest = r#"<manifest xmlns="http://disclosure.edinet-fsa.go.jp/2013/manifest"><list>
        <instance id="a" preferredFilename="a.xbrl"><ixbrl>1.htm</ixbrl><ixbrl>2.htm</ixbrl></instance>
        </list></manifest>"#;
    fs::write(folder.path().join("manifest.xml"), manifest).expect("a manifest");
    fs::write(folder.path().join("a.xbrl"), INSTANCE).expect("an instance");
    assert!(!facts(folder.path()).is_empty());
    // Of pages of which one is there the others are missed.
    let page = fs::read_to_string(data("filings/page.htm")).expect("a page");
    fs::write(folder.path().join("1.htm"), page).expect("a page");
    let output = iijdeck().arg("filing").arg(folder.path()).output().expect("it runs");
    let text = said(&output);
    assert!(!output.status.success() && text.contains("2.htm, which is not there"), "{text}");
}

#[test]
fn a_concept_is_found_in_small_letters_or_missed_aloud() {
    let run = |part: &str| {
        let args = ["--format", "csv", "--concept", part];
        let page = data("filings/page.htm");
        let output = iijdeck().arg("filing").arg(page).args(args).output().expect("it runs");
        (output.status.success(), said(&output))
    };
    let (good, text) = run("plants");
    assert!(good && text.contains("e:Plants"), "{text}");
    let (good, text) = run("Nowhere");
    let meant = "none of 13 facts has a concept with `Nowhere` in its name";
    assert!(!good && text.contains(meant), "{text}");
    let (good, text) = run("PeriodEnd");
    assert!(!good && text.contains("--texts lists them"), "{text}");
}
