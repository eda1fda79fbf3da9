//! What a customer told us, on their page: deals in a line each, and stated needs.

use ::customers::opportunity::opportunities;
use ::customers::people::ContactCard;
use vocab::{CustomerId, Event};

use super::opportunities::list::DealLine;
use super::stated::StatedPart;
use super::telling::Choices;
use crate::error::Error;
use crate::page::Page;
use crate::parts::SafeHtml;
use crate::state::AppState;

/// See the [module](self).
pub(super) struct Told {
    pub(super) deals: Vec<DealLine>,
    pub(super) stated: SafeHtml,
    /// Events that deals and needs cite, for the history to be found by.
    pub(super) cited: Vec<String>,
}

pub(super) async fn load(
    state: &AppState,
    page: &Page,
    customer: &CustomerId,
    contacts: &[ContactCard],
    events: &[Event],
) -> Result<Told, Error> {
    let all = opportunities(state.store.read(), customer).await.map_err(Error::internal)?;
    let choices = Choices::of(state, page, events, contacts).await?;
    let stated = StatedPart::load(state, page, customer, &choices).await?;
    let mut cited = stated.cited.clone();
    for opportunity in &all {
        let dossier = &opportunity.dossier;
        cited.extend(dossier.spoken_for.iter().map(ToString::to_string));
        for step in dossier.standing(&opportunity.deal.id, events).steps {
            cited.extend(step.evidence.iter().map(|one| one.cited.event().to_string()));
        }
    }
    let deals = all.iter().map(|one| DealLine::of(page, customer, one, events)).collect();
    Ok(Told { deals, stated: stated.html(page), cited })
}
