### The words for the codes of the closed lists


## phase
phase-need = Necesidad
phase-solution = Solución
phase-risk = Decisión
phase-customer = Cliente
phase-advocate = Nos recomienda

## stage
stage-attention = Atención
stage-interest = Interés
stage-desire = Deseo
stage-action = Acción

## barrier
barrier-brand_unknown = No nos conoce
barrier-advantage_unknown = No ve la ventaja
barrier-too_expensive = Demasiado caro
barrier-competitor_better = Prefiere a un competidor
barrier-timing = No es el momento
barrier-risk = Teme riesgos
barrier-no_need = Sin necesidad
barrier-no_authority = No puede decidir
barrier-trust = No confía en nosotros
barrier-product_gap = Nos falta algo

## channel
channel-email = Correo electrónico
channel-phone = Teléfono
channel-post = Carta
channel-sms = SMS
channel-visit = Visita
channel-fair = Feria
channel-web = Sitio web
channel-chat = Chat

## direction
direction-in = vino a nosotros
direction-out = partió de nosotros

## purpose
purpose-marketing = Publicidad
purpose-service = Servicio

## team
team-marketing = Marketing
team-sales = Ventas
team-admin = Administración

## scope
scope-company = Toda la empresa
scope-family = Familia de productos
scope-region = Región
scope-owner = Responsable
scope-channel = Canal

## kind
kind-person = Particular
kind-company = Empresa

## role
role-user = lo usa
role-buyer = compra
role-decider = decide
role-specifier = lo prescribe
role-advocate = nos recomienda

## lang
lang-de = Deutsch
lang-nl = Nederlands
lang-es = Español
lang-en = English

## event
event-sale = Pedido
event-return = Devolución
event-adjustment = Ajuste
event-touch = Contacto
event-message_sent = Mensaje enviado
event-message_bounced = Mensaje rechazado
event-message_answered = Mensaje respondido
event-visit = Visita a la web
event-search = Búsqueda
event-product_viewed = Artículo visto
event-product_added = Añadido a la cesta
event-product_removed = Quitado de la cesta
event-product_wished = Añadido a la lista de deseos
event-product_reviewed = Artículo valorado
event-checkout_started = Inicio del pago
event-inquiry = Consulta
event-need_stated = Necesidad expresada
event-requirement_confirmed = Requisito confirmado
event-quote_requested = Oferta solicitada
event-price_asked = Preguntó por el precio
event-reference_asked = Pidió referencias
event-referral = Recomendación
event-quote_sent = Oferta enviada
event-note = Nota
event-deal_opened = Oportunidad abierta
event-deal_won = Operación ganada
event-deal_lost = Operación perdida
event-deal_reopened = Oportunidad abierta de nuevo
event-deal_removed = Oportunidad retirada
event-complaint_opened = Reclamación
event-complaint_closed = Reclamación resuelta
event-complaint_reopened = Reclamación abierta de nuevo
event-complaint_removed = Reclamación retirada
event-promise_made = Promesa hecha
event-promise_kept = Promesa cumplida
event-promise_broken = Promesa incumplida
event-promise_reopened = Promesa abierta de nuevo
event-promise_removed = Promesa retirada
event-survey_answered = Encuesta respondida
event-survey_removed = Respuesta a encuesta retirada
event-consent_given = Consentimiento dado
event-consent_withdrawn = Consentimiento retirado
event-objected = Se opuso a la publicidad
event-other = Otro suceso

## consent
consent-given = dado
consent-withdrawn = retirado
consent-objected = oposición
consent-existing_customer = cliente existente

## outcome
outcome-open = abierta
outcome-won = ganada
outcome-lost = perdida

## theme
theme-auto = Como el sistema
theme-light = Claro
theme-dark = Oscuro

## verdict
verdict-allow = permitido
verdict-deny = no permitido
verdict-ask_person = por comprobar

## security
security-starttls = STARTTLS (puerto 587)
security-tls = TLS (puerto 465)
security-none = ninguna, solo en este equipo
