room-journal = Diario
journal-open-title = Su diario está bloqueado
journal-open-lead = Está cifrado en este equipo. La contraseña lo abre.
journal-new-title = Empezar un diario
journal-new-lead = Un minuto al día: cómo está y qué tomó. Está cifrado en este equipo y nadie más lo lee.
journal-new-hint = Lo mejor son varias palabras. Sin la contraseña nadie puede abrir el diario ni recuperarlo.
journal-passphrase = Contraseña
journal-again = La contraseña otra vez
journal-not-same = Las dos no coinciden.
journal-wrong = No es la contraseña de este diario, o su archivo está dañado. No se cambió nada.
journal-wait = Demasiadas contraseñas equivocadas. Espere { $seconds } s e inténtelo de nuevo.
journal-make = Empezar el diario
journal-open = Abrir
journal-kept = Entretanto se bloqueó el diario. Lo que escribió está en la memoria: abra el diario y anótelo.
journal-rooms = Partes del diario
journal-today = Hoy
journal-back = Mirar atrás
journal-ask = Cuestionarios
journal-keep = Escalas y copias

today-today = Hoy
today-before = El día anterior
today-after = El día siguiente
today-how = ¿Cómo fue?
today-took = ¿Qué tomó?
today-took-all = Todo tomado
today-more = ¿Algo más?
today-other-medicine = Otro medicamento
today-other-name = Medicamento y cantidad
today-others = Otras escalas y efectos adversos
today-others-hint = Lo que puntúa a menudo aparece arriba por sí solo.
today-choose = Elegir qué se pregunta
today-note = Nota, para usted
today-event = Qué pasó
today-event-hint = Un resfriado, un viaje, otro medicamento: se tiene en cuenta en «¿Funciona?».
today-when = A otra hora
today-at = Cuándo
today-write = Anotar
today-written = Anotado
today-nothing = Nada de este día todavía.
today-other-day = Otro día
today-go = Ir
dose-taken = Tomado
dose-late = Tarde
dose-skipped = Omitido
dose-amount = Cuánto
dose-whether = ¿Se tomó?
kind-scores = puntuaciones
kind-answers = cuestionario
kind-dose = dosis
kind-note = nota
kind-event = suceso
written-down = { $n ->
    [one] Anotado.
   *[other] Anotado: { $n } entradas.
 }
draft-shown = Esto todavía no está anotado.
rule-met = Su propio plan dice:

entry-title = Una entrada
entry-open = Abrir
entry-text = Qué dice
entry-change = Cambiarla
entry-was-changed = cambiada
entry-came-from = de { $name }
entry-answers = Un cuestionario se rellena de nuevo y el anterior se borra.
entry-earlier = { $n ->
    [one] Lo que era antes
   *[other] Lo que era antes: cambiada { $n } veces
 }
entry-sure = Borrarla con su historial para siempre
entry-delete = Borrar la entrada
entry-to-day = A su día

ask-title = Cuestionarios
ask-lead = Una pregunta por pantalla. La puntuación es la de los autores de cada uno. Las preguntas están en inglés.
ask-items = { $n ->
    [one] { $n } pregunta.
   *[other] { $n } preguntas.
 }
ask-last = Rellenado por última vez el { $day }.
ask-score = Puntuación: { $score }
ask-begin = Empezar
ask-place = Pregunta { $n } de { $of }
ask-leave-out = Dejar esta sin responder
ask-back = Volver a la pregunta anterior
ask-drop = Dejarlo y olvidar las respuestas
ask-answered = Respondidas { $n } de { $of }.
ask-no-score = Faltan demasiadas respuestas para una puntuación.
ask-no-diagnosis = Una puntuación no es un diagnóstico. Muéstrela a quien le receta.
ask-none = No se respondió nada.
ask-keep = Anotar

back-span = Hasta cuándo
back-days = { $n } días
back-all = Todo
back-show = Mostrar
back-empty = En este tiempo no se anotó nada.
back-chart = Una curva por escala a lo largo de los días, con las dosis debajo. La tabla tiene las cifras.
back-figures = Las escalas en cifras
back-scale = Escala
back-scored = Días
back-least = Mínimo
back-most = Máximo
back-mean = Media
back-more = { $n ->
    [one] Y { $n } día anterior; elíjalo por su fecha.
   *[other] Y { $n } días anteriores; elíjalos por fecha.
 }

