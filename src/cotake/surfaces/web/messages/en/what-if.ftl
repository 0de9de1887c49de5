what-if-head = What if I add, stop or change one?
what-if-lead = Try it here. Your list stays as it is until you keep the change. This is to prepare a talk with your prescriber, not to change a medicine by yourself.
what-if-add = One more
what-if-try-add = Try adding it
what-if-which = One of the list
what-if-stop = Taken until (today where left empty)
what-if-try-stop = Try stopping it
what-if-pick = Change its dose or time…
what-if-line = Instead of “{ $name }”
what-if-line-hint = Change the dose, how often, or the hour, such as “at 8 and 20”.
what-if-try-move = Try it so
what-if-other-list = The list is not as it was when this page was opened. Choose again.
what-if-added = If “{ $name }” were added
what-if-stopped = If “{ $name }” were taken until { $day }
what-if-moved = If it were “{ $line }” instead of “{ $name }”
what-if-before = Now:
what-if-same = The findings would stay the same.
what-if-hours = The findings do not look at the hour; where two are to be taken hours apart, their finding says so. How the levels move over the day:
what-if-unread = Would not be fully checked: “{ $text }”.
what-if-new = { $n ->
    [one] New
   *[other] New: { $n }
 }
what-if-worse = { $n ->
    [one] Worse
   *[other] Worse: { $n }
 }
what-if-wider = { $n ->
    [one] The same, with more medicines
   *[other] The same, with more medicines: { $n }
 }
what-if-milder = { $n ->
    [one] Milder
   *[other] Milder: { $n }
 }
what-if-narrower = { $n ->
    [one] The same, with fewer medicines
   *[other] The same, with fewer medicines: { $n }
 }
what-if-gone = { $n ->
    [one] No longer there
   *[other] No longer there: { $n }
 }
what-if-ending = { $n ->
    [one] Ends, but not at once
   *[other] End, but not at once: { $n }
 }
what-if-was = class { $before } before, { $after } then
what-if-until = counts until { $day }
what-if-ask = Do not stop a medicine on your own: stopping may have effects of its own. Ask who prescribed it.
what-if-keep = Keep this change
what-if-leave = Leave it as it is
