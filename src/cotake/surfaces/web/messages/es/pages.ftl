skip = Ir a la página
rooms = Secciones
room-check = Comprobar
foot-local = Todo se queda en este equipo. No se envía nada a ninguna parte.

look = Vista
look-language = Idioma
look-theme = Colores
look-audience = Redactado para
look-apply = Aplicar
theme-auto = Como el dispositivo
theme-light = Claro
theme-dark = Oscuro
theme-contrast = Alto contraste
audience-person = Mí
audience-clinician = Un profesional sanitario

check-title = ¿Puedo tomar esto junto?
check-lead = Escriba cada medicamento, suplemento o bebida, uno tras otro. La respuesta aparece sola.
list-head = { $n ->
    [0] Su lista
    [one] Su lista: { $n } entrada
   *[other] Su lista: { $n } entradas
 }
list-add = Añadir a la lista
list-remove = Quitar «{ $name }» de la lista
list-clear = Olvidar la lista y la persona
list-too-many = La lista está llena: admite 60 entradas. Quite una primero.
list-too-long = La lista tiene demasiadas letras para guardarla. Acorte una entrada o quite alguna.
entry-name = Medicamento, suplemento o bebida
entry-name-hint = por ejemplo: sertralina 50 mg
entry-names = Nombres
entry-more = Dosis, horas y fechas
entry-dose = Dosis
entry-how = Con qué frecuencia, cuándo
entry-how-hint = dos veces al día, a las 8:00
entry-start = Se toma desde
entry-stop = Hasta
entry-no-name = Escriba qué se toma.
entry-no-date = Esto no es una fecha válida. Escríbala como 2026-11-28.
entry-stop-before-start = Termina antes de empezar.
entry-too-long = Es demasiado largo: una entrada admite 500 letras.

person-head = Sobre la persona
person-count = { $n ->
    [one] { $n } dato
   *[other] { $n } datos
 }
person-why = La edad, las enfermedades y la función renal cambian la respuesta. Lo que no diga cuenta como desconocido.
person-age = Edad en años
person-no-age = La edad es un número de 0 a 130.
person-sex = Sexo
sex-not-said = Sin indicar
sex-female = Mujer
sex-male = Hombre
person-egfr = Función renal (FGe)
person-no-egfr = El FGe es un número de 0 a 250.
person-surgery = Operación prevista
person-conditions = Enfermedades, una por línea
person-allergies = Alergias, una por línea, como «penicilina: erupción»
person-pregnant = Embarazo, o intento de embarazo
person-breast-feeding = Lactancia
person-keep = Usar estos datos

answer-stop = Pregunte antes de tomar esto: { $parts }.
answer-care = { $care ->
    [one] Precaución: un hallazgo pide hacer algo.
   *[other] Precaución: { $care } hallazgos piden hacer algo.
 }
part-avoid = { $n } para evitar
part-usually = { $n } para evitar por lo general
part-care = { $n } con precaución
answer-clear = No se encontró nada que exija actuar.
answer-unsure = No se pudo comprobar todo.
answer-incomplete = La lista no se comprobó del todo. Que no haya hallazgos no significa que sea segura.
answer-in-english = Los hallazgos están escritos en inglés.
guide-studies-in-english = Los estudios se cuentan en inglés.
medicine-notes-in-english = Las notas están en inglés.
answer-partly-in-english = Una parte aún no está traducida y está en inglés.
unread = No reconocido y no comprobado: «{ $text }».
unread-meant = Quizá quiere decir: { $names }.
not-covered = No comprobado del todo: «{ $text }».
not-compared = Alergia no comparada con sus medicamentos: «{ $text }». Pregunte en la farmacia.
findings = Hallazgos
class-1 = Evitar
class-2 = Evitar por lo general
class-3 = Precaución
class-4 = Sin precauciones especiales
class-5 = Se puede ignorar
class-short = clase
card-do = Qué hacer:
card-how = Cómo ocurre y cuándo
card-also = Además
card-onset = Empieza
card-ends = Termina
card-often = Con qué frecuencia
card-not-known = no se sabe
card-watch = Esté atento a
card-evidence = Pruebas
card-questions = { $n ->
    [one] Una pregunta que hacer
   *[other] Preguntas que hacer
 }
card-sources = { $n ->
    [one] { $n } fuente
   *[other] { $n } fuentes
 }
