### Briefings y campañas

campaign-title = Campañas
campaign-intro = Del diagnóstico a los correos que se pueden enviar, y a lo que han cambiado.
campaign-new = Nuevo briefing sin diagnóstico
campaign-new-note = Sin diagnóstico, el briefing dice «no sabemos por qué», y los dos equipos firman que se sigue adelante de todos modos.
campaign-empty = Todavía no hay ninguna campaña
campaign-empty-text = Una campaña empieza con un objetivo en peligro y su motivo.
campaign-go-why = Preguntar por qué
campaign-go-warnings = Ver los objetivos
campaign-name = Título
campaign-stand = Estado
campaign-target = Objetivo
campaign-signatures = Firmas
campaign-sent = Enviados
campaign-waits = A la espera de
campaign-untitled = Sin título
campaign-version = Briefing, versión { $version }
campaign-steps = Pasos de la campaña
campaign-step-brief = Briefing
campaign-step-audience = Público
campaign-step-message = Mensaje
campaign-step-sign = Firmas
campaign-step-launch = Lanzamiento
campaign-step-result = Resultado
campaign-done = hecho
campaign-open = pendiente
campaign-stage-draft = En preparación
campaign-stage-running = Lanzada
campaign-stage-paused = En pausa
campaign-begun = El briefing está creado. Complete lo que falta.
campaign-saved = Guardado.
campaign-saved-gaps = Guardado. Aquí falta algo antes de seguir; está en la lista.
campaign-saved-voided = Guardado como nueva versión. Las firmas ya no valen; los dos equipos vuelven a firmar.
campaign-yours = Lo que escribió usted
campaign-theirs = { $person }, versión { $version }
campaign-conflict = { $person } ha guardado entretanto la versión { $version } ({ $time }). Lo que escribió sigue en el formulario, pero no está guardado. Compare ambos; si guarda otra vez, vale lo suyo.
campaign-conflict-same = { $person } ha guardado entretanto la versión { $version } ({ $time }) y ha cambiado otras partes, nada de esta página. Guarde otra vez.
campaign-conflict-launched = La campaña se ha lanzado entretanto (versión { $version }, { $person }, { $time }). No se ha guardado nada; abajo está lo que escribió y lo que vale.
campaign-edit-voids = El briefing y el mensaje llevan firmas. Un cambio crea una versión nueva que nadie ha firmado.
campaign-part-why = Por qué
campaign-part-what = Qué, para quién, cuándo
campaign-known =
    hallado en { $notes ->
        [one] una nota de ventas
       *[other] { $notes } notas de ventas
    }
