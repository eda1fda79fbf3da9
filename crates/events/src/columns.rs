//! The columns of an event file, and which of them a reader asks for.

use std::sync::Arc;

use arrow_schema::{DataType, Field, Schema, SchemaRef, TimeUnit};
use parquet::arrow::PARQUET_FIELD_ID_META_KEY;

/// Position of each column in the file.
pub(crate) mod at {
    pub(crate) const CUSTOMER: usize = 0;
    pub(crate) const TIME: usize = 1;
    pub(crate) const ID: usize = 2;
    pub(crate) const KIND: usize = 3;
    pub(crate) const CONTACT: usize = 4;
    pub(crate) const CHANNEL: usize = 5;
    pub(crate) const DIRECTION: usize = 6;
    pub(crate) const REFERENCE: usize = 7;
    pub(crate) const ITEM: usize = 8;
    pub(crate) const FAMILY: usize = 9;
    pub(crate) const REGION: usize = 10;
    pub(crate) const OWNER: usize = 11;
    pub(crate) const CAMPAIGN: usize = 12;
    pub(crate) const QUANTITY: usize = 13;
    pub(crate) const AMOUNT: usize = 14;
    pub(crate) const CURRENCY: usize = 15;
    pub(crate) const BARRIERS: usize = 16;
    pub(crate) const TEXT: usize = 17;
    pub(crate) const COUNT: usize = 18;
}

/// The columns a reader wants besides customer, time and kind, which it always gets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Columns(u32);

const ALWAYS: u32 = 1 << at::CUSTOMER | 1 << at::TIME | 1 << at::KIND;

impl Columns {
    /// Customer, time and kind only.
    pub const KEY: Self = Self(ALWAYS);
    /// What names the event.
    pub const ID: Self = Self(ALWAYS | 1 << at::ID);
    /// How much money, and nothing else of it.
    pub const AMOUNT: Self = Self(ALWAYS | 1 << at::AMOUNT);
    /// Over which channel.
    pub const CHANNEL: Self = Self(ALWAYS | 1 << at::CHANNEL);
    /// Who began.
    pub const DIRECTION: Self = Self(ALWAYS | 1 << at::DIRECTION);
    /// The product family.
    pub const FAMILY: Self = Self(ALWAYS | 1 << at::FAMILY);
    /// The sales region.
    pub const REGION: Self = Self(ALWAYS | 1 << at::REGION);
    /// What money is counted by: the order, its scope, quantity and amount.
    pub const MONEY: Self = Self(
        ALWAYS
            | 1 << at::REFERENCE
            | 1 << at::FAMILY
            | 1 << at::REGION
            | 1 << at::OWNER
            | 1 << at::CHANNEL
            | 1 << at::QUANTITY
            | 1 << at::AMOUNT,
    );
    /// What touches are counted by: channel, direction, contact, campaign.
    pub const TOUCH: Self =
        Self(ALWAYS | 1 << at::CHANNEL | 1 << at::DIRECTION | 1 << at::CONTACT | 1 << at::CAMPAIGN);
    /// The barriers a seller noted.
    pub const BARRIERS: Self = Self(ALWAYS | 1 << at::BARRIERS);
    /// The words of an event.
    pub const TEXT: Self = Self(ALWAYS | 1 << at::TEXT);
    /// The number of the order, deal or message.
    pub const REFERENCE: Self = Self(ALWAYS | 1 << at::REFERENCE);
    /// The article.
    pub const ITEM: Self = Self(ALWAYS | 1 << at::ITEM);
    /// Everything.
    pub const ALL: Self = Self((1 << at::COUNT) - 1);

    /// Both.
    #[must_use]
    pub const fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Positions of the columns asked for, in order.
    pub(crate) fn positions(self) -> impl Iterator<Item = usize> {
        (0..at::COUNT).filter(move |position| self.0 >> position & 1 == 1)
    }
}

/// Schema of an event file. Names and types are part of the data format. A customer that is null
/// is an anonymous one; nulls come first.
pub(crate) fn schema() -> SchemaRef {
    let text = |name: &str| Field::new(name, DataType::Utf8, true);
    let code = |name: &str| {
        let kind = DataType::Dictionary(Box::new(DataType::Int32), Box::new(DataType::Utf8));
        Field::new(name, kind, true)
    };
    let decimal = |name: &str| Field::new(name, DataType::Decimal64(18, 6), true);
    let fields = vec![
        code("customer"),
        Field::new("time", DataType::Timestamp(TimeUnit::Microsecond, Some("UTC".into())), false),
        Field::new("id", DataType::FixedSizeBinary(16), false),
        code("kind").with_nullable(false),
        text("contact"),
        code("channel"),
        code("direction"),
        text("reference"),
        code("item"),
        code("family"),
        code("region"),
        code("owner"),
        code("campaign"),
        decimal("quantity"),
        decimal("amount"),
        code("currency"),
        code("barriers"),
        text("text"),
    ];
    // The number by which the catalogue (DuckLake) and other readers know a column.
    let numbered = fields.into_iter().zip(1..).map(|(field, number): (Field, i64)| {
        let key = PARQUET_FIELD_ID_META_KEY.to_owned();
        field.with_metadata([(key, number.to_string())].into())
    });
    Arc::new(Schema::new(numbered.collect::<Vec<_>>()))
}
