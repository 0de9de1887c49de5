room-day = Niveles
room-day-lead = Cuánto hay de cada uno a lo largo del día y qué ocupa de sus receptores.
day-title = Cuánto hay de cada uno y cuándo
day-empty = Su lista está vacía. Escriba lo que toma, cada uno con su dosis, y aquí se dibuja su curso.
day-days = Días desde hoy
day-use = Lo que no tiene fecha de inicio
day-use-regular = se toma con regularidad
day-use-first = se empieza hoy
day-more = Dosis olvidadas, peso, otras personas
day-missed = Días sin dosis
day-nth = día
day-of = Qué se olvida
day-of-all = todos
day-weight = Peso en kg
day-no-weight = El peso es un número de 2 a 400.
day-many = Mostrar cómo difieren las personas (tarda un poco más)
day-draw = Dibujar
day-unread = No reconocido y no dibujado: «{ $text }».
day-not-drawn = No dibujado: «{ $text }».
day-without = { $n ->
    [one] Uno no se dibuja:
   *[other] { $n } no se dibujan:
 }
day-without-hint = Un nivel necesita una dosis, y su farmacocinética en los registros. Lo que no se dibuja cuenta igualmente por lo que hace a los demás.
day-status = { $n ->
    [0] No se pudo dibujar nada.
    [one] Una línea de la lista, { $days ->
        [one] un día
       *[other] { $days } días
     } desde el { $begin }.
   *[other] { $n } líneas de la lista, { $days ->
        [one] un día
       *[other] { $days } días
     } desde el { $begin }.
 }
day-caution = Es una imagen de lo habitual, no de usted. No cambie una dosis por ella.
day-band = La banda contiene a 80 de cada 100 personas.
day-shaded = Los días en gris son los días sin dosis.
day-in-english = Los nombres de las curvas y las observaciones están en inglés.
day-levels = Niveles en la sangre
day-held = Qué ocupan de sus receptores
day-held-hint = La parte de los receptores que está ocupada. Donde hay varias líneas para un receptor, las fuentes difieren y se muestran todas.
day-held-none = Los registros no dicen de ninguno cuánto ocupa.
day-figures = cifras en { $unit }
day-highest = Máximo
day-last = Último día
day-this = Mínimo–máximo
day-spread = personas:
day-at = dibujado a las { $hours }
day-chart-level = { $n ->
    [one] El nivel de { $name } durante un día. Sus cifras están en la tabla de al lado.
   *[other] El nivel de { $name } durante { $n } días. Sus cifras están en la tabla de al lado.
 }
day-chart-held = { $n ->
    [one] Lo que { $name } ocupa de sus receptores durante un día. Las cifras están en la tabla de al lado.
   *[other] Lo que { $name } ocupa de sus receptores durante { $n } días. Las cifras están en la tabla de al lado.
 }
day-axis-hours = hora del día
day-axis-days = días desde { $begin }
day-raised = Dibujado { $ratio } veces lo que habría solo, por causa de los demás.
day-raised-range = Dibujado de { $low } a { $high } veces lo que habría solo, por causa de los demás.
day-models = { $n ->
    [one] En qué se basa esta curva
   *[other] En qué se basan estas curvas
 }
day-form = Dibujado como:
day-after = Cuánto permanece cada uno tras la última dosis
day-after-ask = Calcularlo (algunos tardan unos segundos)
day-after-lead = Tras un uso regular, por debajo del 5 % del pico habitual:
day-gone-days = tras unos { $about } días (de { $low } a { $high }).
day-gone-hours = tras unas { $about } horas (de { $low } a { $high }).
day-gone-by = Suspendido el { $stop }: hacia el { $by }.
day-gone-people = El intervalo contiene a 80 de cada 100 personas.
day-gone-half-life = Contado a partir de su semivida.
day-gone-unknown = { $name }: los registros no tienen su semivida.
day-gone-none = Nada de la lista pudo leerse como un medicamento que se toma.
day-after-caution = Sus efectos pueden durar más, y un prospecto puede pedir más tiempo antes de empezar otro. No suspenda un medicamento por esto.
day-back = Volver a los niveles
