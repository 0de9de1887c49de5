room-plan = Plan
room-plan-lead = How to start, step by step, to be agreed with the prescriber.
plan-title = How to start, or to stop
plan-lead = A schedule with its days, to discuss with your prescriber before the first step. It tells nobody to take or to stop anything.
plan-name = Medicine, with the dose that is taken now if there is one
plan-name-hint = for example: LDN
plan-doses = Doses of a day
plan-doses-why = Leave all four empty for the first schedule on record that fits.
plan-start = Start with
plan-target = Go to
plan-step = By steps of
plan-every = Days of a step
plan-begin = First day
plan-when = Time of day
plan-when-any = Not said
plan-when-morning = In the morning
plan-when-bedtime = At bedtime
plan-times = Doses a day
plan-forms = What is at hand: liquid, capsules, tablets
plan-forms-why = Each step then says how much of it a dose takes, and the plan how much in all. Several are parted by ;
plan-liquid = Liquid
plan-capsule = Capsules
plan-tablet = Tablets (/2 for halves)
plan-kept = Days counted for the last step
plan-rules = Rules to agree: when to stay, go back or call
plan-rules-why = They are your own, agreed with the prescriber; scores go from 0 to 10.
plan-rule = Rule { $n }
plan-rule-scale = If
plan-rule-scale-hint = nausea
plan-rule-sign = is
plan-rule-sign-least = at least
plan-rule-sign-most = at most
plan-rule-value = Score
plan-rule-days = for so many days
plan-rule-then = then
plan-then-hold = stay on this step
plan-then-back = stay, or go back one step
plan-then-call = call the prescriber
plan-pauses = Planned pauses and opioids
plan-pauses-why = An operation is told with the details of the person, beside the list.
plan-pause-first = Pause from
plan-pause-last = Pause until
plan-opioid-first = Opioid from
plan-opioid-last = Opioid until
plan-ways = Another schedule, or the way down
plan-schedule = Schedule on record
plan-schedule-first = The first that fits
plan-schedule-later = Those on record stand here once a plan is drawn.
plan-use = For which illness
plan-fast = Where a step may last shorter or longer, take the shorter
plan-taper = Way down by your own doses
plan-taper-none = No: the doses rise
plan-taper-linear = In even steps
plan-taper-hyperbolic = In even parts of the effect
plan-taper-why = The way down begins at “Start with” and goes to “Go to”, or to none; it needs the days of a step.
plan-steps = Number of steps down
plan-grain = Rounded to
plan-draw = Draw the plan
plan-change = Change what is asked
plan-clear = Forget this plan

plan-no-name = Write which medicine.
plan-too-long = This is too long to keep.
plan-no-amount = An amount has its unit: 0.5 mg, 500 mcg or 1 g.
plan-no-days = Write a number of days from 1 to 400.
plan-no-count = Write a number from 1 to 120.
plan-no-date = This is no date. Write it as 2026-11-28.
plan-no-liquid = Write the strength of a liquid as 1 mg/mL.
plan-no-capsule = Write the strength of a capsule as 1.5 mg.
plan-no-tablet = Write the strength of a tablet as 50 mg, or 50 mg/2 for halves.
plan-no-rule = A rule has a name of what is scored, a score from 0 to 10, and a number of days.
plan-own-or-record = Either your own doses, or a schedule on record.
plan-needed = With your own doses this is needed too.
plan-both-days = Write both days.
plan-ends-before = It ends before it begins.

plan-list = Your list
plan-alone = Your list is empty, so nothing is checked beside it.
plan-beside = { $n ->
    [one] this is checked with it at each dose:
   *[other] these are checked with it at each dose:
 }
plan-same = Not counted beside itself: { $lines }.
plan-not-drawn = This plan cannot be drawn.
plan-refused = No plan is drawn: it is to be avoided with what is in your list.
plan-refused-why = Talk to your prescriber before anything is begun. Do not stop anything on your own.
plan-in-english = Doses and reasons are written in English.
plan-steps-head = { $n ->
    [one] The step
   *[other] The { $n } steps
 }
plan-calendar = The calendar
plan-way = The dose of a day from { $first } on, at most { $most }. The figures stand with the steps.
plan-way-most = up to { $most } a day
plan-days = { $n ->
    [one] { $n } day
   *[other] { $n } days
 }
