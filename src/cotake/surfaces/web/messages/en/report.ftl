room-report = Report
room-report-lead = The page for the appointment: you choose what goes in.