campaign-unknown = No sabemos por qué. Quien firma responde de seguir adelante de todos modos.
campaign-finding = Qué se ha encontrado
campaign-argument = Por qué seguir de todos modos
campaign-barrier = Barrera
campaign-not-known = no se sabe
campaign-stage = Meta (AIDA)
campaign-stage-hint = El paso que el lector debe dar a continuación.
campaign-choose = Elija una opción
campaign-core = Idea central del mensaje
campaign-core-hint = Lo único que debe quedar en la memoria.
campaign-question = Pregunta al lector
campaign-question-hint = La respuesta vuelve a esta campaña.
campaign-family = Familia de productos
campaign-family-hint = Por ella se juzgan la necesidad y el permiso.
campaign-window = Período
campaign-from = Primer día
campaign-until = Último día
campaign-window-hint = En estos días salen los correos y cuenta el resultado.
campaign-measure = Medida del éxito
campaign-measure-hint = Se fija antes de empezar, para que nadie la elija después.
campaign-measured-by = Se mide por
campaign-measure-repurchase = Proporción de clientes que vuelven a comprar
campaign-measure-revenue = Ingresos netos por cliente
campaign-measure-answers = Proporción de lectores que responden
campaign-measure-said = { $measure }: sin campaña { $baseline }, merece la pena a partir de { $smallest } más
campaign-measure-said-only = { $measure }: merece la pena a partir de { $smallest }
campaign-baseline = Sin la campaña
campaign-smallest = Menor efecto que merece la pena
campaign-point = { $number } punto porcentual
campaign-points = { $number } puntos porcentuales
campaign-baseline-hint-share = Proporción en porcentaje.
campaign-baseline-hint-money = Importe por cliente.
campaign-smallest-hint-share = En puntos porcentuales: del 8 % al 10 % son 2.
campaign-smallest-hint-money = Cuánto más por cliente.
campaign-smallest-hint-answers = Proporción que debería responder, en porcentaje.
campaign-before = El año pasado ({ $from } – { $until }) compró el { $share } de los { $customers } clientes que se comparan; ingresos netos por cliente: { $revenue }.
campaign-before-answers = Sin campaña no se pregunta a nadie; no hay valor con el que comparar.
campaign-before-later = El valor del año pasado aparecerá aquí cuando se hayan guardado el período y el público.
campaign-before-nobody = No se puede escribir a nadie del público, así que no hay valor del año pasado.
campaign-before-unknown = No hay datos completos de estos días del año pasado. Escriba con qué cuenta.
campaign-visible = Con { $treated } clientes contactados y { $heldout } en el grupo de comparación, una diferencia de unos { $effect } se ve en cuatro de cada cinco casos; una menor, menos veces.
campaign-visible-few = No habrá veredicto: cada lado necesita { $needed } clientes; aquí hay { $treated } contactados y { $heldout } en el grupo de comparación. Ayuda un público más amplio o un grupo de comparación mayor (en los ajustes).
campaign-claims = Plazos y existencias
campaign-claims-hint = Cada «solo hasta» y «hasta agotar existencias» necesita un hecho con fecha. Sin él no se envía nada.
campaign-claim-kind = Tipo
campaign-claim-deadline = Plazo
campaign-claim-stock = Existencias
campaign-claim-words = Palabras del mensaje
campaign-claim-fact = Dónde se puede comprobar el hecho
campaign-claim-until = Válido hasta
campaign-save = Guardar
campaign-save-next = Guardar y seguir
campaign-next = Seguir
campaign-complete = No falta nada.
campaign-gaps =
    { $count ->
        [one] Falta una cosa
       *[other] Faltan { $count } cosas
    }
campaign-gap-title = El briefing no tiene título.
campaign-gap-cause = Diga qué se ha encontrado, o por qué seguir sin hallazgo.
campaign-gap-barrier = El motivo se conoce, pero no se nombra ninguna barrera.
campaign-gap-stage = La meta (AIDA) está sin elegir.
campaign-gap-core = Falta la idea central del mensaje.
campaign-gap-audience = Todavía no se ha elegido a nadie: añada condiciones.
campaign-gap-note = Diga por qué estas personas y no otras.
campaign-gap-family = No se ha elegido ninguna familia de productos.
campaign-gap-window = Faltan el primer y el último día.
campaign-gap-backwards = El último día es anterior al primero.
campaign-gap-channel = Las campañas por { $channel } todavía no son posibles.
campaign-gap-measure = A la medida del éxito le falta un valor.
campaign-gap-range = Las proporciones van de 0 a 100 por ciento; el menor efecto es mayor que 0.
campaign-gap-question = Falta la pregunta al lector.
campaign-gap-unbacked = La afirmación { $number } no tiene una prueba con fecha.
campaign-gap-over = La afirmación { $number } ya no es cierta el primer día.
campaign-gap-long = Un texto tiene más de { $most } caracteres.
campaign-bad-day = Esto no es una fecha.
campaign-bad-both = Un período necesita los dos días.
campaign-bad-choice = Elija de la lista, por favor.
campaign-bad-number = Escriba un número, por favor.
campaign-condition-large = Hay demasiadas condiciones.
campaign-condition-empty = Una condición está vacía.
campaign-condition-range = Un intervalo necesita un límite inferior o superior, y el inferior no puede superar al superior.
campaign-condition-odd = Una condición no se entiende.
campaign-condition-number = La presión no es menor que 0.
campaign-start-title = { $place }, { $month }
campaign-start-note = Aquí se concentra la pérdida: { $place }.
campaign-start-explained = Faltarán unos { $short }, sobre todo aquí: { $place }. Los clientes dan como motivo: { $barrier }.
campaign-start-unknown = Faltarán unos { $short }. Los datos no dicen por qué.
campaign-start-short = Aquí faltarán unos { $short }: { $place }.
campaign-whom = Para quién es
campaign-conditions = Condiciones
campaign-match-all = Se cumplen todas
campaign-match-any = Se cumple alguna
campaign-no-conditions = Aún no hay condiciones. Añada la primera.
campaign-is-or-not = Se cumple o no
campaign-is = se cumple
campaign-is-not = no se cumple
campaign-remove = Quitar
campaign-field-bought = Ha comprado alguna de
campaign-field-region = La región es una de
campaign-field-country = El país es uno de
campaign-field-kind = Persona o empresa
campaign-field-revenue = Ingresos netos hasta ahora
campaign-field-orders = Número de pedidos
campaign-field-last = Días desde el último pedido
campaign-field-phase = La fase es una de
campaign-field-need = Suele comprar en el mes
campaign-field-complaint = Hay una reclamación abierta
campaign-field-pressure = Presión de contacto
campaign-field-language = El idioma es uno de
campaign-month = Mes
campaign-at-least = Al menos
campaign-at-most = Como máximo
campaign-older = Hace al menos estos días
campaign-newer = Hace como máximo estos días
campaign-row-bad = Indique un valor adecuado.
campaign-note = Por qué estas personas
campaign-note-hint = Una frase que firman los dos equipos.
campaign-count-now = Contar ahora
campaign-count-title = Quién lo recibiría
campaign-count =
    { $count ->
        [one] Una persona
       *[other] { $count } personas
    } de { $customers ->
        [one] un cliente
       *[other] { $customers } clientes
    }
