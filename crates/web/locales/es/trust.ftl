### Confianza: promesas, tensiones, encuestas, reclamaciones

trust-title = Confianza
trust-text = Qué tensa las relaciones, qué hemos prometido, qué opinan los clientes de nosotros y de dónde vienen las reclamaciones.
trust-figures = Cifras de confianza
trust-strains = Qué tensa
trust-strain = Tensión
trust-age = Desde
trust-strains-means = Reclamaciones abiertas o sin respuesta, promesas vencidas, preguntas sin respuesta, demasiados contactos y notas bajas por las que nadie ha preguntado. Cada tensión viene de un registro o de un hecho y desaparece cuando se resuelve.
trust-strains-none = Por lo que sabemos, ahora nada tensa esta relación.
trust-strains-nobody = Por lo que sabemos, ahora no hay tensiones.
trust-stops = detiene la publicidad
trust-since = desde { $date }
trust-no-owner = sin responsable
trust-oldest = Las { $shown } más antiguas de { $count }.
trust-stressor-complaint = Reclamación abierta
trust-stressor-unheard = Reclamación sin primera respuesta
trust-stressor-promise = Promesa vencida
trust-stressor-inquiry = Pregunta sin respuesta
trust-stressor-cap = Más contactos de los deseados
trust-stressor-survey = Nota baja, aún sin preguntar
trust-way = ¿Cómo se respondió?
trust-person = Persona
trust-nobody = nadie en concreto
trust-answered = La pregunta está respondida
trust-ledger = Cuenta de confianza
trust-sum = Suma
trust-sum-is = Suma { $sum }
trust-sum-means = Suma de los apuntes: lo que hicimos que da (+) o quita (−) confianza. Los pesos son un convenio y no una medida; «docs/trust.md» razona cada uno. La suma nunca decide quién recibe mensajes.
trust-entries =
    { $count ->
        [one] de { $count } apunte
       *[other] de { $count } apuntes
    }
trust-entries-all = Todos los apuntes
trust-chart = Cuenta de confianza por meses
trust-unknown = Aún no se sabe: no hay ningún apunte.
trust-point-kept = Promesa cumplida
trust-point-broken = Promesa incumplida
trust-point-heard = Reclamación respondida pronto
trust-point-unheard = Reclamación respondida tarde o nunca
trust-point-settled = Reclamación resuelta
trust-point-honoured = Oposición respetada
trust-point-ignored = Publicidad tras la oposición
trust-point-answered = Pregunta respondida pronto
trust-point-unanswered = Pregunta respondida tarde o nunca
trust-point-referral = Nos ha recomendado
trust-point-able = Nos considera capaces
trust-point-unable = No nos considera capaces
trust-point-liked = Trata con gusto con nosotros
trust-point-disliked = No trata con gusto con nosotros
trust-promises = Promesas
trust-promises-means = Lo que prometimos y para cuándo. Una promesa cuyo día ha pasado y que nadie ha cerrado cuenta como incumplida. La proporción: cumplidas entre cumplidas, incumplidas y vencidas; las abiertas y las retiradas no cuentan.
trust-promises-none = No hay ninguna promesa anotada.
trust-kept-of = { $kept } de { $count } cumplidas
trust-promise-open = abierta
trust-promise-overdue = vencida
trust-promise-kept = cumplida
trust-promise-broken = incumplida
trust-promise-withdrawn = retirada
trust-due = hasta el { $date }
trust-settled-on = cerrada el { $date }
trust-to = a { $name }
trust-keep = Cumplida
trust-break = Incumplida
trust-withdraw = Retirada
trust-remove = No era una promesa: eliminar
trust-undo = Deshacer: abierta de nuevo
trust-promise-new = Anotar una nueva promesa
trust-promise-text = ¿Qué hemos prometido?
trust-promise-due = Último día
trust-promise-owner = Quién de nosotros
trust-promise-add = Anotar la promesa
trust-need-text = Escriba qué se prometió.
trust-need-shorter = Como máximo { $most } caracteres.
trust-need-due = Indique un día a partir de hoy.
trust-need-marks = Responda a las dos preguntas de 1 a 5: ambas o ninguna.
trust-surveys = Qué opinan de nosotros
trust-surveys-means = Dos preguntas, cada una de 1 (nada) a 5 (mucho): ¿Hasta qué punto nos considera capaces? ¿Le resulta agradable tratar con nosotros? Cada una cuenta por sí misma y nunca se promedian. Un 1 o un 2 es una nota baja y alguien debe preguntar por qué.
trust-surveys-none = Aún no hay ninguna respuesta anotada.
trust-surveys-nobody = Aún no ha respondido nadie.
trust-competence = Capaces
trust-likeability = Agradables
trust-competence-is = capaces: { $mark } de 5
trust-likeability-is = agradables: { $mark } de 5
trust-asked-silent = Preguntado el { $date }, aún sin respuesta.
trust-followed-on = Se preguntó el { $date }
trust-follow = Hemos preguntado por qué
trust-unfollow = Deshacer: no se preguntó
trust-survey-new = Anotar una respuesta
trust-survey-words = En sus palabras
trust-survey-add = Anotar la respuesta
trust-marks = Notas
trust-mark = Nota
trust-answers =
    { $count ->
        [one] { $count } respuesta
       *[other] { $count } respuestas
    }
