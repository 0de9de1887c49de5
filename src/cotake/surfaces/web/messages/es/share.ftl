share-head = Guardar, enviar o traer una lista
share-lead = Una lista se comparte como archivo y de ningún otro modo. El archivo contiene lo que hay en su lista: guárdelo y envíelo como haría con una carta.
share-page = La respuesta como página
share-list = La lista, para abrirla de nuevo
share-answer = La respuesta en JSON
share-bring = Un archivo con una lista
share-bring-hint = Una lista guardada aquí, una historia clínica (FHIR en JSON, C-CDA en XML), una tabla (CSV) o un texto con un medicamento por línea. Se lee en este equipo y se muestra antes de cambiar nada.
share-look = Ver qué contiene
share-no-file = Elija primero un archivo.
share-unread = No se pudo usar el archivo.
share-brought = Una lista de un archivo
share-holds = { $n ->
    [one] «{ $name }» contiene un medicamento.
   *[other] «{ $name }» contiene { $n } medicamentos.
 }
share-nothing-yet = Todavía no ha cambiado nada.
share-unknown = no reconocido
share-left-out = { $n ->
    [one] Una cosa de la historia no cuenta
   *[other] { $n } cosas de la historia no cuentan
 }
share-replace = Usarla en lugar de mi lista
share-take = Usarla
share-beside = Añadirla a mi lista
share-leave = Dejar mi lista como está
share-made = Hecho el { $day } con cotake { $version } y conocimientos de { $knowledge }. Informa y prepara una conversación con quien le receta o con su farmacia.
share-yes = sí
share-of-age = Edad
share-of-sex = Sexo
share-of-egfr = Función renal (FGe)
share-of-conditions = Enfermedades
share-of-genes = Tipos genéticos
share-of-pregnant = Embarazo, o intento de embarazo
share-of-breast-feeding = Lactancia
share-of-surgery = Operación prevista
share-of-allergies = Alergias
share-of-unread = No se pudo leer
