//! The `sog` binary; see the library beside it.

fn main() -> std::process::ExitCode {
    sog_cli::main()
}
