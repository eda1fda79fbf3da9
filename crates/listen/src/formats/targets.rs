//! `targets`: net revenue to be reached in a month, by the whole company or a part of it.

use store::records::target;
use vocab::{Scope, ScopeKind};

use super::fields;
use crate::map::row::{Reject, Row};

fields! {
    PERIOD = "period" Always Text,
    SCOPE_KIND = "scope_kind" Always Text,
    SCOPE_VALUE = "scope_value" Never Text,
    AMOUNT = "amount" Always Number,
}

pub(super) fn take(row: &Row<'_>) -> Result<target::Model, Reject> {
    let period = row.month(PERIOD)?.to_string();
    let kind = row.needed_parsed::<ScopeKind>(SCOPE_KIND)?;
    let value = row.label(SCOPE_VALUE)?.unwrap_or_default();
    match (kind, value.is_empty()) {
        (ScopeKind::Company, false) => {
            let reason = format!("is `{value}`, but the whole company has no part: leave it empty");
            return Err(row.reject(SCOPE_VALUE, reason));
        }
        (ScopeKind::Company, true) | (_, false) => {}
        (_, true) => {
            let reason = format!("is empty: say which {kind} the target is for");
            return Err(row.reject(SCOPE_VALUE, reason));
        }
    }
    let scope = Scope::of(kind, &value);
    Ok(target::Model {
        id: format!("{period} {scope}"),
        period,
        scope_kind: scope.kind.code().to_owned(),
        scope_value: scope.value,
        amount: row.amount(AMOUNT)?.to_string(),
        source: "file".to_owned(),
    })
}
