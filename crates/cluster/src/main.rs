//! The `sog-cluster` binary; see the library beside it.

fn main() -> std::process::ExitCode {
    cluster::main()
}
