//! Words that change nothing of the figures over or beside which they stand.

/// Words of a heading over figures that say no more than that figures stand below it.
pub(super) const IN_HEADINGS: &str = "actual actuals outturn performance result results final figure figures data return returns current this latest \
    reported reporting report submitted submission number numbers count counts value values total validated \
    confirmed provisional prov draft revised updated corrected amended verified quarter quarters quarterly qtr \
    period end ending ended financial year fy position at as of the for in and to on all children child young \
    people cyp cases agency service our your own local score rate percentage percent % no num measure indicator \
    kpi activity volume snapshot from july august september october november december january february march april \
    may june see note answer answers response reply";

/// Words that stand alone beside figures and say how they do, who has looked at them or where more is said.
pub(super) const IN_REMARKS: &str = "ok okay yes none nil tbc checked correct agreed approved signed off track target above below met high low same \
    unchanged good strong excellent slight slightly small large expected usual normal seasonal summer winter dip \
    peak holidays holiday term concern concerns issue issues narrative commentary comment comments notes attached \
    separate separately team system staff staffing sickness vacancy demand pressure pressures busy quiet new \
    process procedure manager post policy green amber red rag complete completed live done monitored monitoring \
    positive negative volatile first second time within range tolerance with by is are was per liquidlogic mosaic \
    capita eclipse systmone rio carefirst athena blank not applicable available ongoing ytd cumulative";