campaign-count-empty = Añada condiciones para ver a quién se refiere.
campaign-count-incomplete = A una condición le falta un valor, o un valor no encaja.
campaign-count-launched = El público quedó fijado en el lanzamiento. Estas cifras son de hoy.
campaign-examples =
    Algunas de ellas ({ $count ->
        [one] un cliente
       *[other] { $count } clientes
    } en total):
campaign-sum = En total: { $sum }
campaign-held-out-note = Alrededor de un { $share } se deja fuera al azar, para ver qué cambia de verdad la campaña.
campaign-group-mailable = Se le puede escribir
campaign-group-no-consent = Sin consentimiento
campaign-group-no-address = Sin dirección
campaign-group-over-cap = Ya se le ha escrito bastante
campaign-group-outside = Fuera de la ventana de necesidad
campaign-group-complaint = Reclamación abierta
campaign-group-owed = Se debe una promesa o respuesta
campaign-group-claim = Afirmación sin prueba
campaign-group-held-out = Grupo de comparación
campaign-fallback = Idioma para los demás
campaign-fallback-hint = Cada lector recibe su idioma si usted lo ha escrito; si no, este.
campaign-subject = Asunto
campaign-body = Texto
campaign-save-preview = Guardar y ver
campaign-message-saved = El texto está guardado.
campaign-placeholders = Marcadores y signos
campaign-placeholders-hint = Se sustituyen para cada lector.
campaign-placeholder-first = Nombre; si no, apellido o empresa
campaign-placeholder-last = Apellido
campaign-placeholder-company = Empresa del lector
campaign-placeholder-sender = Nuestra empresa
campaign-mark-strong = palabras destacadas
campaign-mark-link = un enlace
campaign-mark-heading = un título
campaign-mark-list = una lista
campaign-added = La pregunta, el enlace de respuesta, el remitente, la dirección postal y la baja se añaden a cada correo. Sin píxel ni enlaces de seguimiento.
campaign-lint-good = El texto se puede enviar.
campaign-lint =
    { $count ->
        [one] Una cosa impide el envío
       *[other] { $count } cosas impiden el envío
    }
