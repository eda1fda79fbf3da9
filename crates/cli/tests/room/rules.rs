//! A company's stricter rules, with the real program.

use crate::common::{fails, json, ok, sog};

#[test]
fn rules_of_a_folder_may_be_stricter_and_never_looser() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path();
    // Info@ of a Belgian company: allowed, unless the company does not want that.
    let cases = std::env::current_dir().unwrap().join("../guard/cases");
    let case = cases.join("allow-M3-impersonal-address-in-belgium.json");
    let decided = || json(sog(data).arg("guard").arg(&case));
    assert_eq!(decided()["verdict"], "allow");

    let built_in = ok(sog(data).args(["guard", "--rules"]));
    let file = data.join("rules.toml");
    std::fs::write(&file, built_in.replace("impersonal = true", "impersonal = false")).unwrap();
    assert_eq!(decided()["verdict"], "deny");

    let lax = built_in.replace("consent_unused_months = 24", "consent_unused_months = 25");
    std::fs::write(&file, lax).unwrap();
    let asked = fails(sog(data).arg("guard").arg(&case));
    let served = fails(sog(data).args(["serve", "--listen", "127.0.0.1:0"]));
    for said in [asked, served] {
        assert!(said.contains("rules.toml"), "{said}");
        assert!(said.contains("can be tightened, not loosened"), "{said}");
        assert!(said.contains("consent_unused_months"), "{said}");
    }
}
