//! Where the loss is concentrated.

use customers::breakdown;
use vocab::{Scope, ScopeKind};

use crate::diagnosis::Focus;
use crate::error::DiagnoseError;
use crate::examine::{Compared, Source};
use crate::tables::{Judge, PartRow, cells};

/// Finds where the loss of the last eight weeks is concentrated: a region that stands out (in a
/// company-wide target narrowed to the families that fell behind only there), or else families
/// that stand out. One more pass over the log at most.
pub(crate) fn focus(
    source: Source<'_>,
    scope: &Scope,
    recent: &Compared,
    judge: Judge,
) -> Result<Option<Focus>, DiagnoseError> {
    let comparison = &recent.comparison;
    let regions = outstanding(&comparison.regions);
    if let Some(region) = regions.into_iter().max_by_key(PartRow::excess) {
        let name = region.name.clone();
        if scope.kind == ScopeKind::Company {
            let windows = [comparison.windows.before, comparison.windows.after];
            let within = Scope::of(ScopeKind::Region, &name);
            let (snapshot, zone) = (source.snapshot, source.zone);
            let here = breakdown(snapshot, zone, windows, &within, ScopeKind::Family)?;
            let narrowed = outstanding(&cells(&here, &recent.families, judge));
            if !narrowed.is_empty() {
                return Ok(Some(named(scope, Some(name), &narrowed, true)));
            }
        }
        return Ok(Some(named(scope, Some(name), &[region], false)));
    }
    let families = outstanding(&comparison.families);
    Ok((!families.is_empty()).then(|| named(scope, None, &families, true)))
}

/// Parts that stand out and have a name.
fn outstanding(rows: &[PartRow]) -> Vec<PartRow> {
    let kept = rows.iter().filter(|row| row.stands_out() && !row.name.is_empty());
    kept.cloned().collect()
}

/// The focus made of some rows; what the target is about is part of it.
fn named(scope: &Scope, region: Option<String>, rows: &[PartRow], are_families: bool) -> Focus {
    let own = |kind| (scope.kind == kind).then(|| scope.value.clone());
    let families = if are_families {
        rows.iter().map(|row| row.name.clone()).collect()
    } else {
        own(ScopeKind::Family).into_iter().collect()
    };
    Focus {
        region: region.or_else(|| own(ScopeKind::Region)),
        families,
        lost: rows.iter().map(|row| row.lost).sum(),
        excess: rows.iter().map(PartRow::excess).sum(),
    }
}
