# What a browser keeps for when cotake does not run, and what it is told of the pages.
offline-about = ¿Puedo tomar esto junto? Una respuesta para toda una lista de medicamentos, con sus fuentes.
offline-title = cotake no está en marcha
offline-why = Las páginas vienen de cotake en este equipo, y no responde. No se ha perdido nada: su lista y su diario siguen donde estaban.
offline-how = Arránquelo de nuevo en una terminal:
offline-then = Después abra el enlace que muestra, o vuelva a cargar esta página.
