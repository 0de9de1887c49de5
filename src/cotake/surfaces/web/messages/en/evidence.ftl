room-evidence = Evidence
room-evidence-lead = What the studies show, with how sure that is.
