# The site that runs in a browser alone.
site-about = ¿Puedo tomar esto junto? Una respuesta para toda una lista de medicamentos, con sus fuentes, calculada en su navegador.
site-start = Arranque
site-loading = cotake se está descargando. Ya puede empezar a escribir.
site-fetched = cotake se está descargando: { $done } de { $all } MB. Ya puede empezar a escribir.
site-starting = Casi listo: cotake está arrancando.
site-ready = cotake está listo.
site-late = Si aquí no se mueve nada, abra esta página desde una dirección web: no funciona como archivo abierto desde una carpeta.
site-no-script = Esta página calcula sus respuestas en su navegador y necesita JavaScript. Nada de lo que escriba se envía a ninguna parte.
site-old-browser = Este navegador no puede ejecutar cotake: le falta WebAssembly o algo igual de nuevo. Use una versión actual de Firefox, Chrome, Edge o Safari.
site-failed = cotake no se pudo descargar o arrancar. Compruebe si tiene conexión y vuelva a cargar la página.
site-foot = Esta página responde solo en su navegador. Lo que usted escribe no se envía a ninguna parte.
site-offline = Ahora también funciona sin conexión.
site-keep = Guardar mi lista en este dispositivo
site-keep-hint = Si no, desaparece al cerrar esta pestaña. Quien use este dispositivo puede ver una lista guardada.
