//! From a file to what people see of it: corrected records, and rows that were not taken.

use crate::common::{Site, start};
use axum::http::StatusCode;
use vocab::{CustomerId, Team};

/// Imports files of these names and contents, and refreshes.
async fn import(site: &Site, files: &[(&str, String)]) -> listen::ImportReport {
    let folder = site.folder().join("in");
    std::fs::create_dir_all(&folder).unwrap();
    let mut paths = Vec::new();
    for (name, text) in files {
        paths.push(folder.join(name));
        std::fs::write(paths.last().unwrap(), text).unwrap();
    }
    let request = listen::ImportRequest::new(paths, site.folder().join("rejected"), start());
    let report = listen::import(&site.store, &site.log, &request, &listen::Quiet).await.unwrap();
    customers::refresh(&site.store, &site.log, site.folder(), &|_| ()).await.unwrap();
    report
}

/// The open complaints of a customer by the picture.
async fn open(site: &Site, customer: &str) -> Vec<String> {
    let pictures = site.state.pictures().await.unwrap();
    let open = pictures.get(&CustomerId::new(customer).unwrap()).map(|kept| {
        kept.complaints.open().map(|complaint| complaint.reference.to_string()).collect()
    });
    open.unwrap_or_default()
}

async fn complaint(site: &Site, customer: &str, opened: &str, closed: &str) {
    let text = format!(
        "complaint_id,customer_id,opened,closed,text\nB1,{customer},{opened},{closed},Zerbrochen\n"
    );
    import(site, &[("complaints.csv", text)]).await;
}

#[tokio::test]
async fn pictures_follow_a_corrected_complaint() {
    let site = Site::new().await;
    complaint(&site, "K1", "2026-03-01", "").await;
    assert_eq!(open(&site, "K1").await, ["B1"]);
    complaint(&site, "K1", "2026-03-01", "2026-03-09").await;
    assert!(open(&site, "K1").await.is_empty());
    // Settled by mistake; the same file twice changes nothing.
    for _ in 0..2 {
        complaint(&site, "K1", "2026-03-01", "").await;
        assert_eq!(open(&site, "K1").await, ["B1"]);
    }
    // Settled for good, on the same day as was said before, and then on an earlier one.
    complaint(&site, "K1", "2026-03-01", "2026-03-09").await;
    assert!(open(&site, "K1").await.is_empty());
    complaint(&site, "K1", "2026-02-28", "2026-03-05").await;
    assert!(open(&site, "K1").await.is_empty());
    // It was somebody else's, open, and comes back.
    complaint(&site, "K2", "2026-02-28", "").await;
    assert_eq!((open(&site, "K1").await, open(&site, "K2").await), (vec![], vec!["B1".into()]));
    complaint(&site, "K1", "2026-02-28", "").await;
    assert_eq!((open(&site, "K1").await, open(&site, "K2").await), (vec!["B1".into()], vec![]));
    let pictures = site.state.pictures().await.unwrap();
    let kept = pictures.get(&CustomerId::new("K1").unwrap()).unwrap();
    assert_eq!(kept.complaints.all().count(), 1);
}

#[tokio::test]
async fn the_history_shows_a_corrected_deal_as_it_is() {
    let site = Site::new().await;
    let deal = async |customer: &str, closed: &str, outcome: &str, amount: &str| {
        let text = format!(
            "deal_id,customer_id,title,opened,closed,outcome,phase,amount\n\
             D1,{customer},Umbau,2026-03-01,{closed},{outcome},need,{amount}\n"
        );
        let card = |id: &str| format!("{id},Name {id},company,DE\n");
        let customers = format!("customer_id,name,kind,country\n{}{}", card("K1"), card("K2"));
        import(&site, &[("deals.csv", text), ("customers.csv", customers)]).await;
    };
    let cookie = site.sign_in(Team::Admin).await;
    let shows = async |customer: &str, words: &[&str], none: &[&str]| {
        let page = site.get(&format!("/customers/{customer}"), Some(&cookie)).await.text();
        for word in words {
            assert!(page.contains(word), "{customer}: {word} is missing in {page}");
        }
        for word in none {
            assert!(!page.contains(word), "{customer}: {word} is shown in {page}");
        }
    };
    deal("K1", "", "open", "1000").await;
    shows("K1", &["Deal opened", "1,000"], &["Deal won"]).await;
    deal("K1", "2026-04-01", "won", "1000").await;
    shows("K1", &["Deal opened", "Deal won"], &["Deal lost"]).await;
    deal("K1", "2026-04-01", "lost", "1000").await;
    shows("K1", &["Deal opened", "Deal lost"], &["Deal won", "Deal open again"]).await;
    deal("K2", "2026-04-01", "won", "750").await;
    shows("K1", &[], &["Deal opened", "Deal won", "Deal lost", "Deal taken back"]).await;
    shows("K2", &["Deal opened", "Deal won", "750"], &["Deal lost"]).await;
}

#[tokio::test]
async fn each_file_of_rejected_rows_can_be_fetched_while_it_is_there() {
    let site = Site::new().await;
    let report = import(
        &site,
        &[
            (
                "customers.csv",
                "customer_id,name,kind,country\nK1,A,person,DE\nK2,,person,DE\n".to_owned(),
            ),
            (
                "targets.csv",
                "period,scope_kind,scope_value,amount\n2026-11,company,,5\n2026-12,company,,much\n"
                    .to_owned(),
            ),
        ],
    )
    .await;
    assert_eq!(report.rejected, 2);
    let admin = site.sign_in(Team::Admin).await;
    let page = site.get("/settings/imports", Some(&admin)).await;
    let links = |body: &str| -> Vec<String> {
        let parts = body.split("href=\"").skip(1);
        let mut links: Vec<String> = parts
            .map(|part| part.split('"').next().unwrap_or_default().to_owned())
            .filter(|link| link.contains("/rejected/"))
            .collect();
        links.dedup();
        links
    };
    let found = links(&page.body);
    assert_eq!(found.len(), 2, "{}", page.body);
    for (link, word) in found.iter().zip(["customers", "targets"]) {
        let file = site.get(link, Some(&admin)).await;
        assert_eq!(file.status, StatusCode::OK);
        assert!(file.body.starts_with("line,column,reason,"), "{}", file.body);
        assert!(file.header("content-disposition").contains(word));
    }
    // Only an administrator is offered them, and gets them.
    let sales = site.sign_in(Team::Sales).await;
    let page = site.get("/settings/imports", Some(&sales)).await;
    assert!(links(&page.body).is_empty());
    assert_eq!(site.get(&found[0], Some(&sales)).await.status, StatusCode::FORBIDDEN);
    // One of the two files is moved away, and there never was a third.
    let gone = found[0].replace("/1", "/3");
    assert_eq!(site.get(&gone, Some(&admin)).await.status, StatusCode::NOT_FOUND);
    for file in site.folder().join("rejected").read_dir().unwrap() {
        let path = file.unwrap().path();
        if path.file_name().unwrap().to_string_lossy().starts_with("customers") {
            std::fs::remove_file(path).unwrap();
        }
    }
    let page = site.get("/settings/imports", Some(&admin)).await;
    assert_eq!(links(&page.body), found[1..]);
    assert_eq!(site.get(&found[0], Some(&admin)).await.status, StatusCode::NOT_FOUND);
}
