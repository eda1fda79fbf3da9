//! Texts with places for values: `{name}`, and `{name:one:many}` for a number and its word.

/// A value to put into a text.
#[derive(Debug)]
pub(crate) enum Value {
    Text(String),
    Number(u32),
}

/// Puts the values into a text. A name that has no value stays as it stands, so that a mistake
/// shows; a test looks for such names.
pub(crate) fn fill(template: &str, values: &[(&'static str, Value)]) -> String {
    let mut filled = String::with_capacity(template.len() + 40);
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        filled.push_str(before);
        let Some((place, behind)) = after.split_once('}') else {
            filled.push('{');
            rest = after;
            continue;
        };
        let mut parts = place.split(':');
        let name = parts.next().unwrap_or_default();
        match values.iter().find(|(known, _)| *known == name) {
            Some((_, Value::Text(text))) => filled.push_str(text),
            Some((_, Value::Number(number))) => {
                filled.push_str(&number.to_string());
                if let (Some(one), Some(many)) = (parts.next(), parts.next()) {
                    filled.push(' ');
                    filled.push_str(if *number == 1 { one } else { many });
                }
            }
            None => filled.push_str(&format!("{{{place}}}")),
        }
        rest = behind;
    }
    filled.push_str(rest);
    filled
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_find_their_places() {
        let values = [("n", Value::Number(1)), ("who", Value::Text("Anna {n}".to_owned()))];
        for (template, filled) in [
            ("{who}: {n:day:days}.", "Anna {n}: 1 day."),
            ("{n} of {n}", "1 of 1"),
            ("{other} {open", "{other} {open"),
            ("", ""),
        ] {
            assert_eq!(fill(template, &values), filled);
        }
        assert_eq!(fill("{n:day:days}", &[("n", Value::Number(0))]), "0 days");
    }
}
