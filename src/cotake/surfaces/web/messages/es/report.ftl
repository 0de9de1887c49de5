room-report = Informe
room-report-lead = La página para la consulta: usted elige qué incluye.
