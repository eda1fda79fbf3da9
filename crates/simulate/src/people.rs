//! Names and addresses of customers and of the people we reach there.
//!
//! Everybody is invented. Addresses for mail lie under the domains that RFC 2606 and RFC 6761
//! reserve (`example.com`, `example.org`, `*.example`). German telephone numbers come from
//! the ranges that the Bundesnetzagentur keeps for films (notice 148/2021); the other
//! countries have no such ranges, their numbers begin with a run of zeros that is never
//! assigned.

use std::collections::BTreeSet;

use vocab::{ContactRole, Lang};

use crate::profile::Profile;
use crate::random::{Purpose, Stream};
use crate::segments::SEGMENTS;
use crate::words::{Language, Languages, fill};

/// Somebody we can reach, or the shared address of a company.
#[derive(Debug, Clone)]
pub(crate) struct Contact {
    /// Given name; empty for shared addresses.
    pub first_name: &'static str,
    /// Family name, or the department of a shared address.
    pub last_name: &'static str,
    /// A woman; `None` for shared addresses.
    pub female: Option<bool>,
    /// Address for mail, if known.
    pub email: Option<String>,
    /// Telephone number, if known.
    pub phone: Option<String>,
    /// The language they write with us.
    pub language: Lang,
    /// What they do in a purchase.
    pub role: ContactRole,
}

impl Contact {
    /// Whether this is a shared address of a company and no person.
    pub(crate) fn impersonal(&self) -> bool {
        self.female.is_none()
    }

    /// How a seller writes of this contact in a note.
    pub(crate) fn spoken(&self, language: Lang) -> String {
        let title = match (language, self.female) {
            (_, None) => return self.last_name.to_owned(),
            (Lang::De, Some(true)) => "Fr.",
            (Lang::De, Some(false)) => "Hr.",
            (Lang::Nl, Some(true)) => "mevr.",
            (Lang::Nl, Some(false)) => "dhr.",
            (Lang::Es, Some(true)) => "Sra.",
            (Lang::Es, Some(false)) => "Sr.",
            (Lang::En, Some(true)) => "Ms",
            (Lang::En, Some(false)) => "Mr",
        };
        format!("{title} {}", self.last_name)
    }
}

/// A customer's name and contacts.
#[derive(Debug, Clone)]
pub(crate) struct Household {
    /// The name of the company or the person.
    pub name: String,
    /// The people there, the main one first.
    pub contacts: Vec<Contact>,
}

/// Names and contacts of all customers, in the order of the profiles.
pub(crate) fn all(profiles: &[Profile], languages: &Languages, seed: u64) -> Vec<Household> {
    let mut domains = BTreeSet::new();
    profiles
        .iter()
        .enumerate()
        .map(|(customer, profile)| {
            let mut stream = Stream::new(seed, Purpose::People, profile.stream);
            // Names belong to the place; the language of letters may be another.
            let local = languages.of(profile.region().language);
            if profile.is_trade() {
                company(customer, profile, local, languages, &mut domains, &mut stream)
            } else {
                person(customer, profile, local, &mut stream)
            }
        })
        .collect()
}

fn person(customer: usize, profile: &Profile, local: &Language, stream: &mut Stream) -> Household {
    let (first_name, last_name, female) = full_name(local, stream);
    let domain = if stream.chance(0.5) { "example.com" } else { "example.org" };
    let address =
        format!("{}.{}.{}@{domain}", slug(first_name), slug(last_name), 10_001 + customer);
    let contact = Contact {
        first_name,
        last_name,
        female: Some(female),
        email: stream.chance(0.86).then_some(address),
        phone: stream.chance(0.55).then(|| phone(profile.region().country, stream)),
        language: profile.language,
        role: ContactRole::Buyer,
    };
    Household { name: format!("{first_name} {last_name}"), contacts: vec![contact] }
}

