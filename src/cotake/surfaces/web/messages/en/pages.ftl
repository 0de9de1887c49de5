# Every page speaks from here. A message of one language stands in all; names in braces are filled in.
skip = Skip to the page
rooms = Rooms
room-check = Check
foot-local = Everything stays on this machine. Nothing is sent anywhere.

look = View
look-language = Language
look-theme = Colours
look-audience = Worded for
look-apply = Apply
theme-auto = As the device
theme-light = Light
theme-dark = Dark
theme-contrast = High contrast
audience-person = Me
audience-clinician = A clinician

check-title = Can I take these together?
check-lead = Put in each medicine, supplement or drink, one after the other. The answer comes by itself.
list-head = { $n ->
    [0] Your list
    [one] Your list: { $n } entry
   *[other] Your list: { $n } entries
 }
list-add = Add to the list
list-remove = Take “{ $name }” off the list
list-clear = Forget the list and the person
list-too-many = The list is full: it takes 60 entries. Take one off first.
list-too-long = The list holds too many letters to be kept. Shorten an entry or take one off.
entry-name = Medicine, supplement or drink
entry-name-hint = for example: sertraline 50 mg at night
entry-names = Names
entry-more = Dose, times and dates
entry-dose = Dose
entry-how = How often, when
entry-how-hint = twice a day, at 8 and 20
entry-start = Taken since
entry-stop = Until
entry-no-name = Write what is taken.
entry-no-date = This is no date. Write it as 2026-11-28.
entry-stop-before-start = It stops before it starts.
entry-too-long = This is too long: an entry takes 500 letters.

person-head = About the person
person-count = { $n ->
    [one] { $n } detail
   *[other] { $n } details
 }
person-why = Age, illnesses and kidney function change the answer. What you leave out counts as not known.
person-age = Age in years
person-no-age = An age is a number from 0 to 130.
person-sex = Sex
sex-not-said = Not said
sex-female = Female
sex-male = Male
person-egfr = Kidney function (eGFR)
person-no-egfr = The eGFR is a number from 0 to 250.
person-surgery = Planned operation
person-conditions = Illnesses, one a line
person-allergies = Allergies, one a line, such as “penicillin: rash”
person-pregnant = Pregnant or trying to be
person-breast-feeding = Breast-feeding
person-keep = Use these details

answer-stop = Ask before you take these: { $parts }.
answer-care = { $care ->
    [one] Take care: one finding asks for something.
   *[other] Take care: { $care } findings ask for something.
 }
part-avoid = { $n } to avoid
part-usually = { $n } usually to avoid
part-care = { $n } to take care with
answer-clear = Nothing was found that needs action.
answer-unsure = Not everything could be checked.
answer-incomplete = The list was not fully checked. No finding does not mean that it is safe.
answer-in-english = The findings are written in English.
guide-studies-in-english = Studies are told in English.
medicine-notes-in-english = Notes are in English.
answer-partly-in-english = Some of this is not translated yet, and stands in English.
unread = Not recognised, and not checked: “{ $text }”.
unread-meant = Perhaps you mean: { $names }.
not-covered = Not fully checked: “{ $text }”.
not-compared = Allergy not compared with your medicines: “{ $text }”. Ask a pharmacist.
findings = Findings
class-1 = Avoid
class-2 = Usually avoid
class-3 = Take care
class-4 = No special precautions
class-5 = Can be ignored
class-short = class
card-do = What to do:
card-how = How it comes about, and when
card-also = Also
card-onset = Begins
card-ends = Ends
card-often = How often
card-not-known = not known
card-watch = Watch for
card-evidence = Evidence
card-questions = { $n ->
    [one] A question to ask
   *[other] Questions to ask
 }
card-sources = { $n ->
    [one] { $n } source
   *[other] { $n } sources
 }
card-level-measured = { $name }: { $ratio } times as much in the body, { $low } to { $high } (measured in people)
card-level-predicted = { $name }: { $ratio } times as much in the body, { $low } to { $high } (predicted)
grade-established = established
grade-probable = probable
grade-suspected = suspected
grade-theoretical = expected from how they work, not shown in people
grade-unlikely = looked for and not found
read-full = read in full
read-abstract = read as an abstract
read-second_hand = quoted by others
read-recalled = from memory
pairs-head = Every pair
pairs-hint = 1 avoid, 2 usually avoid, 3 take care, 4 and 5 no action; a dot where nothing was found.
pairs-nothing = nothing found
studied = Studied together
mild-head = { $n ->
    [one] { $n } note that needs no action
   *[other] { $n } notes that need no action
 }
clear-head = { $n ->
    [one] Checked and clear: { $n } area
   *[other] Checked and clear: { $n } areas
 }
clear-reasoned = judged by class, no source read
warnings-head = { $n ->
    [one] Know this: { $n } warning
   *[other] Know this: { $n } warnings
 }
assumed-head = { $n ->
    [one] Assumed: { $n } point
   *[other] Assumed: { $n } points
 }

closed-title = Open the link that cotake printed
closed-why = These pages open with the link in the terminal where cotake runs, so that nobody else on this machine can.
closed-how = Start it again for a new link:
problem-title = This did not work
problem-back = Back to the list
problem-not-found = There is no such page.
problem-form-too-old = The page was open for too long, or was sent from elsewhere. Nothing was changed. Open it again and send it once more.
problem-too-large = That was too large. Nothing was changed.
problem-request = The request could not be understood. Nothing was changed.
not-sent = Not sent: cotake does not answer. What you typed is still here.

room-guide = Guide
room-claims = Claims
guide-empty = Here stands the article on what is in your list: each of them, what they do together, what trials show, how to begin.
guide-to-list = To the list
sources = Sources
source-number = Source { $n }
claims-title = Is it true what people say?
claims-lead = What is said of a medicine, rated against the trials.
claims-heard = What did you hear?
claims-hint = LDN helps Crohn's disease
claims-ask = Look it up
claims-turned = What you wrote says the opposite of this claim, or doubts it. As it is mostly said:
claims-none = No claim near to that is in the records. That says nothing of whether it is true.
claims-yours = About what is in your list
claims-no-list = Your list is empty.
claims-none-yours = The records hold no claim about these.
claim-unknown = Not known:
claim-numbers = { $n ->
    [one] The number
   *[other] The { $n } numbers
 }

room-medicines = Medicines
medicines-title = What is known of a medicine
medicines-lead = What it does, how the body clears it, in whom it asks for care, and how sure each fact is.
medicines-hint = for example: sertraline
medicines-several = That is more than one
medicines-none = No record is called “{ $text }”.
medicines-own = In your list
medicine-names = Also called:
medicine-reviewed = What was reviewed
medicine-reviewed-hint = An area without a review is not known, and never shown as safe.
medicine-open = Not reviewed:
review-area = Area
review-basis = Rests on
review-day = Day
part-of-classes = What it is
part-of-doses = Usual doses
part-of-does = What it does
part-of-not-found = Looked for and not found
part-of-cleared = How the body clears it
part-of-others = What it does to the clearing of others
part-of-stays = How long it stays
part-of-cautions = In whom it asks for care
part-of-side-effects = Common side effects
part-of-starting = How it is begun

problem-told = { $told }
help = Crisis help
lock = Lock
problem-ours = This is a fault of cotake. Nothing was lost; the terminal where it runs says more.
foot-knowledge = knowledge of { $version }
