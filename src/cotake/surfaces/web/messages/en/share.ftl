share-head = Save, send or bring in a list
share-lead = A list is shared as a file and in no other way. The file holds what is in your list: keep it, and send it, as you would a letter.
share-page = The answer as a page
share-list = The list, to open again
share-answer = The answer as JSON
share-bring = A file with a list
share-bring-hint = A list saved here, a health record (FHIR as JSON, C-CDA as XML), a table (CSV) or a text with one medicine a line. It is read on this machine, and shown before anything changes.
share-look = Look into it
share-no-file = Choose a file first.
share-unread = The file could not be used.
share-brought = A list from a file
share-holds = { $n ->
    [one] “{ $name }” holds one medicine.
   *[other] “{ $name }” holds { $n } medicines.
 }
share-nothing-yet = Nothing has changed yet.
share-unknown = not recognised
share-left-out = { $n ->
    [one] One thing of the record does not count
   *[other] { $n } things of the record do not count
 }
share-replace = Take it instead of my list
share-take = Take it
share-beside = Put it to my list
share-leave = Leave my list as it is
share-made = Made on { $day } by cotake { $version } with knowledge of { $knowledge }. It informs, and prepares a conversation with your prescriber or pharmacist.
share-yes = yes
share-of-age = Age
share-of-sex = Sex
share-of-egfr = Kidney function (eGFR)
share-of-conditions = Illnesses
share-of-genes = Gene types
share-of-pregnant = Pregnant or trying to be
share-of-breast-feeding = Breast-feeding
share-of-surgery = Planned operation
share-of-allergies = Allergies
share-of-unread = Could not be read
