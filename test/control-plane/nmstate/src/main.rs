//! Runs nmstate's own parser and its offline validation on desired states.
//!
//! One request a line, one answer a line:
//! `{"id":1,"desiredState":{...}}` -> `{"id":1,"ok":true}` or
//! `{"id":1,"error":"NmstateError: InvalidArgument: ..."}`.
//! A desired state that is a string is read as YAML, as `nmstatectl apply` reads its standard input.

use std::io::{self, BufRead, Write};

use nmstate::NetworkState;
use serde_json::{json, Value};

fn main() -> io::Result<()> {
    let mut out = io::stdout().lock();
    for line in io::stdin().lock().lines() {
        let line = line?;
        if line.trim().is_empty() {
            continue;
        }
        writeln!(out, "{}", answer(&line))?;
        out.flush()?;
    }
    Ok(())
}

fn answer(line: &str) -> Value {
    let request: Value = match serde_json::from_str(line) {
        Ok(request) => request,
        Err(e) => return json!({ "id": null, "error": format!("not a request: {e}") }),
    };
    let id = request["id"].clone();
    match check(&request["desiredState"]) {
        Ok(()) => json!({ "id": id, "ok": true }),
        Err(e) => json!({ "id": id, "error": format!("NmstateError: {e}") }),
    }
}

/// `nmstatectl apply` parses with the same call. `gen_conf` then does what can be checked without a node:
/// it merges the state with that of a node that has nothing but a loopback interface.
fn check(desired: &Value) -> Result<(), nmstate::NmstateError> {
    let yaml = match desired {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    NetworkState::new_from_yaml(&yaml)?.gen_conf().map(|_| ())
}
