use crate::num::NumberError;
use crate::num::decimal::{grouped, parse};

fn value(text: &str) -> String {
    parse(text).expect("a number").value.to_string()
}

#[test]
fn printed_forms_keep_their_places() {
    for (text, read) in [
        ("15813", "15813"),
        ("15,813", "15813"),
        ("1,234,567.80", "1234567.80"),
        ("0.10", "0.10"),
        ("0", "0"),
        ("-0.0", "0.0"),
        ("-161", "-161"),
        ("+5", "5"),
        ("−161", "-161"),
        ("(161)", "-161"),
        ("(1,161.5)", "-1161.5"),
        ("△161", "-161"),
        ("▲161", "-161"),
        (" 42\n", "42"),
        ("9999999999999999999999999999", "9999999999999999999999999999"),
        ("0.0000000000000000000000000001", "0.0000000000000000000000000001"),
    ] {
        assert_eq!(value(text), read, "{text}");
    }
    assert_ne!(parse("0.1"), parse("0.10"));
    assert_eq!(parse("0.10").expect("a number").places(), 2);
}

#[test]
fn each_fault_has_its_variant_and_a_safe_correction() {
    for (text, variant, suggestion) in [
        ("", "Empty", None),
        ("  ", "Empty", None),
        ("-", "Dash", None),
        ("—", "Dash", None),
        ("()", "NoDigits", None),
        (".", "NoDigits", None),
        ("1,58", "Comma", None),
        ("15,81,3", "Comma", Some("15,813")),
        ("1581,3.0", "Comma", Some("15,813.0")),
        ("158,", "Comma", Some("158")),
        ("1.234,5", "Comma", None),
        ("(15,81,3)", "Comma", Some("-15,813")),
        ("1.2.3", "TwoPoints", None),
        ("1..5", "TwoPoints", Some("1.5")),
        ("1.234.567", "TwoPoints", Some("1,234,567")),
        (".5", "BarePoint", Some("0.5")),
        ("-.5", "BarePoint", Some("-0.5")),
        ("5.", "BarePoint", Some("5")),
        ("1e5", "Exponent", Some("100000")),
        ("-1.50E+1", "Exponent", Some("-15.0")),
        ("1e-3", "Exponent", Some("0.001")),
        ("1e99999999999", "Exponent", None),
        ("15_813", "Underscore", Some("15813")),
        ("15 813", "Space", Some("15813")),
        ("△ 161", "Space", Some("△161")),
        ("１５，８１３", "FullWidth", Some("15,813")),
        ("－１．５", "FullWidth", Some("-1.5")),
        ("12a", "Letter", None),
        ("百", "Letter", None),
        ("1/2", "Symbol", None),
        ("--5", "Sign", Some("-5")),
        ("161-", "Sign", Some("-161")),
        ("(161", "Sign", Some("-161")),
        ("–161", "Sign", Some("-161")),
        ("1-2", "Sign", None),
        ("007", "LeadingZero", Some("7")),
        ("-00.5", "LeadingZero", Some("-0.5")),
        ("0,158", "LeadingZero", None),
        ("00", "LeadingZero", Some("0")),
        ("12345678901234567890123456789", "TooLong", None),
    ] {
        let found = parse(text).expect_err(text);
        assert!(format!("{found:?}").starts_with(variant), "{text}: {found:?}");
        assert_eq!(found.suggestion().as_deref(), suggestion, "{text}");
        assert!(!found.to_string().contains('\n'), "{text}");
    }
    assert_eq!(parse("1234567890123456789012345678.9"), Err(NumberError::TooLong { digits: 29 }));
    assert_eq!(parse("12a"), Err(NumberError::Letter { found: 'a' }));
}

#[test]
fn findings_group_lakh_and_crore_as_the_page_does() {
    for text in ["INR 12,34,567 lakh", "INR -1,23,456.70 crore", "INR 999 lakh", "INR 1,234 crore"]
    {
        let unit = crate::num::Unit::Percent;
        let rounding = crate::num::Rounding::HalfUp;
        let stated = crate::num::Stated::parse_any(text, &unit, rounding).expect("a figure");
        assert_eq!(stated.to_string(), text);
    }
}

#[test]
fn grouping_keeps_places_and_sign() {
    for text in ["0", "1", "123", "1,234", "-12,345.60", "-123,456", "1,234,567", "0.0001"] {
        assert_eq!(grouped(&parse(text).expect("a number").value), text);
    }
}
