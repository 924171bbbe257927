//! What processes say to each other: a line of JSON with a length before it, then the bytes of tensors.

use std::io::{self, Error, ErrorKind, Read, Write};

use serde_json::{Value, json};

use super::{Key, Missed};
use crate::hlo::{ElementType, Tensor};

/// A line longer than this is none of ours.
const MOST_LINE: u32 = 1 << 16;
/// A tensor larger than this is none of ours.
const MOST_BYTES: u64 = 1 << 32;

/// What a process asks of the root.
#[derive(Debug, PartialEq)]
pub(super) enum Ask {
    /// To join as a device.
    Join { key: Key, rank: usize, wait: bool },
    /// To meet the members of a group.
    Meet { what: String, group: Vec<usize>, tensor: Tensor },
}

/// What the root answers.
pub(super) type Answer = Result<Vec<Tensor>, Missed>;

impl Ask {
    pub(super) fn send(&self, to: &mut impl Write) -> io::Result<()> {
        match self {
            Ask::Join { key: (file, size), rank, wait } => {
                let line = json!({ "file": file, "size": size, "rank": rank, "wait": wait });
                send(to, &line, &[])
            }
            Ask::Meet { what, group, tensor } => {
                let line = json!({ "what": what, "group": group, "tensors": [kind(tensor)] });
                send(to, &line, &[tensor])
            }
        }
    }

    pub(super) fn receive(from: &mut impl Read) -> io::Result<Ask> {
        let line = line(from)?;
        if line["what"].is_null() {
            let file = list(&line["file"])?.into_iter().map(|byte| byte as u8).collect::<Vec<_>>();
            let file = file.try_into().map_err(|_| strange("a file's number of another length"))?;
            let wait = line["wait"].as_bool().ok_or_else(|| strange("no `wait`"))?;
            let key = (file, number(&line["size"])?);
            return Ok(Ask::Join { key, rank: number(&line["rank"])?, wait });
        }
        let what = text(&line["what"])?;
        let tensor = tensors(&line["tensors"], from)?.pop();
        let tensor = tensor.ok_or_else(|| strange("a meeting without a tensor"))?;
        Ok(Ask::Meet { what, group: list(&line["group"])?, tensor })
    }
}

/// Sends what came of a question.
pub(super) fn send_answer(answer: &Answer, to: &mut impl Write) -> io::Result<()> {
    match answer {
        Ok(tensors) => {
            let kinds: Vec<Value> = tensors.iter().map(kind).collect();
            send(to, &json!({ "tensors": kinds }), &tensors.iter().collect::<Vec<_>>())
        }
        Err(Missed { detail, timeout }) => {
            send(to, &json!({ "missed": detail, "timeout": timeout }), &[])
        }
    }
}

/// What came of a question.
pub(super) fn receive_answer(from: &mut impl Read) -> io::Result<Answer> {
    let line = line(from)?;
    if !line["missed"].is_null() {
        let timeout = line["timeout"].as_bool().ok_or_else(|| strange("no `timeout`"))?;
        return Ok(Err(Missed { detail: text(&line["missed"])?, timeout }));
    }
    Ok(Ok(tensors(&line["tensors"], from)?))
}

fn kind(tensor: &Tensor) -> Value {
    json!({
        "element": tensor.element.number(),
        "dims": tensor.dims,
        "bytes": tensor.bytes.len(),
    })
}

fn send(to: &mut impl Write, line: &Value, tensors: &[&Tensor]) -> io::Result<()> {
    let line = line.to_string();
    let length = u32::try_from(line.len()).ok().filter(|&length| length <= MOST_LINE);
    let length = length.ok_or_else(|| strange("a line that is too long"))?;
    to.write_all(&length.to_le_bytes())?;
    to.write_all(line.as_bytes())?;
    for tensor in tensors {
        to.write_all(&tensor.bytes)?;
    }
    to.flush()
}

