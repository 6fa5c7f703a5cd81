//! What else may answer at an address.

use std::{
    io::{Read, Write},
    net::TcpListener,
    sync::Arc,
    thread,
};

use tokio::net::TcpStream;
use tokio_rustls::{
    TlsAcceptor,
    rustls::{
        ServerConfig,
        crypto::aws_lc_rs,
        pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer},
    },
};

use crate::harness::Harbor;

/// A web server that is no registry; its address.
pub fn web_page(title: &str) -> String {
    let page = format!("<!doctype html><title>{title}</title><h1>{title}</h1>");
    let answer = format!(
        "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{page}",
        page.len()
    );
    let listener = TcpListener::bind(("127.0.0.1", 0)).expect("a free port");
    let port = listener.local_addr().expect("an address").port();
    // It ends with the test program; nobody waits for it.
    thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let mut stream = stream;
            let mut request = [0; 4096];
            // A caller that goes away again is no concern of a web server.
            let _ = stream.read(&mut request);
            let _ = stream.write_all(answer.as_bytes());
        }
    });
    format!("http://127.0.0.1:{port}")
}

/// An address where nothing listens.
pub fn closed_port() -> String {
    let listener = TcpListener::bind(("127.0.0.1", 0)).expect("a free port");
    format!("http://{}", listener.local_addr().expect("an address"))
}

/// The registry behind an encrypted address with a certificate that nobody vouches for.
pub fn encrypted_with_own_certificate(harbor: &Harbor) -> String {
    let made = rcgen::generate_simple_self_signed(["127.0.0.1".to_owned()]).expect("a certificate");
    let key = PrivatePkcs8KeyDer::from(made.signing_key.serialize_der());
    let config = ServerConfig::builder_with_provider(Arc::new(aws_lc_rs::default_provider()))
        .with_safe_default_protocol_versions()
        .expect("versions")
        .with_no_client_auth()
        .with_single_cert(vec![made.cert.der().clone()], PrivateKeyDer::Pkcs8(key))
        .expect("a certificate and its key");
    let acceptor = TlsAcceptor::from(Arc::new(config));
    let target = harbor.port();
    let listener = harbor
        .runtime()
        .block_on(tokio::net::TcpListener::bind(("127.0.0.1", 0)))
        .expect("a free port");
    let port = listener.local_addr().expect("an address").port();
    harbor.runtime().spawn(async move {
        while let Ok((near, _)) = listener.accept().await {
            let acceptor = acceptor.clone();
            tokio::spawn(async move {
                let far = TcpStream::connect(("127.0.0.1", target)).await;
                // A caller that does not like the certificate goes away again.
                if let (Ok(mut near), Ok(mut far)) = (acceptor.accept(near).await, far) {
                    let _ = tokio::io::copy_bidirectional(&mut near, &mut far).await;
                }
            });
        }
    });
    format!("https://127.0.0.1:{port}")
}
