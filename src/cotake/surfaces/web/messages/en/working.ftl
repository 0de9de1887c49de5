room-working = Is it working?
room-working-lead = The answer from your own days, and how sure it is.
