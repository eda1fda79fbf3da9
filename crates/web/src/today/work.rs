//! Which campaigns need whom.

use campaign::{Campaign, Stage, actions};
use store::Store;
use vocab::Team;

use crate::error::Error;
use crate::page::Page;
use crate::parts::link::encode;

/// A campaign and what is to be done about it.
pub(super) struct Work {
    pub(super) href: String,
    pub(super) title: String,
    pub(super) what: String,
    pub(super) tone: &'static str,
    /// What readers said, and where it stands.
    pub(super) answers: Option<(String, String)>,
}

/// The campaigns of the day.
pub(super) struct Campaigns {
    /// Briefs that wait for the signature of the reader's team.
    pub(super) to_sign: Vec<Work>,
    /// Ready, running, held, sent within their days, or with messages nobody knows about.
    pub(super) going: Vec<Work>,
}

/// What there is to do about campaigns, for the reader's team.
pub(super) async fn campaigns(page: &Page, store: &Store) -> Result<Campaigns, Error> {
    let team = page.user.as_ref().map_or(Team::Admin, |user| user.team);
    let mut found = Campaigns { to_sign: Vec::new(), going: Vec::new() };
    let campaigns = actions::campaigns(store).await.map_err(Error::internal)?;
    let unfinished = actions::unfinished(store).await.map_err(Error::internal)?;
    for one in &campaigns {
        if one.stage == Stage::Draft {
            draft(page, one, team, &mut found);
            continue;
        }
        let standing = unfinished.get(one.id.as_str()).copied().unwrap_or_default();
        if standing.uncertain > 0 {
            let text = page.t1("today-uncertain", "count", standing.uncertain);
            found.going.push(work(one, text, "bad"));
        } else if one.stage == Stage::Paused {
            found.going.push(work(one, page.t("today-paused"), "warn"));
        } else if standing.open > 0 {
            let text = page.t2("today-running", "sent", standing.sent, "waiting", standing.open);
            found.going.push(work(one, text, "accent"));
        } else if let Some(until) = one.draft.brief.window.map(|window| window.until)
            && page.company.zone.day(page.now) <= until
        {
            let figures = actions::figures(store, &one.id).await.map_err(Error::internal)?;
            let until = page.fmt.date(until);
            let mut sent =
                work(one, page.t2("today-sent", "until", until, "sent", figures.sent), "accent");
            if figures.answered > 0 {
                let text = page.t1("today-answers", "count", figures.answered);
                sent.answers = Some((format!("{}/result", sent.href), text));
            }
            found.going.push(sent);
        }
    }
    Ok(found)
}

/// A brief that is complete, and whose words are, waits for signatures; signed by both, for its launch.
fn draft(page: &Page, one: &Campaign, team: Team, found: &mut Campaigns) {
    let signed = |team| one.draft.signatures.iter().any(|signature| signature.team == team);
    if one.draft.signed().is_ok() {
        found.going.push(work(one, page.t("today-ready"), "good"));
    } else if team != Team::Admin && one.draft.is_ready() && !signed(team) {
        let others: Vec<String> =
            one.draft.signatures.iter().map(|signature| page.word(signature.team)).collect();
        let text = if others.is_empty() {
            page.t("today-nobody-signed")
        } else {
            page.t1("today-signed-by", "team", others.join(", "))
        };
        found.to_sign.push(work(one, text, "accent"));
    }
}

fn work(one: &Campaign, what: String, tone: &'static str) -> Work {
    Work {
        href: format!("/campaigns/{}", encode(one.id.as_str())),
        title: one.draft.brief.title.clone(),
        what,
        tone,
        answers: None,
    }
}
