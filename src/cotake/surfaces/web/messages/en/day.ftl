room-day = Levels
room-day-lead = How much of each is there over the day, and what it holds of its receptors.
day-title = How much of each, and when
day-empty = Your list is empty. Put in what you take, each with its dose, and its course is drawn here.
day-days = Days from today
day-use = What has no start date
day-use-regular = is in regular use
day-use-first = is begun today
day-more = Missed doses, body weight, other people
day-missed = Days without doses
day-nth = day
day-of = What is missed
day-of-all = all of them
day-weight = Body weight in kg
day-no-weight = A body weight is a number from 2 to 400.
day-many = Show how people differ (takes a little longer)
day-draw = Draw
day-unread = Not recognised, and not drawn: “{ $text }”.
day-not-drawn = Not drawn: “{ $text }”.
day-without = { $n ->
    [one] One is not drawn:
   *[other] { $n } are not drawn:
 }
day-without-hint = A level needs a dose, and kinetics in the records. What is not drawn still counts for what it does to the others.
day-status = { $n ->
    [0] Nothing could be drawn.
    [one] One line of the list, { $days ->
        [one] one day
       *[other] { $days } days
     } from { $begin }.
   *[other] { $n } lines of the list, { $days ->
        [one] one day
       *[other] { $days } days
     } from { $begin }.
 }
day-caution = A picture of the typical, not of you. Do not change a dose by it.
day-band = The band holds 80 of 100 people.
day-shaded = The grey days are those without doses.
day-in-english = Names of curves and remarks are written in English.
day-levels = Levels in the blood
day-held = What they hold of their receptors
day-held-hint = The part of the receptors that is taken up. Where several lines stand for one receptor, the sources differ, and all are shown.
day-held-none = The records do not say of any of these how much it holds.
day-figures = figures in { $unit }
day-highest = Highest
day-last = Last day
day-this = Lowest–highest
day-spread = people:
day-at = drawn at { $hours }
day-chart-level = { $n ->
    [one] The level of { $name } over one day. Its figures stand in the table beside it.
   *[other] The level of { $name } over { $n } days. Its figures stand in the table beside it.
 }
day-chart-held = { $n ->
    [one] What { $name } holds of its receptors over one day. The figures stand in the table beside it.
   *[other] What { $name } holds of its receptors over { $n } days. The figures stand in the table beside it.
 }
day-axis-hours = hour of the day
day-axis-days = days from { $begin }
day-raised = Drawn { $ratio } times as high as alone, because of the others.
day-raised-range = Drawn { $low } to { $high } times as high as alone, because of the others.
day-models = { $n ->
    [one] What this curve rests on
   *[other] What these curves rest on
 }
day-form = Drawn as:
day-after = How long each stays after the last dose
day-after-ask = Work it out (some take a few seconds)
day-after-lead = After regular use, below 5 % of the usual peak:
day-gone-days = after about { $about } days ({ $low } to { $high }).
day-gone-hours = after about { $about } hours ({ $low } to { $high }).
day-gone-by = Stopped on { $stop }: about { $by }.
day-gone-people = The range holds 80 of 100 people.
day-gone-half-life = Counted from its half-life.
day-gone-unknown = { $name }: no half-life of it is in the records.
day-gone-none = None of the list could be read as a medicine that is taken.
day-after-caution = What it has done may outlast it, and a label may ask for longer before another is begun. Do not stop a medicine by this.
day-back = Back to the levels