bring-title = Traer de otra aplicación
bring-lead = Daylio, Bearable, eMoods, MedTimer, Apple Health, Health Connect, una exportación de cotake o cualquier otra tabla. Primero verá qué contiene; nada se anota antes de que usted lo diga.
bring-file = Archivo
bring-look = Mirarlo
bring-no-file = Elija primero un archivo.
bring-found = { $kind }: { $n ->
    [one] { $n } entrada.
   *[other] { $n } entradas.
 }
bring-there = { $n ->
    [one] { $n } ya está en el diario.
   *[other] { $n } ya están en el diario.
 }
bring-ignored = Omitido:
bring-unread = { $n ->
    [one] { $n } línea no se puede leer
   *[other] { $n } líneas no se pueden leer
 }
bring-more = y { $n } más
bring-keep = { $n ->
    [one] Anotar { $n } entrada
   *[other] Anotar { $n } entradas
 }
bring-nothing-new = No contiene nada nuevo.
bring-columns = Qué contienen sus columnas
bring-columns-hint = Una escala o un efecto adverso por su nombre (en inglés), o: at, time, note, event, dose. Lo vacío se omite.
bring-dates = Fechas como 03/04/2026
bring-dates-told = como muestra el archivo
bring-dates-day-first = primero el día
bring-dates-month-first = primero el mes
bring-again = Leerlo así
bring-drop = Dejarlo; no se anota nada

keep-lead = { $n ->
    [one] { $n } entrada, cifrada, en
   *[other] { $n } entradas, cifradas, en
 }
keep-scales = Qué se pregunta cada día
keep-scales-hint = Mejor poco: lo que lleva diez segundos se hace todos los días.
keep-sides = Efectos adversos
keep-choose = Preguntar esto
keep-own = Una escala propia
keep-own-name = Nombre
keep-own-better = ¿Qué es mejor?
better-lower = Menos es mejor
better-higher = Más es mejor
better-side = Es un efecto adverso
keep-own-low = Qué significa 0
keep-own-high = Qué significa 10
keep-own-add = Añadirla
keep-own-remove = Quitar «{ $name }»
keep-copies = Copias
keep-export-hint = Sin cifrar: quien tenga el archivo puede leerlo.
keep-csv = Entradas como tabla (CSV)
keep-json = Todo (JSON)
keep-backup-hint = Cifrada, con la misma contraseña. Para usarla, póngala en el lugar del diario.
keep-backup = Copia cifrada
keep-word = Otra contraseña
keep-word-old = La que tiene
keep-word-new = La nueva
keep-word-change = Cambiar la contraseña
keep-end = Borrar el diario
keep-end-hint = Todas las entradas y su historial desaparecen para siempre. Haga antes una copia si quizá la quiera de nuevo.
keep-end-sure = Sí, borrarlo todo
keep-end-do = Borrar el diario

help-title = Ayuda en una crisis
help-now = Más formas de recibir ayuda
help-danger = Si pudiera actuar según ideas de hacerse daño, o alguien está en peligro: llame ya a su número de emergencias.
help-talk = Alguien con quien hablar ahora
help-emergency = Número de emergencias
help-us = Estados Unidos: llame o escriba, de día y de noche
help-uk = Reino Unido e Irlanda: Samaritans
help-es = España
help-elsewhere = Los demás países: findahelpline.com
help-poison = Tras tomar demasiado de un medicamento, o con signos de intoxicación
help-poison-us = Estados Unidos: centro de toxicología
help-poison-else = En otros países: su número de emergencias
help-nobody = Nadie lee lo que usted escribe en cotake, y cotake no puede llamar a nadie.

notice-crisis = Ha escrito que tiene pensamientos de que estaría mejor sin vivir o de hacerse daño. Por favor, hable ya con alguien. Si pudiera actuar según esas ideas, llame a su número de emergencias. Nadie lee este diario salvo usted: cotake no puede llamar a nadie.
notice-offer = Si piensa en hacerse daño, hay alguien con quien hablar ahora. (Esto se muestra tras algunas palabras de una nota. cotake no sabe qué quiso decir, y nadie lo lee.)
notice-serotonin = Estos signos juntos pueden indicar una toxicidad por serotonina, que puede volverse peligrosa en horas. Busque atención médica ya: llame a su número de emergencias o a un centro de toxicología, y diga qué medicamentos toma y cuándo los tomó por última vez. Es un aviso, no un diagnóstico.
notice-nobody-watches = Nadie lee lo que usted escribe aquí, y no se avisa a nadie. Si necesita ayuda ahora, llame a su número de emergencias; «Ayuda en crisis», arriba en cada página, tiene más números.
