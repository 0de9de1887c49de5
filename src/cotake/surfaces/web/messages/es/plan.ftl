room-plan = Plan
room-plan-lead = Cómo empezar, paso a paso, para acordarlo con quien receta.
plan-title = Cómo empezar o cómo dejarlo
plan-lead = Una pauta con sus días, para hablarla con quien le receta antes del primer paso. No le dice a nadie que tome ni que deje nada.
plan-name = Medicamento, con la dosis que toma ahora si la hay
plan-name-hint = por ejemplo: LDN
plan-doses = Dosis de un día
plan-doses-why = Deje vacíos los cuatro para la primera pauta registrada que convenga.
plan-start = Empezar con
plan-target = Llegar a
plan-step = En pasos de
plan-every = Días de un paso
plan-begin = Primer día
plan-when = Momento del día
plan-when-any = Sin indicar
plan-when-morning = Por la mañana
plan-when-bedtime = Al acostarse
plan-times = Tomas al día
plan-forms = Lo que tiene a mano: líquido, cápsulas, comprimidos
plan-forms-why = Cada paso dice entonces cuánto hace falta para una toma, y el plan cuánto en total. Separe varios con ;
plan-liquid = Líquido
plan-capsule = Cápsulas
plan-tablet = Comprimidos (/2 para mitades)
plan-kept = Días que cuentan del último paso
plan-rules = Reglas por acordar: cuándo quedarse, volver atrás o llamar
plan-rules-why = Son suyas, acordadas con quien receta; las puntuaciones van de 0 a 10.
plan-rule = Regla { $n }
plan-rule-scale = Si
plan-rule-scale-hint = nausea
plan-rule-sign = es
plan-rule-sign-least = al menos
plan-rule-sign-most = como mucho
plan-rule-value = Puntuación
plan-rule-days = durante cuántos días
plan-rule-then = entonces
plan-then-hold = quedarse en este paso
plan-then-back = quedarse o volver un paso atrás
plan-then-call = llamar a quien receta
plan-pauses = Pausas previstas y opioides
plan-pauses-why = Una operación se indica con los datos de la persona, junto a la lista.
plan-pause-first = Pausa desde
plan-pause-last = Pausa hasta
plan-opioid-first = Opioide desde
plan-opioid-last = Opioide hasta
plan-ways = Otra pauta, o el camino de bajada
plan-schedule = Pauta registrada
plan-schedule-first = La primera que convenga
plan-schedule-later = Las registradas aparecen aquí cuando hay un plan.
plan-use = Para qué enfermedad
plan-fast = Donde un paso puede durar menos o más, tomar lo más corto
plan-taper = Bajada con dosis propias
plan-taper-none = No: las dosis suben
plan-taper-linear = En pasos iguales
plan-taper-hyperbolic = En partes iguales del efecto
plan-taper-why = La bajada empieza en «Empezar con» y va hasta «Llegar a», o hasta cero; necesita los días de un paso.
plan-steps = Número de pasos de bajada
plan-grain = Redondeado a
plan-draw = Trazar el plan
plan-change = Cambiar lo que se pide
plan-clear = Olvidar este plan

plan-no-name = Escriba qué medicamento.
plan-too-long = Es demasiado largo para guardarlo.
plan-no-amount = Una cantidad lleva su unidad: 0.5 mg, 500 mcg o 1 g.
plan-no-days = Escriba un número de días de 1 a 400.
plan-no-count = Escriba un número de 1 a 120.
plan-no-date = Esto no es una fecha válida. Escríbala como 2026-11-28.
plan-no-liquid = Escriba la concentración de un líquido como 1 mg/mL.
plan-no-capsule = Escriba la dosis de una cápsula como 1.5 mg.
plan-no-tablet = Escriba la dosis de un comprimido como 50 mg, o 50 mg/2 para mitades.
plan-no-rule = Una regla tiene el nombre de lo que se puntúa, una puntuación de 0 a 10 y un número de días.
plan-own-or-record = O dosis propias, o una pauta registrada.
plan-needed = Con dosis propias hace falta también esto.
plan-both-days = Escriba los dos días.
plan-ends-before = Termina antes de empezar.

plan-list = Su lista
plan-alone = Su lista está vacía; no se comprueba nada junto a él.
plan-beside = { $n ->
    [one] esto se comprueba con él en cada dosis:
   *[other] estos se comprueban con él en cada dosis:
 }
plan-same = No se cuenta junto a sí mismo: { $lines }.
plan-not-drawn = Este plan no se puede trazar.
plan-refused = No se traza ningún plan: debe evitarse con lo que hay en su lista.
plan-refused-why = Hable con quien le receta antes de empezar nada. No deje nada por su cuenta.
plan-in-english = Las dosis y los motivos están escritos en inglés.
plan-steps-head = { $n ->
    [one] El paso
   *[other] Los { $n } pasos
 }
