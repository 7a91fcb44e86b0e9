//! The nouns that travel between stages. No input or output, no clock; polars only in `submission.rs`.
//!
//! A *period* is a financial-year quarter. A *submission* is what one agency sent for one feed and period: rows and
//! findings. A *finding* is a fault in what was sent. A *series* is one indicator at one place over time. A *verdict* is
//! everything that the methods say of a series. An *exception* is a verdict with a reason to care.

mod agency;
mod briefing;
mod cell;
mod comparator;
mod day;
mod document;
mod drawn;
mod exception;
mod feedback;
mod finding;
mod harmless;
mod held;
mod observations;
mod origin;
mod long;
mod period;
mod place;
mod population;
mod public;
mod remark;
mod register;
pub mod return_form;
mod separator;
mod series;
mod shown;
mod submission;
mod table;
mod verdict;
mod version_mark;

pub use agency::{Action, Agency, Expected};
pub use briefing::{
    AgencyCoverage, Briefing, Counts, Gap, GridLine, GridTable, NextDue, Note, Restated, ReturnLine, ReturnStatus,
};
pub use cell::{CellState, Reading};
pub use comparator::Comparator;
pub use day::{MONTHS, day_in_words};
pub use document::{Document, Figure, PaperCell, PaperItem, PaperTable, Part, Section};
pub use drawn::{
    BarDrawn, BarsDrawn, DrawnChart, DumbbellDrawn, FunnelDrawn, FunnelUnit, MultipleDrawn, MultiplesDrawn, PairDrawn,
    StackedBar, StackedDrawn, Standing, TileDrawn, TilesDrawn,
};
pub use exception::{
    Asked, Exception, ExceptionKind, ExceptionState, LinkedAction, ListTier, QUARTERS_LOOKED_BACK, Said, ScorePart,
    Then, Waiting, unanswered,
};
pub use feedback::{Feedback, FeedbackLine, Proposal};
pub use finding::{Finding, PERSONAL_DATA, Place, Responsibility, Severity};
pub use harmless::{as_written, harmless, harmless_lines, inert};
pub use held::{
    AuditRow, Campaign, Challenge, Contribution, Form, Grade, Held, LadoCell, PlanLine, Risk, S11Answer, Seat, Session,
    Voice,
};
pub use long::{Body, Long, LongColumn, NO_WORD, key_hash, shared_keys, word_hash};
pub use observations::Observations;
pub use origin::{Origin, in_force};
pub use period::{ParsePeriodError, Period};
pub use place::{Area, Level, Places};
pub use population::{Headcount, Populations};
pub use public::{Impact, Public, PublicComparator, PublicFigure, PublicPack, PublicRow, PublicSplit, PublicTable};
pub use register::{BY_PROGRAM, ColumnsRemoved, RegisterLine, columns_removed, reason_for_columns, rulings};
pub use remark::{HELD_BACK, Remark};
pub use separator::{guess_separator, separator_line};
pub use series::{Flags, Observation, Restatement, Series, SeriesState};
pub use shown::{
    InPlace, LevelWords, Missing, PointMark, QUARTERS_BESIDE_A_ROW, Shown, ShownPoint, ShownSeries, ShownTarget,
    ShownUnit, first_drawn,
};
pub use submission::{FileState, Receipt, Submission, table_of};
pub use table::{Entry, Table, plain_number};
pub use verdict::{
    Concern, Interval, Judged, Key, Lines, Mark, Rung, Side, TargetFact, TargetStatement, Tier, Together, Verdict,
    VerdictChange,
};
pub use version_mark::version_mark;
