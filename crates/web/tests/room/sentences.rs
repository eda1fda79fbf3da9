//! Conditions as sentences: each condition, its opposite and every kind of event has its words in
//! all languages, and examples read as they are to.

use std::collections::BTreeSet;

use campaign::conditions::form::WORDS;
use campaign::conditions::{Condition, Happening};
use sog_web::Page;
use sog_web::campaign::sentence::{sentence, short};
use store::Company;
use vocab::{Currency, EventKind, Lang};

/// Each condition of the language, some in several forms.
const LEAVES: [&str; 46] = [
    r#"{"if":"bought","family":"Garten"}"#,
    r#"{"if":"families","at_least":2,"at_most":4}"#,
    r#"{"if":"region","any_of":["Nord","Süd"]}"#,
    r#"{"if":"country","any_of":["DE"]}"#,
    r#"{"if":"owner","any_of":["Anna","Bert","Carla"]}"#,
    r#"{"if":"kind","is":"company"}"#,
    r#"{"if":"kind","is":"person"}"#,
    r#"{"if":"net_revenue","at_least":"1500.00"}"#,
    r#"{"if":"returned_share","at_most":10}"#,
    r#"{"if":"orders","at_least":3}"#,
    r#"{"if":"orders","at_least":2,"at_most":2}"#,
    r#"{"if":"first_order","newer_than_days":30}"#,
    r#"{"if":"last_order","older_than_days":180}"#,
    r#"{"if":"last_order","older_than_days":30,"newer_than_days":90}"#,
    r#"{"if":"own_signal","newer_than_days":1}"#,
    r#"{"if":"phase","any_of":["need","solution"]}"#,
    r#"{"if":"need_window","family":"Garten","month":3}"#,
    r#"{"if":"need","family":"Garten"}"#,
    r#"{"if":"need","known_by":"words"}"#,
    r#"{"if":"need","family":"Garten","known_by":"habit"}"#,
    r#"{"if":"open_complaint"}"#,
    r#"{"if":"barrier","any_of":["too_expensive","timing"]}"#,
    r#"{"if":"pressure","at_most":"1.5"}"#,
    r#"{"if":"messages","were":"sent","at_most":2}"#,
    r#"{"if":"messages","were":"answered","at_least":1}"#,
    r#"{"if":"messages","were":"bounced","at_least":1}"#,
    r#"{"if":"language","any_of":["de","nl"]}"#,
    r#"{"if":"role","any_of":["decider"]}"#,
    r#"{"if":"may_be_reached","channel":"email","purpose":"marketing"}"#,
    r#"{"if":"did","what":{"event":"product_viewed","family":"Garten"},"at_least":3,"within":{"days":14}}"#,
    r#"{"if":"did","what":{"event":"sale"},"at_least":1}"#,
    r#"{"if":"did","what":{"event":"touch","channel":"phone","direction":"out"},"at_most":2,"within":{"days":1}}"#,
    r#"{"if":"did","what":{"event":"sale","item":"4711"},"at_least":2,"at_most":2,"within":{"from":"2026-01-01","until":"2026-03-31"}}"#,
    r#"{"if":"did","what":{"event":"visit"},"at_least":2,"at_most":5}"#,
    r#"{"if":"never","what":{"event":"complaint_opened"}}"#,
    r#"{"if":"never","what":{"event":"sale","family":"Garten"},"since_days":90}"#,
    r#"{"if":"sequence","steps":[{"event":"product_added"}],"then_not":{"event":"sale"},"within_days":7}"#,
    r#"{"if":"sequence","steps":[{"event":"quote_sent"},{"event":"visit"}],"within_days":30}"#,
    r#"{"if":"sequence","steps":[{"event":"search"},{"event":"product_viewed"},{"event":"product_added"}],"then_not":{"event":"sale"},"within_days":1,"begun_within_days":60}"#,
    r#"{"if":"all","of":[{"if":"orders","at_least":1},{"if":"open_complaint"}]}"#,
    r#"{"if":"any","of":[{"if":"orders","at_least":1},{"if":"open_complaint"},{"if":"kind","is":"company"}]}"#,
    r#"{"if":"not","of":{"if":"bought","family":"Garten"}}"#,
    r#"{"if":"all","of":[{"if":"bought","family":"Garten"},{"if":"any","of":[{"if":"country","any_of":["DE"]},{"if":"orders","at_least":3}]},{"if":"not","of":{"if":"open_complaint"}}]}"#,
    r#"{"if":"not","of":{"if":"any","of":[{"if":"open_complaint"},{"if":"orders","at_least":3}]}}"#,
    r#"{"if":"any","of":[{"if":"all","of":[{"if":"kind","is":"company"},{"if":"orders","at_least":3}]},{"if":"need","family":"Garten"}]}"#,
    r#"{"if":"all","of":[{"if":"not","of":{"if":"did","what":{"event":"product_viewed"},"at_least":3,"within":{"days":14}}},{"if":"not","of":{"if":"sequence","steps":[{"event":"quote_sent"},{"event":"visit"}],"within_days":30}}]}"#,
];

fn page(lang: Lang) -> Page {
    let company = Company { currency: Some(Currency::EUR), ..Company::default() };
    Page::nowhere(company, lang, "2026-11-12T09:00:00Z".parse().unwrap())
}

