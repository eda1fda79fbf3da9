//! Protected connections, against a server with a certificate of its own.

use std::net::SocketAddr;
use std::process::Command;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use campaign::smtp::{Connection, Secret, Security, Server};
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use tokio::io::{AsyncBufReadExt, AsyncRead, AsyncWrite, AsyncWriteExt, BufReader};
use tokio::net::TcpListener;
use tokio_rustls::TlsAcceptor;

/// A certificate for `localhost`, as PEM: certificate and key.
fn certificate() -> Option<(String, String)> {
    let folder = tempfile::tempdir().unwrap();
    let (certificate, key) = (folder.path().join("c.pem"), folder.path().join("k.pem"));
    let made = Command::new("openssl")
        .args(["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1"])
        .args(["-nodes", "-days", "2", "-subj", "/CN=localhost"])
        .args(["-addext", "subjectAltName=DNS:localhost"])
        .args(["-addext", "basicConstraints=critical,CA:FALSE"])
        .arg("-keyout")
        .arg(&key)
        .arg("-out")
        .arg(&certificate)
        .output();
    let Ok(made) = made else {
        testkit::env::skip("openssl");
        return None;
    };
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    let read = |path| std::fs::read_to_string(path).unwrap();
    Some((read(certificate), read(key)))
}

/// What the server saw.
#[derive(Default)]
struct Seen {
    protected_auth: AtomicBool,
    open_auth: AtomicBool,
}

async fn serve(pem: &str, key: &str, at_once: bool) -> (SocketAddr, Arc<Seen>) {
    let certificate = CertificateDer::from_pem_slice(pem.as_bytes()).unwrap();
    let key = PrivateKeyDer::from_pem_slice(key.as_bytes()).unwrap();
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = rustls::ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![certificate], key)
        .unwrap();
    let acceptor = TlsAcceptor::from(Arc::new(config));
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let seen = Arc::new(Seen::default());
    let shared = Arc::clone(&seen);
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            let (acceptor, seen) = (acceptor.clone(), Arc::clone(&shared));
            tokio::spawn(async move {
                if !at_once {
                    let turned = talk(&mut stream, &seen.open_auth, true, true).await;
                    if !matches!(turned, Ok(true)) {
                        return;
                    }
                }
                if let Ok(mut stream) = acceptor.accept(stream).await {
                    let _ = talk(&mut stream, &seen.protected_auth, at_once, false).await;
                }
            });
        }
    });
    (SocketAddr::from(([127, 0, 0, 1], port)), seen)
}

/// `Ok(true)` when the client asked for protection.
async fn talk(
    stream: &mut (impl AsyncRead + AsyncWrite + Unpin),
    auth: &AtomicBool,
    greet: bool,
    starttls: bool,
) -> std::io::Result<bool> {
    let mut stream = BufReader::new(stream);
    if greet {
        stream.get_mut().write_all(b"220 tls.example\r\n").await?;
    }
    let mut line = String::new();
    loop {
        line.clear();
        if stream.read_line(&mut line).await? == 0 {
            return Ok(false);
        }
        let answer: &[u8] = match line.get(..4).unwrap_or_default() {
            "EHLO" if starttls => b"250-tls.example\r\n250 STARTTLS\r\n",
            "EHLO" => b"250-tls.example\r\n250 AUTH PLAIN LOGIN\r\n",
            "STAR" => {
                stream.get_mut().write_all(b"220 go on\r\n").await?;
                return Ok(true);
            }
            "AUTH" => {
                auth.store(true, Ordering::Relaxed);
                // base64 of NUL sog NUL rosebud
                match line.trim() {
                    "AUTH PLAIN AHNvZwByb3NlYnVk" => b"235 welcome\r\n",
                    _ => b"535 5.7.8 no\r\n",
                }
            }
            _ => b"250 fine\r\n",
        };
        stream.get_mut().write_all(answer).await?;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_password_goes_over_protected_lines_only() {
    let Some((pem, key)) = certificate() else {
        return;
    };
    for (security, at_once) in [(Security::Tls, true), (Security::Starttls, false)] {
        let (address, seen) = serve(&pem, &key, at_once).await;
        let server = Server {
            host: "localhost".into(),
            port: address.port(),
            security,
            user: "sog".into(),
            password: Secret::new("rosebud"),
            extra_root: Some(pem.clone()),
            timeout_seconds: 5,
            ..Server::default()
        };
        let open = Connection::open(&server).await.unwrap_or_else(|e| panic!("{security:?} {e}"));
        assert!(open.is_usable());
        open.close().await;
        assert!(seen.protected_auth.load(Ordering::Relaxed));

        // The wrong password is said so, without showing it.
        let wrong = Server { password: Secret::new("sled"), ..server.clone() };
        let error = Connection::open(&wrong).await.unwrap_err().to_string();
        assert!(error.contains("535") && !error.contains("sled"), "{error}");

        // A certificate nobody vouches for is refused before any password.
        seen.protected_auth.store(false, Ordering::Relaxed);
        let strange = Server { extra_root: None, ..server.clone() };
        assert!(Connection::open(&strange).await.is_err());
        let other = Server { host: "127.0.0.1".into(), ..server };
        assert!(Connection::open(&other).await.is_err(), "the certificate is for localhost");
        assert!(!seen.protected_auth.load(Ordering::Relaxed));
        assert!(!seen.open_auth.load(Ordering::Relaxed));
    }
}
