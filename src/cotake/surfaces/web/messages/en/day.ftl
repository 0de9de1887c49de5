room-day = Levels
room-day-lead = How much of each is there over the day, and what it holds of its receptors.