fn company(
    customer: usize,
    profile: &Profile,
    local: &Language,
    languages: &Languages,
    domains: &mut BTreeSet<String>,
    stream: &mut Stream,
) -> Household {
    let town = *stream.pick(profile.region().towns);
    let last = *stream.pick(&local.last);
    let pattern = stream.pick(local.lines(SEGMENTS[profile.segment].names));
    let mut name = fill(pattern, &[("last", last), ("city", town)]);
    let mut domain = slug(&name);
    if domains.contains(&domain) {
        // The second of a name is told apart by its town, the third by a number.
        if !name.contains(town) {
            name = format!("{name}, {town}");
        }
        domain = slug(&name);
    }
    if !domains.insert(domain.clone()) {
        domain = format!("{domain}-{}", 10_001 + customer);
        domains.insert(domain.clone());
    }

    let people = 1 + stream.weighted(&[0.55, 0.32, 0.13]);
    let mut contacts: Vec<Contact> = Vec::with_capacity(people);
    // A shared address instead of the second or third person, sometimes the only one.
    let shared = if stream.chance(0.18) { people - 1 } else { usize::MAX };
    for place in 0..people {
        let role = match place {
            0 if stream.chance(0.45) => ContactRole::Decider,
            0 => ContactRole::Buyer,
            _ if profile.segment == 5 && stream.chance(0.2) => ContactRole::Specifier,
            _ => *stream.pick(&[ContactRole::User, ContactRole::Buyer, ContactRole::Decider]),
        };
        let role = if stream.chance(0.02) { ContactRole::Advocate } else { role };
        let (first_name, last_name, female) = full_name(local, stream);
        let known = stream.chance(0.93);
        let phone = stream.chance(0.80).then(|| phone(profile.region().country, stream));
        let language = profile.language;
        let contact = if place == shared {
            let department =
                *stream.pick(languages.of(profile.region().language).lines("departments"));
            Contact {
                first_name: "",
                last_name: department,
                female: None,
                email: Some(format!("info@{domain}.example")),
                phone,
                language,
                role: ContactRole::Buyer,
            }
        } else {
            // Two people of the same name share no address.
            let mut local_part = format!("{}.{}", slug(first_name), slug(last_name));
            let taken = contacts.iter().filter_map(|other| other.email.as_deref());
            if taken.into_iter().any(|other| other.starts_with(&format!("{local_part}@"))) {
                local_part.push_str("-2");
            }
            let email = known.then(|| format!("{local_part}@{domain}.example"));
            Contact { first_name, last_name, female: Some(female), email, phone, language, role }
        };
        contacts.push(contact);
    }
    Household { name, contacts }
}

fn full_name(language: &Language, stream: &mut Stream) -> (&'static str, &'static str, bool) {
    let female = stream.chance(0.5);
    let first = *stream.pick(if female { &language.female } else { &language.male });
    (first, *stream.pick(&language.last), female)
}

/// A number that rings nowhere.
fn phone(country: &str, stream: &mut Stream) -> String {
    const FILMS: [&str; 5] = ["30 23125", "69 90009", "40 66969", "221 4710", "89 99998"];
    let number = stream.whole(0, 9_999);
    match country {
        "DE" => format!("+49 {} {:03}", stream.pick(&FILMS), number % 1_000),
        "AT" => format!("+43 1 000 {number:04}"),
        "CH" => format!("+41 44 000 {:02} {:02}", number / 100, number % 100),
        "NL" => format!("+31 20 000 {number:04}"),
        "BE" => format!("+32 2 000 {:02} {:02}", number / 100, number % 100),
        _ => format!("+34 000 00 {:02} {:02}", number / 100, number % 100),
    }
}

/// Lower-case ASCII letters and digits with single hyphens, for addresses.
fn slug(text: &str) -> String {
    let mut slug = String::with_capacity(text.len());
    for letter in text.chars().flat_map(char::to_lowercase) {
        let plain = match letter {
            'ä' => "ae",
            'ö' => "oe",
            'ü' => "ue",
            'ß' => "ss",
            'á' => "a",
            'é' => "e",
            'í' => "i",
            'ó' => "o",
            'ú' => "u",
            'ñ' => "n",
            'ë' => "e",
            letter if letter.is_ascii_alphanumeric() => {
                slug.push(letter);
                continue;
            }
            _ if slug.is_empty() || slug.ends_with('-') => "",
            _ => "-",
        };
        slug.push_str(plain);
    }
    slug.trim_end_matches('-').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slugs_are_plain() {
        assert_eq!(slug("Blumen & Garten Schäfer, Köln"), "blumen-garten-schaefer-koeln");
        assert_eq!(slug("Ferretería Muñoz"), "ferreteria-munoz");
        assert_eq!(slug("St. Gallen"), "st-gallen");
    }

    #[test]
    fn telephone_numbers_stay_in_their_ranges() {
        let mut stream = Stream::new(1, Purpose::People, 0);
        for _ in 0..200 {
            for country in ["AT", "CH", "NL", "BE", "ES"] {
                assert!(phone(country, &mut stream).contains(" 000 "));
            }
            let german = phone("DE", &mut stream);
            assert!(german.starts_with("+49 ") && german.len() >= 15, "{german}");
        }
    }
}