fn whole() -> String {
    let mut told = String::new();
    for json in LEAVES {
        let condition = Condition::from_json(json).unwrap();
        let not = Condition::Not { of: Box::new(condition.clone()) };
        for lang in Lang::ALL {
            for one in [&condition, &not] {
                told.push_str(&format!("  {lang} {}\n", sentence(&page(*lang), one)));
            }
        }
    }
    told
}

/// Sentences as they are to be, in German, Dutch, Spanish and English.
const EXAMPLES: [(&str, [&str; 4]); 5] = [
    (
        r#"{"if":"bought","family":"Garten"}"#,
        [
            "Alle, die etwas der Familie Garten gekauft haben.",
            "Alle mensen die iets van de familie Garten hebben gekocht.",
            "Todas las personas que han comprado algo de la familia Garten.",
            "All people who have bought something of the family Garten.",
        ],
    ),
    (
        r#"{"if":"did","what":{"event":"product_viewed","family":"Garten"},"at_least":3,"within":{"days":14}}"#,
        [
            "Alle, die in den letzten 14 Tagen mindestens 3-mal einen Artikel der Familie Garten angesehen haben.",
            "Alle mensen die in de laatste 14 dagen minstens 3 keer een artikel van de familie Garten hebben bekeken.",
            "Todas las personas que han visto un artículo de la familia Garten al menos 3 veces en los últimos 14 días.",
            "All people who have viewed an article of the family Garten at least 3 times in the last 14 days.",
        ],
    ),
    (
        r#"{"if":"sequence","steps":[{"event":"product_added"}],"then_not":{"event":"sale"},"within_days":7}"#,
        [
            "Alle, die einen Artikel in den Warenkorb gelegt haben und danach kein einziges Mal eine Bestellung aufgegeben haben (innerhalb von 7 Tagen).",
            "Alle mensen die een artikel in het mandje hebben gelegd en daarna geen enkele keer een bestelling hebben geplaatst (binnen 7 dagen).",
            "Todas las personas que han puesto en la cesta un artículo y después no han hecho un pedido, en el plazo de 7 días.",
            "All people who have put an article into the basket and then not placed an order, within 7 days.",
        ],
    ),
    (
        r#"{"if":"never","what":{"event":"sale","family":"Garten"},"since_days":90}"#,
        [
            "Alle, die in den letzten 90 Tagen kein einziges Mal eine Bestellung der Familie Garten aufgegeben haben.",
            "Alle mensen die in de laatste 90 dagen geen enkele keer een bestelling van de familie Garten hebben geplaatst.",
            "Todas las personas que no han hecho un pedido de la familia Garten en los últimos 90 días.",
            "All people who have not placed an order of the family Garten in the last 90 days.",
        ],
    ),
    (
        r#"{"if":"all","of":[{"if":"bought","family":"Garten"},{"if":"any","of":[{"if":"country","any_of":["DE"]},{"if":"orders","at_least":3}]},{"if":"not","of":{"if":"open_complaint"}}]}"#,
        [
            "Alle, die etwas der Familie Garten gekauft haben, (in DE sitzen oder mindestens 3 Bestellungen aufgegeben haben) und keine offene Beschwerde haben.",
            "Alle mensen die iets van de familie Garten hebben gekocht, (in DE gevestigd zijn of minstens 3 bestellingen hebben geplaatst) en geen open klacht hebben.",
            "Todas las personas que han comprado algo de la familia Garten, (tienen su sede en DE o han hecho al menos 3 pedidos) y no tienen una queja abierta.",
            "All people who have bought something of the family Garten, (are seated in DE or have placed at least 3 orders) and have no open complaint.",
        ],
    ),
];

#[test]
fn sentences_read_as_people_say_them() {
    for (json, expected) in EXAMPLES {
        let condition = Condition::from_json(json).unwrap();
        for (lang, expected) in [Lang::De, Lang::Nl, Lang::Es, Lang::En].into_iter().zip(expected) {
            assert_eq!(sentence(&page(lang), &condition), expected);
        }
    }
}

#[test]
fn no_word_of_the_language_is_left_out() {
    let mut said: BTreeSet<&str> = BTreeSet::new();
    for json in LEAVES {
        said.extend(WORDS.iter().filter(|word| json.contains(&format!("\"if\":\"{word}\""))));
    }
    assert_eq!(said, WORDS.into_iter().collect());
    for line in whole().lines() {
        let odd = ["{", "audience-", "Unknown", "  ", "( ", " ,"];
        let line = line.trim_start();
        assert!(!odd.iter().any(|odd| line.contains(odd)), "{line}");
        assert!(line.ends_with('.'), "{line}");
    }
}

#[test]
fn the_opposite_is_said_differently() {
    for json in LEAVES {
        let condition = Condition::from_json(json).unwrap();
        let not = Condition::Not { of: Box::new(condition.clone()) };
        for lang in Lang::ALL {
            let page = page(*lang);
            assert_ne!(sentence(&page, &condition), sentence(&page, &not), "{json}");
        }
    }
}

#[test]
fn every_kind_of_event_has_words_of_its_own() {
    for lang in Lang::ALL {
        let page = page(*lang);
        let said: BTreeSet<String> = EventKind::ALL
            .iter()
            .map(|kind| {
                let what = Happening { family: Some("Garten".to_owned()), ..Happening::of(*kind) };
                short(&page, &Condition::Never { what, since_days: None }, false)
            })
            .collect();
        assert_eq!(said.len(), EventKind::ALL.len());
        assert!(said.iter().all(|one| one.contains("Garten")), "{said:?}");
    }
}
