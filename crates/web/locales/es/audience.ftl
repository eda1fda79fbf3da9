# Audiences: conditions, the sentence they make, and their editor.
## The sentence. Parts come in the order of the language; `$not` turns one into its opposite.
audience-said = Todas las personas que { $clause }.
audience-and = y
audience-or = o
audience-of-family = de la familia { $family }
audience-of-item = artículo { $item }
audience-of-channel = por el canal { $channel }
audience-of-in = por iniciativa suya
audience-of-out = por iniciativa nuestra
audience-least = al menos { $n }
audience-most = como mucho { $n }
audience-between = entre { $low } y { $high }
audience-exactly = exactamente { $n }
audience-times-least = al menos { $count ->
    [one] una vez
   *[other] { $count } veces
  }
audience-times-most = como mucho { $count ->
    [one] una vez
   *[other] { $count } veces
  }
audience-times-between = entre { $low } y { $high } veces
audience-times-exactly = exactamente { $count ->
    [one] una vez
   *[other] { $count } veces
  }
audience-ago-least = hace al menos { $low ->
    [one] un día
   *[other] { $low } días
  }
audience-ago-most = hace como mucho { $high ->
    [one] un día
   *[other] { $high } días
  }
audience-ago-between = hace entre { $low } y { $high } días
audience-when-days = { $count ->
    [one] en el último día
   *[other] en los últimos { $count } días
  }
audience-when-dates = entre el { $from } y el { $until }
audience-anything = algo
audience-say-bought = { $not ->
    [yes] nunca han comprado nada de la familia { $family }
   *[no] han comprado algo de la familia { $family }
  }
audience-say-families = { $not ->
    [yes] no{" "}
   *[no] {""}
  }han comprado de { $range } { $one ->
    [yes] familia
   *[no] familias
  } de productos
audience-say-region = { $not ->
    [yes] no{" "}
   *[no] {""}
  }pertenecen a la región { $names }
audience-say-country = { $not ->
    [yes] no{" "}
   *[no] {""}
  }tienen su sede en { $names }
audience-say-owner = { $not ->
    [yes] no{" "}
   *[no] {""}
  }son atendidas por { $names }
audience-say-kind = { $not ->
    [yes] no{" "}
   *[no] {""}
  }son { $kind ->
    [company] empresas
   *[person] particulares
  }
audience-say-revenue = { $not ->
    [yes] no{" "}
   *[no] {""}
  }han aportado { $range } de ingresos netos
audience-say-returned = { $not ->
    [yes] no{" "}
   *[no] {""}
  }han devuelto { $range } de lo comprado
audience-say-orders = { $not ->
    [yes] no{" "}
   *[no] {""}
  }han hecho { $range } { $one ->
    [yes] pedido
   *[no] pedidos
  }
audience-say-first = { $not ->
    [yes] no{" "}
   *[no] {""}
  }hicieron su primer pedido { $ago }
audience-say-last = { $not ->
    [yes] no{" "}
   *[no] {""}
  }hicieron su último pedido { $ago }
audience-say-signal = { $not ->
    [yes] no{" "}
   *[no] {""}
  }mostraron interés propio por última vez { $ago }
audience-say-phase = { $not ->
    [yes] no{" "}
   *[no] {""}
  }están en la fase { $names }
audience-say-window = { $not ->
    [yes] no suelen necesitar
   *[no] suelen necesitar
  } { $family } en { $month }
audience-say-need = { $not ->
    [yes] no{" "}
   *[no] {""}
  }necesitan { $what } ahora, { $by ->
    [words] según han dicho
    [habit] como suelen en esta época del año
   *[either] según han dicho o como suelen en esta época del año
  }
audience-say-complaint = { $not ->
    [yes] no{" "}
   *[no] {""}
  }tienen una queja abierta
audience-say-barrier = { $not ->
    [yes] no{" "}
   *[no] {""}
  }han dado uno de estos motivos para no comprar: { $names }
