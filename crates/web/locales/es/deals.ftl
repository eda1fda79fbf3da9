### What customers told us: deals, and stated needs

## How one knows
told-how = ¿Cómo lo sabemos?
told-assumed = Lo suponemos; el cliente no lo ha dicho
told-told = El cliente nos lo dijo, el día y por el canal indicados abajo
told-stays = Como antes
told-day = Día
told-channel = Canal
told-words = Con las palabras del cliente
told-who = ¿Quién lo dijo?
told-written = anotado por { $person }, { $time }
told-need-words = Anote lo que dijo el cliente.
told-too-long = Son demasiadas palabras.
told-need-day = Indique el día.
told-future = Ese día aún no ha llegado.
told-need-channel = Elija el canal.
told-no-event = Elija un evento en el que el cliente lo dijera.
told-somebody-else = En este evento habla otra persona de contacto. Elija otro.
told-must-cite = Lo que le mueve ahora necesita un evento en el que lo dijera. Si no lo hay, anótelo como suposición.
told-no-contact = No es una persona de contacto del cliente.
told-conflict = { $person } lo ha cambiado entretanto, { $time }. Abajo ve lo que vale ahora; lo que usted escribió sigue en el formulario.
told-trade-only = Marketing y ventas anotan lo que dicen los clientes.

## Deals of a customer
deal-list-text = En qué punto está cada oportunidad se deduce de lo que dijo el cliente, no de lo que hicimos nosotros.
deal-list-none = Ninguna oportunidad todavía
deal-list-none-text = Abra una en cuanto el cliente hable de una necesidad.
deal-all = Todas las oportunidades, abrir una
deal-open = Abrir una oportunidad
deal-open-go = Abrir
deal-title = Nombre
deal-title-hint = De qué se trata, por ejemplo «Luz para la tienda nueva»
deal-amount = Importe
deal-amount-hint = Déjelo vacío si nadie ha mencionado uno
deal-need-title = Ponga un nombre a la oportunidad.
deal-title-long = Como máximo { $most } caracteres.
deal-need-amount = Escriba un importe en la moneda de los libros.
deal-opened = La oportunidad está abierta.
deal-not-opened = No se pudo abrir la oportunidad. Inténtelo otra vez.

## One deal
deal-steps = Las tres fases de la compra
deal-phase-means = Solo lo que dice el cliente cambia la fase: una necesidad o pregunta propia, un requisito confirmado y después una pregunta sobre riesgo o precio o una respuesta a nuestro encaje en detalle. Cada fase necesita las anteriores. Nuestras llamadas, ofertas y notas no cambian nada.
deal-phase-because = { $phase }. Prueba: { $event }.
deal-no-evidence = El cliente aún no ha dicho nada al respecto. No conocemos la fase.
deal-step-none = sin pruebas
deal-reached = alcanzada
deal-seller = Visión de ventas
deal-seller-text = { $phase }. El cliente no ha dicho nada que lo muestre.
deal-quoted-early = El { $date } salió una oferta antes de que el cliente hubiera hablado de una necesidad.
deal-early = El cliente ya ha hablado de esto, pero a una fase anterior le faltan pruebas.
deal-evidence =
    { $count ->
        [one] { $count } evento como prueba
       *[other] { $count } eventos como prueba
    }
deal-asks-need = Poner la necesidad en palabras: qué hace falta, qué se desea, qué pasa si nada cambia, cómo será.
deal-asks-solution = Requisitos que el cliente ha confirmado; primero si encajan a grandes rasgos, después en detalle.
deal-asks-risk = Qué puede salir mal, qué respondemos, cuánto cuesta.
deal-missing = Lo que falta
deal-nothing = Nada anotado todavía.
deal-confirmed = confirmado
deal-is-assumed = supuesto
deal-risk-open = abierto
deal-risk-answered = respondido
deal-change = Cambiar
deal-undo = Deshacer el último cambio
deal-remove = Quitar
deal-removed = Quitado
deal-confirm = El cliente lo ha confirmado
deal-reword = Cambiar las palabras
deal-reword-text = Otras palabras vuelven a ser una suposición hasta que el cliente las confirme.
deal-answer = Nuestra respuesta
deal-matrix = ¿Qué encaja?
deal-outline = A grandes rasgos
deal-detail = En detalle
deal-outline-gap = Falta a grandes rasgos
deal-detail-gap = Falta en detalle
deal-customer-answer = Respuesta del cliente
deal-not-answered = sin respuesta
deal-fit-go = Guardar el encaje
deal-fit-yes = sí
deal-fit-partly = en parte
deal-fit-no = no
deal-need-gap = Diga qué falta.
deal-detail-first = El encaje en detalle viene después del encaje a grandes rasgos.
deal-wrong-kind = Esto no corresponde a este tipo de anotación.
deal-accept = El cliente ha respondido a esto
deal-accept-text = ¿Qué dice el cliente del encaje en detalle?
deal-say = Anotar algo
deal-say-text = Tal como se dijo. Hasta que el cliente lo confirme, es una suposición.
deal-say-go = Anotar
deal-kind = ¿Qué es?
deal-kind-need = Necesidad
deal-kind-wish = Deseo
deal-kind-consequence = Si nada cambia
deal-kind-vision = Visión
deal-kind-own-reason = Razón propia
deal-kind-moves-now = Lo que le mueve ahora
deal-kind-requirement = Requisito
deal-kind-risk = Riesgo
deal-kind-price-talk = Conversación sobre el precio
deal-price-amount = Importe mencionado (solo al hablar del precio)
deal-gap-need = La necesidad en palabras
deal-gap-wish = El deseo que hay detrás
deal-gap-consequence = Qué pasa si nada cambia
deal-gap-vision = Cómo será
deal-gap-own-reason = Una razón propia
deal-gap-moves-now = Lo que le mueve ahora
deal-gap-requirement = Un requisito
deal-gap-requirement-confirmed = Un requisito que el cliente haya confirmado
deal-gap-outline =
    { $count ->
        [one] El encaje a grandes rasgos de { $count } requisito
       *[other] El encaje a grandes rasgos de { $count } requisitos
    }