campaign-fault-fallback = No hay nada escrito en el idioma para los demás ({ $language }).
campaign-fault-subject = { $language }: el asunto está vacío.
campaign-fault-reply = { $language }: el asunto finge ser una respuesta o un reenvío.
campaign-fault-form = { $language }: el asunto tiene más de { $most } caracteres o un salto de línea.
campaign-fault-body = { $language }: el texto está vacío.
campaign-fault-long = { $language }: el texto supera { $most } bytes.
campaign-fault-question = { $language }: falta la pregunta al lector.
campaign-fault-placeholder = { $language }: no existe el marcador «{ $name }». Existen { $known }.
campaign-fault-program = { $language }: no se puede usar una llave seguida de % o #.
campaign-fault-broken = { $language }: hay un marcador sin cerrar.
campaign-fault-picture = { $language }: una imagen cargada delataría quién lee. Quítela.
campaign-fault-personal = { $language }: un enlace con marcador delataría quién lo sigue.
campaign-fault-link = { $language }: «{ $link }» no es un enlace.
campaign-fault-urgency = { $language }: «{ $words }» mete prisa al lector, pero ningún plazo ni existencias del briefing respaldan esas palabras. Añádalas allí con su hecho o quítelas.
campaign-fault-sender = En los ajustes falta el nombre de la empresa.
campaign-fault-postal = En los ajustes falta la dirección postal.
campaign-fault-address = En los ajustes falta una dirección de remitente válida.
campaign-fault-https = La dirección pública debe empezar por https:// y llevar aquí desde cualquier lugar, para que un clic dé de baja.
campaign-preview = Vista previa
campaign-preview-as = Leer como
campaign-preview-later = La vista previa llega cuando el texto se puede enviar.
campaign-preview-nobody = No se ha encontrado a nadie. Busque un nombre o elija antes un público.
campaign-search = Buscar por nombre o dirección
campaign-first = la primera persona hallada
campaign-show = Mostrar
campaign-to = Para
campaign-language = Idioma
campaign-may = Se puede enviar.
campaign-may-not = No se enviaría.
campaign-text-part = Como texto simple
campaign-headers = Cabeceras
campaign-what-signed = Lo que se firma: versión { $version }
campaign-changed-since = Nuevo desde la versión { $version }, firmada por { $people }
campaign-changed-in = Lo que cambió la versión { $version }
campaign-changed-nothing = No ha cambiado nada.
campaign-changed-part = Qué
campaign-versions = Todas las versiones
campaign-version-name = Versión
campaign-version-number = Versión { $version }
campaign-version-by = Guardada por
campaign-version-changed = Cambios
campaign-mail-in = Correo ({ $language })
campaign-mail-sample = Entre corchetes, lo que cambia de un lector a otro.
campaign-sign-hint = Una persona de marketing y una de ventas responden de esta versión: del briefing y de cada palabra del correo.
campaign-sign-as = Firmar por { $team }
campaign-has-signed = firmado
campaign-not-signed = sin firmar
campaign-admin-signs-not = La administración no firma; firman los dos equipos.
campaign-signed = Firmado. Ahora firma el otro equipo.
campaign-signed-both = Los dos equipos han firmado.
campaign-checks = Antes del lanzamiento
campaign-check-brief = El briefing está completo
campaign-check-audience =
    { $count ->
        [one] Se puede escribir a una persona
       *[other] Se puede escribir a { $count } personas
    }
campaign-check-message = El texto se puede enviar
campaign-check-marketing = Marketing ha firmado
campaign-check-sales = Ventas ha firmado
campaign-check-window = El período no ha terminado
campaign-check-server = Hay un servidor de correo configurado
campaign-check-address = Los lectores pueden llegar a la dirección pública
campaign-launch = Lanzar la campaña
campaign-launch-later = El botón se activa cuando cada línea está hecha.
campaign-launch-sure =
    ¿Escribir ahora a { $count ->
        [one] una persona
       *[other] { $count } personas
    }? No se puede deshacer.
campaign-launched =
    Lanzada. { $count ->
        [one] Un correo espera
       *[other] { $count } correos esperan
    } su turno.
campaign-launched-by = Lanzada por { $person }, { $time }
campaign-admin-launches-not = La lanza marketing o ventas.
campaign-begins = El período empieza el { $time }. Antes no sale nada.
campaign-going = Los correos están saliendo
campaign-soon = Los correos esperan al primer día
campaign-held = En pausa
campaign-gone = Ha salido todo
campaign-done-of = { $done } de { $all } listos
campaign-pause = Pausar
campaign-resume = Seguir enviando
campaign-retry = Reintentar los fallidos
campaign-paused = En pausa. No sale nada nuevo.
campaign-resumed = El envío continúa.
campaign-retried =
    { $count ->
        [one] Un correo vuelve a esperar.
       *[other] { $count } correos vuelven a esperar.
    }