audience-say-pressure = tienen una presión de contacto de { $not ->
    [yes] más de
   *[no] como mucho
  } { $n }
audience-say-messages = { $not ->
    [yes] no{" "}
   *[no] {""}
  }{ $were ->
    [sent] han recibido
    [answered] han contestado
   *[bounced] han quedado sin recibir
  } { $range } de nuestros mensajes
audience-say-language = { $not ->
    [yes] no{" "}
   *[no] {""}
  }leen { $names }
audience-say-role = { $not ->
    [yes] no{" "}
   *[no] {""}
  }tienen este papel en una compra: { $names }
audience-say-reach = { $not ->
    [yes] no{" "}
   *[no] {""}
  }pueden ser contactadas por el canal { $channel } para { $purpose }
audience-say-did = { $not ->
    [yes] no{" "}
   *[no] {""}
  }han { $act } { $times } { $when }
audience-say-never = { $ever ->
    [ever] nunca
   *[since] no
  } han { $act } { $when }
audience-say-once = han { $act } al menos una vez { $when }
audience-say-sequence = { $not ->
    [yes] no muestran esta secuencia:
   *[no] han
  } { $steps }
audience-step-only = { $act }
audience-step-first = primero { $act }
audience-step-next = , después { $act }
audience-step-not = {" "}y después no han { $act }
audience-step-within = , en el plazo de { $count ->
    [one] un día
   *[other] { $count } días
  }
audience-step-begun = {" "}(a partir de { $count ->
    [one] el último día
   *[other] los últimos { $count } días
  })
## What somebody did, as the sentence needs it.
audience-act = { $kind ->
    [sale] hecho un pedido{ $of }
    [return] devuelto algo{ $of }
    [adjustment] recibido una corrección contable{ $of }
    [touch] tenido un contacto con nosotros{ $of }
    [message_sent] recibido un mensaje nuestro{ $of }
    [message_bounced] quedado sin recibir un mensaje nuestro{ $of }
    [message_answered] contestado un mensaje nuestro{ $of }
    [visit] visitado una página{ $of }
    [search] buscado algo{ $of }
    [product_viewed] visto un artículo{ $of }
    [product_added] puesto en la cesta un artículo{ $of }
    [product_removed] sacado de la cesta un artículo{ $of }
    [product_wished] puesto en una lista de deseos un artículo{ $of }
    [product_reviewed] valorado un artículo{ $of }
    [checkout_started] empezado a pagar un pedido{ $of }
    [inquiry] hecho una consulta{ $of }
    [need_stated] expresado una necesidad{ $of }
    [requirement_confirmed] confirmado un requisito{ $of }
    [quote_requested] pedido un presupuesto{ $of }
    [price_asked] preguntado por el precio{ $of }
    [reference_asked] pedido referencias{ $of }
    [referral] recomendado nuestra empresa{ $of }
    [quote_sent] recibido un presupuesto nuestro{ $of }
    [note] dado lugar a una nota de ventas{ $of }
    [deal_opened] abierto una negociación{ $of }
    [deal_won] cerrado un trato con nosotros{ $of }
    [deal_lost] rechazado un trato{ $of }
    [deal_reopened] reabierto una negociación{ $of }
    [deal_removed] retirado una negociación{ $of }
    [complaint_opened] presentado una queja{ $of }
    [complaint_closed] visto resuelta una queja{ $of }
    [complaint_reopened] reabierto una queja{ $of }
    [complaint_removed] retirado una queja{ $of }
    [promise_made] recibido una promesa{ $of }
    [promise_kept] visto cumplida una promesa{ $of }
    [promise_broken] visto incumplida una promesa{ $of }
    [promise_reopened] visto abierta de nuevo una promesa{ $of }
    [promise_removed] visto retirada una promesa{ $of }
    [survey_answered] respondido a una encuesta{ $of }
    [survey_removed] visto retirada una respuesta a una encuesta{ $of }
    [consent_given] dado su consentimiento{ $of }
    [consent_withdrawn] retirado su consentimiento{ $of }
    [objected] rechazado la publicidad{ $of }
   *[other] tenido otro suceso{ $of }
  }
