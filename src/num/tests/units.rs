use super::unit;
use crate::num::{CurrencyCode, Rounding, Scale, Unit};

#[test]
fn units_have_exponents() {
    for (text, exponent) in [
        ("JPY million", 6),
        ("JPY", 0),
        ("USD billion", 9),
        ("JPY 億", 8),
        ("JPY 百万", 6),
        ("%", -2),
        ("points", -2),
        ("times", 0),
        ("contracts", 0),
        ("thousand personnel", 3),
        ("千人", 3),
        ("万", 4),
        ("JPY trillion", 12),
    ] {
        assert_eq!(unit(text).exponent(), exponent, "{text}");
    }
    assert_eq!(unit("%").last_digit(1).to_string(), "0.001");
    assert_eq!(unit("JPY million").last_digit(0).to_string(), "1000000");
}

#[test]
fn canonical_texts_round_trip() {
    for (text, canonical) in [
        ("JPY  百万", "JPY million"),
        ("JPY 億", "JPY hundred million"),
        ("ten thousand contracts", "ten thousand contracts"),
        ("千人", "thousand 人"),
        ("thousand", "thousand"),
        ("count", "count"),
        ("GB/s", "GB/s"),
    ] {
        assert_eq!(unit(text).to_string(), canonical);
        assert_eq!(unit(canonical), unit(text));
    }
}

#[test]
fn measures_are_kinds() {
    assert!(unit("JPY").same_measure(&unit("JPY billion")));
    assert!(unit("contracts").same_measure(&unit("thousand contracts")));
    for (a, b) in [
        ("JPY", "USD"),
        ("%", "points"),
        ("contracts", "personnel"),
        ("times", "count"),
        ("%", "JPY"),
    ] {
        assert!(!unit(a).same_measure(&unit(b)), "{a} {b}");
        assert!(!unit(b).same_measure(&unit(a)), "{b} {a}");
    }
    assert_eq!(unit("JPY").with_scale(Scale::Million), Some(Unit::yen(Scale::Million)));
    assert_eq!(unit("%").with_scale(Scale::Million), None);
    assert!(unit("JPY").is_currency() && !unit("%").is_currency());
    assert_eq!(unit("JPY billion").scale(), Scale::Billion);
}

#[test]
fn near_misses_are_refused_with_a_correction() {
    for (text, meant) in [
        ("JPY milion", Some("JPY million")),
        ("JPY mn", Some("JPY million")),
        ("JPY Million", Some("JPY million")),
        ("JPY bn", Some("JPY billion")),
        ("JPY million yen", Some("JPY million")),
        ("JPY wagons", None),
        ("jpy million", Some("JPY million")),
        ("jpy", Some("JPY")),
        ("sek million", Some("SEK million")),
        ("million JPY", Some("JPY million")),
        ("million yen", Some("JPY million")),
        ("yen", Some("JPY")),
        ("百万円", Some("JPY million")),
        ("億円", Some("JPY hundred million")),
        ("円", Some("JPY")),
        ("$ million", Some("USD million")),
        ("percent", Some("%")),
        ("％", Some("%")),
        ("percentage points", Some("points")),
        ("pp", Some("points")),
        ("point", Some("points")),
        ("Points", Some("points")),
        ("x", Some("times")),
        ("倍", Some("times")),
        ("milion personnel", Some("million personnel")),
        ("thousands contracts", Some("thousand contracts")),
        ("bn", Some("billion")),
        ("", None),
        ("5 apples", None),
        ("apples\u{7}", None),
    ] {
        let error = text.parse::<Unit>().expect_err(text);
        assert_eq!(error.suggestion().as_deref(), meant, "{text}");
        assert!(!error.to_string().is_empty());
    }
}

#[test]
fn codes_and_scales_read_alone() {
    assert_eq!("JPY".parse(), Ok(CurrencyCode::JPY));
    assert_eq!(CurrencyCode::JPY.as_str(), "JPY");
    assert_eq!(
        "jpy".parse::<CurrencyCode>().expect_err("small").suggestion().as_deref(),
        Some("JPY")
    );
    assert!("JPYX".parse::<CurrencyCode>().is_err() && "円".parse::<CurrencyCode>().is_err());
    for scale in Scale::ALL {
        assert_eq!(scale.to_string().parse(), Ok(scale));
    }
    let error = "milion".parse::<Scale>().expect_err("misspelt");
    assert_eq!(error.suggestion().as_deref(), Some("million"));
}

#[test]
fn roundings_read_alone() {
    for (text, meant) in [
        ("half-up", "half up"),
        ("Half Up", "half up"),
        ("truncate", "toward zero"),
        ("towards zero", "toward zero"),
        ("切捨て", "toward zero"),
        ("half evn", "half even"),
        ("unronded", "unrounded"),
    ] {
        let error = text.parse::<Rounding>().expect_err(text);
        assert_eq!(error.suggestion().as_deref(), Some(meant), "{text}");
    }
    assert_eq!("sideways".parse::<Rounding>().expect_err("no mode").suggestion(), None);
}