fn line(from: &mut impl Read) -> io::Result<Value> {
    let mut length = [0; 4];
    from.read_exact(&mut length)?;
    let length = u32::from_le_bytes(length);
    if length > MOST_LINE {
        return Err(strange("a line that is too long"));
    }
    let mut text = vec![0; length as usize];
    from.read_exact(&mut text)?;
    serde_json::from_slice(&text).map_err(|_| strange("a line that is no JSON"))
}

fn tensors(kinds: &Value, from: &mut impl Read) -> io::Result<Vec<Tensor>> {
    let kinds = kinds.as_array().ok_or_else(|| strange("no tensors"))?;
    kinds.iter().map(|kind| tensor(kind, from)).collect()
}

fn tensor(kind: &Value, from: &mut impl Read) -> io::Result<Tensor> {
    let element = i32::try_from(number(&kind["element"])?).ok().and_then(ElementType::from_number);
    let element = element.ok_or_else(|| strange("a type of elements that there is not"))?;
    let dims = list(&kind["dims"])?;
    let size = number(&kind["bytes"])? as u64;
    let count = dims.iter().try_fold(element.bytes() as u64, |all, &n| all.checked_mul(n as u64));
    if count != Some(size) || size > MOST_BYTES {
        return Err(strange("a tensor of another size than it has"));
    }
    // Grows with what comes, so that nobody can ask for memory by a number alone.
    let mut bytes = Vec::new();
    from.take(size).read_to_end(&mut bytes)?;
    if bytes.len() as u64 != size {
        return Err(ErrorKind::UnexpectedEof.into());
    }
    Ok(Tensor::new(element, &dims, bytes))
}

fn number(value: &Value) -> io::Result<usize> {
    let number = value.as_u64().and_then(|number| usize::try_from(number).ok());
    number.ok_or_else(|| strange("no number where one belongs"))
}

fn list(value: &Value) -> io::Result<Vec<usize>> {
    let numbers = value.as_array().ok_or_else(|| strange("no list where one belongs"))?;
    numbers.iter().map(number).collect()
}

fn text(value: &Value) -> io::Result<String> {
    value.as_str().map(str::to_owned).ok_or_else(|| strange("no text where one belongs"))
}

fn strange(what: &str) -> Error {
    Error::new(ErrorKind::InvalidData, what.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_sent_is_received() {
        let tensor = Tensor::from_f32(&[2, 1], &[1.5, -2.0]);
        let asks = [
            Ask::Join { key: ([7; 16], 2), rank: 1, wait: true },
            Ask::Meet { what: "add".to_owned(), group: vec![0, 1], tensor: tensor.clone() },
        ];
        let answers = [
            Ok(vec![tensor, Tensor::from_s32(&[0], &[])]),
            Err(Missed { detail: "late".to_owned(), timeout: true }),
        ];
        let mut wire = Vec::new();
        for ask in &asks {
            ask.send(&mut wire).unwrap();
        }
        for answer in &answers {
            send_answer(answer, &mut wire).unwrap();
        }
        let mut wire = &wire[..];
        for ask in asks {
            assert_eq!(Ask::receive(&mut wire).unwrap(), ask);
        }
        for answer in answers {
            assert_eq!(receive_answer(&mut wire).unwrap(), answer);
        }
    }

    #[test]
    fn strangers_are_refused() {
        let mut whole = Vec::new();
        let tensor = Tensor::from_f32(&[1], &[1.0]);
        Ask::Meet { what: "add".to_owned(), group: vec![0], tensor }.send(&mut whole).unwrap();
        for length in 0..whole.len() {
            assert!(Ask::receive(&mut &whole[..length]).is_err(), "{length} bytes");
        }
        assert!(Ask::receive(&mut &b"GET / HTTP/1.1\r\n\r\n"[..]).is_err());
        let text = String::from_utf8_lossy(&whole).replace("\"bytes\":4", "\"bytes\":5");
        assert!(Ask::receive(&mut text.as_bytes()).is_err());
    }
}
