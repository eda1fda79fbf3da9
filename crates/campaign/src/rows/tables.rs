//! The row types of this room's tables; what the columns mean stands in `sql/`.

#![allow(unreachable_pub, reason = "the derive wants and writes public items")]

macro_rules! table {
    ($module:ident, $name:literal { $($(#[$attribute:meta])* $field:ident : $type:ty),+ $(,)? }) => {
        pub(crate) mod $module {
            use sea_orm::entity::prelude::*;

            /// One row.
            #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
            #[sea_orm(table_name = $name)]
            pub struct Model { $($(#[$attribute])* pub $field: $type),+ }

            /// Nothing is joined by the library.
            #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
            pub enum Relation {}

            impl ActiveModelBehavior for ActiveModel {}
        }
    };
}

table! {
    campaign, "campaign" {
        #[sea_orm(primary_key, auto_increment = false)]
        id: String,
        created: DateTimeUtc,
        created_by: String,
        state: String,
        state_note: Option<String>,
        launched: Option<DateTimeUtc>,
        launched_by: Option<String>,
        launched_version: Option<i64>,
        holdout_share: Option<f64>,
    }
}

table! {
    brief, "brief" {
        #[sea_orm(primary_key, auto_increment = false)]
        campaign_id: String,
        #[sea_orm(primary_key, auto_increment = false)]
        version: i64,
        at: DateTimeUtc,
        author: String,
        body: String,
        message: String,
    }
}

table! {
    brief_signature, "brief_signature" {
        #[sea_orm(primary_key, auto_increment = false)]
        campaign_id: String,
        #[sea_orm(primary_key, auto_increment = false)]
        version: i64,
        #[sea_orm(primary_key, auto_increment = false)]
        team: String,
        person: String,
        at: DateTimeUtc,
        content: String,
    }
}

table! {
    message, "message" {
        #[sea_orm(primary_key, auto_increment = false)]
        id: String,
        campaign_id: String,
        contact_id: String,
        customer_id: String,
        state: String,
        launch_group: String,
        address: Option<String>,
        reasons: String,
        denied_group: Option<String>,
        note: Option<String>,
        answer: Option<String>,
        blame: Option<String>,
        attempts: i64,
        not_before: DateTimeUtc,
        claim: Option<String>,
        lease: Option<DateTimeUtc>,
        token_hash: Option<String>,
        queued: DateTimeUtc,
        sending: Option<DateTimeUtc>,
        done: Option<DateTimeUtc>,
        unsubscribed: Option<DateTimeUtc>,
        answered: Option<DateTimeUtc>,
        answers: i64,
        decided_by: Option<String>,
    }
}

table! {
    campaign_answer, "campaign_answer" {
        #[sea_orm(primary_key, auto_increment = false)]
        id: String,
        campaign_id: String,
        message_id: String,
        contact_id: String,
        customer_id: String,
        at: DateTimeUtc,
        text: String,
    }
}

table! {
    sending_marks, "sending_marks" {
        #[sea_orm(primary_key, auto_increment = false)]
        id: i64,
        marks: i64,
    }
}
