//! The cache of a pivot table, in which the rows behind an innocent total travel, into sheets that the privacy gate can read.

use std::io::Read;

use crate::ingest::read::xml::{Attributes, Token, Tokens};
use crate::ingest::read::zip_parts::Parts;
use crate::ingest::sheet::builder::Dress;
use crate::ingest::sheet::grid::TooMuch;
use crate::ingest::sheet::{GridBuilder, Sheet, Value, Visibility};

/// Values that the lists of a cache may hold.
const MOST_ITEMS: usize = 2_000_000;

/// One field: its name and the values that its records point to.
#[derive(Debug, Default)]
struct Field {
    name: String,
    items: Vec<Item>,
}

/// A value in a cache.
#[derive(Debug, Clone, PartialEq)]
enum Item {
    Nothing,
    Number(f64),
    Text(String),
}

/// Reads a cache's definition, and its records if it has them, into up to two sheets with the field names in the first row.
pub fn read(parts: &mut Parts, definition: &str, records: Option<&str>) -> Vec<Sheet> {
    let fields = parts
        .stream(definition)
        .map(|stream| read_fields(Tokens::new(stream)))
        .unwrap_or_default();
    let mut sheets = Vec::new();
    let longest = fields.iter().map(|field| field.items.len()).max().unwrap_or(0);
    let columns: Vec<&[Item]> = fields.iter().map(|field| field.items.as_slice()).collect();
    let rows = (0..longest).map(|row| {
        columns
            .iter()
            .map(move |items| items.get(row).unwrap_or(&Item::Nothing))
    });
    let mut builder = heading(&fields);
    for (row, items) in rows.enumerate() {
        if items
            .enumerate()
            .try_for_each(|(column, item)| put(&mut builder, (row, column), item))
            .is_err()
        {
            break;
        }
    }
    sheets.push(sheet(builder));
    if let Some(stream) = records.and_then(|records| parts.stream(records)) {
        sheets.push(read_records(Tokens::new(stream), &fields));
    }
    sheets
}

fn sheet(builder: GridBuilder) -> Sheet {
    Sheet {
        name: "pivot cache".to_owned(),
        visibility: Visibility::VeryHidden,
        grid: builder.finish(),
        ..Sheet::default()
    }
}

fn heading(fields: &[Field]) -> GridBuilder {
    let mut builder = GridBuilder::default();
    for (column, field) in (0..).zip(fields) {
        if builder.push_text(0, column, &field.name).is_err() {
            break;
        }
    }
    builder
}

fn put(builder: &mut GridBuilder, (row, column): (usize, usize), item: &Item) -> Result<(), TooMuch> {
    let place = (row as u32 + 1, column as u32);
    let value = match item {
        Item::Nothing => return Ok(()),
        Item::Number(number) => Value::Number(*number),
        Item::Text(text) => Value::Text(builder.keep(text)?),
    };
    builder.push(place, value, Dress::default())
}

fn read_fields<R: Read>(mut tokens: Tokens<R>) -> Vec<Field> {
    let (mut fields, mut count) = (Vec::<Field>::new(), 0);
    while let Ok(Some(token)) = tokens.next() {
        if let Token::Open { name, attributes, .. } = token {
            if name == b"cacheField" {
                fields.push(Field {
                    name: attributes.text(b"name").unwrap_or_default().into_owned(),
                    items: Vec::new(),
                });
            } else if let (Some(item), Some(field)) = (item(name, attributes), fields.last_mut()) {
                field.items.push(item);
                count += 1;
            }
        }
        if count > MOST_ITEMS {
            break;
        }
    }
    fields
}

fn item(name: &[u8], attributes: Attributes) -> Option<Item> {
    let value = || attributes.text(b"v").unwrap_or_default();
    match name {
        b"m" => Some(Item::Nothing),
        b"n" => Some(value().parse().map_or(Item::Nothing, Item::Number)),
        b"s" | b"d" | b"b" | b"e" => Some(Item::Text(value().into_owned())),
        _ => None,
    }
}

fn read_records<R: Read>(mut tokens: Tokens<R>, fields: &[Field]) -> Sheet {
    let mut builder = heading(fields);
    let (mut row, mut column) = (0, 0);
    while let Ok(Some(token)) = tokens.next() {
        let found = match token {
            Token::Open {
                name: b"x", attributes, ..
            } => {
                let number = attributes.number(b"v").unwrap_or(u32::MAX) as usize;
                fields.get(column).and_then(|field| field.items.get(number)).cloned()
            }
            Token::Open { name, attributes, .. } => item(name, attributes),
            Token::Close { name: b"r" } => {
                row += 1;
                column = 0;
                None
            }
            _ => None,
        };
        if let Some(item) = found {
            if put(&mut builder, (row, column), &item).is_err() {
                break;
            }
            column += 1;
        }
    }
    sheet(builder)
}