campaign-look-again = Volver a mirar
campaign-result-none = Todavía no hay resultado
campaign-result-none-text = Llega con el lanzamiento.
campaign-state = Estado
campaign-state-queued = en espera
campaign-state-claimed = a punto de salir
campaign-state-sending = en camino
campaign-state-sent = enviado
campaign-state-bounced = devuelto
campaign-state-failed = fallo nuestro
campaign-state-uncertain = incierto
campaign-state-denied = no permitido
campaign-state-held-out = grupo de comparación
campaign-state-given-up = abandonado
campaign-adds-up = Todas las personas elegidas
campaign-people = Personas
campaign-chart = Qué fue de cada persona elegida
campaign-chart-is = El estado del mensaje de cada persona que cumplía las condiciones en el lanzamiento.
campaign-of-sent = { $share } de los enviados
campaign-figure-audience = Público
campaign-figure-audience-is = Personas que cumplían las condiciones en el lanzamiento, también las que no recibieron nada.
campaign-figure-sent = Enviados
campaign-figure-sent-is = Correos que un servidor ha aceptado.
campaign-figure-answered = Respondidos
campaign-figure-answered-is = Personas que respondieron a la pregunta del correo.
campaign-figure-left = Bajas
campaign-figure-left-is = Personas que se dieron de baja con este mensaje.
campaign-figure-bounced = Devueltos
campaign-figure-bounced-is = Correos rechazados a causa del destinatario.
campaign-effect = Qué ha cambiado
campaign-effect-treated = Contactados
campaign-effect-held-out = Grupo de comparación
campaign-effect-side-is = La medida del briefing entre estos clientes, del día siguiente al lanzamiento al último día.
campaign-effect-nobody = En este lado no hay nadie.
campaign-effect-difference = Diferencia
campaign-effect-difference-is = Contactados (también quien al final no pudo recibir nada) menos el grupo de comparación, con el intervalo que contiene el valor real en 95 de 100 casos.
campaign-effect-none = Aún no hay nada que comparar.
campaign-effect-early = { $count } clientes; valores después del { $day }
campaign-effect-no-day = Lanzada el último día del período: no queda ningún día en el que pueda verse un efecto.
campaign-verdict-early = Demasiado pronto: el período no ha terminado en los datos.
campaign-verdict-few = Hay muy pocos clientes para decir algo.
campaign-verdict-not-seen = No se ve ninguna diferencia.
campaign-verdict-better = Mejor que sin la campaña.
campaign-verdict-small = Mejor que sin ella, pero menos de lo que merecía la pena.
campaign-verdict-worse = Peor que sin la campaña.
campaign-verdict-no-comparison = Al grupo de comparación no se le preguntó; no hay con qué comparar.
campaign-beside = Ingresos, devoluciones y reclamaciones
campaign-beside-is = Medias por cliente del día siguiente al lanzamiento al último día. Una campaña que vende y vuelve como devolución o reclamación no ha ayudado.
campaign-side = Lado
campaign-customers = Clientes
campaign-bought-each = Comprado, por cliente
campaign-returned-each = Devuelto, por cliente
campaign-complaints = Reclamaciones
campaign-answers =
    { $count ->
        [0] Respuestas
        [one] Una respuesta
       *[other] { $count } respuestas
    }
