room-evidence = Estudios
room-evidence-lead = Lo que muestran los estudios y con qué certeza.
evidence-title = Lo que muestran los estudios
evidence-lead = Los estudios de un medicamento reunidos: lo que se halló en cifras y en personas, y con qué certeza.
evidence-name = Medicamento
evidence-name-hint = por ejemplo: LDN
evidence-look = Buscar
evidence-none = Ningún estudio de aquí tiene una cifra de «{ $text }».
evidence-own = De su lista
evidence-none-own = Ningún estudio de aquí tiene una cifra de lo que hay en su lista. Eso no dice nada de si funciona.
evidence-all = { $n ->
    [one] Un medicamento con estudios
   *[other] { $n } medicamentos con estudios
 }
evidence-more = { $n ->
    [one] Uno más
   *[other] { $n } más
 }
evidence-studies = { $n ->
    [one] un estudio
   *[other] { $n } estudios
 }
evidence-numbers = { $n ->
    [one] una cifra
   *[other] { $n } cifras
 }
evidence-of = { $n ->
    [one] Hay un estudio con cifras registrado.
   *[other] Hay { $n } estudios con cifras registrados.
 }
evidence-back = Todos los temas
evidence-back-to = { $name }: todos los resultados
evidence-in-english = Los resultados y hallazgos están escritos en inglés.
evidence-no-number = Ningún estudio de aquí tiene una cifra que compare a personas con y sin él.
evidence-bars = La línea en medio de cada barra es ninguna diferencia; cada barra tiene su propia escala.
evidence-fared = Cómo les fue a las personas
evidence-harms = Sucesos, daños y valores
evidence-apart = Con cifras, pero nada que reunir
evidence-apart-why = Por ejemplo, estudios sin un grupo con el que comparar, o solo cifras publicadas.
evidence-left = Medido también, no está en esta cifra:
evidence-way-better = Mejor con él
evidence-way-worse = Peor con él
evidence-way-less = Menos con él
evidence-way-more = Más con él
evidence-way-may-be-either = Puede ser lo uno o lo otro
evidence-sure-high = certeza alta
evidence-sure-moderate = certeza moderada
evidence-sure-low = certeza baja
evidence-sure-very-low = certeza muy baja
evidence-people-bars = arriba, con él; abajo, sin él
evidence-figure = { $n ->
    [one] El estudio
   *[other] Los { $n } estudios
 }
evidence-forest = Gráfico de bosque
evidence-forest-label = { $n ->
    [one] Gráfico de bosque de un estudio; sus cifras están en la tabla de abajo.
   *[other] Gráfico de bosque de { $n } estudios y de todos juntos; las cifras están en la tabla de abajo.
 }
evidence-table = Los estudios en cifras
evidence-col-study = Estudio
evidence-col-people = Personas
evidence-col-weight = Peso
evidence-col-risk = Riesgo de sesgo
evidence-together = Todos juntos
evidence-how-sure = Con qué certeza
evidence-began = Empezó como
evidence-paid = Quién pagó:
evidence-not-in = { $n ->
    [one] Un estudio que no está en la cifra, y por qué
   *[other] { $n } estudios que no están en la cifra, y por qué
 }
evidence-syntheses = { $n ->
    [one] Una síntesis publicada
   *[other] { $n } síntesis publicadas
 }
evidence-silent = { $n ->
    [one] Un estudio sin cifra de esto
   *[other] { $n } estudios sin cifra de esto
 }
evidence-notice = Reunido por cotake a partir de sus registros de estudios; ningún farmacéutico ni estadístico lo ha revisado. Dice lo que les pasó a grupos de personas, no lo que le pasará a una.
