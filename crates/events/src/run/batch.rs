//! Events gathered into the columns of one record batch.

use std::sync::Arc;

use arrow_array::builder::{
    Decimal64Builder, FixedSizeBinaryBuilder, StringBuilder, StringDictionaryBuilder,
    TimestampMicrosecondBuilder,
};
use arrow_array::types::Int32Type;
use arrow_array::{ArrayRef, RecordBatch};
use vocab::{Amount, Channel, Direction};

use crate::columns::schema;
use crate::row::EventRef;

type Codes = StringDictionaryBuilder<Int32Type>;

/// Column builders of one batch.
pub(super) struct Batch {
    pub(super) len: usize,
    customer: Codes,
    time: TimestampMicrosecondBuilder,
    id: FixedSizeBinaryBuilder,
    kind: Codes,
    contact: StringBuilder,
    channel: Codes,
    direction: Codes,
    reference: StringBuilder,
    /// item, family, region, owner, campaign
    scope: [Codes; 5],
    quantity: Decimal64Builder,
    amount: Decimal64Builder,
    currency: Codes,
    barriers: Codes,
    text: StringBuilder,
}

impl Default for Batch {
    fn default() -> Self {
        let decimal =
            || Decimal64Builder::new().with_data_type(arrow_schema::DataType::Decimal64(18, 6));
        Self {
            len: 0,
            customer: Codes::new(),
            time: TimestampMicrosecondBuilder::new().with_timezone("UTC"),
            id: FixedSizeBinaryBuilder::new(16),
            kind: Codes::new(),
            contact: StringBuilder::new(),
            channel: Codes::new(),
            direction: Codes::new(),
            reference: StringBuilder::new(),
            scope: std::array::from_fn(|_| Codes::new()),
            quantity: decimal(),
            amount: decimal(),
            currency: Codes::new(),
            barriers: Codes::new(),
            text: StringBuilder::new(),
        }
    }
}

impl Batch {
    pub(super) fn push(&mut self, event: &EventRef<'_>) {
        fn some(text: &str) -> Option<&str> {
            (!text.is_empty()).then_some(text)
        }
        self.len += 1;
        self.customer.append_option(some(event.customer));
        self.time.append_value(event.time);
        // The array is as wide as the id by construction; a failure would be a bug in arrow.
        let _ = self.id.append_value(event.id.to_be_bytes());
        self.kind.append_value(event.kind.code());
        self.contact.append_option(some(event.contact));
        self.channel.append_option(event.channel.map(Channel::code));
        self.direction.append_option(event.direction.map(Direction::code));
        self.reference.append_option(some(event.reference));
        let scope = [event.item, event.family, event.region, event.owner, event.campaign];
        for (builder, text) in self.scope.iter_mut().zip(scope) {
            builder.append_option(some(text));
        }
        self.quantity.append_option(event.quantity.map(decimal));
        self.amount.append_option(event.amount.map(decimal));
        self.currency.append_option(some(event.currency));
        self.barriers.append_option(some(event.barriers));
        self.text.append_option(some(event.text));
    }

    pub(super) fn finish(&mut self) -> Result<RecordBatch, arrow_schema::ArrowError> {
        self.len = 0;
        let mut columns: Vec<ArrayRef> = vec![
            Arc::new(self.customer.finish()),
            Arc::new(self.time.finish()),
            Arc::new(self.id.finish()),
            Arc::new(self.kind.finish()),
            Arc::new(self.contact.finish()),
            Arc::new(self.channel.finish()),
            Arc::new(self.direction.finish()),
            Arc::new(self.reference.finish()),
        ];
        columns.extend(self.scope.iter_mut().map(|builder| Arc::new(builder.finish()) as ArrayRef));
        columns.push(Arc::new(self.quantity.finish()));
        columns.push(Arc::new(self.amount.finish()));
        columns.push(Arc::new(self.currency.finish()));
        columns.push(Arc::new(self.barriers.finish()));
        columns.push(Arc::new(self.text.finish()));
        RecordBatch::try_new(schema(), columns)
    }
}

/// An amount as the `DECIMAL(18, 6)` column holds it.
fn decimal(amount: Amount) -> i64 {
    // Rows come from packed ones or from files, which both hold 64 bits.
    i64::try_from(amount.micros()).unwrap_or(if amount < Amount::ZERO {
        i64::MIN
    } else {
        i64::MAX
    })
}
