### Hoy: qué necesita a quién

today-hello = Buenos días, { $name }
today-unseen =
    { $count ->
        [one] { $count } aviso es nuevo.
       *[other] { $count } avisos son nuevos.
    }
today-nothing-new = No hay avisos nuevos.
today-empty = Bienvenido a Sog
today-empty-text = Aún no hay datos. Lea sus pedidos con «sog import» y ejecute «sog refresh». Después esta página muestra lo que le necesita.
today-warnings = Objetivos en riesgo
today-all-warnings =
    { $count ->
        [one] Mostrar { $count } aviso
       *[other] Mostrar los { $count } avisos
    }
today-no-warnings = Nada de qué preocuparse
today-no-warnings-text = Por lo que hoy se puede saber, probablemente se alcanzan todos los objetivos.
today-month = Este mes
today-month-more = Más sobre este mes
today-no-target = Este mes no hay objetivo para toda la empresa, así que no hay con qué comparar.
today-set-target = Fijar un objetivo
today-to-sign = Espera su firma
today-to-sign-none = Ningún briefing por firmar.
today-nobody-signed = aún no ha firmado nadie
today-signed-by = firmado por { $team }
today-campaigns-none = Ahora no hay ninguna campaña en marcha.
today-ready = firmada, lista para empezar
today-paused = en pausa
today-running = en marcha: { $sent } enviados, { $waiting } pendientes
today-uncertain =
    { $count ->
        [one] { $count } mensaje es incierto, decida por favor
       *[other] { $count } mensajes son inciertos, decida por favor
    }
today-complaints = Reclamaciones abiertas
today-complaints-means = Reclamaciones abiertas desde hace más de 3 días, primero las más antiguas. Mientras una está abierta, ese cliente no recibe publicidad.
today-complaints-none = Ninguna reclamación espera más de 3 días.
today-complaints-count =
    { $count ->
        [one] { $count } tiene más de 3 días.
       *[other] { $count } tienen más de 3 días.
    }
today-complaints-all = Todos los clientes con una reclamación abierta
today-data = ¿Cómo de recientes son los datos?
today-data-until = Ventas hasta
today-last-import = Última importación
today-no-import = aún no se ha leído nada
today-customers-active = { $count } de ellos con eventos
today-refresh = Actualizar ahora
today-refreshed =
    Todo está al día: { $count ->
        [one] un cliente
       *[other] { $count } clientes
    }.
today-data-ends = Las ventas terminan el { $day }.
today-data-ends-text = Todo lo de abajo es a fecha de ese día. Importe ventas más recientes para ver la situación de hoy.
today-no-warnings-then = Entonces, ningún aviso
today-no-warnings-then-text = Con ventas tan antiguas no se puede saber si hoy hay un objetivo en riesgo.
today-sent = dura hasta el { $until }: { $sent } enviados
today-answers =
    { $count ->
        [one] { $count } respuesta
       *[other] { $count } respuestas
    }
