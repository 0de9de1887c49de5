room-plan = Plan
room-plan-lead = How to start, step by step, to be agreed with the prescriber.