campaign-no-answers = Todavía no ha respondido nadie.
campaign-messages = Mensaje por mensaje
campaign-no-messages = No hay mensajes así.
campaign-all = Todos los estados
campaign-why = Por qué
campaign-when = Cuándo
campaign-why-sent = aceptado por el servidor de correo
campaign-why-address = Esta dirección no existe.
campaign-why-later = El servidor lo rechazó por ahora; se intentará de nuevo.
campaign-why-policy = El servidor no acepta correos nuestros.
campaign-why-large = El correo es demasiado grande para el servidor.
campaign-why-refused = El servidor lo rechazó y no dijo por qué.
campaign-why-waits = aún no le toca
campaign-settle-sent = Se envió
campaign-settle-give-up = Dejarlo
campaign-settled = Anotado. No se enviará otra vez.
campaign-settle-sent-sure = ¿Anotar de forma definitiva que el correo a { $name } se envió?
campaign-settle-give-up-sure = ¿Dejar de forma definitiva como está el correo a { $name }?
campaign-note-process-ended = El envío se interrumpió antes de que el servidor respondiera.
campaign-note-restored = La base de datos es una copia anterior; el correo puede haberse enviado después.
campaign-note-contact-gone = Esta persona ya no figura en los datos.
campaign-note-broke-before = La conexión se cortó antes de entregar el correo.
campaign-note-silent-before = El servidor no respondió a tiempo; no se entregó nada.
campaign-note-odd-before = El servidor dio una respuesta inesperada; no se entregó nada.
campaign-note-broke = La conexión se cortó mientras se entregaba el correo.
campaign-note-silent = El servidor no dijo a tiempo si aceptaba el correo.
campaign-note-odd = La respuesta del servidor no dice ni sí ni no.
campaign-note-clearance = El permiso se comprobó hace demasiado tiempo; se comprueba de nuevo.
campaign-note-not-utf8 = Nuestro servidor de correo solo acepta direcciones con caracteres ASCII.
campaign-note-bad-address = Esto no es una dirección de correo.
campaign-note-not-built = No se pudo componer el correo para esta persona.
campaign-note-gave-up = Rechazado por el momento una y otra vez, hasta que se acabó el tiempo.
campaign-halt-unwanted = En pausa: el servidor de correo no quiere nuestros correos.
campaign-halt-unexplained = En pausa: el servidor de correo rechaza a una persona tras otra y no dice por qué.
campaign-halt-faults = En pausa: hay errores en el texto o en los datos de la empresa.
campaign-halt-address = En pausa: los lectores no pueden llegar a la dirección pública.
campaign-halt-key = En pausa: la clave de firma no se puede usar.
campaign-halt-sent-before = Ya se envió: la base de datos es una copia anterior a ese envío.
campaign-waits-paused = En pausa: alguien debe reanudarla
campaign-waits-sending =
    { $count ->
        [one] Queda un correo por salir
       *[other] Quedan { $count } correos por salir
    }
campaign-waits-uncertain =
    { $count ->
        [one] Un correo incierto necesita su decisión
       *[other] { $count } correos inciertos necesitan su decisión
    }
campaign-waits-nothing = Nada: ha salido todo
campaign-waits-gaps =
    Marketing y ventas: en el briefing { $count ->
        [one] falta una cosa
       *[other] faltan { $count } cosas
    }
campaign-waits-message = Marketing: el texto aún no está listo
campaign-waits-launch = El lanzamiento: cualquiera de los dos equipos puede pulsar el botón
campaign-waits-one = La firma de { $team }
campaign-waits-both = Las firmas de los dos equipos
campaign-refused-launched = La campaña está lanzada. El briefing y el texto ya no cambian.
campaign-refused-not-launched = La campaña aún no se ha lanzado.
campaign-refused-changed = Alguien ha cambiado el briefing o el mensaje entretanto: van por la versión { $version }. Vuelva atrás, cárguelos de nuevo y mírelos antes de firmar.
campaign-refused-gaps = El briefing aún no está completo.
campaign-refused-team = Solo firman marketing y ventas.
campaign-refused-already = { $team } ya ha firmado esta versión.
campaign-refused-same = Las dos firmas vienen de dos personas.
campaign-refused-name = Una firma necesita un nombre.
campaign-refused-unsigned = { $team } aún no ha firmado esta versión.
campaign-refused-altered = Lo que firmó { $team } ya no es lo que hay. Guarde otra vez y que firmen los dos equipos.
campaign-refused-message = El texto aún no se puede enviar. Mire el paso «Mensaje».
campaign-refused-window = El período terminó el { $day }. Fije otro y vuelva a firmar.
campaign-refused-nobody = Nadie cumple las condiciones.
campaign-refused-settled = Este mensaje ya está resuelto.
campaign-refused-server = No hay servidor de correo. Lo configura la administración en los ajustes.
campaign-refused-sent-before = Esta campaña ya se envió: la base de datos es una copia anterior. Hay que empezar una campaña nueva.