## The editor.
audience-meant = A quién se refiere
audience-group = Grupo
audience-addgroup = Añadir un grupo
audience-addto = Añadir
audience-newin = Nueva condición en este grupo
audience-undo = Deshacer
audience-match = Cómo se combinan las partes
audience-emptygroup = Aún no hay nada en este grupo.
audience-toolarge = Son demasiadas condiciones o están anidadas demasiado: como máximo 100, como máximo 8 una dentro de otra; cada negación cuenta.
audience-badgroup = Este grupo necesita una condición.
audience-opt-records = Datos
audience-opt-buying = Compras
audience-opt-contact = Contacto
audience-opt-happened = Lo que ocurrió
audience-field-families = Número de familias de productos
audience-field-owner = Responsable es
audience-field-returned = Parte devuelta (%)
audience-field-first = Días desde el primer pedido
audience-field-signal = Días desde su último interés
audience-field-need = Lo necesita ahora
audience-field-barrier = Ventas anotó
audience-field-sent = Mensajes nuestros
audience-field-answered = Mensajes contestados
audience-field-bounced = Mensajes rebotados
audience-field-role = Papel en una compra
audience-field-reach = Puede ser contactada
audience-field-did = Algo ocurrió tantas veces
audience-field-never = Algo no ocurrió
audience-field-sequence = Una cosa tras otra
audience-event = Qué
audience-family = Familia de productos
audience-any = cualquiera
audience-item = Número de artículo
audience-channel = Canal
audience-direction = Quién empezó
audience-more = Precisar
audience-days = En los últimos tantos días
audience-days-hint = Vacío: en cualquier momento.
audience-from = Desde
audience-until = Hasta
audience-step = Paso { $n }
audience-then-not = Después NO ocurrió esto
audience-nothing = (omitir)
audience-within = Todo en tantos días
audience-begun = Empezado en los últimos tantos días
audience-add-step = Añadir un paso
audience-less-step = Quitar el último paso
audience-known-by = Cómo lo sabemos
audience-known-either = dicho o habitual
audience-known-words = lo dijeron
audience-known-habit = habitual en esta época
audience-purpose = Para
audience-json = Como JSON
audience-json-hint = Para quienes crean públicos con otros programas. Lo que ponga aquí sustituye al formulario.
audience-json-take = Usar este JSON
audience-json-bad = Este JSON no sirve, en { $at }: { $why }
audience-json-whole = Este JSON no sirve: { $why }
audience-json-syntax = no es JSON
audience-json-large = hay demasiadas condiciones o están anidadas en exceso
audience-json-unknown = no existe la condición { $name }
audience-json-version = no se conoce la versión { $version }
audience-json-form = esto no es una condición
audience-json-value = falta un valor o no encaja
audience-sample = Algunas de ellas
audience-why = Por qué
audience-of-all = de { $contacts } personas en { $customers } clientes
audience-unknown-name = Nadie tiene «{ $name }» ({ $condition }): ¿está escrito como en los datos?
audience-waits-people = Leyendo los datos de todos …
audience-waits-events = Revisando todo lo que ocurrió: { $share } …
audience-waits-permission = Comprobando a quién se puede escribir …
audience-waits-hint = El primer recuento tras un cambio es el más largo.
audience-times = { $count ->
    [one] una vez
   *[other] { $count } veces
  }
audience-times-last = { $count ->
    [one] una vez, el { $day }
   *[other] { $count } veces, la última el { $day }
  }
audience-found = { $contacts ->
    [one] { $contacts } persona
   *[other] { $contacts } personas
  } en { $customers ->
    [one] { $customers } cliente
   *[other] { $customers } clientes
  }