deal-gap-detail =
    { $count ->
        [one] El encaje en detalle de { $count } requisito
       *[other] El encaje en detalle de { $count } requisitos
    }
deal-gap-risk = La pregunta de qué puede salir mal
deal-gap-risk-open =
    { $count ->
        [one] Una respuesta a { $count } riesgo
       *[other] Una respuesta a { $count } riesgos
    }
deal-gap-price-talk = Una conversación sobre el precio
deal-gap-assumed =
    { $count ->
        [one] La palabra del cliente sobre { $count } suposición
       *[other] La palabra del cliente sobre { $count } suposiciones
    }
deal-assumed = Supuesto
deal-assumed-means = Parte de las afirmaciones, requisitos y riesgos que el cliente no ha confirmado. n los cuenta todos; las conversaciones sobre el precio no cuentan.
deal-assumed-unknown = Aún no hay nada anotado.
deal-answered = Requisitos respondidos en detalle
deal-answered-means = Requisitos con un sí, en parte o no en detalle. n cuenta todos los requisitos.
deal-answered-unknown = Aún no hay ningún requisito.
deal-of = { $count } de { $all }
deal-open-risks = Riesgos abiertos
deal-open-risks-means = Riesgos sin respuesta nuestra. n cuenta todos los riesgos.
deal-open-risks-unknown = Aún no se ha hablado de riesgos.
deal-moves = Lo que le mueve ahora
deal-moves-means = Cuándo dijo el cliente por última vez lo que le mueve ahora. No cambia ninguna fase. n cuenta las anotaciones.
deal-moves-unknown = El cliente aún no lo ha dicho.
deal-outcome = Resultado
deal-won = Ganada
deal-lost = Perdida
deal-reopen = Abrir de nuevo
deal-ended = El resultado está anotado.
deal-end-late = La oportunidad ha cambiado entretanto. Mírela otra vez.
deal-done = Anotado.
deal-done-assumed = Anotado como suposición.
deal-done-confirmed = Anotado, con el evento en el que el cliente lo dijo.
deal-done-removed = Quitado. Puede deshacerlo en esta página.
deal-done-undone = El último cambio está deshecho. Un evento que se escribió para él queda en el historial; la oportunidad ya no lo cuenta.

## Stated needs
stated-title = Qué necesidad nos ha contado el cliente
stated-means = Necesidades con las palabras del cliente y sus días, cada una con el evento en el que lo dijo. Un cambio conserva lo que había antes.
stated-none = El cliente aún no nos ha contado ninguna necesidad.
stated-add = Anotar una necesidad
stated-add-go = Anotar
stated-fact = Qué hace falta, con las palabras del cliente
stated-wish = El deseo que hay detrás, con las palabras del cliente
stated-from = Desde
stated-peak = Sobre todo el
stated-peak-is = sobre todo el { $date }
stated-until = Hasta
stated-recurrence = Con qué frecuencia
stated-once = una vez
stated-yearly = cada año
stated-source = De dónde
stated-talk = de una conversación
stated-form = de un formulario
stated-preference = de sus preferencias
stated-now = ahora, hasta el { $date }
stated-next = desde el { $date }
stated-over = terminada
stated-withdraw = Ya no hace falta
stated-withdrawn =
    { $count ->
        [one] { $count } necesidad que ya no existe
       *[other] { $count } necesidades que ya no existen
    }
stated-withdrawn-at = retirada el { $date }
stated-need-day = Escriba un día.
stated-need-family = Indique la familia de productos.
stated-need-recurrence = Elija con qué frecuencia.
stated-need-source = Elija de dónde viene.
stated-days = Los días no están en orden: desde, sobre todo el, hasta.
stated-too-long = Lo que hace falta cada año dura menos de un año.
stated-two-years = Lo que hace falta una vez dura dos años como máximo.
stated-is-withdrawn = Esta necesidad fue retirada. Deshaga eso primero.
stated-saved = La necesidad está anotada.
stated-gone = La necesidad está retirada. Puede deshacerlo abajo.
stated-undone = El último cambio está deshecho.
