use super::{Bench, body, manifest, options};
use neuron_data::fetch::{FetchOptions, Token};
use neuron_testkit::server::{Reply, Server};

const SOURCE: &str =
    "{ hub = { repo = \"owner/set\", revision = \"main\", path = \"a dir/a.bin\" } }";

#[test]
fn the_token_goes_to_the_hub_alone() {
    let elsewhere = Server::start([Reply::file(&body())]);
    let hub = Server::start([Reply::redirect(&elsewhere.url("/blob?signed=1"))]);
    let bench = Bench::new(FetchOptions {
        hub_endpoint: hub.url(""),
        hub_token: Token::new("hf_secret"),
        ..options()
    });
    bench.fetch(&manifest(SOURCE, &body())).unwrap();
    let asked = &hub.requests()[0];
    assert_eq!(asked.path, "/datasets/owner/set/resolve/main/a%20dir/a.bin");
    assert_eq!(asked.header("authorization"), Some("Bearer hf_secret"));
    assert_eq!(elsewhere.requests()[0].header("authorization"), None);
}

#[test]
fn the_token_is_in_no_text() {
    let hub = Server::start([Reply::status(401)]);
    let options =
        FetchOptions { hub_endpoint: hub.url(""), hub_token: Token::new("hf_secret"), ..options() };
    assert!(!format!("{options:?}").contains("hf_secret"));
    let error = Bench::new(options).fetch(&manifest(SOURCE, &body())).unwrap_err();
    assert!(!format!("{error} {error:?}").contains("hf_secret"));
    assert!(error.to_string().contains("status 401"));
}

#[test]
fn without_a_token_none_is_sent() {
    let hub = Server::start([Reply::file(&body())]);
    let bench = Bench::new(FetchOptions { hub_endpoint: hub.url(""), ..options() });
    let model = SOURCE.replace("} }", ", type = \"model\" } }");
    bench.fetch(&manifest(&model, &body())).unwrap();
    assert_eq!(hub.requests()[0].header("authorization"), None);
    assert_eq!(hub.requests()[0].path, "/owner/set/resolve/main/a%20dir/a.bin");
}
