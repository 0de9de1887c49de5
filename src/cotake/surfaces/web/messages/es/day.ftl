room-day = Niveles
room-day-lead = Cuánto hay de cada uno a lo largo del día y qué ocupa de sus receptores.
