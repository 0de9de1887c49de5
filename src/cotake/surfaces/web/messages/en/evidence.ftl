room-evidence = Evidence
room-evidence-lead = What the studies show, with how sure that is.
evidence-title = What the studies show
evidence-lead = Studies of a medicine put together: what was found in figures and in people, and how sure that is.
evidence-name = Medicine
evidence-name-hint = for example: LDN
evidence-look = Look it up
evidence-none = No study here has a number of “{ $text }”.
evidence-own = Of your list
evidence-none-own = No study here has a number of what is in your list. That says nothing of whether it works.
evidence-all = { $n ->
    [one] One medicine with studies
   *[other] { $n } medicines with studies
 }
evidence-more = { $n ->
    [one] One more
   *[other] { $n } more
 }
evidence-studies = { $n ->
    [one] one study
   *[other] { $n } studies
 }
evidence-numbers = { $n ->
    [one] one number
   *[other] { $n } numbers
 }
evidence-of = { $n ->
    [one] One study with numbers is on record.
   *[other] { $n } studies with numbers are on record.
 }
evidence-back = All topics
evidence-back-to = { $name }: all outcomes
evidence-in-english = Outcomes and findings are written in English.
evidence-no-number = No study here has a number that compares people with and without it.
evidence-bars = The line in the middle of each bar is no difference; each bar has a scale of its own.
evidence-fared = How people fared
evidence-harms = Events, harms and levels
evidence-apart = With numbers, but nothing to put together
evidence-apart-why = Such as studies without a group to compare with, or published figures alone.
evidence-left = Measured as well, not in this figure:
evidence-way-better = Better with it
evidence-way-worse = Worse with it
evidence-way-less = Less with it
evidence-way-more = More with it
evidence-way-may-be-either = May be either
evidence-sure-high = high certainty
evidence-sure-moderate = moderate certainty
evidence-sure-low = low certainty
evidence-sure-very-low = very low certainty
evidence-people-bars = above with it, below without
evidence-figure = { $n ->
    [one] The study
   *[other] The { $n } studies
 }
evidence-forest = Forest plot
evidence-forest-label = { $n ->
    [one] Forest plot of one study; its figures stand in the table below.
   *[other] Forest plot of { $n } studies and of all together; the figures stand in the table below.
 }
evidence-table = The studies in figures
evidence-col-study = Study
evidence-col-people = People
evidence-col-weight = Weight
evidence-col-risk = Risk of bias
evidence-together = All together
evidence-how-sure = How sure that is
evidence-began = It began
evidence-paid = Who paid:
evidence-not-in = { $n ->
    [one] One study that is not in the figure, and why
   *[other] { $n } studies that are not in the figure, and why
 }
evidence-syntheses = { $n ->
    [one] One published synthesis
   *[other] { $n } published syntheses
 }
evidence-silent = { $n ->
    [one] One study without a number of this
   *[other] { $n } studies without a number of this
 }
evidence-notice = Put together by cotake from its records of studies; no pharmacist or statistician has reviewed it. It says what happened to groups of people, not what will happen to one.
