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
working-chance-notice = Chance of a change that one would notice ({ $points } or more)
working-days = Days with a score
working-days-of = { $seen } of { $days }
working-ask-else = Ask another way
working-outcome = What was scored
working-medicine = By the dose of
working-points = Noticeable, in points
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
working-lower = With no or the lower dose: { $have } days with a score ({ $needed } are needed)
working-higher = With the higher dose: { $have } days with a score ({ $needed } are needed)
working-from = With a score each day at the present dose there will be enough on { $day }.
working-change = There is enough only after days with another dose. A dose is changed as you agreed it with your prescriber; days before the first dose count as without it.
working-to-journal = To the journal

design-title = Plan a trial
design-lead = Blocks with and without, or of two doses, in an order that is drawn: it tells more than one change does. To be agreed with your prescriber before the first day.
design-link = Plan a trial of your own
design-kept-link = The trial that was fixed
design-foreign = This journal keeps the fingerprint { $begins }… of a trial that was fixed elsewhere. It is analysed with its file:
design-what = What is compared
design-medicine = Medicine
design-medicine-hint = Its half-life sets the wash-out.
design-doses = Doses a day, in mg
design-dose-a = One dose
design-dose-b = The other
design-dose-c = A third, if any
design-before = Before it begins
design-agreed = My prescriber agreed that it is changed like this from one day to the next
design-when = When, and for how long
design-begin = First day
design-rounds = Times each dose
design-block = Days of a block
design-washout = Wash-out
design-by-medicine = Empty: by the medicine.
design-sealed = Somebody else prepares the doses: do not show me the order
design-anytime = I want to look at it every day (it takes more days)
design-look = See the trial
design-no-dose = A dose is a number of mg, such as 4.5; 0 is none.
design-same-dose = This dose stands here already.
design-no-days = These are days, a whole number up to 84.
design-no-rounds = Write a whole number from 1 to 30.
design-outline = The trial
design-says = { $blocks } blocks of { $block } days: { $days } days, from { $first } to { $last }.
design-drawing-open = { $blocks } blocks one after the other; the grey part of each is wash-out
design-drawing = { $blocks } blocks one after the other, as high as their dose; grey is wash-out; the same stands in the table
design-compares = Compared
design-mg = mg a day
design-higher-is-better = higher is better
design-lower-is-better = lower is better
design-notice = noticeable: a difference of { $points } or more
design-notice-half = noticeable: half the usual spread of the days or more
design-washout-days = { $n ->
    [0] No day is left out.
    [one] The first day after a change is not compared.
   *[other] The first { $n } days after a change are not compared.
 }
design-washout-unknown = No half-life is on record: say how long it stays.
design-order = Order
design-order-later = Each dose once a round. It is drawn when the trial is fixed, not before.
design-order-sealed = Drawn, and not shown before the end.
design-order-drawn = Each dose once a round, drawn by the seed { $seed }.
design-power = How often it would tell
design-power-says = If there is a difference of { $effect }, so many of 100 such trials would tell it, by the spread of your own days.
design-power-label = How many of 100 trials would tell the effect, by the length of the trial. The same stands in the table after it. A broken line marks 80.
design-power-days = Trial
design-power-right = Of 100, tell it
design-power-wrong = tell one that is not there
design-power-row = { $days } days, each dose { $rounds ->
    [one] once
   *[other] { $rounds } times
 }
design-power-chosen = as chosen
design-power-once = { $days } days, one change half-way
design-power-hint = Simulated 40 times each, so a number may be off by 15.
design-power-can = It can be simulated by { $n } of your days before.
design-power-needs = It can be simulated once 14 days have a score on this scale.
design-power-do = Simulate it
design-power-more = Simulate the other lengths, too
design-power-runs = Simulating. It takes some seconds …
design-fix-head = Fix it in advance
design-fix-says = The order is drawn now, and kept in the journal with how it will be analysed. Neither can be changed unseen afterwards.
design-fix-sealed = You will not see the order; whoever prepares the doses gets the file.
design-discuss = To discuss with your prescriber before the first day. Some medicines must not be stopped from one day to the next.
design-fix = Draw the order and fix it
design-fixed-title = The trial that was fixed
design-fixed-lead = Write down a score each day. The answer stands under
design-fixed-over = It is over. The answer stands under
design-today = Today: block { $number }, { $dose } mg a day, until { $last }.
design-today-sealed = Today: block { $number }, as it was prepared, until { $last }.
design-protocol = Protocol
design-days = Days
design-days-are = { $days } days, from { $first } to { $last }
design-rule = Looked at
design-rule-once = Once, after the last day.
design-rule-anytime = Every day, if one likes; the interval is wider for that.
design-blocks = The blocks
design-number = Block
design-dose = mg a day
design-not-compared = Not compared
design-first-days = { $n ->
    [0] –
    [one] the first day
   *[other] the first { $n } days
 }
design-hidden = as prepared
design-guess = At the end of each block write down in the journal, on the scale “guess”, what you think it was: from 0, surely the lower dose, to 10, surely the higher.
design-fingerprint = Fingerprint of the design:
design-analysis = Of the analysis:
design-fingerprint-says = Copy them to somebody before the first day: they show afterwards that nothing was changed.
design-file = The design as a file
design-file-sealed = The file with the order, for whoever prepares the doses
design-file-says = Whoever gets it can read the order: cotake trial show FILE.
design-give-up = Give the trial up
design-sure = I am sure: its order and its fingerprint are forgotten