plan-calendar = El calendario
plan-way = La dosis de un día desde el { $first }, como mucho { $most }. Las cifras están con los pasos.
plan-way-most = hasta { $most } al día
plan-days = { $n ->
    [one] { $n } día
   *[other] { $n } días
 }
plan-from-on = Desde el { $day }
plan-none = nada
plan-step-n = paso { $n }
plan-more-months = { $n ->
    [one] Un mes más
   *[other] { $n } meses más
 }
plan-more-weeks = { $n ->
    [one] Una semana más
   *[other] { $n } semanas más
 }
plan-calendar-ends = El calendario termina el { $day }; todos los pasos están en la lista de arriba.
plan-grip = El paso { $n } empieza el { $day }: moverlo
plan-grip-how = Un paso se arrastra por su número a otro día, o se mueve con las flechas e Intro. Lo que sigue se mueve con él.
plan-picked = Paso { $n } al { $day }. Intro lo mueve, Escape lo deja.
plan-move = Moverlo
plan-move-by = Paso { $n }: { $by }
plan-by-earlier = { $days ->
    [one] un día antes
   *[other] { $days } días antes
 }
plan-by-later = { $days ->
    [one] un día después
   *[other] { $days } días después
 }
plan-move-on = Empieza el
plan-move-do = Mover
plan-move-to = Mover el paso { $n } a este día
plan-moved = El paso { $n } empieza ahora el { $day }. Lo que sigue se movió con él; el plan se comprobó de nuevo.
plan-moved-else = Hay una pausa en medio: el paso { $n } empieza ahora el { $day }. Lo que sigue se movió con él; el plan se comprobó de nuevo.
plan-not-moved = El paso no se movió.
plan-unmove = Devolver todos los pasos a como se trazaron

plan-hand = Llévelo consigo
plan-hand-page = La página
plan-hand-page-why = Para la consulta: pasos, reglas, lo que hay que saber, cantidades y fuentes.
plan-hand-html = Página
plan-hand-text = Texto
plan-hand-calendar = Avisos
plan-hand-calendar-why = Un archivo para el calendario de su teléfono. No nombra el medicamento si usted no quiere.
plan-hand-at = Hora de la toma
plan-hand-named = Nombrar el medicamento
plan-hand-ics = Archivo de calendario
plan-hand-data = Datos
plan-hand-data-why = El plan como JSON.
plan-hand-json = JSON
plan-agree-head = ¿Acordado?
plan-agree-why = Cuando lo haya acordado con quien receta, su diario lo guarda y repite sus reglas cuando se llega a ellas.
plan-agree = Está acordado: guardarlo en el diario
plan-agree-open = Abrir el diario para guardarlo
plan-agree-instead = Ocupa el lugar del plan para { $name }.
plan-agreed-title = El plan acordado
plan-agreed-none = Todavía no hay ningún plan guardado en el diario.
plan-agreed-new = El plan para { $name } que está trazado ahora se puede guardar como el acordado.
plan-agreed-now = Plan acordado, hoy:
plan-agreed-today = Hoy: paso { $n }
plan-agreed-begins = Empieza el { $day }.
plan-agreed-until = hasta el { $day }
plan-agreed-met = { $n ->
    [one] Se cumple una regla.
   *[other] Se cumplen { $n } reglas.
 }
plan-agreed-come = Su propio plan lo dice, y se ha llegado a eso:
plan-agreed-see = Verlo
plan-agreed-look = El plan acordado, en el diario
plan-agreed-rules = Sus reglas
plan-agreed-no-rules = No se acordó ninguna.
plan-agreed-unwatched = no se vigila: no es una escala del diario
plan-back = Volver al plan

plan-date = { $day } { $month } { $year }
plan-date-long = { $day } de { $month } de { $year }
plan-date-short = { $day } { $month }
plan-month-year = { $month } { $year }
plan-month-1 = enero
plan-month-2 = febrero
plan-month-3 = marzo
plan-month-4 = abril
plan-month-5 = mayo
plan-month-6 = junio
plan-month-7 = julio
plan-month-8 = agosto
plan-month-9 = septiembre
plan-month-10 = octubre
plan-month-11 = noviembre
plan-month-12 = diciembre
plan-month-short-1 = ene
plan-month-short-2 = feb
plan-month-short-3 = mar
plan-month-short-4 = abr
plan-month-short-5 = may
plan-month-short-6 = jun
plan-month-short-7 = jul
plan-month-short-8 = ago
plan-month-short-9 = sep
plan-month-short-10 = oct
plan-month-short-11 = nov
plan-month-short-12 = dic
plan-weekday-1 = lunes
plan-weekday-2 = martes
plan-weekday-3 = miércoles
plan-weekday-4 = jueves
plan-weekday-5 = viernes
plan-weekday-6 = sábado
plan-weekday-7 = domingo
plan-weekday-short-1 = lun
plan-weekday-short-2 = mar
plan-weekday-short-3 = mié
plan-weekday-short-4 = jue
plan-weekday-short-5 = vie
plan-weekday-short-6 = sáb
plan-weekday-short-7 = dom