trust-alerts = Notas bajas, aún sin preguntar
trust-replied = Primera respuesta { $date }
trust-reply-late =
    { $days ->
        [one] sin respuesta desde hace más de { $days } día
       *[other] sin respuesta desde hace más de { $days } días
    }
trust-reply-none = No hay primera respuesta anotada.
trust-reply = Hemos respondido
trust-unreply = Deshacer: sin respuesta
trust-complaint-close = Resuelta
trust-complaint-reopen = Abrir de nuevo
trust-done-promised = La promesa está anotada.
trust-done-settled = La promesa está cerrada.
trust-done-reopened = La promesa está abierta de nuevo.
trust-done-removed = La promesa está eliminada.
trust-done-replied = La primera respuesta está anotada.
trust-done-unreplied = La primera respuesta está retirada.
trust-done-closed = La reclamación está resuelta.
trust-done-complaint-reopened = La reclamación está abierta de nuevo.
trust-done-told = La respuesta está anotada.
trust-done-followed = Cambiado.
trust-done-answered = Anotado. La pregunta desaparece con la próxima actualización.
trust-changed-meanwhile = Esto ha cambiado entretanto. Cargue la página de nuevo y vea qué dice.
trust-figure-strains = Tensiones
trust-figure-kept = Promesas cumplidas
trust-kept-unknown = Aún no hay promesas decididas.
trust-figure-complaints = Reclamaciones por 100 pedidos
trust-complaints-means = Pedidos de los últimos 365 días por los que alguien reclamó, por cada 100 pedidos de ese tiempo; n cuenta los pedidos. Las reclamaciones sin número de pedido no tienen origen. Un pedido con varias familias cuenta en cada una. Vendedor es quien atiende hoy al cliente. El intervalo dice qué cabe esperar al 95 % con tantos pedidos.
trust-complaints-unknown = Ningún pedido en los últimos 365 días.
trust-figure-reply = Hasta la primera respuesta
trust-reply-means = Tiempo central (mediana) de una reclamación a nuestra primera respuesta; n cuenta las respondidas. Quien aún espera figura al lado. Las resueltas sin respuesta anotada no cuentan.
trust-reply-unknown = Aún no hay primeras respuestas anotadas.
trust-figure-answer = Hasta responder preguntas
trust-answer-means = Tiempo central (mediana) de una consulta a nuestro siguiente contacto propio u oferta; la publicidad no cuenta. n cuenta las consultas respondidas.
trust-answer-unknown = Aún no hay consultas respondidas.
trust-figure-rate = Respuestas a encuestas
trust-rate-means = Proporción de los preguntados que respondió; n cuenta los preguntados. Las respuestas sin fecha de pregunta no cuentan.
trust-rate-unknown = En ninguna parte consta a quién se preguntó.
trust-range = { $low } a { $high }
trust-middle-half = la mitad central: { $low } a { $high }
trust-waiting =
    { $count ->
        [one] { $count } sigue esperando
       *[other] { $count } siguen esperando
    }
trust-hours = { $hours } horas
trust-days = { $days } días
trust-owed = Promesas: vencidas y de esta semana
trust-owed-none = Ninguna promesa ha vencido ni vence en los próximos siete días.
trust-origins = De dónde vienen las reclamaciones
trust-by-seller = Por vendedor
trust-by-family = Por familia de productos
trust-origin = Origen
trust-origin-none = sin datos
trust-origin-unknown = { $unknown } de { $count } reclamaciones no nombran un pedido de este tiempo.
trust-complained = Con reclamación
trust-per-hundred = Por 100
trust-mine = Me encargo yo
trust-done-mine = Usted se encarga de esta reclamación.
