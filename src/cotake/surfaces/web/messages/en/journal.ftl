room-journal = Journal
journal-open-title = Your journal is locked
journal-open-lead = It is encrypted on this machine. The passphrase opens it.
journal-new-title = Begin a journal
journal-new-lead = A minute a day: how you are, what you took. It is encrypted on this machine, and nobody else reads it.
journal-new-hint = Several words are best. Without the passphrase nobody can open the journal, and nobody can restore it.
journal-passphrase = Passphrase
journal-again = The passphrase once more
journal-not-same = The two are not the same.
journal-wrong = That is not the passphrase of this journal, or its file is damaged. Nothing was changed.
journal-wait = Too many wrong passphrases. Wait { $seconds } s, then try again.
journal-make = Begin the journal
journal-open = Open
journal-kept = The journal was locked meanwhile. What you wrote is kept in memory: open the journal, and write it down.
journal-rooms = Parts of the journal
journal-today = Today
journal-back = Looking back
journal-ask = Questionnaires
journal-keep = Scales and copies

today-today = Today
today-before = The day before
today-after = The day after
today-how = How was it?
today-took = What did you take?
today-took-all = All taken
today-more = Anything else?
today-other-medicine = Another medicine
today-other-name = Medicine and how much
today-others = Other scales and side effects
today-others-hint = What you score often stands above by itself.
today-choose = Choose what is asked
today-note = Note, for yourself
today-event = What happened
today-event-hint = A cold, a journey, another medicine: it is reckoned with in “Is it working?”.
today-when = At another time
today-at = When
today-write = Write it down
today-written = Written down
today-nothing = Nothing of this day yet.
today-other-day = Another day
today-go = Go there
dose-taken = Taken
dose-late = Late
dose-skipped = Skipped
dose-amount = How much
dose-whether = Was it taken?
kind-scores = scores
kind-answers = questionnaire
kind-dose = dose
kind-note = note
kind-event = event
written-down = { $n ->
    [one] Written down.
   *[other] Written down: { $n } entries.
 }
draft-shown = This is not written down yet.
rule-met = Your own plan says:

entry-title = An entry
entry-open = Open
entry-text = What it says
entry-change = Change it
entry-was-changed = changed
entry-came-from = from { $name }
entry-answers = A questionnaire is filled in anew, and the old one deleted.
entry-earlier = { $n ->
    [one] What it was before
   *[other] What it was before: { $n } times changed
 }
entry-sure = Delete it and its history for good
entry-delete = Delete the entry
entry-to-day = To its day

ask-title = Questionnaires
ask-lead = One question a screen. The score is that of the authors of each.
ask-items = { $n ->
    [one] { $n } question.
   *[other] { $n } questions.
 }
ask-last = Last filled in on { $day }.
ask-score = Score: { $score }
ask-begin = Begin
ask-place = Question { $n } of { $of }
ask-leave-out = Leave this one out
ask-back = Back to the question before
ask-drop = Leave it, and forget the answers
ask-answered = { $n } of { $of } answered.
ask-no-score = Too many answers are missing for a score.
ask-no-diagnosis = A score is no diagnosis. Show it to your prescriber.
ask-none = Nothing was answered.
ask-keep = Write it down

back-span = How far back
back-days = { $n } days
back-all = All of it
back-show = Show
back-empty = Nothing was written down in this time.
back-chart = A curve for each scale over the days, and the doses below them. The table has the figures.
back-figures = The scales in figures
back-scale = Scale
back-scored = Days
back-least = Least
back-most = Most
back-mean = Mean
back-more = { $n ->
    [one] And { $n } day before these; choose it by its date.
   *[other] And { $n } days before these; choose them by date.
 }

bring-title = Bring in from another app
bring-lead = Daylio, Bearable, eMoods, MedTimer, Apple Health, Health Connect, an export of cotake, or any other table. You see first what it holds; nothing is written before you say so.
bring-file = File
bring-look = Look into it
bring-no-file = Choose a file first.
bring-found = { $kind }: { $n ->
    [one] { $n } entry.
   *[other] { $n } entries.
 }
bring-there = { $n ->
    [one] { $n } is in the journal already.
   *[other] { $n } are in the journal already.
 }
bring-ignored = Left out:
bring-unread = { $n ->
    [one] { $n } line cannot be read
   *[other] { $n } lines cannot be read
 }
bring-more = and { $n } more
bring-keep = { $n ->
    [one] Write { $n } entry
   *[other] Write { $n } entries
 }
bring-nothing-new = There is nothing new in it.
bring-columns = What its columns hold
bring-columns-hint = A scale or side effect by name, or: at, time, note, event, dose. Empty is left out.
bring-dates = Dates such as 03/04/2026
bring-dates-told = as the file shows
bring-dates-day-first = day first
bring-dates-month-first = month first
bring-again = Read it so
bring-drop = Leave it; nothing is written

keep-lead = { $n ->
    [one] { $n } entry, encrypted, in
   *[other] { $n } entries, encrypted, in
 }
keep-scales = What a day asks for
keep-scales-hint = Few is best: what takes ten seconds is done every day.
keep-sides = Side effects
keep-choose = Ask for these
keep-own = A scale of your own
keep-own-name = Name
keep-own-better = What is better?
better-lower = Less is better
better-higher = More is better
better-side = It is a side effect
keep-own-low = What 0 means
keep-own-high = What 10 means
keep-own-add = Add it
keep-own-remove = Take “{ $name }” away
keep-copies = Copies
keep-export-hint = In the clear: anyone who has the file can read it.
keep-csv = Entries as a table (CSV)
keep-json = Everything (JSON)
keep-backup-hint = Encrypted, under the same passphrase. To use it, put it in the place of the journal.
keep-backup = Encrypted copy
keep-word = Another passphrase
keep-word-old = The one it has
keep-word-new = The new one
keep-word-change = Change the passphrase
keep-end = Delete the journal
keep-end-hint = All entries and their history are gone for good. Make a copy first if you may want it again.
keep-end-sure = Yes, delete all of it
keep-end-do = Delete the journal

help-title = Help in a crisis
help-now = More ways to get help
help-danger = If you may act on thoughts of harming yourself, or someone is in danger: call your emergency number now.
help-talk = Somebody to talk to now
help-emergency = Emergency number
help-us = United States: call or text, day and night
help-uk = United Kingdom and Ireland: Samaritans
help-es = Spain
help-elsewhere = Every other country: findahelpline.com
help-poison = After too much of a medicine, or signs of poisoning
help-poison-us = United States: poison centre
help-poison-else = Elsewhere: your emergency number
help-nobody = Nobody reads what you write in cotake, and it cannot call anyone.

notice-crisis = You wrote that you have thoughts of being better off dead or of hurting yourself. Please talk to someone now. If you may act on it, call your emergency number. Nobody reads this journal but you: cotake cannot call anyone.
notice-offer = If you are thinking of hurting yourself, there is someone to talk to now. (This is shown after some words in a note. cotake does not know what you meant, and nobody reads it.)
notice-serotonin = These signs together can mean serotonin toxicity, which can become dangerous within hours. Get medical help now: call your emergency number or a poison centre, and say which medicines you take and when you took them last. This is a flag, not a diagnosis.
notice-nobody-watches = Nobody reads what you write here, and nobody is told. If you need help now, call your emergency number; “Crisis help”, at the top of every page, has more numbers.
