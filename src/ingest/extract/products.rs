//! A column of scores beside the two numbers that make them: a score that is not their product is said.

use crate::ingest::cells::{number_in, plain_number};
use crate::ingest::choose::Role;
use crate::ingest::extract::Body;
use crate::ingest::remarks::Remark;
use crate::ingest::table::heads::Head;
use crate::ingest::words::names::words;

/// The two columns whose product a register prints.
const FACTORS: [&str; 2] = ["likelihood", "impact"];
/// Rows that must agree before a column is known to be their product.
const LEAST_TOLD: usize = 2;

impl Body<'_, '_> {
    /// The columns of the two factors, where the table has both.
    fn factors_of_score(&self) -> Option<[u32; 2]> {
        let column = |name: &str| {
            let mut heads = self.table.heads.iter().zip(self.roles);
            let is_it =
                |role: &Role| matches!(role, Role::Number { column, fixed, .. } if column == name && fixed.is_empty());
            heads.find(|(_, role)| is_it(role)).map(|(head, _)| head.column)
        };
        Some([column(FACTORS[0])?, column(FACTORS[1])?])
    }

    /// For each row of a column with all three numbers: the row, the two factors and the score.
    fn scored(&self, head: &Head) -> Vec<(u32, [f64; 2], f64)> {
        let Some([one, other]) = self.factors_of_score() else {
            return vec![];
        };
        let number = |row: u32, column: u32| number_in(&self.reading.sheet.cell(row, column));
        let rows = self.table.first_row..self.table.end_row;
        rows.filter_map(|row| Some((row, [number(row, one)?, number(row, other)?], number(row, head.column)?)))
            .collect()
    }

    /// Whether a column that is headed as a score is the product of the two in most of its rows.
    pub(super) fn is_product(&self, head: &Head) -> bool {
        const SCORE: [&str; 3] = ["score", "rating", "total"];
        const OF_ANOTHER_TIME: [&str; 8] = [
            "target", "previous", "last", "inherent", "initial", "original", "residual", "desired",
        ];
        let heading = words(&head.text);
        let has = |list: &[&str]| list.iter().any(|word| words(word).is_subset(&heading));
        if !has(&SCORE) || has(&OF_ANOTHER_TIME) {
            return false;
        }
        let scored = self.scored(head);
        let agree = scored
            .iter()
            .filter(|(_, factors, score)| is_their_product(*factors, *score))
            .count();
        agree >= LEAST_TOLD && agree * 2 > scored.len()
    }

    /// Says of each score that is not the product of its factors.
    pub(super) fn remark_products(&mut self) {
        let columns = self.table.heads.iter().zip(self.roles);
        let products: Vec<&Head> = columns
            .filter(|(head, role)| **role == Role::Unknown && self.is_product(head))
            .map(|(head, _)| head)
            .collect();
        for head in products {
            for (row, [one, other], score) in self.scored(head) {
                if is_their_product([one, other], score) {
                    continue;
                }
                let spot = (self.reading.sheet.name.as_str(), row, head.column);
                let [first, second] = FACTORS;
                let note = format!(
                    "{first} {} times {second} {} is {}, and the score says {}",
                    plain_number(one),
                    plain_number(other),
                    plain_number(one * other),
                    plain_number(score)
                );
                let remark = Remark::on_cell("parts-of-people-disagree", spot, plain_number(score)).noting(note);
                self.extract.remarks.push(remark.about(&self.feed.id));
            }
        }
    }
}

fn is_their_product([one, other]: [f64; 2], score: f64) -> bool {
    (one * other - score).abs() < 0.5
}
