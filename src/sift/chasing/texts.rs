//! The messages that are sent unless a board has its own.

use crate::sift::chasing::Stage;

/// The built-in message of a stage. In braces stand agency, board, period, months, due, days, feeds and indicators.
pub fn built_in(stage: Stage) -> &'static str {
    match stage {
        Stage::ThreeWeeks => {
            "To {agency}\nYour return for {period} is due on {due}\n\nThis is an early word that your return for {period} ({months}) is due in {days}, on {due}. We ask for: {feeds}.\n\nThe workbook that comes with this message asks only for what you send, and shows what you sent last time beside each empty cell. If your contact, your system or a definition has changed, please tell us now; it is easily dealt with at this stage.\n\nThank you.\n{board}, performance analyst\n"
        }
        Stage::TwoWeeks => {
            "To {agency}\nTwo weeks to go: your return for {period}, due on {due}\n\nYour return for {period} is due in {days}, on {due}. We ask for: {feeds}.\n\nIf a figure will not be ready, send the rest in time and write x in its cell. If there is nothing to report, one line that says so is a return.\n\nThank you.\n{board}, performance analyst\n"
        }
        Stage::OneWeek => {
            "To {agency}\nOne week to go: your return for {period}, due on {due}\n\nWe have not had your return for {period} yet. It is due in {days}, on {due}. We ask for: {feeds}.\n\nIf that day cannot be kept, please tell us which day can; we shall plan the paper for it.\n\nThank you.\n{board}, performance analyst\n"
        }
        Stage::Today => {
            "To {agency}\nDue today: your return for {period}\n\nYour return for {period} is due today. We ask for: {feeds}.\n\nIf you have sent it in the last day or two, thank you, and please disregard this. If not, send what you have: the rest can follow and will be joined to it.\n\nThank you.\n{board}, performance analyst\n"
        }
        Stage::Overdue => {
            "To {agency}\nYour return for {period} has not reached us\n\nYour return for {period} was due on {due}, {days} ago, and has not reached us. We ask for: {feeds}.\n\nWithout it {indicators} cannot be reported, and the paper will say on its first page that nothing was received from you. It will not be shown as zero, nor as what you sent last time.\n\nPlease do one of three things today: send it; tell us the day on which it will come; or tell us that there is nothing to report.\n\nThank you.\n{board}, performance analyst\n"
        }
    }
}
