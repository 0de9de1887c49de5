room-evidence = Estudios
room-evidence-lead = Lo que muestran los estudios y con qué certeza.
