room-working = Is it working?
working-title = Is it working for me?
working-asked = { $outcome }, by the dose of { $medicine }
working-asked-fixed = { $outcome }, as the trial was fixed in advance
working-in-english = The answer is written in English.
working-verdict-better = Better
working-verdict-worse = Worse
working-verdict-no-meaningful-difference = No difference that matters
working-verdict-not-sure-yet = Not sure yet
working-effect = The difference that the dose makes
working-effect-says = Points better with the higher dose: { $middle } (from { $low } to { $high }). What one would notice: { $points }.
working-effect-lines = The line is no difference, the broken line what one would notice.
working-worse = worse
working-better = better
working-chance = Chance it is better at all
working-chance-notice = Chance it is better by { $points }
working-days = Days with a score
working-days-of = { $seen } of { $days }
working-ask-else = Ask another way
working-outcome = What was scored
working-medicine = By the dose of
working-points = What one would notice, in points
working-points-hint = Left empty: as in studies, or half the usual spread of your days.
working-no-points = Write a number above 0, such as 1.5.
working-events = Reckon with events that were written down
working-once = I look at this once, and never before the end
working-by-doses = By the doses in the journal, even where a trial was fixed
working-answer = Answer
working-plot = Day by day
working-plot-hint = Dots are your scores, the line is what was fitted, the steps below are the dose.
working-plot-label = { $outcome } on { $days } days, with the line that was fitted and the dose below. The same in numbers stands in the table after it.
working-periods = { $n ->
    [one] In numbers: { $n } stretch of one dose
   *[other] In numbers: { $n } stretches of one dose
 }
working-from-day = From
working-to-day = To
working-dose = Dose
working-days-short = Days
working-scored = Scored
working-mean = Mean
working-spread = Spread
working-doubts = What else could explain it
working-surer = What would make it surer
working-harms = Side effects by the dose of { $medicine }
working-harms-hint = The mean from 0 (none) to 10 (the worst), with the number of days scored. Days without a score are not counted.
working-harm = Side effect
working-assumed = { $n ->
    [one] What was assumed: { $n } point
   *[other] What was assumed: { $n } points
 }
working-notice = For information and for a conversation with your prescriber; not a substitute for advice. Do not change or stop a medicine because of it alone.
working-no-scores = Nothing was scored in the journal yet.
working-no-doses = No dose was written in the journal yet, so there is nothing to compare.
working-too-early = It is too early to say.
working-fixed-runs = The trial that was fixed is still running, and is looked at once, after its end.
working-until = The answer comes after { $day }. To look before would spoil it.
working-missing = What is missing
working-lower = With no or the lower dose: { $have } of { $needed } days with a score
working-higher = With the higher dose: { $have } of { $needed } days with a score
working-from = With a score each day at the present dose there will be enough on { $day }.
working-change = There is enough only after days with another dose. A dose is changed as you agreed it with your prescriber; days before the first dose count as without it.
working-to-journal = To the journal
