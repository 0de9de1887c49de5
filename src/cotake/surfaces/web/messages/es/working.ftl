room-working = ¿Funciona?
working-title = ¿Me funciona?
working-asked = { $outcome }, según la dosis de { $medicine }
working-asked-fixed = { $outcome }, según el ensayo fijado de antemano
working-in-english = La respuesta está escrita en inglés.
working-verdict-better = Mejor
working-verdict-worse = Peor
working-verdict-no-meaningful-difference = Sin diferencia que importe
working-verdict-not-sure-yet = Aún no es seguro
working-effect = La diferencia que hace la dosis
working-effect-says = Puntos de mejora con la dosis mayor: { $middle } (de { $low } a { $high }). Lo que se notaría: { $points }.
working-effect-lines = La línea es ninguna diferencia; la línea discontinua, lo que se notaría.
working-worse = peor
working-better = mejor
working-chance = Probabilidad de que mejore algo
working-chance-notice = Probabilidad de un cambio que se note ({ $points } o más)
working-days = Días con puntuación
working-days-of = { $seen } de { $days }
working-ask-else = Preguntar de otra manera
working-outcome = Qué se puntuó
working-medicine = Según la dosis de
working-points = Notable, en puntos
working-points-hint = Vacío: como en los estudios, o la mitad de la variación habitual de sus días.
working-no-points = Escriba un número mayor que 0, como 1,5.
working-events = Tener en cuenta los sucesos anotados
working-once = Lo miro una sola vez, y nunca antes del final
working-by-doses = Según las dosis del diario, aunque se haya fijado un ensayo
working-answer = Responder
working-plot = Día a día
working-plot-hint = Los puntos son sus puntuaciones, la línea es lo ajustado y los escalones de abajo son la dosis.
working-plot-label = { $outcome } en { $days } días, con la línea ajustada y la dosis debajo. Lo mismo en cifras está en la tabla siguiente.
working-periods = { $n ->
    [one] En cifras: { $n } tramo de una misma dosis
   *[other] En cifras: { $n } tramos de una misma dosis
 }
working-from-day = Desde
working-to-day = Hasta
working-dose = Dosis
working-days-short = Días
working-scored = Puntuados
working-mean = Media
working-spread = Variación
working-doubts = Qué más podría explicarlo
working-surer = Qué daría más seguridad
working-harms = Efectos secundarios según la dosis de { $medicine }
working-harms-hint = La media de 0 (ninguno) a 10 (lo peor), con el número de días puntuados. Los días sin puntuación no cuentan.
working-harm = Efecto secundario
working-assumed = { $n ->
    [one] Qué se supuso: { $n } punto
   *[other] Qué se supuso: { $n } puntos
 }
working-notice = Para informarse y para hablar con quien le receta; no sustituye un consejo. No cambie ni deje un medicamento solo por esto.
working-no-scores = Todavía no se puntuó nada en el diario.
working-no-doses = Todavía no se anotó ninguna dosis en el diario, así que no hay nada que comparar.
working-too-early = Es demasiado pronto para decirlo.
working-fixed-runs = El ensayo fijado sigue en curso, y se mira una sola vez, después de su final.
working-until = La respuesta llega después del { $day }. Mirar antes la estropearía.
working-missing = Qué falta
working-lower = Sin dosis o con la menor: { $have } días con puntuación (hacen falta { $needed })
working-higher = Con la dosis mayor: { $have } días con puntuación (hacen falta { $needed })
working-from = Con una puntuación cada día a la dosis actual, habrá suficiente el { $day }.
working-change = Solo habrá suficiente tras días con otra dosis. La dosis se cambia como lo acordó con quien le receta; los días antes de la primera dosis cuentan como sin ella.
working-to-journal = Al diario

