room-working = ¿Funciona?
room-working-lead = La respuesta de sus propios días y con qué certeza.
