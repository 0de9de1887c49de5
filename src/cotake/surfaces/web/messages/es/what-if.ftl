what-if-head = ¿Y si añado, dejo o cambio uno?
what-if-lead = Pruébelo aquí. Su lista queda como está hasta que guarde el cambio. Sirve para preparar una conversación con quien le receta, no para cambiar un medicamento por su cuenta.
what-if-add = Uno más
what-if-try-add = Probar a añadirlo
what-if-which = Uno de la lista
what-if-stop = Se toma hasta (hoy si se deja vacío)
what-if-try-stop = Probar a dejarlo
what-if-pick = Cambiar su dosis u hora…
what-if-line = En lugar de «{ $name }»
what-if-line-hint = Cambie la dosis, la frecuencia o la hora, como «cada 12 horas».
what-if-try-move = Probar así
what-if-other-list = La lista ya no es la que era cuando se abrió esta página. Elija de nuevo.
what-if-added = Si se añadiera «{ $name }»
what-if-stopped = Si «{ $name }» se tomara hasta el { $day }
what-if-moved = Si fuera «{ $line }» en lugar de «{ $name }»
what-if-before = Ahora:
what-if-same = Los hallazgos seguirían siendo los mismos.
what-if-hours = Los hallazgos no miran la hora; donde dos deben tomarse con horas de diferencia, su hallazgo lo dice. Cómo se mueven los niveles a lo largo del día:
what-if-unread = No se comprobaría del todo: «{ $text }».
what-if-new = { $n ->
    [one] Nuevo
   *[other] Nuevos: { $n }
 }
what-if-worse = { $n ->
    [one] Peor
   *[other] Peores: { $n }
 }
what-if-wider = { $n ->
    [one] El mismo, con más medicamentos
   *[other] Los mismos, con más medicamentos: { $n }
 }
what-if-milder = { $n ->
    [one] Más leve
   *[other] Más leves: { $n }
 }
what-if-narrower = { $n ->
    [one] El mismo, con menos medicamentos
   *[other] Los mismos, con menos medicamentos: { $n }
 }
what-if-gone = { $n ->
    [one] Desaparece
   *[other] Desaparecen: { $n }
 }
what-if-ending = { $n ->
    [one] Termina, pero no enseguida
   *[other] Terminan, pero no enseguida: { $n }
 }
what-if-was = clase { $before } antes, { $after } entonces
what-if-until = cuenta hasta el { $day }
what-if-ask = No deje un medicamento por su cuenta: dejarlo puede tener efectos propios. Pregunte a quien lo recetó.
what-if-keep = Guardar este cambio
what-if-leave = Dejarlo como está