card-level-measured = { $name }: { $ratio } veces la cantidad en el cuerpo, de { $low } a { $high } (medido en personas)
card-level-predicted = { $name }: { $ratio } veces la cantidad en el cuerpo, de { $low } a { $high } (previsto)
grade-established = establecidas
grade-probable = probables
grade-suspected = sospechadas
grade-theoretical = esperado por cómo actúan, no demostrado en personas
grade-unlikely = se buscó y no se encontró
read-full = leída entera
read-abstract = leída en resumen
read-second_hand = citada por otros
read-recalled = de memoria
pairs-head = Cada pareja
pairs-hint = 1 evitar, 2 evitar por lo general, 3 precaución, 4 y 5 sin acción; un punto donde no se encontró nada.
pairs-nothing = nada encontrado
studied = Estudiados juntos
mild-head = { $n ->
    [one] { $n } nota que no exige actuar
   *[other] { $n } notas que no exigen actuar
 }
clear-head = { $n ->
    [one] Comprobada y sin problemas: { $n } área
   *[other] Comprobadas y sin problemas: { $n } áreas
 }
clear-reasoned = juzgado por su clase, sin leer fuente
warnings-head = { $n ->
    [one] Conviene saber: { $n } advertencia
   *[other] Conviene saber: { $n } advertencias
 }
assumed-head = { $n ->
    [one] Se supone: { $n } punto
   *[other] Se supone: { $n } puntos
 }

closed-title = Abra el enlace que mostró cotake
closed-why = Estas páginas se abren con el enlace de la terminal donde corre cotake, para que nadie más pueda en este equipo.
closed-how = Inícielo de nuevo para otro enlace:
problem-title = Esto no funcionó
problem-back = Volver a la lista
problem-not-found = Esa página no existe.
problem-form-too-old = La página estuvo abierta demasiado tiempo o se envió desde otro sitio. No se cambió nada. Ábrala otra vez y envíe de nuevo.
problem-too-large = Era demasiado grande. No se cambió nada.
problem-request = No se pudo entender la solicitud. No se cambió nada.
not-sent = No se envió: cotake no responde. Lo que escribió sigue aquí.

room-guide = Guía
room-claims = Afirmaciones
guide-empty = Aquí está el artículo sobre su lista: cada uno, qué hacen juntos, qué muestran los ensayos, cómo empezar.
guide-to-list = A la lista
sources = Fuentes
source-number = Fuente { $n }
claims-title = ¿Es verdad lo que se dice?
claims-lead = Lo que se dice de un medicamento, contrastado con los ensayos.
claims-heard = ¿Qué ha oído?
claims-hint = La LDN ayuda en la enfermedad de Crohn
claims-ask = Buscar
claims-turned = Lo que escribió dice lo contrario de esta afirmación, o la pone en duda. Como se suele decir:
claims-none = No hay en los registros una afirmación parecida. Eso no dice si es verdad.
claims-yours = Sobre lo que hay en su lista
claims-no-list = Su lista está vacía.
claims-none-yours = Los registros no tienen afirmaciones sobre estos.
claim-unknown = No se sabe:
claim-numbers = { $n ->
    [one] La cifra
   *[other] Las { $n } cifras
 }

room-medicines = Medicamentos
medicines-title = Qué se sabe de un medicamento
medicines-lead = Qué hace, cómo lo elimina el cuerpo, en quién pide precaución y qué seguridad tiene cada dato.
medicines-hint = por ejemplo: sertralina
medicines-several = Son más de uno
medicines-none = Ningún registro se llama «{ $text }».
medicines-own = En su lista
medicine-names = También llamado:
medicine-reviewed = Qué se revisó
medicine-reviewed-hint = Un área sin revisión no se conoce, y nunca se muestra como segura.
medicine-open = Sin revisar:
review-area = Área
review-basis = Se basa en
review-day = Día
part-of-classes = Qué es
part-of-doses = Dosis habituales
part-of-does = Qué hace
part-of-not-found = Se buscó y no se encontró
part-of-cleared = Cómo lo elimina el cuerpo
part-of-others = Qué hace a la eliminación de otros
part-of-stays = Cuánto permanece
part-of-cautions = En quién pide precaución
part-of-side-effects = Efectos secundarios frecuentes
part-of-starting = Cómo se empieza

problem-told = { $told }
help = Ayuda en crisis
lock = Bloquear
problem-ours = Es un fallo de cotake. No se perdió nada; la terminal donde funciona dice más.
foot-knowledge = conocimiento de { $version }
