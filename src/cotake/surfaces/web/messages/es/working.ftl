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
working-chance-notice = Probabilidad de que mejore en { $points }
working-days = Días con puntuación
working-days-of = { $seen } de { $days }
working-ask-else = Preguntar de otra manera
working-outcome = Qué se puntuó
working-medicine = Según la dosis de
working-points = Lo que se notaría, en puntos
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
working-lower = Sin dosis o con la menor: { $have } de { $needed } días con puntuación
working-higher = Con la dosis mayor: { $have } de { $needed } días con puntuación
working-from = Con una puntuación cada día a la dosis actual, habrá suficiente el { $day }.
working-change = Solo habrá suficiente tras días con otra dosis. La dosis se cambia como lo acordó con quien le receta; los días antes de la primera dosis cuentan como sin ella.
working-to-journal = Al diario