design-title = Planear un ensayo
design-lead = Bloques con y sin el medicamento, o de dos dosis, en un orden sorteado: dice más que un solo cambio. Para acordarlo con quien le receta antes del primer día.
design-link = Planear un ensayo propio
design-kept-link = El ensayo que se fijó
design-foreign = Este diario guarda la huella { $begins }… de un ensayo que se fijó en otro sitio. Se analiza con su archivo:
design-what = Qué se compara
design-medicine = Medicamento
design-medicine-hint = Su semivida determina el lavado.
design-doses = Dosis al día, en mg
design-dose-a = Una dosis
design-dose-b = La otra
design-dose-c = Una tercera, si la hay
design-before = Antes de empezar
design-agreed = Quien me receta está de acuerdo en cambiarlo así de un día para otro
design-when = Cuándo y por cuánto tiempo
design-begin = Primer día
design-rounds = Veces cada dosis
design-block = Días de un bloque
design-washout = Lavado
design-by-medicine = Vacío: según el medicamento.
design-sealed = Otra persona prepara las dosis: no me muestre el orden
design-anytime = Quiero mirarlo cada día (requiere más días)
design-look = Ver el ensayo
design-no-dose = Una dosis es un número de mg, como 4,5; 0 es ninguna.
design-same-dose = Esta dosis ya está aquí.
design-no-days = Son días, un número entero hasta 84.
design-no-rounds = Escriba un número entero de 1 a 30.
design-outline = El ensayo
design-says = { $blocks } bloques de { $block } días: { $days } días, del { $first } al { $last }.
design-drawing-open = { $blocks } bloques uno tras otro; la parte gris de cada uno es lavado
design-drawing = { $blocks } bloques uno tras otro, tan altos como su dosis; el gris es lavado; lo mismo está en la tabla
design-compares = Se compara
design-mg = mg al día
design-higher-is-better = más es mejor
design-lower-is-better = menos es mejor
design-notice = se nota una diferencia de { $points } o más
design-notice-half = se nota la mitad de la variación habitual de los días o más
design-washout-days = { $n ->
    [0] No se deja fuera ningún día.
    [one] El primer día tras un cambio no se compara.
   *[other] Los primeros { $n } días tras un cambio no se comparan.
 }
design-washout-unknown = No consta su semivida: diga cuánto permanece.
design-order = Orden
design-order-later = Cada dosis una vez por ronda. Se sortea al fijar el ensayo, no antes.
design-order-sealed = Sorteado, y no se muestra antes del final.
design-order-drawn = Cada dosis una vez por ronda, sorteado con la semilla { $seed }.
design-power = Con qué frecuencia lo diría
design-power-says = Si hay una diferencia de { $effect }, tantos de 100 ensayos así lo dirían, según la variación de sus propios días.
design-power-label = Cuántos de 100 ensayos dirían el efecto, según la duración. Lo mismo está en la tabla siguiente. Una línea discontinua marca 80.
design-power-days = Ensayo
design-power-right = De 100, lo dicen
design-power-wrong = dicen uno que no existe
design-power-row = { $days } días, cada dosis { $rounds ->
    [one] una vez
   *[other] { $rounds } veces
 }
design-power-chosen = lo elegido
design-power-once = { $days } días, un cambio a la mitad
design-power-hint = Simulado 40 veces cada uno, así que un número puede desviarse en 15.
design-power-can = Se puede simular con { $n } de sus días anteriores.
design-power-needs = Se podrá simular cuando 14 días tengan una puntuación en esta escala.
design-power-do = Simularlo
design-power-more = Simular también las otras duraciones
design-power-runs = Simulando. Tarda unos segundos …
design-fix-head = Fijarlo de antemano
design-fix-says = El orden se sortea ahora y se guarda en el diario junto con la forma de analizarlo. Después, ninguno de los dos se puede cambiar sin que se vea.
design-fix-sealed = Usted no verá el orden; quien prepare las dosis recibe el archivo.
design-discuss = Para hablarlo con quien le receta antes del primer día. Algunos medicamentos no se deben dejar de un día para otro.
design-fix = Sortear el orden y fijarlo
design-fixed-title = El ensayo que se fijó
design-fixed-lead = Anote una puntuación cada día. La respuesta está en
design-fixed-over = Ha terminado. La respuesta está en
design-today = Hoy: bloque { $number }, { $dose } mg al día, hasta el { $last }.
design-today-sealed = Hoy: bloque { $number }, según se preparó, hasta el { $last }.
design-protocol = Protocolo
design-days = Días
design-days-are = { $days } días, del { $first } al { $last }
design-rule = Se mira
design-rule-once = Una vez, después del último día.
design-rule-anytime = Cada día, si se quiere; por eso el intervalo es más ancho.
design-blocks = Los bloques
design-number = Bloque
design-dose = mg al día
design-not-compared = Sin comparar
design-first-days = { $n ->
    [0] –
    [one] el primer día
   *[other] los primeros { $n } días
 }
design-hidden = según se preparó
design-guess = Al final de cada bloque anote en el diario, en la escala «guess», qué cree que era: de 0, seguro la dosis menor, a 10, seguro la mayor.
design-fingerprint = Huella del diseño:
design-analysis = Del análisis:
design-fingerprint-says = Cópielas a alguien antes del primer día: después demuestran que no se cambió nada.
design-file = El diseño como archivo
design-file-sealed = El archivo con el orden, para quien prepare las dosis
design-file-says = Quien lo reciba puede leer el orden: cotake trial show FILE.
design-give-up = Abandonar el ensayo
design-sure = Sí, de verdad: se olvidan su orden y su huella
