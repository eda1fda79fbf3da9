//! `customers.csv` and `contacts.csv`.

use chrono::NaiveDate;

use crate::error::SimulateError;
use crate::profile::Buys;
use crate::truth::Records;

use super::Files;

impl Files<'_> {
    /// Everything that is known before anybody did anything.
    pub(crate) fn people(&self, records: &mut Records) -> Result<(), SimulateError> {
        let company = self.company;
        let mut customers = self.table(
            "customers.csv",
            &["customer_id", "name", "kind", "country", "region", "owner", "since"],
        )?;
        let mut contacts = self.table(
            "contacts.csv",
            &[
                "contact_id",
                "customer_id",
                "first_name",
                "last_name",
                "email",
                "phone",
                "language",
                "role",
                "impersonal",
            ],
        )?;
        for (place, (profile, household)) in
            company.profiles.iter().zip(&company.households).enumerate()
        {
            let since = self.since(place).map_or_else(String::new, |since| since.to_string());
            customers.row(&[
                self.customer(place),
                &household.name,
                profile.kind.code(),
                profile.region().country,
                profile.region().name,
                profile.owner_name(),
                &since,
            ])?;
            for (number, person) in household.contacts.iter().enumerate() {
                contacts.row(&[
                    &self.contact(place, number),
                    self.customer(place),
                    person.first_name,
                    person.last_name,
                    person.email.as_deref().unwrap_or(""),
                    person.phone.as_deref().unwrap_or(""),
                    person.language.code(),
                    person.role.code(),
                    if person.impersonal() { "true" } else { "false" },
                ])?;
            }
        }
        records.customers = customers.finish()?;
        records.contacts = contacts.finish()?;
        Ok(())
    }

    /// Since when somebody is a customer: the day of the first order, which for old customers
    /// lies before the simulation. `None` for those who have not bought yet.
    fn since(&self, customer: usize) -> Option<NaiveDate> {
        let company = self.company;
        let profile = &company.profiles[customer];
        if profile.buys != Buys::Never && profile.joined < 0.0 {
            // The company was founded in 1998.
            let founded = NaiveDate::from_ymd_opt(1998, 3, 2).unwrap_or_default();
            return Some(company.calendar.date(profile.joined).max(founded));
        }
        company.books.orders[company.books.of[customer].clone()]
            .iter()
            .find(|order| !order.removed && order.at.day() <= company.calendar.end)
            .map(|order| company.calendar.day(order.at.day()).date)
    }
}
