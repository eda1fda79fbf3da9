//! The default binary stays what it is: the query engine and the scheduler of the cluster, half an
//! hour of building, never come into it.

use super::Finding;

/// Prints the packages that `cargo build` builds, one a line.
pub(super) const TREE: [&str; 10] = [
    "tree",
    "--locked",
    "--package",
    "sog",
    "--edges",
    "normal,build",
    "--prefix",
    "none",
    "--format",
    "{p}",
];

/// Packages whose names begin so belong to the cluster.
const HEAVY: [&str; 5] = ["datafusion", "ballista", "sqlparser", "arrow-flight", "sog-cluster"];

/// Nothing heavy is among the packages of the default binary.
pub(super) fn default_binary_is_light(tree: &str) -> Vec<Finding> {
    let mut heavy: Vec<&str> = tree
        .lines()
        .filter_map(|line| line.split_whitespace().next())
        .filter(|name| HEAVY.iter().any(|heavy| name.starts_with(heavy)))
        .collect();
    heavy.sort_unstable();
    heavy.dedup();
    let finding = |name: &str| {
        let what =
            format!("the default binary would be built with `{name}`, which is the cluster's");
        Finding::new("crates/cli/Cargo.toml", 0, what)
    };
    let missing = (!tree.lines().any(|line| line.starts_with("sog "))).then(|| {
        Finding::new("crates/cli/Cargo.toml", 0, "cargo does not say what the binary is made of")
    });
    heavy.into_iter().map(finding).chain(missing).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_belongs_to_the_cluster_is_found_in_the_default_binary() {
        let light = "sog v0.1.0 (/w/crates/cli)\nserde v1.0.0\narrow-array v59.3.2\n";
        assert!(default_binary_is_light(light).is_empty());
        let heavy = format!("{light}datafusion-common v55.2.0\ndatafusion-common v55.2.0 (*)\n");
        let found = default_binary_is_light(&heavy);
        assert_eq!(found.len(), 1);
        assert!(found[0].what.contains("`datafusion-common`"), "{found:?}");
        // A tree that was not read is not light.
        assert_eq!(default_binary_is_light("").len(), 1);
    }
}
