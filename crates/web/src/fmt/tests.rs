//! Values taken from `Intl` of Chromium (CLDR 48), with no-break spaces shown as `_`.

use proptest::prelude::*;

use super::*;

fn fmt(lang: Lang, currency: &str) -> Fmt {
    Fmt { lang, zone: Zone::BERLIN, currency: Some(currency.parse().unwrap()) }
}

fn amount(text: &str) -> Amount {
    text.parse().unwrap()
}

fn shown(text: &str) -> String {
    text.replace(NBSP, "_")
}

const LANGS: [Lang; 4] = [Lang::De, Lang::Nl, Lang::Es, Lang::En];

#[test]
fn money_reads_as_in_the_locale() {
    let rows: [(&str, &str, [&str; 4]); 8] = [
        ("EUR", "0", ["0,00_€", "€_0,00", "0,00_€", "€0.00"]),
        ("EUR", "1234.5", ["1.234,50_€", "€_1.234,50", "1234,50_€", "€1,234.50"]),
        ("EUR", "-1234.5", ["-1.234,50_€", "€_-1.234,50", "-1234,50_€", "-€1,234.50"]),
        (
            "EUR",
            "1234567.891",
            ["1.234.567,89_€", "€_1.234.567,89", "1.234.567,89_€", "€1,234,567.89"],
        ),
        ("GBP", "-12.3", ["-12,30_£", "£_-12,30", "-12,30_GBP", "-£12.30"]),
        ("USD", "-12.3", ["-12,30_$", "US$_-12,30", "-12,30_US$", "-US$12.30"]),
        ("CHF", "-12.3", ["-12,30_CHF", "CHF_-12,30", "-12,30_CHF", "-CHF_12.30"]),
        ("SEK", "-12.3", ["-12,30_SEK", "SEK_-12,30", "-12,30_SEK", "-SEK_12.30"]),
    ];
    for (currency, value, expected) in rows {
        for (lang, expected) in LANGS.into_iter().zip(expected) {
            assert_eq!(
                shown(&fmt(lang, currency).money(amount(value))),
                expected,
                "{lang} {value}"
            );
        }
    }
    // Unlike a browser we show no minus before nothing.
    assert_eq!(shown(&fmt(Lang::De, "EUR").money(amount("-0.004"))), "0,00_€");
    assert_eq!(shown(&fmt(Lang::De, "EUR").money_whole(amount("-0.4"))), "0_€");
    assert_eq!(shown(&fmt(Lang::De, "EUR").money_whole(amount("-1234.5"))), "-1.235_€");
    assert_eq!(shown(&fmt(Lang::Nl, "EUR").money_change(amount("12.5"))), "+€_13");
    assert_eq!(shown(&fmt(Lang::De, "EUR").money_change(amount("0.2"))), "0_€");
}

#[test]
fn numbers_and_shares_read_as_in_the_locale() {
    let rows: [(i64, [&str; 4]); 6] = [
        (999, ["999", "999", "999", "999"]),
        (1000, ["1.000", "1.000", "1000", "1,000"]),
        (9999, ["9.999", "9.999", "9999", "9,999"]),
        (10000, ["10.000", "10.000", "10.000", "10,000"]),
        (1_234_567, ["1.234.567", "1.234.567", "1.234.567", "1,234,567"]),
        (-1234, ["-1.234", "-1.234", "-1234", "-1,234"]),
    ];
    for (value, expected) in rows {
        for (lang, expected) in LANGS.into_iter().zip(expected) {
            assert_eq!(fmt(lang, "EUR").count(value), expected, "{lang} {value}");
        }
    }
    let shares: [(f64, [&str; 4]); 3] = [
        (0.125, ["12,5_%", "12,5%", "12,5_%", "12.5%"]),
        (-0.5, ["-50,0_%", "-50,0%", "-50,0_%", "-50.0%"]),
        (12.3456, ["1.234,6_%", "1.234,6%", "1234,6_%", "1,234.6%"]),
    ];
    for (share, expected) in shares {
        for (lang, expected) in LANGS.into_iter().zip(expected) {
            assert_eq!(shown(&fmt(lang, "EUR").percent(share, 1)), expected, "{lang} {share}");
        }
    }
    assert_eq!(fmt(Lang::En, "EUR").percent_change(0.05, 0), "+5%");
    assert_eq!(fmt(Lang::Nl, "EUR").percent_change(0.005, 1), "+0,5%");
    assert_eq!(fmt(Lang::Nl, "EUR").percent_change(0.0004, 1), "0,0%");
    // What stands in a field of a form: as it was entered, whatever 0.07 is in the machine.
    for (share, de, en) in [(0.07, "7", "7"), (0.29, "29", "29"), (0.125, "12,5", "12.5")] {
        assert_eq!(plain(Lang::De, share * 100.0, 4), de);
        assert_eq!(plain(Lang::En, share * 100.0, 4), en);
    }
    assert_eq!(plain(Lang::Es, 0.0, 4), "0");
    assert_eq!(plain(Lang::Es, 100.0, 4), "100");
    assert_eq!(decimal(Lang::De, f64::NAN, 2), "–");
    assert_eq!(decimal(Lang::De, -0.001, 2), "0,00");
    assert_eq!(fmt(Lang::De, "EUR").quantity(amount("2.500")), "2,5");
    assert_eq!(fmt(Lang::De, "EUR").quantity(amount("-1200")), "-1.200");
}

