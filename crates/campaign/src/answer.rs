//! The reader answers the question of a mail.
//!
//! The words become an event of the customer (evidence of their own interest) and stand on the
//! campaign's page. Length and number are limited: the page is open to whoever has the link.

use events::EventLog;
use store::Store;
use vocab::{EventId, EventKind, Instant};

use crate::endings::message_event;
use crate::error::CampaignError;
use crate::rows::tables::campaign_answer;
use crate::rows::{look, readers};
use crate::token::Token;

/// The longest answer, in characters.
pub const MAX_CHARS: usize = 4_000;
/// How many different answers one mail takes.
pub const MAX_ANSWERS: i64 = 5;

/// Keeps an answer. `None` for a token nobody has; `Some(false)` when the same words came
/// before (a page sent twice).
///
/// # Errors
/// When the answer is empty, too long or one too many, or the database fails.
pub async fn answer(
    store: &Store,
    log: &EventLog,
    token: &Token,
    text: &str,
    now: Instant,
) -> Result<Option<bool>, CampaignError> {
    let text = clean(text)?;
    let now = vocab::time::to_micros(now);
    let tx = store.begin().await?;
    let Some(row) = readers::by_token_for_change(&tx, token.hash().as_str()).await? else {
        return Ok(None);
    };
    let kind = EventKind::MessageAnswered;
    let id = EventId::from_key(&[kind.code(), &row.id, &text]);
    if look::has_answer(&tx, &id.to_string()).await? {
        return Ok(Some(false));
    }
    if row.answers >= MAX_ANSWERS {
        return Err(CampaignError::TooManyAnswers(MAX_ANSWERS));
    }
    let brief = crate::records::load(&tx, &row.campaign_id).await?.draft.brief;
    let record = campaign_answer::Model {
        id: id.to_string(),
        campaign_id: row.campaign_id.clone(),
        message_id: row.id.clone(),
        contact_id: row.contact_id.clone(),
        customer_id: row.customer_id.clone(),
        at: now,
        text: text.clone(),
    };
    readers::note_answered(&tx, &row, record).await?;
    if let Some(mut event) = message_event(&row, &brief.family, kind, id, now) {
        event.text = Some(text);
        listen::record(&tx, log, &[event]).await?;
    }
    tx.commit().await?;
    Ok(Some(true))
}

/// Trims, takes line ends as one kind, and drops control characters.
fn clean(text: &str) -> Result<String, CampaignError> {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let text: String = text.chars().filter(|c| *c == '\n' || !c.is_control()).collect();
    let text = text.trim();
    if text.is_empty() {
        return Err(CampaignError::EmptyAnswer);
    }
    if text.chars().count() > MAX_CHARS {
        return Err(CampaignError::AnswerTooLong(MAX_CHARS));
    }
    Ok(text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_are_cleaned_and_limited() {
        assert_eq!(clean(" In\r\nApril\u{0} \n").unwrap(), "In\nApril");
        assert!(matches!(clean(" \r\n "), Err(CampaignError::EmptyAnswer)));
        assert!(clean(&"ä".repeat(MAX_CHARS)).is_ok());
        assert!(matches!(clean(&"ä".repeat(MAX_CHARS + 1)), Err(CampaignError::AnswerTooLong(_))));
    }
}
