//! Sentences that press, and sentences that only sound a little like them.

use proptest::prelude::*;
use vocab::Lang;

use super::*;
use crate::brief::ClaimKind;
use crate::message::tests::message;

fn said(text: &str) -> Vec<String> {
    let tokens = tokens(text);
    let words = |range: std::ops::Range<usize>| {
        tokens[range].iter().map(|token| token.typed.clone()).collect::<Vec<_>>().join(" ")
    };
    found(&tokens).into_iter().map(words).collect()
}

#[test]
fn the_file_is_read_and_every_set_it_names_exists() {
    let sources: BTreeMap<String, Source> =
        toml::from_str(include_str!("../urgency.toml")).unwrap();
    let langs: Vec<&str> = sources.keys().map(String::as_str).collect();
    assert_eq!(langs, ["de", "en", "es", "nl"]);
    for (lang, source) in &sources {
        for phrase in &source.phrases {
            for part in phrase.split_whitespace().flat_map(|place| place.split('|')) {
                let part = part.trim_start_matches('!').trim_end_matches('?');
                if let Some(name) = part.strip_prefix('<').and_then(|p| p.strip_suffix('>')) {
                    assert!(source.sets.contains_key(name), "{lang}: {phrase}: {name}");
                }
                assert!(!part.is_empty(), "{lang}: {phrase}");
            }
            let places: Vec<Place> =
                phrase.split_whitespace().map(|place| source.place(place)).collect();
            assert!(end(&places, &[], 0).is_none(), "{lang}: {phrase} finds nothing at all");
        }
        assert!(!source.sets["number"].is_empty(), "{lang}");
    }
    assert!(PHRASES.len() > 100);
}

#[test]
fn pressing_sentences_are_found() {
    let table = [
        // German
        ("Nur heute: 20 % auf alles", "Nur heute"),
        ("Das gibt es nur noch heute.", "nur noch heute"),
        ("Nur noch 3!", "Nur noch 3"),
        ("Wir haben nur noch drei Stück auf Lager.", "nur noch drei Stück"),
        ("nur 3 Stueck!", "nur 3 Stueck"),
        ("Nur noch wenige Tage", "Nur noch wenige Tage"),
        ("Nur bis Freitag", "Nur bis Freitag"),
        ("Nur bis zum 24. Dezember.", "Nur bis zum 24 Dezember"),
        ("Letzte Chance für Ihr Regal", "Letzte Chance"),
        ("Sichern Sie sich die letzten 5 Stück", "letzten 5 Stück"),
        ("Solange der Vorrat reicht", "Solange der Vorrat reicht"),
        ("Begrenzte Stückzahl", "Begrenzte Stückzahl"),
        ("Bald ausverkauft", "Bald ausverkauft"),
        ("Beeilen Sie sich", "Beeilen Sie sich"),
        ("Das Angebot endet am Sonntag", "Angebot endet"),
        ("NUR **HEUTE** bestellen", "NUR HEUTE"),
        ("nur\u{a0}heute", "nur heute"),
        ("Jetzt oder nie", "Jetzt oder nie"),
        ("Nicht warten, nur heute!", "nur heute"),
        // Dutch
        ("Alleen vandaag", "Alleen vandaag"),
        ("Nog maar 3!", "Nog maar 3"),
        ("Nog maar drie stuks", "Nog maar drie stuks"),
        ("Laatste kans", "Laatste kans"),
        ("Zolang de voorraad strekt", "Zolang de voorraad strekt"),
        ("Op = op", "Op = op"),
        ("Op is op!", "Op is op"),
        ("Alleen tot en met vrijdag", "Alleen tot en met vrijdag"),
        ("Bijna uitverkocht", "Bijna uitverkocht"),
        ("Wees er snel bij", "Wees er snel bij"),
        ("De actie eindigt zondag", "actie eindigt"),
        // Spanish
        ("Solo hoy", "Solo hoy"),
        ("Sólo por hoy", "Sólo por hoy"),
        ("Última oportunidad", "Última oportunidad"),
        ("ultima oportunidad", "ultima oportunidad"),
        ("Solo quedan 3", "Solo quedan 3"),
        ("Quedan pocas unidades", "Quedan pocas unidades"),
        ("Hasta agotar existencias", "Hasta agotar existencias"),
        ("Oferta por tiempo limitado", "por tiempo limitado"),
        ("Solo hasta el viernes", "Solo hasta el viernes"),
        ("Solo hasta el 24 de diciembre", "Solo hasta el 24 de diciembre"),
        ("La oferta termina mañana", "oferta termina"),
        ("Dese prisa", "Dese prisa"),
        // English
        ("Only today", "Only today"),
        ("Today only!", "Today only"),
        ("Last chance to order", "Last chance"),
        ("Only 3 left", "Only 3 left"),
        ("Just five boxes left in stock", "Just five boxes left"),
        ("While stocks last", "While stocks last"),
        ("A limited time offer", "limited time"),
        ("Only until Friday", "Only until Friday"),
        ("Sale ends tonight", "Sale ends"),
        ("Hurry!", "Hurry !"),
        ("Almost sold out", "Almost sold out"),
        ("Act now", "Act now"),
    ];
    for (text, expected) in table {
        let found = said(text);
        assert!(found.iter().any(|words| words == expected), "{text}: {found:?}");
    }
}