#[test]
fn dates_read_as_in_the_locale() {
    let day = NaiveDate::from_ymd_opt(2026, 11, 2).unwrap();
    let rows: [(Lang, &str, &str, &str, &str); 4] = [
        (Lang::De, "2. November 2026", "02.11.2026", "November 2026", "Montag"),
        (Lang::Nl, "2 november 2026", "02-11-2026", "november 2026", "maandag"),
        (Lang::Es, "2 de noviembre de 2026", "02/11/2026", "noviembre de 2026", "lunes"),
        (Lang::En, "2 November 2026", "2 Nov 2026", "November 2026", "Monday"),
    ];
    for (lang, long, short, month, weekday) in rows {
        let fmt = fmt(lang, "EUR");
        assert_eq!(fmt.date(day), long);
        assert_eq!(fmt.date_short(day), short);
        assert_eq!(fmt.month(Month::of(day)), month);
        assert_eq!(fmt.weekday(day), weekday);
    }
    let short: [(Lang, &str); 4] = [
        (Lang::De, "Jan.|Feb.|März|Apr.|Mai|Juni|Juli|Aug.|Sept.|Okt.|Nov.|Dez."),
        (Lang::Nl, "jan|feb|mrt|apr|mei|jun|jul|aug|sep|okt|nov|dec"),
        (Lang::Es, "ene|feb|mar|abr|may|jun|jul|ago|sept|oct|nov|dic"),
        (Lang::En, "Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sept|Oct|Nov|Dec"),
    ];
    for (lang, expected) in short {
        let all: Vec<String> = (1..=12).map(|n| fmt(lang, "EUR").month_name(n)).collect();
        assert_eq!(all.join("|"), expected);
    }
}

#[test]
fn times_are_local() {
    let at = "2026-07-01T22:30:00Z".parse::<Instant>().unwrap();
    assert_eq!(fmt(Lang::De, "EUR").day_time(at), "02.07.2026, 00:30");
    assert_eq!(fmt(Lang::De, "EUR").iso(at), "2026-07-01T22:30:00Z");
}

proptest! {
    /// Whatever the amount, taking the marks out again gives the cents we had.
    #[test]
    fn money_loses_nothing(cents in -10_i128.pow(20)..10_i128.pow(20), lang in 0_usize..4) {
        let lang = LANGS[lang];
        let text = fmt(lang, "EUR").money(Amount::from_cents(cents));
        let digits: String = text.chars().filter(|c| c.is_ascii_digit() || *c == '-').collect();
        prop_assert_eq!(digits.parse::<i128>().unwrap(), cents);
        let point = if lang == Lang::En { '.' } else { ',' };
        let number: String = text.chars().filter(|c| c.is_ascii_digit() || *c == point).collect();
        prop_assert_eq!(number.rsplit(point).next().map(str::len), Some(2));
    }
}
