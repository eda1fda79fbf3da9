//! Questions about all customers, answered in one ordered pass over the event log.
//!
//! The log is sorted by customer, so a question needs no hash table and no sort: it sees each
//! customer's events in order, one customer after the other. Several questions share one pass
//! (a tuple of questions is a question), buckets are read in parallel, and because all events
//! of a customer lie in one bucket the answers of buckets are only put together.
//!
//! Reading order: [`facts`], [`funnel`], [`cohorts`], [`scopes`].

pub mod cohorts;
pub mod facts;
pub mod funnel;
mod kinds;
pub mod scopes;

use events::{Columns, Snapshot, Stretch};

use crate::CustomersError;
use crate::pass::in_parallel;

/// Something that can be told from all events.
pub trait Question: Sync {
    /// The answer for one bucket, or for several put together.
    type Answer: Send;
    /// What gathers the answer while a bucket passes by.
    type Pass: Pass<Answer = Self::Answer>;

    /// The columns it looks at.
    fn columns(&self) -> Columns;

    /// Before the first event of a bucket.
    fn begin(&self) -> Self::Pass;

    /// Puts the answers of two buckets together.
    fn join(&self, one: Self::Answer, other: Self::Answer) -> Self::Answer;
}

/// Gathers an answer from the events of one bucket.
pub trait Pass {
    /// What comes of it.
    type Answer;

    /// Takes in the next events. Anonymous ones come as the customer without a name.
    fn take(&mut self, stretch: &Stretch<'_>);

    /// After the last event.
    fn finish(self) -> Self::Answer;
}

/// Answers a question from the log as it is in a snapshot.
///
/// # Errors
/// When the log cannot be read.
pub fn ask<Q: Question>(snapshot: &Snapshot, question: &Q) -> Result<Q::Answer, CustomersError> {
    let buckets: Vec<u16> = (0..snapshot.buckets()).collect();
    let parts = in_parallel(&buckets, |bucket| ask_bucket(snapshot, bucket, question))?;
    Ok(join(question, parts))
}

/// Answers a question from one bucket: what [`ask`] does for each of them.
///
/// # Errors
/// When the log cannot be read.
pub fn ask_bucket<Q: Question>(
    snapshot: &Snapshot,
    bucket: u16,
    question: &Q,
) -> Result<Q::Answer, CustomersError> {
    let mut pass = question.begin();
    snapshot.pass(bucket, question.columns(), &mut |stretch| pass.take(stretch))?;
    Ok(pass.finish())
}

/// The answer from those of all buckets, in their order.
pub fn join<Q: Question>(question: &Q, parts: impl IntoIterator<Item = Q::Answer>) -> Q::Answer {
    let whole = parts.into_iter().reduce(|one, other| question.join(one, other));
    whole.unwrap_or_else(|| question.begin().finish())
}

/// Several questions in one pass.
macro_rules! together {
    ($($name:ident $place:tt),+) => {
        impl<$($name: Question),+> Question for ($($name,)+) {
            type Answer = ($($name::Answer,)+);
            type Pass = ($($name::Pass,)+);

            fn columns(&self) -> Columns {
                Columns::KEY$(.with(self.$place.columns()))+
            }

            fn begin(&self) -> Self::Pass {
                ($(self.$place.begin(),)+)
            }

            fn join(&self, one: Self::Answer, other: Self::Answer) -> Self::Answer {
                ($(self.$place.join(one.$place, other.$place),)+)
            }
        }

        impl<$($name: Pass),+> Pass for ($($name,)+) {
            type Answer = ($($name::Answer,)+);

            fn take(&mut self, stretch: &Stretch<'_>) {
                $(self.$place.take(stretch);)+
            }

            fn finish(self) -> Self::Answer {
                ($(self.$place.finish(),)+)
            }
        }
    };
}
together!(A 0, B 1);
together!(A 0, B 1, C 2);
together!(A 0, B 1, C 2, D 3);