#[test]
fn ordinary_sentences_are_left_alone() {
    let table = [
        // German
        "Nicht nur heute, sondern das ganze Jahr",
        "Wir haben nur heute geschlossen.",
        "Jetzt bestellen, rechtzeitig im Regal",
        "Bestellen Sie noch heute.",
        "Ihre letzte Bestellung war im November.",
        "In den letzten Tagen haben viele bestellt.",
        "Am letzten Tag der Messe sahen wir uns.",
        "Sie brauchen nur noch 2 Klicks.",
        "Nur noch drei Fragen an Sie",
        "Die Lieferung dauert nur kurze Zeit.",
        "Unsere Regale tragen nur bis 50 kg.",
        "Nur bis 18 Uhr geöffnet",
        "Gültig bis 24. Dezember",
        "Wann brauchen Sie die Ware?",
        "Letztes Jahr wurde es knapp.",
        "Die Neuheiten der Saison sind da.",
        "Das Angebot gilt für alle Filialen.",
        "Lieferung in nur 3 Tagen",
        "Schneller als gedacht: so wird Ihr Regal voll.",
        "Der Vorrat in Ihrem Lager reicht bis März.",
        "Beeilen Sie sich nicht.",
        "Lesen Sie mehr: https://x.example/letzte-chance/nur-heute",
        // Dutch
        "Niet alleen vandaag, maar het hele jaar",
        "Nog maar 2 vragen",
        "Uw laatste bestelling was in november.",
        "In de laatste dagen bestelden velen.",
        "Uw voorraad is bijna op.",
        "Onze schappen dragen slechts tot 50 kg.",
        "Wanneer hebt u de waar nodig?",
        "Geldig tot en met 24 december",
        // Spanish
        "No solo hoy, también mañana",
        "Su último pedido fue en noviembre.",
        "En las últimas horas han llamado muchos.",
        "Solo quedan 2 preguntas",
        "Entrega en solo 3 días",
        "¿Cuándo lo necesita?",
        "Válido hasta el 24 de diciembre",
        "Buenos días, {{ company }}.",
        // English
        "Not only today but all year",
        "Your last order was in November.",
        "In the last few days many have ordered.",
        "You have only 2 steps left.",
        "We are not in a hurry.",
        "The last 3 items you ordered",
        "Valid until 24 December",
        "Nordlicht Limited",
        "The season ends in March.",
        "Our final price list",
        "When do you need the goods?",
    ];
    for text in table {
        assert_eq!(said(text), Vec::<String>::new(), "{text}");
    }
}

fn claim(words: &str) -> Claim {
    Claim {
        kind: ClaimKind::Deadline,
        words: words.into(),
        fact: "price list 3".into(),
        until: None,
    }
}

#[test]
fn a_claim_covers_its_own_words_only() {
    let mut message = message();
    message.words.get_mut(&Lang::De).unwrap().subject = "Nur bis Freitag: Regale".into();
    message.words.get_mut(&Lang::En).unwrap().body =
        "[Last chance](https://x.example/only-today) for *you*.\n\n- only 3 left\n- fine".into();
    message.words.get_mut(&Lang::En).unwrap().question = "Hurry up?".into();
    let words = |claims: &[Claim]| -> Vec<String> {
        let faults = undeclared(&message, claims).into_iter();
        faults
            .map(|fault| match fault {
                Fault::Urgency(lang, words) => format!("{lang} {words}"),
                other => other.to_string(),
            })
            .collect()
    };
    let all = ["de Nur bis Freitag", "en Last chance", "en only 3 left", "en Hurry up"];
    assert_eq!(words(&[]), all);
    assert_eq!(words(&[claim("nur bis Sonntag"), claim("only 5 left")]), all, "another day");
    let declared = [
        claim("Das gibt es nur bis FREITAG."),
        claim("last chance"),
        claim("Only 3 left!"),
        claim("Hurry up"),
    ];
    assert_eq!(words(&declared), Vec::<String>::new());
    assert_eq!(words(&declared[1..]), ["de Nur bis Freitag"]);
}

proptest! {
    /// Any text is judged, and what was found stands in the text.
    #[test]
    fn any_text_is_judged(text in any::<String>()) {
        said(&text);
    }

    /// Whoever declares exactly what was found is through.
    #[test]
    fn declaring_what_was_found_is_enough(
        words in prop::collection::vec(
            prop::sample::select(vec!["nur", "noch", "heute", "3", "Stück", "bis", "Freitag", "last",
                "chance", "only", "left", "solo", "hoy", "vandaag", "alleen", ",", "!", "und"]), 0..12)
    ) {
        let mut message = message();
        message.words.get_mut(&Lang::De).unwrap().subject = words.join(" ");
        let claims: Vec<Claim> = undeclared(&message, &[]).into_iter().map(|fault| match fault {
            Fault::Urgency(_, words) => claim(&words),
            other => claim(&other.to_string()),
        }).collect();
        prop_assert_eq!(undeclared(&message, &claims), []);
    }
}