plan-from-on = From { $day } on
plan-none = none
plan-step-n = step { $n }
plan-more-months = { $n ->
    [one] One further month
   *[other] { $n } further months
 }
plan-more-weeks = { $n ->
    [one] One further week
   *[other] { $n } further weeks
 }
plan-calendar-ends = The calendar ends on { $day }; all steps stand in the list above.
plan-grip = Step { $n } begins on { $day }: move it
plan-grip-how = A step can be dragged by its number to another day, or moved with the arrow keys and Enter. What follows moves with it.
plan-picked = Step { $n } to { $day }. Enter moves it, Escape leaves it.
plan-move = Move it
plan-move-by = Step { $n }: { $by }
plan-by-earlier = { $days ->
    [one] a day earlier
   *[other] { $days } days earlier
 }
plan-by-later = { $days ->
    [one] a day later
   *[other] { $days } days later
 }
plan-move-on = Begins on
plan-move-do = Move
plan-move-to = Move step { $n } to this day
plan-moved = Step { $n } now begins on { $day }. What follows moved with it; the plan was checked again.
plan-moved-else = A pause lies between: step { $n } now begins on { $day }. What follows moved with it; the plan was checked again.
plan-not-moved = The step was not moved.
plan-unmove = Put all steps back as they were drawn

plan-hand = Take it with you
plan-hand-page = The page
plan-hand-page-why = For the appointment: steps, rules, what to know, supply and sources.
plan-hand-html = Page
plan-hand-text = Text
plan-hand-calendar = Reminders
plan-hand-calendar-why = A file for the calendar of your phone. It names no medicine unless you wish.
plan-hand-at = Time of the dose
plan-hand-named = Name the medicine in it
plan-hand-ics = Calendar file
plan-hand-data = Data
plan-hand-data-why = The plan as JSON.
plan-hand-json = JSON
plan-agree-head = Agreed?
plan-agree-why = Once it is agreed with the prescriber, your journal keeps it and repeats its rules when it comes to them.
plan-agree = It is agreed: keep it in the journal
plan-agree-open = Open the journal to keep it
plan-agree-instead = It comes in the place of the plan for { $name }.
plan-agreed-title = The plan that was agreed
plan-agreed-none = No plan is kept in the journal yet.
plan-agreed-new = The plan for { $name } that is drawn now can be kept as the one that was agreed.
plan-agreed-now = Agreed plan, today:
plan-agreed-today = Today: step { $n }
plan-agreed-begins = It begins on { $day }.
plan-agreed-until = until { $day }
plan-agreed-met = { $n ->
    [one] A rule is met.
   *[other] { $n } rules are met.
 }
plan-agreed-come = Your own plan says, and it has come to that:
plan-agreed-see = See it
plan-agreed-look = The plan that was agreed, in the journal
plan-agreed-rules = Its rules
plan-agreed-no-rules = None was agreed.
plan-agreed-unwatched = not watched: this is no scale of the journal
plan-back = Back to the plan

plan-date = { $day } { $month } { $year }
plan-date-long = { $day } { $month } { $year }
plan-date-short = { $day } { $month }
plan-month-year = { $month } { $year }
plan-month-1 = January
plan-month-2 = February
plan-month-3 = March
plan-month-4 = April
plan-month-5 = May
plan-month-6 = June
plan-month-7 = July
plan-month-8 = August
plan-month-9 = September
plan-month-10 = October
plan-month-11 = November
plan-month-12 = December
plan-month-short-1 = Jan
plan-month-short-2 = Feb
plan-month-short-3 = Mar
plan-month-short-4 = Apr
plan-month-short-5 = May
plan-month-short-6 = Jun
plan-month-short-7 = Jul
plan-month-short-8 = Aug
plan-month-short-9 = Sep
plan-month-short-10 = Oct
plan-month-short-11 = Nov
plan-month-short-12 = Dec
plan-weekday-1 = Monday
plan-weekday-2 = Tuesday
plan-weekday-3 = Wednesday
plan-weekday-4 = Thursday
plan-weekday-5 = Friday
plan-weekday-6 = Saturday
plan-weekday-7 = Sunday
plan-weekday-short-1 = Mon
plan-weekday-short-2 = Tue
plan-weekday-short-3 = Wed
plan-weekday-short-4 = Thu
plan-weekday-short-5 = Fri
plan-weekday-short-6 = Sat
plan-weekday-short-7 = Sun
